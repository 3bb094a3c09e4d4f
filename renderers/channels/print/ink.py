"""Brand colors as printing inks: what the brand says in CMYK, or computed where it says none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from renderers.contract.artifact import Loss, LossKind
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.tokens import Color, Tokens

#: Cyan, magenta, yellow, black in percent.
SMALL_TEXT: Final = "Small text is printed in black alone: three or four inks never meet exactly enough for it."

Ink = tuple[float, float, float, float]

PAPER: Ink = (0, 0, 0, 0)
BLACK: Ink = (0, 0, 0, 100)
_ROLES = ("primary", "accent", "text", "muted", "surface")
#: Below this difference between the channels (of 255) a color is a grey and prints in black alone.
_GREY = 6


@dataclass(frozen=True, slots=True)
class Inks:
    """An ink for every role, and what had to be computed."""

    by_role: dict[str, Ink]
    losses: tuple[Loss, ...]


def inks(tokens: Tokens) -> Inks:
    """Choose the ink of every role."""
    colors = {role: tokens.color(role) for role in _ROLES}
    by_role = {role: to_ink(color) for role, color in colors.items()}
    named = {role for color in tokens.colors for role in color.roles} | {color.name for color in tokens.colors}
    losses = list(_computed(tuple(color for color in tokens.colors if color in colors.values())))
    for role, small, least in (("text", "small-text", 85.0), ("muted", "muted", 62.0)):
        by_role[small] = _black_only(by_role[role], least)
        if by_role[small] != by_role[role] and role in named:
            losses.append(Loss(LossKind.REPLACED, colors[role].srgb, Message(SMALL_TEXT), _place(colors[role])))
    by_role["on-primary"] = (
        to_ink(tokens.color("on-primary")) if "on-primary" in named else _readable_on(colors["primary"])
    )
    return Inks(by_role, tuple(losses))


def to_ink(color: Color) -> Ink:
    """The color's own CMYK values, or computed ones: greys in black only, others with black as far as it goes."""
    if color.cmyk is not None:
        return color.cmyk
    channels = rgb(color)
    if max(channels) - min(channels) <= _GREY:
        return (0, 0, 0, round(100 - sum(channels) / 3 / 2.55, 1))
    black = 1 - max(channels) / 255
    cyan, magenta, yellow = (round(100 * (1 - channel / 255 - black) / (1 - black), 1) for channel in channels)
    return (cyan, magenta, yellow, round(100 * black, 1))


def rgb(color: Color) -> tuple[int, int, int]:
    """The sRGB channels of a color, 0 to 255."""
    digits = color.srgb.removeprefix("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _black_only(ink: Ink, least: float) -> Ink:
    """Black as dark as an ink of three or four colors looks, and dark enough to read; others stay."""
    if sum(amount > 0 for amount in ink) <= 2:
        return ink
    cyan, magenta, yellow, black = (1 - amount / 100 for amount in ink)
    light = black * (0.30 * cyan + 0.59 * magenta + 0.11 * yellow)
    return (0, 0, 0, max(least, round(100 * (1 - light), 1)))


def _place(color: Color) -> Place:
    return Place(f"tokens.colors.{color.name}")


def _readable_on(ground: Color) -> Ink:
    """Paper white or black, whichever contrasts more (WCAG 2.1 relative luminance; 0.179 is where both are equal)."""
    return PAPER if _luminance(ground) < 0.179 else BLACK


def _luminance(color: Color) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in rgb(color))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _computed(colors: tuple[Color, ...]) -> Iterator[Loss]:
    for color in colors:
        if color.cmyk is None and max(rgb(color)) - min(rgb(color)) > _GREY:
            why = Message(
                "The brand color “{color}” has no CMYK values; they were computed from sRGB and will look different.",
                color=color.name,
            )
            yield Loss(LossKind.REPLACED, color.srgb, why, _place(color))
