"""Colors compared: distance as people see it (CIEDE2000), contrast (WCAG), and the nearest color of a palette."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from coloraide import Color as Measured

from renderers.contract.tokens import Color, Tokens

_CMYK = re.compile(r"cmyk\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)\s*\)")
_HEX = re.compile(r"#[0-9a-fA-F]{6}")

#: A mix of two colors is one only so far away from both, as a share of the way between them.
_END = 0.06
#: The roles that renderers color something by; a brand that names no color for one is drawn in a neutral.
ROLES = ("primary", "accent", "text", "background", "surface", "muted", "on-primary", "on-accent", "link")

Inks = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest color of a palette and how far away it is (ΔE2000; for inks the largest difference in percent)."""

    color: Color
    distance: float


def inks(value: str) -> Inks | None:
    """The four percentages of "cmyk(0 100 81 4)", or None for any other color."""
    match = _CMYK.fullmatch(value.strip())
    if match is None:
        return None
    cyan, magenta, yellow, black = (float(part) for part in match.groups())
    return cyan, magenta, yellow, black


@lru_cache(maxsize=4096)
def screen(value: str) -> str:
    """The color as "#rrggbb"; inks by the plain formula, good enough for contrast. "" for what is no color."""
    if _HEX.fullmatch(value.strip()):
        return value.strip().lower()
    ink = inks(value)
    if ink is None:
        return ""
    *parts, black = (part / 100 for part in ink)
    return "#" + "".join(f"{round(255 * (1 - part) * (1 - black)):02x}" for part in parts)


@lru_cache(maxsize=16384)
def distance(one: str, other: str) -> float:
    """ΔE2000 between two "#rrggbb": below 1 nobody sees it, 3 side by side, 5 at a glance."""
    return 0.0 if one == other else float(Measured(one).delta_e(other, method="2000"))


@lru_cache(maxsize=16384)
def contrast(one: str, other: str) -> float:
    """Contrast of two colors after WCAG 2: 1 to 21."""
    return float(Measured(screen(one)).contrast(screen(other), method="wcag21"))


@lru_cache(maxsize=4096)
def lightness(value: str) -> float:
    """Relative luminance of a color, 0 (black) to 1."""
    return float(Measured(screen(value)).luminance())


def palette(tokens: Tokens) -> tuple[Color, ...]:
    """The colors of a brand, and the neutrals it is drawn in where it names none; nothing for a brand without."""
    if not tokens.colors:
        return ()
    drawn = (tokens.color(role) for role in ROLES)
    return tuple({color.srgb.lower(): color for color in (*drawn, *tokens.colors)}.values())


def nearest(value: str, colors: Iterable[Color]) -> Near | None:
    """The palette color nearest to a color, or None where they cannot be compared."""
    ink = inks(value)
    if ink is not None:
        near = [Near(color, _ink_distance(ink, color.cmyk)) for color in colors if color.cmyk is not None]
    else:
        shown = screen(value)
        near = [Near(color, distance(shown, color.srgb.lower())) for color in colors] if shown else []
    return min(near, key=lambda found: found.distance, default=None)


def _ink_distance(one: Inks, other: Inks) -> float:
    return max(abs(first - second) for first, second in zip(one, other, strict=True))


def is_tint(value: str, colors: Iterable[Color]) -> bool:
    """Whether inks are a lighter tone of a palette color: all four in the same proportion."""
    ink = inks(value)
    return ink is not None and any(_same_hue(ink, color.cmyk) for color in colors if color.cmyk is not None)


def _same_hue(tone: Inks, full: Inks) -> bool:
    strongest = max(full)
    share = tone[full.index(strongest)] / strongest if strongest else 0.0
    return 0 < share <= 1 and all(abs(part - whole * share) <= 1 for part, whole in zip(tone, full, strict=True))


def is_mix(value: str, tokens: Tokens) -> bool:
    """Whether a color is a brand color laid thinly over a brand ground: #dddfde is a dark green, 15 % on white."""
    shown = screen(value)
    if not shown or inks(value) is not None:
        return False
    grounds = {screen(tokens.color(role).srgb) for role in ("background", "surface")} | {"#ffffff"}
    return any(_between(shown, color.srgb.lower(), ground) for color in palette(tokens) for ground in grounds if ground)


def _between(value: str, one: str, other: str) -> bool:
    """Whether a color lies on the line between two others, well away from both ends."""
    mixed, front, back = (tuple(int(color[at : at + 2], 16) for at in (1, 3, 5)) for color in (value, one, other))
    spans = [first - last for first, last in zip(front, back, strict=True)]
    widest = max(range(3), key=lambda index: abs(spans[index]))
    if not spans[widest]:
        return False
    share = (mixed[widest] - back[widest]) / spans[widest]
    return _END < share < 1 - _END and all(
        abs(last + span * share - part) <= 1 for part, last, span in zip(mixed, back, spans, strict=True)
    )


def named(reference: str, tokens: Tokens) -> Color | None:
    """The brand color of a name or role; None where the brand has none."""
    return next((color for color in tokens.colors if reference == color.name or reference in color.roles), None)
