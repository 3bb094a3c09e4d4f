"""What a design token file of ours says beyond DTCG, read back; odd values are ignored."""

from collections.abc import Mapping
from typing import Any

from brand.guideline import Deprecated
from renderers.contract.tokens import Color, Font

#: What DTCG has no place for stands under this name in `$extensions`.
EXTENSION = "einklang"
_TEXT = 200


def extension(group: Mapping[str, Any]) -> Mapping[str, Any]:
    """What stands under our name in a token's `$extensions`."""
    found = group.get("$extensions")
    own = found.get(EXTENSION) if isinstance(found, dict) else None
    return own if isinstance(own, dict) else {}


def full_color(plain: Color, own: Mapping[str, Any]) -> Color:
    """A color with its own name, inks, spot color and roles, where they are told."""
    return Color(
        _text(own, "name") or plain.name,
        plain.srgb,
        cmyk=_inks(own.get("cmyk")),
        spot=_text(own, "spot"),
        roles=_texts(own, "roles") if own else plain.roles,
    )


def full_font(plain: Font, own: Mapping[str, Any]) -> Font:
    """A typeface with its own role and weights, where they are told."""
    if not own:
        return plain
    weights = own.get("weights")
    known = isinstance(weights, list) and all(_is_whole(one) and 1 <= one <= 1000 for one in weights)
    return Font(
        _text(own, "role") or plain.role,
        plain.family,
        stack=plain.stack,
        weights=tuple(weights) if known and isinstance(weights, list) else plain.weights,
    )


def full_deprecated(plain: Deprecated, own: Mapping[str, Any]) -> Deprecated:
    """A color that is given up, with its own name, what to use instead, and why."""
    if not own:
        return plain
    return Deprecated(_text(own, "token") or plain.token, plain.value, _text(own, "instead"), _text(own, "reason"))


def _text(own: Mapping[str, Any], name: str) -> str:
    value = own.get(name)
    return value[:_TEXT] if isinstance(value, str) else ""


def _texts(own: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = own.get(name)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _inks(value: Any) -> tuple[float, float, float, float] | None:
    if not isinstance(value, list) or len(value) != 4 or not all(_is_percent(part) for part in value):
        return None
    return (float(value[0]), float(value[1]), float(value[2]), float(value[3]))


def _is_percent(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
