"""Each kind of block as HTML of a mail, and blocks in order as columns and sections."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from renderers.channels.email import tags
from renderers.channels.email.button import button, other
from renderers.channels.email.draft import DENSITY, Draft
from renderers.channels.email.look import MARGIN, TEXT_WIDTH, WIDTH
from renderers.channels.email.mjml import element, linked
from renderers.channels.email.poster import with_play_button
from renderers.contract.document import (
    ActionBlock,
    Block,
    Columns,
    Divider,
    Document,
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

#: A number with its currency, unit or sign; never a first column of years or rooms alone: that is a name.
_AMOUNT = re.compile(
    r"(?:[a-z]{2,3} )?[+\-–−]?\s*(?:[€$£]|CHF|EUR)?\s*\d[\d.,'’\u00a0\u202f]*\s*(?:[€$£%]|CHF|EUR|,–|,-)"
)

#: A triangle that phones show as a letter (VS15), not as a picture in a blue box.
_PLAY = "▶\ufe0e"


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


def parted(document: Document) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The body, and the legal notes at its end, which stand behind the main action."""
    blocks = document.blocks
    end = len(blocks)
    while end and isinstance(blocks[end - 1], LegalNote):
        end -= 1
    return blocks[:end], blocks[end:]


def section(content: str, *, padding: str = "", **attributes: str) -> str:
    """One column as wide as the text, unless another padding is wanted.

    The column has the padding, not the section: inside a wrapper mrml takes a section's padding off no width, and
    Outlook's table would be wider than the mail.
    """
    column = element("mj-column", content, css_class="pad", padding=padding) if padding else tags.COLUMN(content)
    return element("mj-section", column, **attributes) if attributes else tags.SECTION(column)


def text(content: str, *, css_class: str = "t", **attributes: str) -> str:
    """Finished HTML in a cell of its own."""
    if css_class == "t" and not attributes:
        return tags.TEXT(content)
    return element("mj-text", content, css_class=css_class, padding="0", **attributes)


def components(draft: Draft, blocks: Iterable[Block], width: int) -> str:
    """Blocks one below the other. Neighbors share a cell: a cell costs as many bytes as a paragraph."""
    cells: list[str] = []
    flow: list[str] = []
    for block in blocks:
        if isinstance(block, ActionBlock):
            if flow:
                cells.append(text("".join(flow)))
                flow = []
            at = (Place.of("body.action.label", block.id), Place.of("body.url", block.id))
            cells.append(button(draft, block.action.label, block.action.url, at=at, style=other(draft.look.light)))
        else:
            flow.append(_WRITERS[type(block)](draft, block, width))
    if flow:
        cells.append(text("".join(flow)))
    return "".join(cells)


def _columns(draft: Draft, block: Columns) -> list[str]:
    columns = [column for column in block.columns if column]
    per_row = len(columns) if len(columns) <= 3 else 2
    written = []
    for start in range(0, len(columns), per_row):
        row = columns[start : start + per_row]
        width = (WIDTH - 2 * MARGIN + _GUTTER) // len(row) - _GUTTER
        cells = [
            element("mj-column", components(draft, column, width), css_class="pad", padding=padding)
            for column, padding in zip(row, _gutters(draft, len(row), width), strict=True)
        ]
        written.append(tags.SECTION("".join(cells)))
    return written


def _gutters(draft: Draft, number: int, width: int) -> Iterator[str]:
    """The paddings that give columns of equal share words of equal width, with the mail's margins on the outside."""
    for index in range(number):
        before = MARGIN + index * (width + _GUTTER) - index * WIDTH // number
        behind = (index + 1) * WIDTH // number - index * WIDTH // number - before - width
        left, right = (before, behind) if draft.look.start == "left" else (behind, before)
        yield f"0 {right}px 0 {left}px"


def _heading(draft: Draft, block: Heading, _: int) -> str:
    heading = tags.HEADINGS[min(max(block.level, 2), 4)]
    return heading(draft.say(block.text, Place.of("body.text", block.id)))


def _paragraph(draft: Draft, block: Paragraph, _: int) -> str:
    return tags.P(draft.say(block.text, Place.of("body.text", block.id)))


def _divider(_: Draft, __: Divider, ___: int) -> str:
    return tags.RULE


def _legal(draft: Draft, block: LegalNote, _: int) -> str:
    return tags.SMALL(draft.say(block.text, Place.of("body.text", block.id)))


def _list(draft: Draft, block: ListBlock, _: int) -> str:
    items = [
        tags.LI(draft.say(item, Place.of(f"body.items.{index}", block.id))) for index, item in enumerate(block.items)
    ]
    return (tags.OL if block.ordered else tags.UL)("".join(items))


