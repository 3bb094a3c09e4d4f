"""Turns each kind of block into what the template sets: words, pictures, what stays, and where it may be cut."""

from collections.abc import Sequence
from dataclasses import replace
from functools import singledispatch
from typing import Any, Final

from renderers.channels.print.bench import Bench
from renderers.channels.print.cuts import CAPACITY, Planned, Quotes, list_stops, text_stops
from renderers.channels.print.folding import unfolded
from renderers.channels.print.galley import SetText
from renderers.contract.artifact import Loss, LossKind
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
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.text import RichText

NO_VIDEO: Final = "Paper plays no video; its title and address are printed instead."
NO_POSTER: Final = "The video's title and address are printed, not its picture."

_GUTTER_MM = 6.0
_HIGHEST_MM = 72.0
_THUMBNAIL_MM = 26.0
#: Characters that would stand where a picture stands, roughly.
_PICTURE_ROOM = 900
_ROW_ROOM = 75
#: Columns are shown whole or not at all, so all their pictures are drawn.
_NO_END = 1 << 40


def plan(blocks: Sequence[Block], bench: Bench) -> list[Planned]:
    """Plan every block of which something can be set."""
    planned = []
    for block in unfolded(blocks):
        made = _plan(block, bench)
        if made is not None:
            made.data["width"] = bench.width_mm
            planned.append(made)
            bench.planned += 0 if made.pinned or made.leads else made.room
    # A heading right before something that stays, stays with it.
    for index in range(len(planned) - 2, -1, -1):
        after = planned[index + 1]
        if planned[index].data["kind"] == "heading" and after.pinned:
            planned[index] = replace(planned[index], pinned=True, firm=after.firm)
    return planned


@singledispatch
def _plan(block: Block, bench: Bench) -> Planned | None:  # noqa: ARG001 -- the shape of all that follow
    raise TypeError(f"no such block: {type(block).__name__}")


@_plan.register
def _(block: Heading, bench: Bench) -> Planned | None:
    place = Place("body.text", block.id)
    text = bench.text(block.text, place)
    if text is None:
        return None
    data = {"kind": "heading", "level": block.level, "text": text.data()}
    return Planned(data, _quotes((place, text)), place, leads=True)


@_plan.register
def _(block: Paragraph, bench: Bench) -> Planned | None:
    place = Place("body.text", block.id)
    text = bench.text(block.text, place)
    if text is None:
        return None
    cut, stops = text_stops(text, bench.language, words=not bench.text_before)
    bench.text_before = True
    return Planned({"kind": "paragraph", "text": cut.data()}, _quotes((place, text)), place, stops=stops)


@_plan.register
def _(block: ListBlock, bench: Bench) -> Planned | None:
    places = [Place(f"body.items.{index}", block.id) for index in range(len(block.items))]
    items = [(place, bench.text(item, place)) for place, item in zip(places, block.items, strict=True)]
    kept = [(place, text) for place, text in items if text is not None]
    if not kept:
        return None
    bench.text_before = True
    data = {"kind": "list", "ordered": block.ordered, "items": [text.data() for _, text in kept]}
    return Planned(data, _quotes(*kept), Place("body", block.id), stops=list_stops([text for _, text in kept]))


@_plan.register
def _(block: Quote, bench: Bench) -> Planned | None:
    place = Place("body.text", block.id)
    text = bench.text(block.text, place)
    author_place = Place("body.attribution", block.id)
    author = bench.galley.words(block.attribution, author_place)
    if text is None:
        return None
    cut, stops = text_stops(text, bench.language)
    bench.text_before = True
    data = {"kind": "quote", "text": cut.data(), "attribution": _data(author)}
    return Planned(data, _quotes((place, text), (author_place, author)), Place("body", block.id), stops=stops)


@_plan.register
def _(block: Picture, bench: Bench) -> Planned | None:
    place, caption_place = Place("body.asset", block.id), Place("body.caption", block.id)
    caption = bench.text(block.caption, caption_place)
    data = {"kind": "picture", "picture": None, "caption": _data(caption)}
    if bench.planned <= CAPACITY:  # what is sure to be left out need not be drawn
        made = bench.darkroom.whole(block.asset, bench.width_mm, _HIGHEST_MM, place)
        data["picture"] = bench.picture(made, block.asset, place)
    quotes = ((place, block.asset.alt), *_quotes((caption_place, caption)))
    return Planned(data, quotes, Place("body", block.id), extra_room=_PICTURE_ROOM)


@_plan.register
def _(block: ActionBlock, bench: Bench) -> Planned | None:
    place = Place("body.action.label", block.id)
    label = bench.text(block.action.label, place)
    return _pointer(block.id, (place, label), block.action.url, "body.action.url", bench)


@_plan.register
def _(block: VideoLink, bench: Bench) -> Planned | None:
    place = Place("body.title", block.id)
    title = bench.galley.words(block.title, place)
    bench.notes.append(Loss(LossKind.REPLACED, block.title, Message(NO_VIDEO), place))
    if block.poster is not None and block.poster.alt:
        poster = Place("body.poster", block.id)
        bench.notes.append(Loss(LossKind.DROPPED, block.poster.alt, Message(NO_POSTER), poster))
    made = _pointer(block.id, (place, title), block.url, "body.url", bench)
    return made and replace(made, pinned=False)


