"""A document as authored becomes a subject: one run for every text, at the place where an editor can mend it."""

from collections.abc import Iterator, Mapping
from datetime import date

from brand.finding import Where
from brand.inspect.rich import shown
from brand.subject import Link, PictureUse, RunKind, Subject, SubjectKind, TextRun
from renderers.contract import walk
from renderers.contract.document import AssetRef, Block, Document, Heading, ListBlock, Override, Quote
from renderers.contract.document import LegalNote as LegalNoteBlock
from renderers.contract.place import Place
from renderers.contract.text import RichText

_KINDS = {"headline": RunKind.TITLE, "title": RunKind.TITLE, "action": RunKind.ACTION, "legal": RunKind.LEGAL}
_BLOCK_KINDS = {
    Heading: RunKind.HEADING,
    ListBlock: RunKind.LIST_ITEM,
    Quote: RunKind.QUOTE,
    LegalNoteBlock: RunKind.LEGAL,
}
_NAMED = {"action": RunKind.ACTION, "caption": RunKind.CAPTION, "rows": RunKind.CELL, "header": RunKind.CELL}

Blocks = Mapping[str, Block]


def inspect_document(document: Document, *, today: date | None = None, name: str = "") -> Subject:
    """The document in no channel: its texts, approved short wordings, alternative texts, hashtags and addresses."""
    blocks = {block.id: block for block in document.all_blocks}
    runs = [run for place, text in walk.texts(document) if (run := _run(document, blocks, place, text)) is not None]
    for index, text in enumerate(document.short):
        runs += _optional(_run(document, blocks, Place(f"short.{index}"), text))
    if document.arm is not None and document.arm.value.text is not None:
        runs += _optional(_run(document, blocks, Place(f"arms.{document.arm.key}"), document.arm.value.text))
    pictures = tuple(_picture(place, asset) for place, asset in walk.pictures(document))
    runs += [
        TextRun(picture.alt, Where(source=_alt(picture.where.source)), RunKind.ALT)
        for picture in pictures
        if picture.alt
    ]
    runs += _hashtags(document.hashtags, Place("hashtags"))
    return Subject(
        name=name or _label(document),
        kind=SubjectKind.SOURCE,
        locale=document.locale,
        runs=tuple(runs),
        pictures=pictures,
        links=tuple(_links(document)),
        document=document,
        piece=document.id,
        today=today,
    )


def inspect_overrides(document: Document, *, today: date | None = None, name: str = "") -> tuple[Subject, ...]:
    """The overrides of a document, a subject for every channel and format they are written for ("" = all formats)."""
    groups: dict[tuple[str, str], list[Override]] = {}
    for override in document.overrides:
        groups.setdefault((override.channel, override.format.replace("*", "")), []).append(override)
    return tuple(
        Subject(
            name=name or _label(document),
            kind=SubjectKind.SOURCE,
            channel=channel,
            format=format_key,
            locale=document.locale,
            runs=tuple(run for override in overrides for run in _override_runs(document, override)),
            document=document,
            piece=document.id,
            today=today,
        )
        for (channel, format_key), overrides in sorted(groups.items())
    )


def _override_runs(document: Document, override: Override) -> list[TextRun]:
    place = Place(f"overrides.{override.channel}.{override.format}.{override.field}")
    if override.value.text is not None:
        return _optional(_run(document, {}, place, override.value.text, _kind(None, Place(override.field))))
    return _hashtags(override.value.items or (), place)


def _label(document: Document) -> str:
    return document.slug or document.id or document.title


def _optional(run: TextRun | None) -> list[TextRun]:
    return [] if run is None else [run]


def _run(
    document: Document, blocks: Blocks, place: Place, text: RichText, kind: RunKind | None = None
) -> TextRun | None:
    words = shown(text, place, document)
    if not words.text.strip():
        return None
    block = blocks.get(place.block)
    return TextRun(
        words.text,
        Where(source=place),
        kind or _kind(block, place),
        level=1 if place.field in {"headline", "title"} else getattr(block, "level", 0),
        stretches=words.stretches,
        locale=document.locale,
        origins=words.origins,
    )


def _kind(block: Block | None, place: Place) -> RunKind:
    head, _, rest = place.field.partition(".")
    if head != "body":
        return _KINDS.get(head, RunKind.PARAGRAPH)
    kind = _BLOCK_KINDS.get(type(block), RunKind.PARAGRAPH) if block is not None else RunKind.PARAGRAPH
    return _NAMED.get(rest.split(".")[0], kind)


def _hashtags(tags: tuple[str, ...], place: Place) -> list[TextRun]:
    return [
        TextRun(
            tag if tag.startswith("#") else f"#{tag}", Where(source=Place(f"{place.field}.{index}")), RunKind.HASHTAGS
        )
        for index, tag in enumerate(tags)
    ]


def _alt(place: Place | None) -> Place | None:
    return None if place is None else Place(f"{place.field}.alt", place.block)


def _picture(place: Place, asset: AssetRef) -> PictureUse:
    return PictureUse(
        Where(source=place),
        alt=asset.alt,
        pixels=(asset.width, asset.height),
        media_type=asset.media_type,
        sha256=asset.sha256,
    )


def _links(document: Document) -> Iterator[Link]:
    words = {link.url: link.plain for _, text in walk.texts(document) for link in text.links}
    if document.action is not None:
        words.setdefault(document.action.url, document.action.label.plain)
    for place, url in walk.urls(document):
        action = place.field in {"action.url", "body.url"}
        yield Link(url, words.get(url, ""), Where(source=place), action=action)
