"""Brand tokens as CSS values, safe to write into a style sheet; and how well colors can be told apart."""

import re
from functools import lru_cache

from renderers.contract.tokens import Font

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_NOT_IN_FAMILIES = re.compile(r"[^\w \-.]")
_GENERIC = ("serif", "sans-serif", "monospace", "cursive", "system-ui")

Rgb = tuple[int, int, int]


def color(value: str, default: str = "#1a1a1a") -> str:
    """An sRGB value in the form `#rrggbb`, or the default where it is none."""
    return value.lower() if _HEX.fullmatch(value) else default


def stack(font: Font, *, generic: str = "sans-serif") -> str:
    """A font family with its fallbacks, for `font-family`, in single quotes: it stands in attributes as well."""
    families = [_NOT_IN_FAMILIES.sub("", family).strip() for family in (font.family, *font.stack)]
    named = [f"'{family}'" if " " in family else family for family in families if family]
    if not any(family in _GENERIC for family in named):
        named += ["Arial", generic] if generic == "sans-serif" else ["Georgia", generic]
    return ", ".join(dict.fromkeys(named))


def fallback(font: Font) -> str:
    """The first family of the stack that every system has, for Outlook, which would take Times instead."""
    known = {"arial", "helvetica", "verdana", "tahoma", "georgia", "times new roman", "trebuchet ms", "courier new"}
    found = next((family for family in font.stack if family.lower() in known), "")
    return _NOT_IN_FAMILIES.sub("", found) or ("Georgia" if "serif" in font.stack else "Arial")


def rgb(value: str) -> Rgb:
    """The three channels of `#rrggbb`, 0 to 255."""
    value = color(value)
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


@lru_cache(maxsize=1024)
def contrast(one: str, other: str) -> float:
    """The contrast of two colors by WCAG 2.1, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(value: str) -> float:
    channels = [channel / 255 for channel in rgb(value)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
