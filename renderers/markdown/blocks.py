"""From the elements of a Markdown text to blocks."""

import html
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from renderers.contract.document import (
    Action,
    ActionBlock,
    Block,
    Divider,
    Heading,
    ListBlock,
    Paragraph,
    Picture,
    Quote,
    Table,
)
from renderers.contract.message import Message
from renderers.contract.text import Link, RichText, Text
from renderers.markdown.engine import Element, too_deep
from renderers.markdown.fences import ReadBlocks, literal, read_fence
from renderers.markdown.flow import Segment, attributed, flattened, segments
from renderers.markdown.inline import ImageRun, Run
from renderers.markdown.masking import Fence, Fold
from renderers.markdown.reader import Reader
from renderers.markdown.spacing import rich

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}


def read_blocks(reader: Reader, text: str, offset: int, *, nested: bool = False) -> tuple[Block, ...]:
    """Read a Markdown text that starts at a character of the file. The blocks have no ids yet; a first heading may
    be of level 1.
    """
    read_column = None if nested else partial(read_blocks, reader, nested=True)
    try:
        root = reader.engine.blocks(reader.stash.blocks(text, offset))
        blocks = _folded(reader, root, read_column)
    except RecursionError:
        reader.problems.add(too_deep(), offset)
        return ()
    for row in reader.engine.overfull_rows():
        typed = reader.stash.raw(row)
        reader.problems.add(
            Message("The row “{row}” has more cells than the head of its table. Add a column.", row=typed),
            reader.inline.locate(typed, offset),
        )
    return tuple(blocks)


def _folded(reader: Reader, root: Element, read_column: ReadBlocks | None) -> list[Block]:
    """Read the children of a root; those between `::: email` and `:::` are limited to these channels."""
    blocks: list[Block] = []
    fold: Fold | None = None
    for element in root:
        mark = reader.stash.block(element.text or "") if element.tag == "p" and not len(element) else None
        if isinstance(mark, Fold):
            if bool(mark.channels) is (fold is not None):
                message = (
                    Message("A part for some channels begins inside another. Close the first with “:::”.")
                    if fold
                    else Message("“:::” closes nothing. Open a part with “::: email”.")
                )
                reader.problems.add(message, mark.offset)
            fold = mark if mark.channels else None
            continue
        found = read_fence(reader, mark, read_column) if isinstance(mark, Fence) else _blocks(reader, element)
        blocks += (replace(block, channels=fold.channels) if fold else block for block in found)
    if fold is not None:
        reader.problems.add(Message("A part for some channels is never closed. Close it with “:::”."), fold.offset)
    return blocks


def _blocks(reader: Reader, element: Element) -> Iterator[Block]:
    tag = element.tag
    if tag in _HEADINGS:
        yield from _heading(reader, element)
    elif tag == "p":
        yield from _paragraphs(reader, reader.inline.runs(element))
    elif tag in ("ul", "ol"):
        yield from _list(reader, element)
    elif tag == "blockquote":
        yield from _quote(reader, element)
    elif tag == "table":
        yield from _table(reader, element)
    elif tag == "hr":
        yield Divider(id="")
    elif tag == "pre":
        yield from literal(reader, "".join(html.unescape(part) for part in element.itertext()))


def _heading(reader: Reader, element: Element) -> Iterator[Block]:
    runs = reader.inline.runs(element)
    if text := rich(run for run in runs if not isinstance(run, ImageRun)):
        yield Heading(id="", text=text, level=_HEADINGS[element.tag])
    yield from _pictures(reader, runs)


def _paragraphs(reader: Reader, runs: list[Run]) -> Iterator[Block]:
    """The words before, between and after pictures as paragraphs; a link alone is an action."""
    words: list[Run] = []
    for run in [*runs, None]:
        if run is not None and not isinstance(run, ImageRun):
            words.append(run)
            continue
        if text := rich(word for word in words if not isinstance(word, ImageRun)):
            yield _action(text) or Paragraph(id="", text=text)
        words.clear()
        if run is not None:
            yield from _pictures(reader, [run])


def _action(text: RichText) -> ActionBlock | None:
    """A paragraph that is nothing but a link with words of its own."""
    link = text.runs[0]
    if len(text.runs) != 1 or not isinstance(link, Link) or link.plain in (link.url, link.url.removeprefix("mailto:")):
        return None
    return ActionBlock(id="", action=Action(RichText(link.runs), link.url))


def _pictures(reader: Reader, runs: list[Run]) -> Iterator[Block]:
    for run in runs:
        if isinstance(run, ImageRun):
            offset = reader.inline.locate(f"({run.file}", reader.source.body[1]) + 1
            asset = reader.picture_file(run.file, run.alt, offset)
            if asset is not None:
                yield Picture(id="", asset=asset, caption=_caption(reader, run.title))


def _caption(reader: Reader, title: str) -> RichText:
    return rich(run for run in reader.inline.runs(reader.engine.line(title)) if not isinstance(run, ImageRun))


def _list(reader: Reader, element: Element) -> Iterator[Block]:
    """A list. One that does not count from 1, or has a single number, is no list but paragraphs: "24. Dezember"."""
    items: list[RichText] = []
    pictures: list[Run] = []
    for item in element:
        for segment in flattened(reader.inline, item):
            text = rich(run for run in segment.runs if not isinstance(run, ImageRun))
            if text:
                items.append(text)
            pictures += (run for run in segment.runs if isinstance(run, ImageRun))
    first = int(element.get("start", "1"))
    if element.tag == "ol" and (first != 1 or len(element) == 1):
        yield from _numbered(reader, element, first)
    elif items:
        yield ListBlock(id="", items=tuple(items), ordered=element.tag == "ol")
    yield from _pictures(reader, pictures)


def _numbered(reader: Reader, element: Element, first: int) -> Iterator[Block]:
    for number, item in enumerate(element, first):
        lead: list[Run] = [Text(f"{number}. ")]
        for segment in flattened(reader.inline, item):
            text = rich(run for run in [*lead, *segment.runs] if not isinstance(run, ImageRun))
            lead = []
            if text:
                yield Paragraph(id="", text=text)


def _quote(reader: Reader, element: Element) -> Iterator[Block]:
    parts: list[Segment] = list(segments(reader.inline, element))
    runs, attribution = attributed(parts)
    if text := rich(run for run in runs if not isinstance(run, ImageRun)):
        yield Quote(id="", text=text, attribution=attribution)
    yield from _pictures(reader, runs)


def _table(reader: Reader, element: Element) -> Iterator[Block]:
    pictures: list[Run] = []

    def cells(row: Element) -> tuple[RichText, ...]:
        found = []
        for cell in row:
            runs = reader.inline.runs(cell)
            pictures.extend(run for run in runs if isinstance(run, ImageRun))
            found.append(rich(run for run in runs if not isinstance(run, ImageRun)))
        return tuple(found)

    header = next((cells(row) for row in element.iter("tr") if row.find("th") is not None), ())
    rows = tuple(cells(row) for row in element.iter("tr") if row.find("td") is not None)
    yield Table(id="", rows=tuple(row for row in rows if any(row)), header=header if any(header) else ())
    yield from _pictures(reader, pictures)
