"""Colors as written in CSS become "#rrggbb"."""

import re
from functools import lru_cache

from coloraide import Color

_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)

#: Half a step of a byte, in percent.
_BYTE_STEP = 100 / 255 / 2


@lru_cache(maxsize=4096)
def parsed(value: str) -> tuple[str, float] | None:
    """A CSS color as "#rrggbb" and its opacity (0 to 1), or None for what is no color (`inherit`, `currentcolor`)."""
    value = value.strip().lower()
    if found := _HEX.fullmatch(value):
        digits = found[1] if len(found[1]) > 4 else "".join(digit * 2 for digit in found[1])
        return f"#{digits[:6]}", int(digits[6:], 16) / 255 if len(digits) == 8 else 1.0
    if value in {"", "inherit", "initial", "unset", "currentcolor", "none", "auto"}:
        return None
    try:
        color = Color(value).convert("srgb").fit("srgb")
    except (ValueError, TypeError):
        return None
    return rgb(*(component if component == component else 0.0 for component in color.coords())), float(color.alpha())  # noqa: PLR0124 -- NaN stands for "none"


def rgb(red: float, green: float, blue: float) -> str:
    """Write sRGB components (0 to 1) as "#rrggbb"."""
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in (red, green, blue))


def cmyk(cyan: float, magenta: float, yellow: float, black: float) -> str:
    """Write four components (0 to 1) as "cmyk(0 100 81 4)", in percent.

    Percentages that were rounded to a byte on their way (42 % to 107/255) are whole again.
    """
    return f"cmyk({' '.join(f'{_percent(part):g}' for part in (cyan, magenta, yellow, black))})"


def _percent(part: float) -> float:
    percent = part * 100
    return round(percent) if abs(percent - round(percent)) <= _BYTE_STEP else round(percent, 2)


@lru_cache(maxsize=4096)
def over(front: str, opacity: float, back: str) -> str:
    """The color one sees where a translucent color lies on another."""
    pairs = [(int(front[at : at + 2], 16), int(back[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one * opacity + other * (1 - opacity)):02x}" for one, other in pairs)