def _quote(draft: Draft, block: Quote, _: int) -> str:
    marks = [draft.slots.put(mark) for mark in quotation_marks(block.text.plain, draft.language)]
    words = tags.QUOTED(f"{marks[0]}{draft.say(block.text, Place.of('body.text', block.id))}{marks[1]}")
    by = ""
    if block.attribution:
        name = draft.say(block.attribution, Place.of("body.attribution", block.id))
        by = tags.QUOTED_FROM(draft.slots.put(f"{draft.phrases.dash} ") + name)
    return tags.QUOTE(tags.TR(tags.QUOTE_CELL(tags.QUOTATION(words + by))))


def _picture(draft: Draft, block: Picture, width: int) -> str:
    img = draft.picture(block.asset, Place.of("body.asset", block.id), width=width)
    if not block.caption:
        return tags.PICTURE(img)
    caption = draft.say(block.caption, Place.of("body.caption", block.id))
    return tags.CAPTIONED(img + tags.CAPTION(caption))


def _video(draft: Draft, block: VideoLink, width: int) -> str:
    href = draft.href(block.url, Place.of("body.url", block.id))
    poster = ""
    if block.poster is not None:
        place = Place.of("body.poster", block.id)
        made = draft.gallery.made(block.poster, width * DENSITY, place, least=width)
        played = with_play_button(made.data, draft.look.light.primary, draft.look.light.on_primary)
        poster = draft.shown(draft.gallery.keep(played), block.poster, place, width=width, href=href)
    title = draft.say(block.title, Place.of("body.title", block.id))
    link = linked(f"{_PLAY} {title}", href, css_class="a") if href else title
    return tags.CAPTIONED(poster + tags.PLAY(link))


def _offer(draft: Draft, block: Offer, width: int) -> str:
    href = draft.href(block.url, Place.of("body.url", block.id))
    beside = width >= _ROOM_FOR_TWO
    picture = ""
    if block.asset is not None:
        place = Place.of("body.asset", block.id)
        picture = draft.picture(block.asset, place, width=200 if beside else width, href=href, ratios=(0.7, 1.6))
    words = tags.OFFER_WORDS(_offer_words(draft, block, href))
    if picture and beside:
        rows = tags.TR(tags.OFFER_PICTURE_BESIDE(picture) + words)
    elif picture:
        rows = tags.TR(tags.OFFER_PICTURE(picture)) + tags.TR(words)
    else:
        rows = tags.TR(words)
    return tags.OFFER(rows)


def _offer_words(draft: Draft, block: Offer, href: str | None) -> str:
    def say(name: str) -> str:
        return draft.say(getattr(block, name), Place.of(f"body.{name}", block.id))

    product = say("product")
    if href:
        product = linked(product + tags.ONWARD, href, css_class="oa")
    written = [tags.PRODUCT(product)]
    if block.text:
        written.append(tags.OFFER_TEXT(say("text")))
    if block.price or block.old_price:
        price, old = say("price"), ""
        if block.old_price:  # the words between them tell listeners, and readers of plain text, which one holds
            before = draft.slots.put(f"{draft.phrases.instead_of} ")
            old = tags.OLD_PRICE(before + tags.STRUCK(say("old_price")))
        written.append(tags.PRICE(price + (" " if price and old else "") + old))
    if block.code:
        written.append(tags.CODE_LINE(f"{draft.phrases.code}: {tags.CODE(say('code'))}"))
    return "".join(written)


def _table(draft: Draft, block: Table, _: int) -> str:
    def say(cell: RichText, path: str) -> str:
        return draft.say(cell, Place.of(path, block.id)) if cell else ""

    written = []
    numbers = _number_columns(block)
    if block.caption:
        written.append(tags.TABLE_CAPTION(say(block.caption, "body.caption")))
    if block.header:
        heads = [
            tags.TH[column in numbers](say(cell, f"body.header.{column}")) for column, cell in enumerate(block.header)
        ]
        written.append(tags.THEAD(tags.TR("".join(heads))))
    rows = []
    for row, cells in enumerate(block.rows):
        is_last = row == len(block.rows) - 1
        shown = [
            tags.TD[is_last, column in numbers](say(cell, f"body.rows.{row}.{column}"))
            for column, cell in enumerate(cells)
        ]
        rows.append(tags.TR("".join(shown)))
    return tags.TABLE("".join([*written, tags.TBODY("".join(rows))]))


def _number_columns(block: Table) -> set[int]:
    """The columns that hold amounts only: they stand one below the other, at the end of their column."""
    columns = enumerate(zip(*block.rows, strict=False))
    return {at for at, cells in columns if all(_AMOUNT.fullmatch(cell.plain.strip()) for cell in cells)}


_WRITERS: dict[type, Callable[[Draft, Any, int], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    LegalNote: _legal,
    Divider: _divider,
    ListBlock: _list,
    Quote: _quote,
    Picture: _picture,
    VideoLink: _video,
    Offer: _offer,
    Table: _table,
}
