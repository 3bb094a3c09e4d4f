"""Markdown pieces into the hub: read all, check all, then write; doing it twice changes nothing."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from wagtail.models import Locale

from hub.accounts.models import Brand, User
from hub.assets.intake import as_kept
from hub.assets.models import ImageAsset
from hub.assets.selectors import find_image_by_digest
from hub.assets.services import create_image
from hub.content.campaigns import Campaign
from hub.content.convert import campaign_facts
from hub.content.models import Piece
from hub.content.writing import Pictures, write_fields
from hub.guidelines.selectors import guideline_in_force
from renderers.contract.document import AssetRef
from renderers.contract.errors import DocumentError
from renderers.contract.tokens import Field
from renderers.contract.walk import pictures
from renderers.markdown import Piece as MarkdownPiece
from renderers.markdown import PieceError, read_piece


class Outcome(StrEnum):
    """What importing a file did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Imported:
    """A file, the piece it became, and whether that changed anything."""

    file: Path
    piece: Piece
    outcome: Outcome


def import_pieces(
    files: Sequence[Path], *, campaign: Campaign, user: User | None = None, publish: bool = False
) -> list[Imported]:
    """Import Markdown pieces as drafts of a campaign, or publish them, too.

    Raises:
        PieceError: at least one file cannot be read; the problems of all files are named and nothing is imported.
        PublishRefusedError: a piece may not be published; nothing is imported.
    """
    read = _read_all(files, campaign)
    with transaction.atomic():
        return [_import(file, piece, campaign, user=user, publish=publish) for file, piece in read]


def _read_all(files: Sequence[Path], campaign: Campaign) -> list[tuple[Path, MarkdownPiece]]:
    brand = campaign.brand
    fields: tuple[Field, ...] = guideline_in_force(brand).tokens.fields
    found: list[tuple[Path, MarkdownPiece]] = []
    problems: list[DocumentError] = []
    for file in files:
        try:
            piece = read_piece(file, locale=brand.default_locale, fields=fields, zone=ZoneInfo(brand.time_zone))
            facts = campaign_facts(campaign, piece.document.locale)
            piece = read_piece(
                file, locale=brand.default_locale, fields=fields, facts=facts, zone=ZoneInfo(brand.time_zone)
            )
            problems += piece.problems
            found.append((file, piece))
        except PieceError as error:
            problems += error.problems
    if problems:
        raise PieceError(problems)
    return found


def _import(file: Path, read: MarkdownPiece, campaign: Campaign, *, user: User | None, publish: bool) -> Imported:
    locale = _locale(read.document.locale)
    known = Piece.objects.filter(campaign__brand=campaign.brand, slug=read.document.slug)
    piece = known.filter(locale=locale).first()
    is_new = piece is None
    if piece is None:
        sibling = known.first()
        key = sibling.translation_key if sibling is not None else _free_key(read.document.id, campaign.brand)
        piece = Piece(campaign=campaign, locale=locale, live=False, has_unpublished_changes=True)
        if key is not None:
            piece.translation_key = key
    else:
        piece = piece.get_latest_revision_as_object()
    before = None if is_new else _content(piece)
    shown = _library(read, campaign.brand, user)
    write_fields(
        piece, read, campaign=campaign, shown=shown, facts_of_campaign=campaign_facts(campaign, read.document.locale)
    )
    if _content(piece) == before and not (publish and not piece.live):
        return Imported(file, piece, Outcome.UNCHANGED)
    piece.full_clean()
    if is_new:
        piece.save()
    revision = piece.save_revision(user=user)
    if publish:
        piece.publish(revision, user=user, skip_permission_checks=True)
        piece = Piece.objects.get(pk=piece.pk)
    return Imported(file, piece, Outcome.CREATED if is_new else Outcome.UPDATED)


#: What a revision holds besides content.
_BOOKKEEPING = frozenset(
    {
        "pk",
        "live",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "latest_revision",
        "live_revision",
        "translated_from",
    }
)

_STREAMS = frozenset({"short", "body", "legal", "facts", "arms"})


def _content(piece: Piece) -> dict[str, Any]:
    data: dict[str, Any] = piece.serializable_data()
    kept = {name: value for name, value in data.items() if name not in _BOOKKEEPING}
    # Streams are JSON texts, whose order of keys means nothing.
    return {name: json.loads(value) if name in _STREAMS else value for name, value in kept.items()}


def _library(read: MarkdownPiece, brand: Brand, user: User | None) -> Pictures:
    """The piece's pictures in the brand's library, by digest; new ones are stored, known ones found."""
    found: dict[str, ImageAsset] = {}
    for ref in _references(read):
        if ref.sha256 not in found:
            found[ref.sha256] = find_image_by_digest(brand, ref.sha256) or _store(ref, read, brand, user)
    return Pictures(found)


def _references(read: MarkdownPiece) -> Iterable[AssetRef]:
    yield from (ref for _, ref in pictures(read.document))
    values = [*(override.value for override in read.document.overrides), *(arm.value for arm in read.arms)]
    yield from (value.asset for value in values if value.asset is not None)


def _store(ref: AssetRef, read: MarkdownPiece, brand: Brand, user: User | None) -> ImageAsset:
    name = PurePosixPath(ref.id).name
    focal = (round(ref.focal[0] * ref.width), round(ref.focal[1] * ref.height)) if ref.width else None
    data = as_kept(read.assets.read(ref), name)
    if known := find_image_by_digest(brand, hashlib.sha256(data).hexdigest()):
        return known  # it lost its script or its location when it came in
    return create_image(
        brand,
        data,
        title=PurePosixPath(name).stem.replace("-", " ").replace("_", " ").capitalize(),
        name=name,
        alt=ref.alt,
        focal_point=focal,
        credit=ref.credit,
        uploaded_by=user,
    )


def _locale(code: str) -> Locale:
    """The content locale of a document; de-AT is kept under de, the language the hub knows."""
    found = Locale.objects.filter(language_code=code).first() or Locale.objects.filter(language_code=code[:2]).first()
    return found or Locale.objects.create(language_code=code[:2])


def _free_key(document_id: str, brand: Brand) -> UUID | None:
    """The id the document brings, unless another brand's piece has it already."""
    key = UUID(document_id)
    taken = Piece.objects.filter(translation_key=key).exclude(campaign__brand=brand).exists()
    return None if taken else key
