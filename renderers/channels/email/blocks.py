"""Each kind of block as HTML of a mail, and blocks in order as columns and sections."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from renderers.channels.email.draft import DENSITY, Draft
from renderers.channels.email.look import MARGIN, TEXT_WIDTH, WIDTH
from renderers.channels.email.mjml import element
from renderers.channels.email.poster import with_play_button
from renderers.contract.document import (
    ActionBlock,
    Block,
    Columns,
    Divider,
    Heading,
    LegalNote,
    ListBlock,
    Offer,
    Paragraph,
    Picture,
    Quote,
    Table,
    VideoLink,
)
from renderers.contract.place import Place
from renderers.contract.text import RichText
from renderers.toolkit.phrases import quotation_marks

#: Pixels between two columns, half of it on either side.
_GUTTER = 24
#: From this width on an offer shows its picture beside its words.
_ROOM_FOR_TWO = 400

layout = partial(element, "table", role="presentation", cellpadding=0, cellspacing=0, border=0)


def sections(draft: Draft, blocks: Iterable[Block]) -> str:
    """Blocks as sections: columns have one of their own, all between two of them share one."""
    written: list[str] = []
    waiting: list[Block] = []
    for block in (*blocks, None):
        if block is not None and not isinstance(block, Columns):
            waiting.append(block)
            continue
        if waiting:
            written.append(section(components(draft, waiting, TEXT_WIDTH)))
            waiting = []
        if block is not None:
            written += _columns(draft, block)
    return "".join(written)


def section(content: str, *, padding: str = f"0 {MARGIN}px") -> str:
    """One column as wide as the text."""
    return element("mj-section", element("mj-column", content), css_class="pad", padding=padding)


def text(content: str, *, css_class: str = "t", **attributes: str) -> str:
    """Finished HTML in a cell of its own."""
    return element("mj-text", content, css_class=css_class, padding="0", **attributes)


def components(draft: Draft, blocks: Iterable[Block], width: int) -> str:
    """Blocks one below the other. Neighbors share a cell: a cell costs as many bytes as a paragraph."""
    cells: list[str] = []
    flow: list[str] = []
    for block in blocks:
        if isinstance(block, ActionBlock | Divider):
            if flow:
                cells.append(text("".join(flow)))
                flow = []
            cells.append(_own_cell(draft, block))
        else:
            flow.append(_WRITERS[type(block)](draft, block, width))
    if flow:
        cells.append(text("".join(flow)))
    return "".join(cells)


def button(draft: Draft, label: RichText, url: str, *, at: tuple[Place, Place], main: bool) -> str:
    """A button, filled for the main action; words alone where the address is refused. `at`: places of label and URL."""
    day = draft.look.light
    words, href = draft.say(_unlinked(label), at[0]), draft.href(url, at[1])
    if href is None:
        return text(element("p", words, class_="play"))
    colors = (
        {"background_color": day.accent, "color": day.on_accent}
        if main
        else {"background_color": day.background, "color": day.link, "border": f"2px solid {day.link}"}
    )
    return element(
        "mj-button",
        words,
        href=href,
        css_class="b" if main else "b2",
        align="left",
        padding="4px 0 24px",
        inner_padding="14px 28px" if main else "11px 22px",
        border_radius="4px",
        font_size="17px" if main else "16px",
        font_weight="700",
        **colors,
    )


def _unlinked(label: RichText) -> RichText:
    """A button is one link: links inside its label are words."""
    return RichText(tuple(label.words))


def _own_cell(draft: Draft, block: ActionBlock | Divider) -> str:
    if isinstance(block, Divider):
        return element(
            "mj-divider",
            css_class="rule",
            border_width="1px",
            border_style="solid",
            border_color=draft.look.light.line,
            padding="12px 0 28px",
        )
    at = (Place("body.action.label", block.id), Place("body.url", block.id))
    return button(draft, block.action.label, block.action.url, at=at, main=False)


def _columns(draft: Draft, block: Columns) -> list[str]:
    columns = [column for column in block.columns if column]
    per_row = len(columns) if len(columns) <= 3 else 2
    written = []
    for start in range(0, len(columns), per_row):
        row = columns[start : start + per_row]
        width = (WIDTH - 2 * MARGIN + _GUTTER) // len(row) - _GUTTER
        cells = [
            element("mj-column", components(draft, column, width), padding=f"0 {_GUTTER // 2}px") for column in row
        ]
        written.append(element("mj-section", *cells, css_class="cols", padding=f"0 {MARGIN - _GUTTER // 2}px"))
    return written


def _heading(draft: Draft, block: Heading, _: int) -> str:
    level = f"h{min(max(block.level, 2), 4)}"
    return element(level, draft.say(block.text, Place("body.text", block.id)), class_=level)


def _paragraph(draft: Draft, block: Paragraph, _: int) -> str:
    return element("p", draft.say(block.text, Place("body.text", block.id)), class_="p")


def _legal(draft: Draft, block: LegalNote, _: int) -> str:
    return element("p", draft.say(block.text, Place("body.text", block.id)), class_="s")


def _list(draft: Draft, block: ListBlock, _: int) -> str:
    items = [
        element("li", draft.say(item, Place(f"body.items.{index}", block.id)), class_="li")
        for index, item in enumerate(block.items)
    ]
    return element("ol" if block.ordered else "ul", *items, class_="l")


def _quote(draft: Draft, block: Quote, _: int) -> str:
    marks = [draft.slots.put(mark) for mark in quotation_marks(block.text.plain, draft.language)]
    words = element("p", marks[0], draft.say(block.text, Place("body.text", block.id)), marks[1], class_="qt")
    by = ""
    if block.attribution:
        name = draft.say(block.attribution, Place("body.attribution", block.id))
        by = element("p", draft.slots.put(f"{draft.phrases.dash} "), name, class_="by")
    cell = element("td", element("blockquote", words, by, class_="qb"), class_="q")
    return layout(element("tr", cell), class_="w")


def _picture(draft: Draft, block: Picture, width: int) -> str:
    img = draft.picture(block.asset, Place("body.asset", block.id), width=width)
    if not block.caption:
        return element("div", img, class_="gap")
    caption = draft.say(block.caption, Place("body.caption", block.id))
    return element("div", img, element("p", caption, class_="cap"))


def _video(draft: Draft, block: VideoLink, width: int) -> str:
    href = draft.href(block.url, Place("body.url", block.id))
    poster = ""
    if block.poster is not None:
        place = Place("body.poster", block.id)
        made = draft.gallery.made(block.poster, width * DENSITY, place, least=width)
        played = with_play_button(made.data, draft.look.light.primary, draft.look.light.on_primary)
        poster = draft.shown(draft.gallery.keep(played), block.poster, place, width=width, href=href)
    title = draft.say(block.title, Place("body.title", block.id))
    link = element("a", "▶ ", title, href=href, target="_blank", class_="a") if href else title
    return element("div", poster, element("p", link, class_="play"))


def _offer(draft: Draft, block: Offer, width: int) -> str:
    href = draft.href(block.url, Place("body.url", block.id))
    beside = width >= _ROOM_FOR_TWO
    picture = ""
    if block.asset is not None:
        place = Place("body.asset", block.id)
        picture = draft.picture(block.asset, place, width=200 if beside else width, href=href, ratios=(0.7, 1.6))
    words = element("td", _offer_words(draft, block, href), class_="ot")
    if picture and beside:
        rows = element("tr", element("td", picture, class_="oi", width=200), words)
    elif picture:
        rows = element("tr", element("td", picture, class_="oi")) + element("tr", words)
    else:
        rows = element("tr", words)
    return layout(rows, class_="w o", width="100%")


def _offer_words(draft: Draft, block: Offer, href: str | None) -> str:
    def say(name: str) -> str:
        return draft.say(getattr(block, name), Place(f"body.{name}", block.id))

    product = say("product")
    written = [
        element("p", element("a", product, href=href, target="_blank", class_="oa") if href else product, class_="on")
    ]
    if block.text:
        written.append(element("p", say("text"), class_="od"))
    if block.price or block.old_price:
        price, old = say("price"), ""
        if block.old_price:  # the words between them tell listeners, and readers of plain text, which one holds
            before = draft.slots.put(f"{draft.phrases.instead_of} ")
            old = element("span", before, element("s", say("old_price")), class_="os")
        written.append(element("p", price, " " if price and old else "", old, class_="op"))
    if block.code:
        written.append(element("p", f"{draft.phrases.code}: ", element("span", say("code"), class_="oc"), class_="ov"))
    return "".join(written)


def _table(draft: Draft, block: Table, _: int) -> str:
    def say(cell: RichText, path: str) -> str:
        return draft.say(cell, Place(path, block.id)) if cell else ""

    written = []
    if block.caption:
        written.append(element("caption", say(block.caption, "body.caption"), class_="dc"))
    if block.header:
        cells = [
            element("th", say(cell, f"body.header.{column}"), class_="dh", scope="col")
            for column, cell in enumerate(block.header)
        ]
        written.append(element("thead", element("tr", *cells)))
    rows = [
        element(
            "tr",
            *(element("td", say(cell, f"body.rows.{row}.{column}"), class_="dd") for column, cell in enumerate(cells)),
        )
        for row, cells in enumerate(block.rows)
    ]
    return element(
        "table", *written, element("tbody", *rows), class_="w d", cellpadding=0, cellspacing=0, border=0, width="100%"
    )


_WRITERS: dict[type, Callable[[Draft, Any, int], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    LegalNote: _legal,
    ListBlock: _list,
    Quote: _quote,
    Picture: _picture,
    VideoLink: _video,
    Offer: _offer,
    Table: _table,
}