@_plan.register
def _(block: Offer, bench: Bench) -> Planned | None:
    names = ("product", "price", "old_price", "text", "code")
    places = {name: Place(f"body.{name}", block.id) for name in names}
    texts = {name: bench.text(getattr(block, name), places[name]) for name in names}
    quotes: Quotes = _quotes(*((places[name], texts[name]) for name in names))
    data: dict[str, Any] = {"kind": "offer", "narrow": bench.narrow, "picture": None, "url": None}
    data |= {name: _data(text) for name, text in texts.items()}
    if data["old_price"] is not None:  # struck out already: PDF/UA takes no underline with it
        data["old_price"]["runs"] = [{**run, "u": False} for run in data["old_price"]["runs"]]
    if block.asset is not None:
        place = Place("body.asset", block.id)
        made = bench.darkroom.cropped(block.asset, _THUMBNAIL_MM, _THUMBNAIL_MM, place)
        data["picture"] = bench.picture(made, block.asset, place)
        quotes = (*quotes, (place, block.asset.alt))
    if block.url:
        data["url"] = _address(block.url, Place("body.url", block.id), bench)
    if not quotes:
        return None
    bench.text_before = True
    return Planned(data, quotes, Place("body", block.id), pinned=True)


@_plan.register
def _(block: Table, bench: Bench) -> Planned | None:
    def cell(text: RichText, path: str) -> tuple[Place, SetText | None]:
        place = Place(path, block.id)
        return place, bench.text(text, place)

    header = [cell(text, f"body.header.{index}") for index, text in enumerate(block.header)]
    rows = [
        [cell(text, f"body.rows.{number}.{index}") for index, text in enumerate(row)]
        for number, row in enumerate(block.rows)
    ]
    caption = cell(block.caption, "body.caption")
    quotes = _quotes(*header, *(entry for row in rows for entry in row), caption)
    if not quotes:
        return None
    bench.text_before = True
    columns = max([1, len(header), *map(len, rows)])
    data = {
        "kind": "table",
        "columns": columns,
        "header": [_data(text) for _, text in header],
        "rows": [[_data(text) for _, text in row] for row in rows],
        "caption": _data(caption[1]),
    }
    room = sum(_row_room(row, columns) for row in [header, *rows])
    return Planned(data, quotes, Place("body", block.id), extra_room=room)


def _row_room(row: list[tuple[Place, SetText | None]], columns: int) -> int:
    """A row is as high as its highest cell, and the cells beside that stand empty."""
    return columns * max([_ROW_ROOM // columns, *(len(text.plain) for _, text in row if text is not None)])


@_plan.register
def _(block: Divider, bench: Bench) -> Planned | None:  # noqa: ARG001 -- a pause needs nothing
    return Planned({"kind": "divider"}, (), Place("body", block.id), leads=True)


@_plan.register
def _(block: LegalNote, bench: Bench) -> Planned | None:
    place = Place("body.text", block.id)
    text = bench.text(block.text, place)
    if text is None:
        return None
    return Planned({"kind": "legal", "text": text.data()}, _quotes((place, text)), place, pinned=True, firm=True)


@_plan.register
def _(block: Columns, bench: Bench) -> Planned | None:
    inner = replace(bench, width_mm=(bench.width_mm - _GUTTER_MM) / 2, narrow=True, planned=-_NO_END)
    columns = [plan(column, inner) for column in block.columns]
    planned = [made for column in columns for made in column]
    if not planned:
        return None
    bench.text_before = True
    data = {"kind": "columns", "columns": [[made.data for made in column] for column in columns]}
    quotes = tuple(quote for made in planned for quote in made.quotes)
    return Planned(
        data,
        quotes,
        Place("body", block.id),
        pinned=any(made.pinned for made in planned),
        extra_room=sum(made.extra_room for made in planned),
    )


def _pointer(block_id: str, label: tuple[Place, SetText | None], url: str, field: str, bench: Bench) -> Planned | None:
    place, text = label
    address = _address(url, Place(field, block_id), bench)
    if address is None and text is None:
        return None
    data = {"kind": "pointer", "label": _data(text), "url": address}
    quotes = (*_quotes((place, text)), (Place(field, block_id), url))
    return Planned(data, quotes, Place("body", block_id), pinned=True)


def _address(url: str, place: Place, bench: Bench) -> dict[str, Any] | None:
    safe = bench.galley.address(url, place)
    if safe is None:
        return None
    return bench.galley.required(bench.galley.printed(safe), place).data()


def _quotes(*texts: tuple[Place, SetText | None]) -> Quotes:
    return tuple((place, text.plain) for place, text in texts if text is not None)


def _data(text: SetText | None) -> dict[str, Any] | None:
    return None if text is None else text.data()
