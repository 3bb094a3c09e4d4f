"""Reads `guideline.yaml`: what a brand applies and judges by, in words a brand manager can write."""

import re
from typing import TypeVar

from brand.finding import Severity
from brand.guideline import (
    Address,
    Claim,
    ColorPair,
    Compound,
    Example,
    GenderStyle,
    Guideline,
    Setting,
    Term,
    TermKind,
    Voice,
)
from brand.portable.assets import Load, read_asset
from brand.portable.cursor import Cursor, compose
from renderers.contract.message import Message
from renderers.contract.tokens import SHIPPED_FIELDS, Color, Field, Font, LegalLine, Localized, Logo, Sender, Tokens

SCHEMA = ("guideline", 1)
KEYS = (
    "schema", "brand", "version", "locales", "launch_mode", "colors", "pairs", "typography", "logos", "sender", "legal",
    "fields", "voice", "terms", "claims", "hosts", "utm", "limits", "rules", "examples",
)  # fmt: skip
_HEX = re.compile(r"#[0-9a-f]{6}")
_RULE = re.compile(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")
T = TypeVar("T")

Given = dict[str, Cursor]


def read_guideline(data: bytes | str, *, file: str = "guideline.yaml", load: Load | None = None) -> Guideline:
    """Read a guideline. `load` gives the bytes of the logos and fonts it names, by their path beside the file.

    Raises:
        GuidelineError: with file, line, column, what is wrong and what is known.
    """
    root = compose(data, file)
    given = root.mapping(KEYS)
    _require_schema(root, given)
    brand = _text(given, "brand")
    return Guideline(
        brand=brand,
        tokens=_tokens(given, brand, load),
        voice=_voice(given["voice"]) if "voice" in given else Voice(),
        terms=tuple(_term(item) for item in _items(given, "terms")),
        claims=tuple(_claim(name, value) for name, value in _entries(given, "claims")),
        pairs=tuple(_pair(item) for item in _items(given, "pairs")),
        settings=tuple(_setting(item) for item in _items(given, "rules")),
        examples=tuple(_example(item) for item in _items(given, "examples")),
        hosts=_texts(given, "hosts"),
        utm=given["utm"].pairs() if "utm" in given else (),
        limits=tuple(_limit(item) for item in _items(given, "limits")),
        locales=_texts(given, "locales") or ("de",),
        launch_mode=given["launch_mode"].boolean() if "launch_mode" in given else False,
        version=_text(given, "version"),
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


def _text(given: Given, name: str) -> str:
    return given[name].text() if name in given else ""


def _texts(given: Given, name: str) -> tuple[str, ...]:
    return given[name].texts() if name in given else ()


def _items(given: Given, name: str) -> list[Cursor]:
    return given[name].items() if name in given else []


def _entries(given: Given, name: str) -> list[tuple[str, Cursor]]:
    return list(given[name].entries()) if name in given else []


def _localized(cursor: Cursor) -> Localized:
    """One text for all locales, or a mapping locale -> text."""
    return (("", cursor.text()),) if cursor.is_text else tuple(sorted(cursor.pairs()))


def _need(cursor: Cursor, given: Given, name: str) -> Cursor:
    if name not in given:
        cursor.fail(Message("{path}: “{key}” is missing.", path=cursor.path, key=name))
    return given[name]


# --- tokens


def _tokens(given: Given, brand: str, load: Load | None) -> Tokens:
    return Tokens(
        brand=brand,
        colors=tuple(_color(name, value) for name, value in _entries(given, "colors")),
        typography=tuple(_font(role, value, load) for role, value in _entries(given, "typography")),
        logos=tuple(_logo(item, load) for item in _items(given, "logos")),
        legal=tuple(_legal(item) for item in _items(given, "legal")),
        sender=_sender(given["sender"]) if "sender" in given else Sender(),
        fields=tuple(_field(name, value) for name, value in _entries(given, "fields"))
        if "fields" in given
        else SHIPPED_FIELDS,
    )


def _color(name: str, cursor: Cursor) -> Color:
    if cursor.is_text:
        return Color(name, _hex(cursor))
    given = cursor.mapping(("srgb", "cmyk", "spot", "roles"))
    return Color(
        name,
        _hex(_need(cursor, given, "srgb")),
        cmyk=_cmyk(given["cmyk"]) if "cmyk" in given else None,
        spot=_text(given, "spot"),
        roles=_texts(given, "roles"),
    )


def _hex(cursor: Cursor) -> str:
    value = cursor.text().lower()
    if not _HEX.fullmatch(value):
        cursor.wrong("a color such as “#14213d” (in quotes)")
    return value


def _cmyk(cursor: Cursor) -> tuple[float, float, float, float]:
    values = [item.number() for item in cursor.items()]
    if len(values) != 4 or not all(0 <= value <= 100 for value in values):
        cursor.wrong("four percentages from 0 to 100")
    return (values[0], values[1], values[2], values[3])


def _font(role: str, cursor: Cursor, load: Load | None) -> Font:
    if cursor.is_text:
        return Font(role, cursor.text())
    given = cursor.mapping(("family", "stack", "weights", "files"))
    weights = tuple(item.integer() for item in _items(given, "weights")) if "weights" in given else (400, 700)
    return Font(
        role,
        _need(cursor, given, "family").text(),
        stack=_texts(given, "stack"),
        weights=weights,
        files=tuple(read_asset(item, load) for item in _items(given, "files")),
    )


def _logo(cursor: Cursor, load: Load | None) -> Logo:
    given = cursor.mapping(("name", "on", "svg", "pdf", "png", "min_width_mm", "min_width_px"))
    plain = Logo(_need(cursor, given, "name").text())
    return Logo(
        plain.name,
        on=_text(given, "on") or plain.on,
        svg=read_asset(given["svg"], load) if "svg" in given else None,
        pdf=read_asset(given["pdf"], load) if "pdf" in given else None,
        png=read_asset(given["png"], load) if "png" in given else None,
        min_width_mm=given["min_width_mm"].number() if "min_width_mm" in given else plain.min_width_mm,
        min_width_px=given["min_width_px"].integer() if "min_width_px" in given else plain.min_width_px,
    )


def _legal(cursor: Cursor) -> LegalLine:
    given = cursor.mapping(("key", "text", "channels", "triggers"))
    return LegalLine(
        _need(cursor, given, "key").text(),
        _localized(_need(cursor, given, "text")),
        channels=_texts(given, "channels"),
        triggers=_texts(given, "triggers"),
    )


_SENDER = ("name", "company", "email", "reply_to", "phone", "website", "sms_name")


def _sender(cursor: Cursor) -> Sender:
    given = cursor.mapping((*_SENDER, "address", "handles"))
    return Sender(
        **{name: _text(given, name) for name in _SENDER},
        address=_texts(given, "address"),
        handles=given["handles"].pairs() if "handles" in given else (),
    )


def _field(name: str, cursor: Cursor) -> Field:
    given = cursor.mapping(("type", "max_length", "sample", "label", "names"))
    return Field(
        name,
        type=_text(given, "type") or "text",
        max_length=given["max_length"].integer() if "max_length" in given else 40,
        sample=_text(given, "sample"),
        label=_text(given, "label"),
        names=given["names"].pairs() if "names" in given else (),
    )


# --- what to judge by


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
            for channel, value in _entries(given, "address_in")
        ),
        du_capital=given["du_capital"].boolean() if "du_capital" in given else None,
        gender=given["gender"].choice(GenderStyle) if "gender" in given else GenderStyle.NONE,
        reading=_band(given["reading"]) if "reading" in given else None,
        sentence_words=given["sentence_words"].integer() if "sentence_words" in given else None,
        exclamations=given["exclamations"].integer() if "exclamations" in given else None,
        emoji=given["emoji"].integer() if "emoji" in given else None,
        emoji_set=_texts(given, "emoji_set"),
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
    given = cursor.mapping(
        (*kinds, "instead", "reason", "forms", "exceptions", "language", "compound", "case_sensitive", "retired_at")
    )
    kind, word = _first(cursor, given, kinds)
    return Term(
        word,
        TermKind(kind),
        instead=_text(given, "instead"),
        reason=_text(given, "reason"),
        forms=_texts(given, "forms"),
        exceptions=_texts(given, "exceptions"),
        language=_text(given, "language"),
        compound=given["compound"].choice(Compound) if "compound" in given else Compound.NO,
        case_sensitive=given["case_sensitive"].boolean() if "case_sensitive" in given else False,
        retired_at=given["retired_at"].date() if "retired_at" in given else None,
    )


def _claim(name: str, cursor: Cursor) -> Claim:
    given = cursor.mapping(("text", "evidence", "expires"))
    return Claim(
        name,
        _localized(_need(cursor, given, "text")),
        evidence=_text(given, "evidence"),
        expires=given["expires"].date() if "expires" in given else None,
    )


def _pair(cursor: Cursor) -> ColorPair:
    given = cursor.mapping(("text", "background", "allowed"))
    return ColorPair(
        _need(cursor, given, "text").text(),
        _need(cursor, given, "background").text(),
        given["allowed"].boolean() if "allowed" in given else True,
    )


def _setting(cursor: Cursor) -> Setting:
    given = cursor.mapping(("rule", "enabled", "severity", "options", "channel", "locale"))
    rule = _need(cursor, given, "rule")
    if not _RULE.fullmatch(rule.text()):
        rule.wrong("the id of a rule, such as terms/banned-word")
    return Setting(
        rule.text(),
        enabled=given["enabled"].boolean() if "enabled" in given else True,
        severity=given["severity"].choice(Severity) if "severity" in given else None,
        options=tuple((name, value.value()) for name, value in _entries(given, "options")),
        channel=_text(given, "channel"),
        locale=_text(given, "locale"),
    )


def _limit(cursor: Cursor) -> tuple[str, str, float]:
    given = cursor.mapping(("channel", "limit", "value"))
    channel, limit, value = (_need(cursor, given, name) for name in ("channel", "limit", "value"))
    return channel.text(), limit.text(), value.number()


def _example(cursor: Cursor) -> Example:
    given = cursor.mapping(("good", "bad", "rules", "locale", "channel"))
    judged, text = _first(cursor, given, ("good", "bad"))
    return Example(
        text,
        good=judged == "good",
        rules=_texts(given, "rules"),
        locale=_text(given, "locale") or "de",
        channel=_text(given, "channel"),
    )
