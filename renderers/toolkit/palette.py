"""A brand's colors by what they are for, on light and on dark screens: exact palette values, never mixed ones.

A tint is no brand color, and the linters say so. Where a brand names no color for a role, another of its own stands
there; black and white help out where none of them can be read. A brand without a palette gets quiet greys.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from renderers.contract.tokens import Tokens
from renderers.toolkit.css import color, contrast

#: WCAG 2.1: words of ordinary size, and large ones (from 24 px, or 19 px bold). Long texts want more.
READABLE, LARGE, COMFORTABLE = 4.5, 3.0, 7.0
#: Two areas beside each other are told apart from this contrast on.
_APART = 1.2
#: A ground for dark screens has this contrast with white, or it is no dark one.
_DARK = 9.0
_WHITE, _BLACK = "#ffffff", "#000000"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colors as `#rrggbb`.

    `surface` is the ground of boxes on the `background`, `line` that of hairlines; `highlight` is the accent as the
    color of large words (prices), or the next color in which they can be read on both grounds.
    """

    background: str
    surface: str
    text: str
    muted: str
    line: str
    primary: str
    on_primary: str
    accent: str
    on_accent: str
    link: str
    highlight: str


_NEUTRAL_LIGHT = Palette(
    background=_WHITE,
    surface="#f4f4f4",
    text="#1a1a1a",
    muted="#5f5f5f",
    line="#d9d9d9",
    primary="#1a1a1a",
    on_primary=_WHITE,
    accent="#0b57d0",
    on_accent=_WHITE,
    link="#0b57d0",
    highlight="#0b57d0",
)
_NEUTRAL_DARK = Palette(
    background="#15181b",
    surface="#25282b",
    text="#eceef0",
    muted="#a9b0b8",
    line="#44474a",
    primary="#eceef0",
    on_primary="#15181b",
    accent="#0b57d0",
    on_accent=_WHITE,
    link="#8ab4f8",
    highlight="#8ab4f8",
)


def light(tokens: Tokens) -> Palette:
    """The colors on light screens."""
    if not _colors(tokens):
        return _NEUTRAL_LIGHT
    named = _roles(tokens)
    background = named.get("background", _WHITE)
    surface = named.get("surface", background)
    grounds = (background, surface)
    text = named.get("text") or _readable(_by_depth(tokens), grounds, COMFORTABLE)
    primary = named.get("primary") or named.get("accent") or _free(tokens) or text
    accent = named.get("accent") or primary
    muted = _readable((named.get("muted", text), text), grounds)
    plain = (background, surface, text, _WHITE, _BLACK)
    link = named.get("link") or _readable((primary, text), grounds)
    return Palette(
        background=background,
        surface=surface,
        text=text,
        muted=muted,
        line=named.get("line") or muted,
        primary=primary,
        on_primary=named.get("on-primary") or _readable(plain, (primary,)),
        accent=accent,
        on_accent=named.get("on-accent") or _readable(plain, (accent,)),
        link=link,
        highlight=_readable((accent, primary, link, text), grounds, LARGE),
    )


def dark(tokens: Tokens) -> Palette:
    """The colors on dark screens: the darkest brand color as ground, and on it those that can be read."""
    if not _colors(tokens):
        return _NEUTRAL_DARK
    day = light(tokens)
    deepest = _by_depth(tokens)[0]
    ground = deepest if contrast(deepest, _WHITE) >= _DARK else _BLACK
    text = _readable((day.surface, day.background, *reversed(_by_depth(tokens))), (ground,), COMFORTABLE)
    boxes = (box for box in (day.primary, day.muted) if contrast(box, ground) >= _APART)
    surface = next((box for box in boxes if contrast(text, box) >= READABLE), ground)
    grounds = (ground, surface)
    link = _readable((day.link, day.primary, text), grounds)
    night = replace(
        day,
        background=ground,
        surface=surface,
        text=text,
        muted=_readable((day.muted, text), grounds),
        line=next((line for line in (day.line, day.muted) if contrast(line, ground) >= _APART), text),
        link=link,
        highlight=_readable((day.accent, link, text), grounds, LARGE),
    )
    if contrast(day.primary, ground) < _APART:
        night = replace(night, primary=text, on_primary=ground)
    if contrast(day.accent, ground) < _APART:
        night = replace(night, accent=text, on_accent=ground)
    return night


def _colors(tokens: Tokens) -> list[str]:
    return [value for entry in tokens.colors if (value := color(entry.srgb, ""))]


def _roles(tokens: Tokens) -> dict[str, str]:
    """The value of every role that a palette color has; the first color with it wins, as in `Tokens.color`."""
    found: dict[str, str] = {}
    for entry in tokens.colors:
        for role in entry.roles:
            if value := color(entry.srgb, ""):
                found.setdefault(role, value)
    for entry in tokens.colors:
        if value := color(entry.srgb, ""):
            found.setdefault(entry.name, value)
    return found


def _free(tokens: Tokens) -> str:
    """The first color that nobody gave a role."""
    return next((value for entry in tokens.colors if not entry.roles and (value := color(entry.srgb, ""))), "")


def _by_depth(tokens: Tokens) -> list[str]:
    """The palette, the darkest color first."""
    return sorted(_colors(tokens), key=lambda value: contrast(value, _BLACK))


def _readable(wanted: Iterable[str], grounds: tuple[str, ...], ratio: float = READABLE) -> str:
    """The first color that can be read on every ground; otherwise black or white, whichever is easier to read."""

    def least(value: str) -> float:
        return min(contrast(value, ground) for ground in grounds)

    return next((value for value in wanted if least(value) >= ratio), max((_BLACK, _WHITE), key=least))
