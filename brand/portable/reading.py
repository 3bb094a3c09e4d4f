"""Reads `guideline.yaml`: what a brand applies and judges by, in words a brand manager can write."""

import re

from brand import mailclients
from brand.finding import Severity
from brand.guideline import (
    Address,
    Claim,
    ColorPair,
    Compound,
    Deprecated,
    Example,
    Guideline,
    Setting,
    Term,
    TermKind,
    Voice,
)
from brand.language.gender import GenderStyle
from brand.portable.assets import Load
from brand.portable.cursor import Cursor, compose
from brand.portable.given import Given, entries, items, localized, need, text, texts
from brand.portable.patterns import read_patterns
from brand.portable.tokens import read_tokens
from renderers.contract.message import Message

SCHEMA = ("guideline", 1)
KEYS = (
    "schema", "brand", "version", "locales", "launch_mode", "colors", "pairs", "typography", "logos", "sender", "legal",
    "fields", "voice", "terms", "claims", "hosts", "utm", "limits", "clients",
    "deprecated", "patterns", "rules", "examples",
)  # fmt: skip
TERM_KEYS = (
    "instead", "reason", "forms", "exceptions", "language", "compound", "case_sensitive", "retired_at", "sign",
)  # fmt: skip
#: What a name may carry.
SIGNS = ("®", "™")
_HEX = re.compile(r"#[0-9a-f]{6}")
_RULE = re.compile(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")


def read_guideline(data: bytes | str, *, file: str = "guideline.yaml", load: Load | None = None) -> Guideline:
    """Read a guideline. `load` gives the bytes of the logos and fonts it names, by their path beside the file.

    Raises:
        GuidelineError: with file, line, column, what is wrong and what is known.
    """
    root = compose(data, file)
    given = root.mapping(KEYS)
    _require_schema(root, given)
    brand = text(given, "brand")
    return Guideline(
        brand=brand,
        tokens=read_tokens(given, brand, load),
        voice=_voice(given["voice"]) if "voice" in given else Voice(),
        terms=tuple(_term(item) for item in items(given, "terms")),
        claims=tuple(_claim(name, value) for name, value in entries(given, "claims")),
        pairs=tuple(_pair(item) for item in items(given, "pairs")),
        patterns=read_patterns(given, "patterns"),
        settings=tuple(_setting(item) for item in items(given, "rules")),
        examples=tuple(_example(item) for item in items(given, "examples")),
        hosts=texts(given, "hosts"),
        utm=given["utm"].pairs() if "utm" in given else (),
        limits=tuple(_limit(item) for item in items(given, "limits")),
        clients=_clients(given["clients"]) if "clients" in given else (),
        deprecated=tuple(_deprecated(item) for item in items(given, "deprecated")),
        locales=texts(given, "locales") or ("de",),
        launch_mode=given["launch_mode"].boolean() if "launch_mode" in given else False,
        clear_space=_clear_space(given),
        limit_reasons=_reasons(given),
        version=text(given, "version"),
    )


def _require_schema(root: Cursor, given: Given) -> None:
    if "schema" not in given:
        root.fail(
            Message(
                "The file does not say what it is. Begin it with “{line}”.",
                line=f"schema: {'/'.join(map(str, SCHEMA))}",
            )
        )
    name, _, number = given["schema"].text().partition("/")
    if name != SCHEMA[0] or not number.isdigit():
        given["schema"].wrong("/".join(map(str, SCHEMA)))
    if int(number) > SCHEMA[1]:
        given["schema"].fail(
            Message(
                "This was written by a newer version: “{found}”; this version reads up to {number}. Update Einklang.",
                found=given["schema"].text(),
                number=SCHEMA[1],
            )
        )


def _voice(cursor: Cursor) -> Voice:
    given = cursor.mapping(
        (
            "address",
            "address_in",
            "du_capital",
            "gender",
            "reading",
            "sentence_words",
            "exclamations",
            "emoji",
            "emoji_set",
        )
    )
    return Voice(
        address=given["address"].choice(Address) if "address" in given else Address.NONE,
        address_in=tuple(
            (channel, Address.NONE if value.is_empty else value.choice(Address))
            for channel, value in entries(given, "address_in")
        ),
        du_capital=given["du_capital"].boolean() if "du_capital" in given else None,
        gender=given["gender"].choice(GenderStyle) if "gender" in given else GenderStyle.NONE,
        reading=_band(given["reading"]) if "reading" in given else None,
        sentence_words=given["sentence_words"].integer() if "sentence_words" in given else None,
        exclamations=given["exclamations"].integer() if "exclamations" in given else None,
        emoji=given["emoji"].integer() if "emoji" in given else None,
        emoji_set=texts(given, "emoji_set"),
    )


def _band(cursor: Cursor) -> tuple[int, int]:
    values = [item.integer() for item in cursor.items()]
    if len(values) != 2 or values[0] > values[1]:
        cursor.wrong("the lower and the upper end of a band, such as [40, 70]")
    return values[0], values[1]


def _first(cursor: Cursor, given: Given, names: tuple[str, ...]) -> tuple[str, str]:
    """Which of some names is given, exactly one, and its text."""
    there = [name for name in names if name in given]
    if len(there) != 1:
        cursor.fail(Message("{path}: expected one of these keys: {known}.", path=cursor.path, known=", ".join(names)))
    return there[0], given[there[0]].text()


def _term(cursor: Cursor) -> Term:
    kinds = tuple(kind.value for kind in TermKind)
    given = cursor.mapping((*kinds, *TERM_KEYS))
    kind, word = _first(cursor, given, kinds)
    return Term(
        word,
        TermKind(kind),
        instead=text(given, "instead"),
        reason=text(given, "reason"),
        forms=texts(given, "forms"),
        exceptions=texts(given, "exceptions"),
        language=text(given, "language"),
        compound=given["compound"].choice(Compound) if "compound" in given else Compound.NO,
        case_sensitive=given["case_sensitive"].boolean() if "case_sensitive" in given else False,
        retired_at=given["retired_at"].date() if "retired_at" in given else None,
        sign=_sign(given["sign"]) if "sign" in given else "",
    )


def _sign(cursor: Cursor) -> str:
    if cursor.text() not in SIGNS:
        cursor.wrong(" or ".join(SIGNS))
    return cursor.text()


def _claim(name: str, cursor: Cursor) -> Claim:
    given = cursor.mapping(("text", "evidence", "expires"))
    return Claim(
        name,
        localized(need(cursor, given, "text")),
        evidence=text(given, "evidence"),
        expires=given["expires"].date() if "expires" in given else None,
    )


def _pair(cursor: Cursor) -> ColorPair:
    given = cursor.mapping(("text", "background", "allowed"))
    return ColorPair(
        need(cursor, given, "text").text(),
        need(cursor, given, "background").text(),
        given["allowed"].boolean() if "allowed" in given else True,
    )


def _setting(cursor: Cursor) -> Setting:
    given = cursor.mapping(("rule", "enabled", "severity", "options", "channel", "locale"))
    rule = need(cursor, given, "rule")
    if not _RULE.fullmatch(rule.text()):
        rule.wrong("the id of a rule, such as terms/banned-word")
    return Setting(
        rule.text(),
        enabled=given["enabled"].boolean() if "enabled" in given else True,
        severity=given["severity"].choice(Severity) if "severity" in given else None,
        options=tuple((name, value.value()) for name, value in entries(given, "options")),
        channel=text(given, "channel"),
        locale=text(given, "locale"),
    )


def _limit(cursor: Cursor) -> tuple[str, str, float]:
    given = cursor.mapping(("channel", "limit", "value", "reason"))
    channel, limit, value = (need(cursor, given, name) for name in ("channel", "limit", "value"))
    return channel.text(), limit.text(), value.number()


def _clear_space(given: Given) -> tuple[float, ...]:
    """Of every logo; () where none says any."""
    said = [dict(item.entries()).get("clear_space") for item in items(given, "logos")]
    found = tuple(cursor.number() if cursor is not None and not cursor.is_empty else 0.0 for cursor in said)
    for cursor, value in zip(said, found, strict=True):
        if cursor is not None and not 0 <= value <= 10:
            cursor.wrong("a share of the logo's height, such as 0.5")
    return found if any(found) else ()


def _reasons(given: Given) -> tuple[str, ...]:
    """Of every limit; () where none says any."""
    found = tuple(text(dict(item.entries()), "reason") for item in items(given, "limits"))
    return found if any(found) else ()


def _clients(cursor: Cursor) -> tuple[tuple[str, float], ...]:
    """Mail programs and their shares of the audience, a hundred percent at most."""
    found = []
    for client, share in cursor.entries():
        if client not in mailclients.clients():
            share.fail(
                Message(
                    "{path}: no data about this mail program. Known: {known}.",
                    path=share.path,
                    known=", ".join(mailclients.clients()),
                )
            )
        if not 0 <= share.number() <= 100:
            share.wrong("a share in percent, 0 to 100")
        found.append((client, share.number()))
    if sum(share for _, share in found) > 100.5:
        cursor.wrong("shares that make 100 percent at most")
    return tuple(found)


def _deprecated(cursor: Cursor) -> Deprecated:
    given = cursor.mapping(("token", "value", "instead", "reason"))
    value = text(given, "value").lower()
    if value and not _HEX.fullmatch(value):
        given["value"].wrong("a color such as #1a2b3c")
    return Deprecated(need(cursor, given, "token").text(), value, text(given, "instead"), text(given, "reason"))


def _example(cursor: Cursor) -> Example:
    given = cursor.mapping(("good", "bad", "rules", "locale", "channel"))
    judged, words = _first(cursor, given, ("good", "bad"))
    return Example(
        words,
        good=judged == "good",
        rules=texts(given, "rules"),
        locale=text(given, "locale") or "de",
        channel=text(given, "channel"),
    )
