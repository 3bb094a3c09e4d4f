"""The button: a link in a colored cell, and for Outlook on Windows a drawn shape, all of which can be clicked."""

from dataclasses import dataclass

from renderers.channels.email import tags
from renderers.channels.email.draft import Draft
from renderers.channels.email.look import TEXT_WIDTH
from renderers.channels.email.mjml import between_comments, element
from renderers.contract.making import made_quickly
from renderers.contract.place import Place
from renderers.contract.text import RichText
from renderers.toolkit.html import attribute
from renderers.toolkit.palette import Palette

_LINE, _RADIUS = 1.2, 4
#: Widths of bold letters as shares of the font size, a little more than Arial has: the shape must not be too narrow.
_NARROW, _WIDE, _USUAL = frozenset("iljtfrI.,:;!'| -·"), frozenset("mwMWÄÖÜ@%&€…—"), 0.62
_CAPITAL = 0.76


@made_quickly
@dataclass(frozen=True, slots=True)
class Style:
    """How a button looks: its class, its colors, its size; lengths in pixels.

    `above` and `beside` stand around the words, the margins above and below the button.
    """

    name: str
    ground: str
    ink: str
    border: str = ""
    size: int = 17
    above: int = 15
    beside: int = 30
    margins: tuple[int, int] = (8, 28)

    @property
    def padding(self) -> str:
        """What stands above and below the button."""
        return f"{self.margins[0]}px 0 {self.margins[1]}px"


def main(day: Palette) -> Style:
    """The button of a mail's one action."""
    return Style("b", day.accent, day.on_accent)


def other(day: Palette) -> Style:
    """Every further button: a frame."""
    return Style("b2", day.background, day.link, border=day.link, size=16, above=13, beside=22, margins=(4, 24))


def on_panel(day: Palette) -> Style:
    """The main button where the ground has the brand's color."""
    return Style("b3", day.on_primary, day.primary, margins=(14, 0))


def button(
    draft: Draft, label: RichText, url: str, *, at: tuple[Place, Place], style: Style, align: str = "", words: str = "t"
) -> str:
    """A button, words alone where the address is refused. `at`: places of label and URL; `words`: their class."""
    said, href = draft.say(RichText(tuple(label.words)), at[0]), draft.href(url, at[1])  # links in a label are words
    align = align or draft.look.start
    if href is None:
        return element("mj-text", tags.PLAY(said), css_class=words, padding="0", align=align)
    seen = element(
        "mj-button",
        said,
        href=href,
        css_class=style.name,
        align=align,
        padding=style.padding,
        inner_padding=f"{style.above}px {style.beside}px",
        border_radius=f"{_RADIUS}px",
        font_size=f"{style.size}px",
        font_weight="700",
        line_height=str(_LINE),
        background_color=style.ground,
        color=style.ink,
        **({"border": f"2px solid {style.border}"} if style.border else {}),
    )
    return between_comments(_drawn(draft, label.plain, said, href, style=style, align=align), seen, draft.slots)


def _drawn(draft: Draft, plain: str, words: str, href: str, *, style: Style, align: str) -> str:
    """The shape for Outlook, which has neither padding in links nor round corners: a row of the table."""
    room = TEXT_WIDTH - 2 * style.beside
    wanted = _width(plain, style.size)
    lines = max(1, -(-wanted // room))
    width, height = min(wanted, room) + 2 * style.beside, round(lines * style.size * _LINE + 2 * style.above)
    stroke = f'stroked="t" strokecolor="{style.border}" strokeweight="2px"' if style.border else 'stroked="f"'
    font = f"font-family:{attribute(draft.look.fallback_font)},sans-serif;font-size:{style.size}px"
    return (
        f'<tr><td align="{align}" style="padding:{style.padding}">'
        f'<v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w="urn:schemas-microsoft-com:office:word"'
        f' href="{href}" style="height:{height}px;width:{width}px;v-text-anchor:middle"'
        f' arcsize="{max(1, round(100 * _RADIUS / height))}%" {stroke} fillcolor="{style.ground}">'
        f'<w:anchorlock/><center style="color:{style.ink};{font};font-weight:bold">{words}</center>'
        "</v:roundrect></td></tr>"
    )


def _width(text: str, size: int) -> int:
    """About how wide bold words are, in pixels."""
    return round(sum(map(_SHARES.__getitem__, " ".join(text.split()))) * size)


def _share(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE or ord(letter) >= 0x1100:  # signs of East Asia and emoji are as wide as they are high
        return 1.05
    return _CAPITAL if letter.isupper() or letter.isdigit() else _USUAL


class _Shares(dict[str, float]):
    """Known for the letters that most labels are written in; found, and not kept, for any other."""

    def __missing__(self, letter: str) -> float:
        return _share(letter)


_SHARES = _Shares({letter: _share(letter) for letter in map(chr, range(0x250))})
