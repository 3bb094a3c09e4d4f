"""Walking through and rebuilding a document: every text and every picture with its place, in reading order."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar, get_args

from renderers.contract.document import Action, AssetRef, Block, Document
from renderers.contract.place import Place
from renderers.contract.text import RichText

T = TypeVar("T")

#: The fields in which blocks of each kind hold pictures.
_PICTURED: dict[type, tuple[str, ...]] = {
    kind: tuple(item.name for item in fields(kind) if item.name in {"asset", "poster"}) for kind in get_args(Block)
}
#: Fields of a block that are no text for readers.
_SILENT = frozenset({"id", "channels", "level", "ordered", "url", "asset", "poster", "columns"})


def texts(document: Document) -> Iterator[tuple[Place, RichText]]:
    """Every text of a document that readers are meant to see, in reading order.

    Alternatives are not among them: short wordings, overrides and arms; nor is the title where there is a headline.
    """
    place, heading = document.heading
    if heading:
        yield place, heading
    if document.teaser:
        yield Place("teaser"), document.teaser
    for block in document.all_blocks:
        yield from block_texts(block)
    if document.action is not None and document.action.label:
        yield Place("action.label"), document.action.label
    for index, note in enumerate(document.legal):
        if note:
            yield Place(f"legal.{index}"), note


def block_texts(block: Block) -> Iterator[tuple[Place, RichText]]:
    """The texts of one block (not of blocks inside columns), with places such as `body.items.1`."""
    for item in fields(block):
        if item.name not in _SILENT:
            yield from _texts(getattr(block, item.name), f"body.{item.name}", block.id)


def _texts(value: Any, path: str, block: str) -> Iterator[tuple[Place, RichText]]:
    if isinstance(value, str):
        value = RichText.of(value)
    if isinstance(value, RichText):
        if value:
            yield Place.of(path, block), value
    elif isinstance(value, Action):
        yield from _texts(value.label, f"{path}.label", block)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, f"{path}.{index}", block)


def pictures(document: Document) -> Iterator[tuple[Place, AssetRef]]:
    """Every picture of a document with its place: `hero`, or `body.asset` and `body.poster` of a block."""
    if document.hero is not None:
        yield Place.of("hero"), document.hero
    for block in document.all_blocks:
        for name in _PICTURED.get(type(block), ()):
            asset = getattr(block, name)
            if isinstance(asset, AssetRef):
                yield Place.of(f"body.{name}", block.id), asset


def urls(document: Document) -> Iterator[tuple[Place, str]]:
    """Every address a reader is sent to, with its place."""
    for place, text in texts(document):
        for link in text.links:
            yield place, link.url
    for block in document.all_blocks:
        address = getattr(block, "url", "") or getattr(getattr(block, "action", None), "url", "")
        if address:
            yield Place("body.url", block.id), address
    if document.action is not None and document.action.url:
        yield Place("action.url"), document.action.url


def rebuild(value: T, *, text: Callable[[RichText], RichText], asset: Callable[[AssetRef], AssetRef]) -> T:
    """Return a document (or a part of one) with every text and every picture in it put through a function."""
    changed: T = _rebuild(value, text, asset)
    return changed


def _rebuild(value: Any, text: Callable[[RichText], RichText], asset: Callable[[AssetRef], AssetRef]) -> Any:
    if isinstance(value, RichText):
        return text(value) if value.runs else value
    if isinstance(value, AssetRef):
        return asset(value)
    if isinstance(value, tuple):
        return tuple(_rebuild(item, text, asset) for item in value)
    if hasattr(value, "__dataclass_fields__"):
        changes = {}
        for item in fields(value):
            before = getattr(value, item.name)
            after = _rebuild(before, text, asset)
            if after is not before and after != before:
                changes[item.name] = after
        return replace(value, **changes) if changes else value
    return value
