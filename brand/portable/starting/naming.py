"""Names for colors that have none: what people would call them, in the brand's language."""

import colorsys
import re
from collections.abc import Iterable

# fmt: off
#: Hues in degrees up to which a color is called so, German and English.
_HUES = (
    (14, "Rot", "Red"), (42, "Orange", "Orange"), (66, "Gelb", "Yellow"), (158, "Grün", "Green"),
    (192, "Türkis", "Teal"), (255, "Blau", "Blue"), (290, "Violett", "Violet"), (344, "Pink", "Pink"),
    (360, "Rot", "Red"),
)
_GRAYS = (
    (0.08, "Schwarz", "Black"), (0.35, "Dunkelgrau", "Dark gray"), (0.7, "Grau", "Gray"),
    (0.97, "Hellgrau", "Light gray"), (1.0, "Weiß", "White"),
)
# fmt: on
#: What stands before the name proper in style sheets.
_PREFIX = re.compile(
    r"^(?:wp--preset--color--|bs-|tw-|(?:brand-)?(?:colou?rs?|clr|palette|theme)[-_.]+)", re.IGNORECASE
)
#: Below this share of the whole range between its channels, a color is a gray.
_CHROMA = 0.13


def channels(srgb: str) -> tuple[float, float, float]:
    """The three channels of "#rrggbb", 0 to 1."""
    return int(srgb[1:3], 16) / 255, int(srgb[3:5], 16) / 255, int(srgb[5:7], 16) / 255


def is_gray(srgb: str) -> bool:
    """Whether a color has no hue to speak of; very dark and very light ones show theirs the least."""
    parts = channels(srgb)
    return max(parts) - min(parts) < _CHROMA


def called(srgb: str, language: str) -> str:
    """What people call a color: "Dunkelgrün", "Light blue"."""
    german = language.startswith("de")
    hue, light, _ = colorsys.rgb_to_hls(*channels(srgb))
    if is_gray(srgb):
        _, de, en = next(each for each in _GRAYS if light <= each[0])
        return de if german else en
    _, de, en = next(each for each in _HUES if hue * 360 <= each[0])
    if en == "Orange" and light < 0.4:
        de, en = "Braun", "Brown"
    if light < 0.28:
        return f"Dunkel{de.lower()}" if german else f"Dark {en.lower()}"
    if light > 0.8:
        return f"Hell{de.lower()}" if german else f"Light {en.lower()}"
    return de if german else en


def plain(name: str) -> str:
    """The name of a custom property without what only says that it is a color: "--color-brand-green" is brand-green."""
    bare = _PREFIX.sub("", name.removeprefix("--"))
    return re.sub(r"[^\w-]+", "-", bare).strip("-_")[:60]


def distinct(names: Iterable[str]) -> list[str]:
    """The names in order, a number behind those that were there before."""
    seen: set[str] = set()
    found = []
    for name in names:
        unique, number = name, 2
        while unique.casefold() in seen:
            unique, number = f"{name} {number}", number + 1
        seen.add(unique.casefold())
        found.append(unique)
    return found
