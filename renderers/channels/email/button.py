"""The button: a link in a colored cell, and for Outlook on Windows a drawn shape, all of which can be clicked."""

from renderers.channels.email.draft import Draft
from renderers.channels.email.look import TEXT_WIDTH
from renderers.channels.email.mjml import between_comments, element
from renderers.contract.place import Place
from renderers.contract.text import RichText
from renderers.toolkit.html import attribute

#: Font size, and what stands around the words (above and beside), of the main button and the others; in pixels.
_MAIN, _OTHER = (17, 15, 30), (16, 12, 22)
_LINE, _RADIUS = 1.2, 4
#: Widths of bold letters as shares of the font size, a little more than Arial has: the shape must not be too narrow.
_NARROW, _WIDE, _USUAL = frozenset("iljtfrI.,:;!'| -·"), frozenset("mwMWÄÖÜ@%&€…—"), 0.62
_CAPITAL = 0.76


def button(draft: Draft, label: RichText, url: str, *, at: tuple[Place, Place], main: bool, align: str = "") -> str:
    """A button, filled for the main action; words alone where the address is refused. `at`: places of label and URL."""
    words, href = draft.say(RichText(tuple(label.words)), at[0]), draft.href(url, at[1])  # links in a label are words
    align = align or draft.look.start
    if href is None:
        return element("mj-text", element("p", words, class_="play"), css_class="t", padding="0", align=align)
    day, (size, above, beside) = draft.look.light, _MAIN if main else _OTHER
    colors = (
        {"background_color": day.accent, "color": day.on_accent}
        if main
        else {"background_color": day.background, "color": day.link, "border": f"2px solid {day.link}"}
    )
    seen = element(
        "mj-button",
        words,
        href=href,
        css_class="b" if main else "b2",
        align=align,
        padding="8px 0 28px" if main else "4px 0 24px",
        inner_padding=f"{above}px {beside}px",
        border_radius=f"{_RADIUS}px",
        font_size=f"{size}px",
        font_weight="700",
        line_height="1.2",
        **colors,
    )
    return between_comments(_drawn(draft, label.plain, words, href, main=main, align=align), seen, draft.slots)


def _drawn(draft: Draft, plain: str, words: str, href: str, *, main: bool, align: str) -> str:
    """The shape for Outlook, which has neither padding in links nor round corners: a row of the table."""
    day, (size, above, beside) = draft.look.light, _MAIN if main else _OTHER
    room = TEXT_WIDTH - 2 * beside
    wanted = _width(plain, size)
    lines = max(1, -(-wanted // room))
    width, height = min(wanted, room) + 2 * beside, round(lines * size * _LINE + 2 * above)
    stroke = f'stroked="t" strokecolor="{day.link}" strokeweight="2px"' if not main else 'stroked="f"'
    ground, color = (day.accent, day.on_accent) if main else (day.background, day.link)
    style = f"color:{color};font-family:{attribute(draft.look.fallback_font)},sans-serif;font-size:{size}px"
    return (
        f'<tr><td align="{align}" style="padding:8px 0 28px">'
        f'<v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w="urn:schemas-microsoft-com:office:word"'
        f' href="{href}" style="height:{height}px;width:{width}px;v-text-anchor:middle"'
        f' arcsize="{max(1, round(100 * _RADIUS / height))}%" {stroke} fillcolor="{ground}">'
        f'<w:anchorlock/><center style="{style};font-weight:bold">{words}</center></v:roundrect></td></tr>'
    )


def _width(text: str, size: int) -> int:
    """About how wide bold words are, in pixels."""
    return round(sum(_share(letter) for letter in " ".join(text.split())) * size)


def _share(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE or ord(letter) >= 0x1100:  # signs of East Asia and emoji are as wide as they are high
        return 1.05
    return _CAPITAL if letter.isupper() or letter.isdigit() else _USUAL
