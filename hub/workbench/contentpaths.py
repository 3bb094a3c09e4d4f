"""Where in the editor a place of a document stands, as `data-contentpath` has it: `body.<id of the block>.text`."""

import re
from typing import Any

from django.utils.text import capfirst

from hub.content.models import Piece
from renderers.contract.place import Place

#: Fields of a document that the editor knows under another name.
_FIELDS = {"action.label": "action_label", "action.url": "action_url", "hero.alt": "hero_alt"}
#: The same inside body blocks.
_CHILDREN = {
    "asset": "picture",
    "asset.alt": "alt",
    "action.label": "label",
    "action.url": "url",
    "poster.alt": "alt",
    "header": "table",
    "rows": "table",
}
_STREAMS = ("short", "legal")
_ORDER = (
    *("campaign", "title", "headline", "teaser", "hero", "hero_alt", "body", "action_label", "action_url"),
    *("short", "hashtags", "legal", "channels_off", "overrides", "arms", "facts", "slug"),
)
#: Several paragraphs typed into one block are numbered behind its id.
_NUMBER = re.compile(r"-\d+\Z")


class Addresses:
    """The places of one piece, for as long as it is being looked at."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece
        self._parents = dict(_nested(piece.body))
        self._blocks = {child.id: child for child in _all_children(piece.body) if child.id}

    def path(self, place: Place | None) -> str:
        """The content path of a place; empty when it is no field of the editor."""
        if place is None:
            return ""
        head, _, rest = place.field.partition(".")
        if head == "body":
            return self._in_body(place.block, rest)
        if head in _STREAMS:
            return ".".join(filter(None, (head, self._child(head, int(rest) if rest.isdigit() else -1))))
        if head == "overrides":
            return _in_overrides(rest)
        if head in {"facts", "arms"}:
            return ".".join(filter(None, (head, self._named(head, rest))))
        name = _FIELDS.get(place.field, head)
        if name == "hero_alt" and not self._piece.hero_alt:
            return "hero"  # the picture's own
        return name if _label(name) else ""

    def label(self, place: Place | None) -> str:
        """What people call the field, and the kind of block in it."""
        path = self.path(place)
        if not path or place is None:
            return ""
        field = _label(path.partition(".")[0])
        block = self._block_label(place.block)
        return f"{field}: {block}" if block else field

    def order(self, place: Place | None) -> tuple[int, int, int]:
        """Where it comes as one reads the editor; what is in no field comes last."""
        path = self.path(place)
        if not path or place is None:
            return len(_ORDER), 0, 0
        field = path.partition(".")[0]
        own = self._own(place.block)
        block = list(self._blocks).index(own) if own else 0
        return _ORDER.index(field) if field in _ORDER else len(_ORDER), block, place.start or 0

    def _in_body(self, block: str, rest: str) -> str:
        own = self._own(block)
        if not own:
            return "body"
        name = _CHILDREN.get(rest, _CHILDREN.get(rest.partition(".")[0], rest.partition(".")[0]))
        return ".".join(filter(None, ("body", self._parents.get(own, ""), own, name)))

    def _own(self, block: str) -> str:
        """The id under which the editor keeps a document's block; empty for one it does not have.

        Ids are whatever made the block wrote: UUIDs from the editor, digests from Markdown files.
        """
        return next((own for own in (block, _NUMBER.sub("", block)) if own in self._blocks), "")

    def _block_label(self, block: str) -> str:
        own = self._own(block)
        return str(self._blocks[own].block.label) if own else ""

    def _child(self, stream: str, index: int) -> str:
        children = list(getattr(self._piece, stream))
        return str(children[index].id or "") if 0 <= index < len(children) else ""

    def _named(self, stream: str, name: str) -> str:
        key = {"facts": "name", "arms": "key"}[stream]
        for child in getattr(self._piece, stream):
            if child.value.get(key) == name:
                return f"{child.id}.value" if child.id else ""
        return ""


def _in_overrides(rest: str) -> str:
    """The control of an override: channel, format, and the field, whose own dots are no steps of the path."""
    channel, _, below = rest.partition(".")
    form, _, name = below.partition(".")
    return ".".join(filter(None, ("overrides", channel, form, name.replace(".", "_"))))


def _label(name: str) -> str:
    """The field's name as its model says it."""
    known = {field.name: field for field in Piece._meta.get_fields() if hasattr(field, "verbose_name")}
    return str(capfirst(str(known[name].verbose_name))) if name in known else ""


def _nested(stream: Any) -> Any:
    """For blocks in columns: their id, and the path of the column they are in."""
    for child in stream:
        if child.block_type == "columns" and child.value is not None:
            for side in ("left", "right"):
                for inner in child.value.get(side) or ():
                    yield inner.id, f"{child.id}.{side}"


def _all_children(stream: Any) -> Any:
    for child in stream:
        yield child
        if child.block_type == "columns" and child.value is not None:
            for side in ("left", "right"):
                yield from child.value.get(side) or ()
