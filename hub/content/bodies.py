"""From the stored body of a piece to the blocks of a document. Incomplete blocks become what is there of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from hub.assets.source import image_reference
from hub.content.richtext import read_html
from renderers.contract import grammar
from renderers.contract.document import (
    Action,
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
from renderers.contract.text import RichText, join
from renderers.markdown import PieceError
from renderers.markdown import read_body as read_markdown

Reader = Callable[[Any, str, tuple[str, ...]], Iterator[Block]]


def read_body(stream: Iterable[Any]) -> Iterator[Block]:
    """The blocks of a stream, in reading order, with the ids they are stored under."""
    for child in stream:
        reader = _READERS.get(child.block_type)
        if reader is not None and child.value is not None:
            channels = tuple(child.value.get("channels") or ()) if hasattr(child.value, "get") else ()
            yield from reader(child.value, child.id or "", channels)


def _line(value: Any, name: str) -> RichText:
    return grammar.read(str(value.get(name) or ""))


def _rich(value: Any, name: str) -> RichText:
    return join(_paragraphs(value.get(name)), "\n")


def _paragraphs(value: Any) -> tuple[RichText, ...]:
    return read_html(getattr(value, "source", value) or "")


def _numbered(block_id: str, index: int) -> str:
    """Several paragraphs typed into one block: the first has the block's id."""
    return block_id if not index else f"{block_id}-{index + 1}"


def _heading(value: Any, block_id: str, channels: tuple[str, ...]) -> Iterator[Block]:
    yield Heading(id=block_id, text=_line(value, "text"), level=int(value.get("level") or 2), channels=channels)


def _paragraph(value: Any, block_id: str, channels: tuple[str, ...]) -> Iterator[Block]:
    for index, text in enumerate(_paragraphs(value.get("text"))):
        yield Paragraph(id=_numbered(block_id, index), text=text, channels=channels)


def _list(value: Any, block_id: str, channels: tuple[str, ...]) -> Iterator[Block]:
    items = tuple(join(_paragraphs(item), "\n") for item in value.get("items") or ())
    yield ListBlock(
        id=block_id, items=tuple(item for item in items if item), ordered=bool(value.get("ordered")), channels=channels
    )


def _quote(value: Any, block_id: str, channels: tuple[str, ...]) -> Iterator[Block]:
    yield Quote(id=block_id, text=_rich(value, "text"), attribution=value.get("attribution") or "", channels=channels)


def _picture(value: Any, block_id: str, channels: tuple[str, ...]) -> Iterator[Block]:
    if value.get("picture") is not None:
        asset = image_reference(value["picture"], alt=value.get("alt") or "")
        yield Picture(id=block_id, asset=asset, caption=_line(value, "caption"), channels=channels)


def _action(value: Any, block_id: str, channels: tuple[str, ...]) -> Iterator[Block]:
    yield ActionBlock(id=block_id, action=Action(_line(value, "label"), value.get("url") or ""), channels=channels)


def _offer(value: Any, block_id: str, channels: tuple[str, ...]) -> Iterator[Block]:
    picture = value.get("picture")
    yield Offer(
        id=block_id,
        product=_line(value, "product"),
        price=_line(value, "price"),
        old_price=_line(value, "old_price"),
        text=_rich(value, "text"),
        code=_line(value, "code"),
        asset=image_reference(picture, alt=value.get("alt") or "") if picture is not None else None,
        url=value.get("url") or "",
        channels=channels,
    )


def _columns(value: Any, block_id: str, channels: tuple[str, ...]) -> Iterator[Block]:
    columns = tuple(tuple(read_body(value.get(side) or ())) for side in ("left", "right"))
    yield Columns(id=block_id, columns=columns, channels=channels)


def _table(value: Any, block_id: str, channels: tuple[str, ...]) -> Iterator[Block]:
    table = value.get("table")
    if not table:
        return
    header = tuple(grammar.read(column["heading"] or "") for column in table.columns)
    rows = tuple(tuple(grammar.read(str(cell.value or "")) for cell in row) for row in table.rows)
    yield Table(
        id=block_id,
        header=header if any(header) else (),
        rows=rows,
        caption=grammar.read(table.caption or ""),
        channels=channels,
    )


def _divider(_: Any, block_id: str, channels: tuple[str, ...]) -> Iterator[Block]:
    yield Divider(id=block_id, channels=channels)


def _video(value: Any, block_id: str, channels: tuple[str, ...]) -> Iterator[Block]:
    poster = value.get("poster")
    yield VideoLink(
        id=block_id,
        url=value.get("url") or "",
        title=value.get("title") or "",
        poster=image_reference(poster, alt=value.get("alt") or "") if poster is not None else None,
        channels=channels,
    )


def _markdown(value: Any, block_id: str, channels: tuple[str, ...]) -> Iterator[Block]:
    """Markdown becomes ordinary blocks; what cannot be read as such stays a paragraph as it was typed."""
    text = str(value.get("text") or "")
    if not text.strip():
        return
    try:
        blocks = read_markdown(text).blocks
    except PieceError:
        blocks = (Paragraph(id="", text=grammar.read(text)),)
    for index, block in enumerate(blocks):
        yield replace(block, id=_numbered(block_id, index), channels=block.channels or channels)


def _legal(value: Any, block_id: str, channels: tuple[str, ...]) -> Iterator[Block]:
    yield LegalNote(id=block_id, text=_line(value, "text"), channels=channels)


_READERS: dict[str, Reader] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "list": _list,
    "quote": _quote,
    "picture": _picture,
    "action": _action,
    "offer": _offer,
    "columns": _columns,
    "table": _table,
    "divider": _divider,
    "video": _video,
    "markdown": _markdown,
    "legal": _legal,
}
