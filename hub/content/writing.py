"""From a document's blocks and fields to what a piece's row stores: the reverse of `bodies.py` and `convert.py`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hub.assets.models import ImageAsset
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.content.richtext import write_html
from renderers import display, registry
from renderers.contract.document import (
    ActionBlock,
    AssetRef,
    Block,
    Columns,
    Divider,
    Fact,
    Heading,
    LegalNote,
    ListBlock,
    Offer,
    Override,
    Paragraph,
    Picture,
    Quote,
    Replacement,
    Table,
    VideoLink,
)
from renderers.markdown import Piece as MarkdownPiece

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The library's pictures by their digest."""

    by_digest: dict[str, ImageAsset]

    def of(self, ref: AssetRef | None) -> ImageAsset | None:
        """The library's picture for a reference."""
        return self.by_digest.get(ref.sha256) if ref is not None else None

    def pk(self, ref: AssetRef | None) -> int | None:
        """Its primary key."""
        image = self.of(ref)
        return image.pk if image is not None else None

    def alt(self, ref: AssetRef | None) -> str:
        """The alternative text to keep with the piece: only one that differs from the picture's own."""
        image = self.of(ref)
        return ref.alt if ref is not None and image is not None and ref.alt != image.description else ""


def write_fields(
    piece: Piece, read: MarkdownPiece, *, campaign: Campaign, shown: Pictures, facts_of_campaign: Iterable[Fact]
) -> None:
    """Set every content field of a piece to what a Markdown piece says."""
    document = read.document
    theirs = {fact.name: fact for fact in facts_of_campaign}
    own = [fact for fact in document.facts if theirs.get(fact.name) != fact]
    piece.campaign = campaign
    piece.title, piece.slug = document.title, document.slug
    piece.headline, piece.teaser = document.headline.source, document.teaser.source
    piece.action_label = document.action.label.source if document.action else ""
    piece.action_url = document.action.url if document.action else ""
    piece.hero, piece.hero_alt = shown.of(document.hero), shown.alt(document.hero)
    piece.hashtags = list(document.hashtags)
    piece.channels_off = [renderer.key for renderer in registry.all_renderers() if not read.wants(renderer.key)]
    piece.overrides = write_overrides(document.overrides, shown)
    _set(piece, "short", [{"type": "wording", "value": text.source} for text in document.short])
    _set(piece, "legal", [{"type": "note", "value": text.source} for text in document.legal])
    _set(piece, "body", [write_block(block, shown) for block in document.blocks])
    _set(piece, "facts", [{"type": "fact", "value": write_fact(fact, document.locale)} for fact in own])
    _set(piece, "arms", [{"type": "arm", "value": _arm(arm.key, arm.field, arm.value)} for arm in read.arms])


def _set(piece: Piece, name: str, raw: list[Raw]) -> None:
    """Set a stream, its children keeping the ids they had at the same position if they say the same."""
    field: Any = piece._meta.get_field(name)
    stream = field.stream_block.to_python(raw)
    for old, new in zip(getattr(piece, name), stream, strict=False):
        if not new.id and old.block_type == new.block_type:
            new.id = old.id
    setattr(piece, name, stream)


def write_fact(fact: Fact, locale: str) -> Raw:
    """A fact as its block stores it; how it is shown only where that is not the usual way."""
    usual = display.display(fact.type, fact.value, locale)
    return {
        "name": fact.name,
        "type": fact.type.value,
        "value": fact.value,
        "qualifier": fact.qualifier.value,
        "display": "" if fact.display == usual else fact.display,
    }


def write_overrides(overrides: Iterable[Override], shown: Pictures) -> Raw:
    """Overrides as the row stores them."""
    stored: Raw = {}
    for override in overrides:
        fields = stored.setdefault(override.channel, {}).setdefault(override.format, {})
        fields[override.field] = {"value": _value(override.value, shown), "source_digest": override.source_digest}
    return stored


def _value(value: Replacement, shown: Pictures) -> Any:
    if value.asset is not None:
        return {"image": shown.pk(value.asset), "alt": shown.alt(value.asset)}
    if value.items is not None:
        return list(value.items)
    return value.text.source if value.text is not None else ""


def _arm(key: str, field: str, value: Replacement) -> Raw:
    return {"key": key, "field": field, "value": value.text.source if value.text is not None else ""}


def write_block(block: Block, shown: Pictures) -> Raw:
    """A block as the body's stream stores it, under the same id."""
    kind, value = _written(block, shown)
    return {"type": kind, "id": block.id, "value": {**value, "channels": list(block.channels)}}


def _written(block: Block, shown: Pictures) -> tuple[str, Raw]:  # noqa: C901, PLR0911 -- one case a block
    match block:
        case Heading():
            return "heading", {"text": block.text.source, "level": str(block.level)}
        case Paragraph():
            return "paragraph", {"text": write_html(block.text)}
        case ListBlock():
            items = [
                {"type": "item", "id": f"{block.id}-{number}", "value": write_html(item)}
                for number, item in enumerate(block.items)
            ]
            return "list", {"items": items, "ordered": block.ordered}
        case Quote():
            return "quote", {"text": write_html(block.text), "attribution": block.attribution}
        case Picture():
            value = {"picture": shown.pk(block.asset), "alt": shown.alt(block.asset), "caption": block.caption.source}
            return "picture", value
        case ActionBlock():
            return "action", {"label": block.action.label.source, "url": block.action.url}
        case Columns():
            sides = [*block.columns, (), ()][:2]
            left, right = ([write_block(inner, shown) for inner in column] for column in sides)
            return "columns", {"left": left, "right": right}
        case Offer():
            return "offer", _offer(block, shown)
        case Table():
            return "table", _table(block)
        case Divider():
            return "divider", {}
        case VideoLink():
            poster = {"poster": shown.pk(block.poster), "alt": shown.alt(block.poster)}
            return "video", {"title": block.title, "url": block.url, **poster}
        case LegalNote():
            return "legal", {"text": block.text.source}


def _offer(block: Offer, shown: Pictures) -> Raw:
    return {
        "product": block.product.source,
        "price": block.price.source,
        "old_price": block.old_price.source,
        "text": write_html(block.text) if block.text else "",
        "code": block.code.source,
        "picture": shown.pk(block.asset),
        "alt": shown.alt(block.asset),
        "url": block.url,
    }


def _table(block: Table) -> Raw:
    width = len(block.header) or max((len(row) for row in block.rows), default=0)
    headings = [cell.source for cell in block.header] or [""] * width
    return {
        "table": {
            "caption": block.caption.source,
            "columns": [{"type": "text", "heading": heading} for heading in headings],
            "rows": [{"values": [cell.source for cell in row]} for row in block.rows],
        },
    }
