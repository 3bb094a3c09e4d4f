"""Fenced blocks with a meaning: offer, columns, picture, video, action and legal. All other fences are literal text."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches

from renderers.contract.document import ActionBlock, Block, Columns, LegalNote, Offer, Paragraph, Picture, VideoLink
from renderers.contract.message import Message
from renderers.contract.text import RichText
from renderers.markdown.masking import Fence
from renderers.markdown.nodes import Mapping, Scalar, compose
from renderers.markdown.reader import Reader

#: Reads a Markdown text that starts at a character of the file.
ReadBlocks = Callable[[str, int], tuple[Block, ...]]

_OFFER = ("product", "price", "old_price", "text", "code", "url", "picture", "alt")


def read_fence(reader: Reader, fence: Fence, read_column: ReadBlocks | None) -> list[Block]:
    """Read one fenced block; without `read_column` it stands in a column, where no further columns may be."""
    if fence.kind == "columns":
        if read_column is None:
            reader.problems.add(Message("Columns have no place inside columns."), fence.offset)
            return []
        return _columns(reader, fence, read_column)
    readers = {"offer": _offer, "picture": _picture, "video": _video, "action": _action}
    if fence.kind in readers:
        mapping = _mapping(reader, fence)
        block = None if mapping is None else readers[fence.kind](reader, mapping)
        return [] if block is None else [block]
    if fence.kind == "legal":
        return _legal(reader, fence)
    if guess := get_close_matches(fence.kind, [*readers, "columns", "legal"], n=1, cutoff=0.8):
        reader.problems.add(
            Message("There is no block “{kind}”. Did you mean “{guess}”?", kind=fence.kind, guess=guess[0]),
            fence.offset,
        )
    return list(literal(reader, fence.content))


def literal(reader: Reader, code: str) -> Iterator[Block]:
    """Code as a paragraph: its lines as typed, nothing in them is read."""
    lines = [line.rstrip() for line in reader.stash.raw(code).strip("\n").split("\n")]
    if any(lines):
        yield Paragraph(id="", text=RichText.of("\n".join(lines)))


def _mapping(reader: Reader, fence: Fence) -> Mapping | None:
    node = compose(fence.content, fence.content_offset, reader.problems)
    expected = Message("The block “{kind}” needs keys with values.", kind=fence.kind)
    if node is None:
        reader.problems.add(expected, fence.offset)
        return None
    known = {
        "offer": _OFFER,
        "picture": ("file", "alt", "caption", "focal", "credit"),
        "video": ("url", "title", "poster", "alt"),
        "action": ("label", "url"),
    }
    return reader.mapping(node, known[fence.kind], expected)


def _offer(reader: Reader, mapping: Mapping) -> Block | None:
    product, price = reader.rich(mapping.get("product")), reader.rich(mapping.get("price"))
    if not product or not price:
        reader.problems.add(Message("An offer needs a product and a price."), mapping.offset)
        return None
    return Offer(
        id="",
        product=product,
        price=price,
        old_price=reader.rich(mapping.get("old_price")),
        text=reader.rich(mapping.get("text")),
        code=reader.rich(mapping.get("code")),
        asset=reader.picture(mapping.get("picture"), alt=mapping.get("alt")),
        url=reader.address(mapping.get("url")),
    )


def _picture(reader: Reader, mapping: Mapping) -> Block | None:
    picture = Mapping(tuple(entry for entry in mapping.entries if entry.key != "caption"), mapping.offset)
    asset = reader.picture(picture)
    return None if asset is None else Picture(id="", asset=asset, caption=reader.rich(mapping.get("caption")))


def _video(reader: Reader, mapping: Mapping) -> Block | None:
    url, title = reader.address(mapping.get("url")), reader.plain(mapping.get("title"))
    if not url or not title:
        reader.problems.add(Message("A video needs a url and a title."), mapping.offset)
        return None
    return VideoLink(id="", url=url, title=title, poster=reader.picture(mapping.get("poster"), alt=mapping.get("alt")))


def _action(reader: Reader, mapping: Mapping) -> Block | None:
    action = reader.action(mapping)
    return None if action is None else ActionBlock(id="", action=action)


def _legal(reader: Reader, fence: Fence) -> list[Block]:
    notes = []
    position = fence.content_offset
    for paragraph in fence.content.split("\n\n"):
        text = RichText()
        if paragraph.strip():
            text = reader.rich_text(Scalar(paragraph.strip(), position, position + len(paragraph)))
        if text:
            notes.append(LegalNote(id="", text=text))
        position += len(paragraph) + 2
    return list(notes)


def _columns(reader: Reader, fence: Fence, read_column: ReadBlocks) -> list[Block]:
    """Columns are Markdown texts with a line `+++` between them."""
    columns: list[tuple[Block, ...]] = []
    lines: list[str] = []
    position = start = fence.content_offset
    for line in [*fence.content.splitlines(keepends=True), "+++"]:
        if line.strip() == "+++":
            columns.append(read_column("".join(lines), start))
            lines, start = [], position + len(line)
        else:
            lines.append(line)
        position += len(line)
    if len(columns) < 2:
        reader.problems.add(Message("Columns are texts with a line “+++” between them."), fence.offset)
    return [Columns(id="", columns=tuple(column for column in columns if column))]
