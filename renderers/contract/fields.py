"""Reading and replacing one field of a document by its path."""

import hashlib
from dataclasses import replace

from renderers.contract import codec
from renderers.contract.document import Action, AssetRef, Block, Columns, Document, Replacement
from renderers.contract.text import RichText


def field_digest(document: Document, path: str) -> str:
    """The digest of a field's present value, to tell whether an override of it is out of date.

    Of a picture its bytes count: not where it is kept, who took it or how long it may be shown.
    """
    value = get_field(document, path)
    told = value.sha256 if isinstance(value, AssetRef) else codec.plain(value)
    return hashlib.sha256(codec.canonical(told)).hexdigest()


def get_field(document: Document, path: str) -> object:
    """The value at a path such as `headline`, `action.label`, `short.0` or `body.<block id>.text`; None = no such."""
    head, _, rest = path.partition(".")
    if head == "body":
        block_id, _, name = rest.partition(".")
        return _field(next((block for block in document.all_blocks if block.id == block_id), None), name)
    value = _field(document, head)
    if not rest or value is None:
        return value
    if isinstance(value, tuple):
        return value[int(rest)] if rest.isdecimal() and int(rest) < len(value) else None
    return _field(value, rest)


def _field(holder: object, name: str) -> object:
    """A dataclass's field; nothing else an object may have."""
    return getattr(holder, name) if name in getattr(holder, "__dataclass_fields__", {}) else None


_TEXT_FIELDS = ("headline", "teaser")


def set_field(document: Document, path: str, value: Replacement) -> Document | None:
    """Return the document with another value at a path, or None if the path names no field of documents."""
    if path == "title" and value.text is not None:
        return replace(document, title=value.text.plain)
    if path in _TEXT_FIELDS and value.text is not None:
        return replace(document, **{path: value.text})  # type: ignore[arg-type]  # a RichText field by its name
    if path == "hashtags" and value.items is not None:
        return replace(document, hashtags=value.items)
    if path == "hero" and value.asset is not None:
        return replace(document, hero=value.asset)
    if path == "hero.alt" and value.text is not None and document.hero is not None:
        return replace(document, hero=replace(document.hero, alt=value.text.plain))
    if path.startswith("action.") and value.text is not None:
        return _with_action(document, path.removeprefix("action."), value.text)
    if path.startswith("body.") and path.count(".") >= 2:
        return _with_block_field(document, path, value)
    return None


def _with_action(document: Document, name: str, text: RichText) -> Document | None:
    action = document.action or Action(RichText(), "")
    if name == "label":
        return replace(document, action=replace(action, label=text))
    if name == "url":
        return replace(document, action=replace(action, url=text.plain))
    return None


def _with_block_field(document: Document, path: str, value: Replacement) -> Document | None:
    _, block_id, name = path.split(".", 2)
    new: object = value.text if value.text is not None else value.asset
    before = get_field(document, path)
    if before is None or type(before) is not type(new):
        return None

    def changed(block: Block) -> Block:
        if isinstance(block, Columns):
            return replace(block, columns=tuple(tuple(changed(inner) for inner in column) for column in block.columns))
        return replace(block, **{name: new}) if block.id == block_id else block  # type: ignore[arg-type]

    return replace(document, blocks=tuple(changed(block) for block in document.blocks))
