"""Find and replace over a campaign's drafts: every hit can be seen before, and chosen; fields are never touched."""

import copy
import hashlib
import html
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from hub.content.campaigns import Campaign
from hub.content.models import Piece
from renderers.contract import grammar

_FIELDS = ("title", "headline", "teaser", "action_label", "hero_alt")
_STREAMS = ("short", "body", "legal", "facts", "arms")
_ADDRESSES = frozenset({"url", "action.url"})
#: Values of these facts are words; those of others are data, which has a field of its own.
_WORDY_FACTS = frozenset({"text", "claim"})
_TAG = re.compile(r"(<[^>]*>)")
#: Characters shown on either side of a hit.
_CONTEXT = 48

Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and what is to stand in its place."""

    find: str
    replace: str
    match_case: bool = False
    whole_words: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """The words as typed, no pattern language."""
        words = re.escape(self.find)
        return re.compile(
            rf"(?<!\w){words}(?!\w)" if self.whole_words else words, 0 if self.match_case else re.IGNORECASE
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand. `key` names it among the hits of this search; `place` is a field, dotted."""

    key: str
    place: str
    before: str
    found: str
    after: str


@dataclass(frozen=True, slots=True)
class PieceHits:
    """The hits in one piece's newest draft."""

    piece: Piece
    hits: tuple[Hit, ...]


@dataclass(slots=True)
class _Walk:
    """Goes through every text of a draft in one fixed order, notes the hits, and replaces those chosen."""

    search: Search
    prefix: str
    chosen: Collection[str] | None = None
    hits: list[Hit] = field(default_factory=list)
    changed: bool = False

    def text(self, value: str, place: str) -> str:
        """A plain text with the chosen hits replaced."""
        fields = list(grammar.spans(value))

        def put(match: re.Match[str]) -> str:
            if any(start < match.end() and match.start() < end for start, end in fields):
                return match.group()
            hit = Hit(
                f"{self.prefix}-{len(self.hits)}",
                place,
                value[max(0, match.start() - _CONTEXT) : match.start()],
                match.group(),
                value[match.end() : match.end() + _CONTEXT],
            )
            self.hits.append(hit)
            if self.chosen is None or hit.key not in self.chosen:
                return match.group()
            self.changed = self.changed or match.group() != self.search.replace
            return self.search.replace

        return self.search.pattern.sub(put, value)

    def rich(self, value: str, place: str) -> str:
        """A rich text: words between the tags only."""
        shown = [part if number % 2 else self._segment(part, place) for number, part in enumerate(_TAG.split(value))]
        return "".join(shown)

    def _segment(self, part: str, place: str) -> str:
        plain = html.unescape(part)
        new = self.text(plain, place)
        return part if new == plain else html.escape(new, quote=False)

    def block(self, block: Any, raw: Any, place: str) -> Any:
        """A block's stored value with the chosen hits replaced."""
        match block:
            case blocks.StreamBlock() if isinstance(raw, list):
                return [self._child(block, child, place) for child in raw]
            case blocks.ListBlock() if isinstance(raw, list):
                return [self._item(block, item, place) for item in raw]
            case blocks.StructBlock() if isinstance(raw, dict):
                return self._struct(block, raw, place)
            case TypedTableBlock() if isinstance(raw, dict):
                return self._table(raw, place)
            case blocks.RichTextBlock() if isinstance(raw, str):
                return self.rich(raw, place)
            case blocks.CharBlock() | blocks.TextBlock() if isinstance(raw, str):
                return self.text(raw, place)
        return raw

    def _child(self, block: Any, child: dict[str, Any], place: str) -> dict[str, Any]:
        inner = block.child_blocks.get(child.get("type"))
        if inner is None:
            return child
        return {**child, "value": self.block(inner, child.get("value"), f"{place}.{child.get('id') or child['type']}")}

    def _item(self, block: Any, item: Any, place: str) -> Any:
        if isinstance(item, dict) and "value" in item:
            return {**item, "value": self.block(block.child_block, item["value"], place)}
        return self.block(block.child_block, item, place)

    def _struct(self, block: Any, raw: dict[str, Any], place: str) -> dict[str, Any]:
        is_data = place.startswith("facts.") and raw.get("type") not in _WORDY_FACTS
        left = _ADDRESSES | ({"value"} if is_data else frozenset())
        return {
            name: self.block(block.child_blocks[name], value, f"{place}.{name}")
            if name in block.child_blocks and name not in left
            else value
            for name, value in raw.items()
        }

    def _table(self, raw: dict[str, Any], place: str) -> dict[str, Any]:
        new = copy.deepcopy(raw)
        if new.get("caption"):
            new["caption"] = self.text(new["caption"], place)
        for column in new.get("columns") or ():
            column["heading"] = self.text(column.get("heading") or "", place)
        for row in new.get("rows") or ():
            row["values"] = [self.text(cell, place) if isinstance(cell, str) else cell for cell in row["values"]]
        return new

    def overrides(self, stored: dict[str, Any]) -> dict[str, Any]:
        """Overrides with the chosen hits replaced; shapes that are not known stay as they are."""
        new = copy.deepcopy(stored)
        for channel, formats in new.items():
            for key, fields in formats.items() if isinstance(formats, dict) else ():
                for name, entry in fields.items() if isinstance(fields, dict) else ():
                    if isinstance(entry, dict) and name not in _ADDRESSES:
                        entry["value"] = self._override(entry.get("value"), f"overrides.{channel}.{key}.{name}")
        return new

    def _override(self, value: Any, place: str) -> Any:
        if isinstance(value, str):
            return self.text(value, place)
        if isinstance(value, list):
            return [self.text(item, place) if isinstance(item, str) else item for item in value]
        if isinstance(value, dict) and isinstance(value.get("alt"), str):
            return {**value, "alt": self.text(value["alt"], place)}
        return value


