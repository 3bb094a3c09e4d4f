"""Reads the tokens of `guideline.yaml`: colors, typography, logos, legal lines, sender, field register."""

import re

from brand.portable.assets import Load, read_asset
from brand.portable.cursor import Cursor
from brand.portable.given import Given, entries, items, localized, need, text, texts
from renderers.contract.tokens import SHIPPED_FIELDS, Color, Field, Font, LegalLine, Logo, Sender, Tokens

_HEX = re.compile(r"#[0-9a-f]{6}")


def read_tokens(given: Given, brand: str, load: Load | None) -> Tokens:
    """The tokens in a guideline's mapping.

    Raises:
        GuidelineError: with line and column.
    """
    return Tokens(
        brand=brand,
        colors=tuple(_color(name, value) for name, value in entries(given, "colors")),
        typography=tuple(_font(role, value, load) for role, value in entries(given, "typography")),
        logos=tuple(_logo(item, load) for item in items(given, "logos")),
        legal=tuple(_legal(item) for item in items(given, "legal")),
        sender=_sender(given["sender"]) if "sender" in given else Sender(),
        fields=tuple(_field(name, value) for name, value in entries(given, "fields"))
        if "fields" in given
        else SHIPPED_FIELDS,
    )


def _color(name: str, cursor: Cursor) -> Color:
    if cursor.is_text:
        return Color(name, _hex(cursor))
    given = cursor.mapping(("srgb", "cmyk", "spot", "roles"))
    return Color(
        name,
        _hex(need(cursor, given, "srgb")),
        cmyk=_cmyk(given["cmyk"]) if "cmyk" in given else None,
        spot=text(given, "spot"),
        roles=texts(given, "roles"),
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
    weights = tuple(item.integer() for item in items(given, "weights")) if "weights" in given else (400, 700)
    return Font(
        role,
        need(cursor, given, "family").text(),
        stack=texts(given, "stack"),
        weights=weights,
        files=tuple(read_asset(item, load) for item in items(given, "files")),
    )


def _logo(cursor: Cursor, load: Load | None) -> Logo:
    given = cursor.mapping(("name", "on", "svg", "pdf", "png", "min_width_mm", "min_width_px", "clear_space"))
    plain = Logo(need(cursor, given, "name").text())
    return Logo(
        plain.name,
        on=text(given, "on") or plain.on,
        svg=read_asset(given["svg"], load) if "svg" in given else None,
        pdf=read_asset(given["pdf"], load) if "pdf" in given else None,
        png=read_asset(given["png"], load) if "png" in given else None,
        min_width_mm=given["min_width_mm"].number() if "min_width_mm" in given else plain.min_width_mm,
        min_width_px=given["min_width_px"].integer() if "min_width_px" in given else plain.min_width_px,
    )


def _legal(cursor: Cursor) -> LegalLine:
    given = cursor.mapping(("key", "text", "channels", "triggers"))
    return LegalLine(
        need(cursor, given, "key").text(),
        localized(need(cursor, given, "text")),
        channels=texts(given, "channels"),
        triggers=texts(given, "triggers"),
    )


_SENDER = ("name", "company", "email", "reply_to", "phone", "website", "sms_name")


def _sender(cursor: Cursor) -> Sender:
    given = cursor.mapping((*_SENDER, "address", "handles"))
    return Sender(
        **{name: text(given, name) for name in _SENDER},
        address=texts(given, "address"),
        handles=given["handles"].pairs() if "handles" in given else (),
    )


def _field(name: str, cursor: Cursor) -> Field:
    given = cursor.mapping(("type", "max_length", "sample", "label", "names"))
    return Field(
        name,
        type=text(given, "type") or "text",
        max_length=given["max_length"].integer() if "max_length" in given else 40,
        sample=text(given, "sample"),
        label=text(given, "label"),
        names=given["names"].pairs() if "names" in given else (),
    )