def find_hits(campaign: Campaign, search: Search) -> list[PieceHits]:
    """Every hit in the newest drafts of a campaign's pieces, by piece."""
    found = []
    for piece, draft in _drafts(campaign):
        walk = _Walk(search, str(piece.pk))
        _go_through(draft, walk)
        if walk.hits:
            found.append(PieceHits(piece, tuple(walk.hits)))
    return found


def digest_of(found: list[PieceHits]) -> str:
    """What tells whether the hits are still those that somebody looked at."""
    said = "\0".join(
        f"{hit.key}\0{hit.place}\0{hit.before}\0{hit.found}\0{hit.after}" for each in found for hit in each.hits
    )
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def replace_hits(campaign: Campaign, search: Search, *, chosen: Collection[str], user: Any = None) -> int:
    """Replace the chosen hits; each piece concerned gets one new draft. Nothing is published; how many pieces."""
    count = 0
    for piece, draft in _drafts(campaign):
        walk = _Walk(search, str(piece.pk), chosen=frozenset(chosen))
        _go_through(draft, walk)
        if walk.changed:
            draft.save_revision(user=user, clean=False)  # half-written drafts, too; the editor names what is wrong
            count += 1
    return count


def _drafts(campaign: Campaign) -> Iterator[tuple[Piece, Piece]]:
    """The pieces with their newest drafts, as far as the draft still belongs to the campaign; locked ones stay out."""
    rows = Piece.objects.filter(campaign=campaign, locked=False).select_related("locale", "latest_revision")
    for piece in rows.order_by("title", "locale__language_code", "pk"):
        draft: Piece = piece.get_latest_revision_as_object()
        if draft.campaign_id == campaign.pk:
            yield piece, draft


def _go_through(draft: Piece, walk: _Walk) -> None:
    for name in _FIELDS:
        setattr(draft, name, walk.text(getattr(draft, name) or "", name))
    draft.hashtags = [walk.text(tag, "hashtags") if isinstance(tag, str) else tag for tag in draft.hashtags or ()]
    for name in _STREAMS:
        stream: Any = draft._meta.get_field(name)
        raw = walk.block(stream.stream_block, getattr(draft, name).get_prep_value(), name)
        if walk.changed:
            setattr(draft, name, stream.stream_block.to_python(raw))
    if isinstance(draft.overrides, dict):
        draft.overrides = walk.overrides(draft.overrides)
