"""Doing one render job: is the slot's input another than that of its current variant? Then render, store, append."""

import hashlib
import logging
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from brand.guideline import Guideline
from hub.assets.source import BrandAssets
from hub.content.convert import arm_keys, to_document
from hub.content.models import Piece
from hub.content.publishing import unknown_blocks
from hub.content.rendering import request_for
from hub.content.selectors import formats_of
from hub.guidelines.convert import to_guideline
from hub.guidelines.selectors import guideline_in_force, version_in_force
from hub.variants import blobs
from hub.variants.changes import changed
from hub.variants.clearing import refused, stop
from hub.variants.models import NOT_INSTALLED, Entry, RenderJob, Slot, Variant, VariantMedia
from hub.variants.services import append, claim, fail, finish
from hub.variants.signals import variant_stored
from renderers import registry
from renderers.contract import codec
from renderers.contract.artifact import Artifact, Part
from renderers.contract.document import AssetRef, Document, Rights
from renderers.contract.errors import RendererError
from renderers.contract.message import Message
from renderers.contract.renderer import Renderer
from renderers.contract.view import RenderInput, render_key, view
from renderers.contract.walk import pictures

logger = logging.getLogger(__name__)


class NotInstalledError(RendererError, LookupError):
    """A channel or a type of blocks is not installed (any more). The sweep tries again once it is."""


#: Texts up to this size (bytes) stand in the variant's row, where one query serves them; larger ones are blobs.
INLINE_BYTES = 256 * 1024


def work(slot_id: int | None = None) -> bool:
    """Claim and do one job; false if there was none. A failure is noted at the job and hurts no other."""
    job = claim(slot_id)
    if job is None:
        return False
    try:
        bring_up_to_date(job)
    except RendererError as error:
        # The input itself is at fault (a missing picture, a broken file): the same input will fail again.
        logger.warning("slot %s cannot be rendered: %s", job.slot_id, error)
        said = f"{NOT_INSTALLED}{error}" if isinstance(error, NotInstalledError) else str(error)
        fail(job, said, final=isinstance(error, ValueError | LookupError))
    except Exception as error:  # a renderer may be a stranger's
        logger.exception("slot %s failed", job.slot_id)
        fail(job, f"{type(error).__name__}: {error}")
    else:
        finish(job)
    return True


def work_off(limit: int = 100_000) -> int:
    """Do all jobs that are due; how many that were."""
    count = 0
    while count < limit and work():
        count += 1
    return count


def bring_up_to_date(job: RenderJob) -> Entry | None:
    """Make the slot of a job show what its input now says; the new entry, or None if nothing changed.

    Raises:
        RendererError: it cannot be rendered.
    """
    slot = Slot.objects.select_related("current__variant", "campaign__brand").get(pk=job.slot_id)
    piece = live_piece(slot)
    if piece is not None:
        _require_installed(slot, piece)
    if piece is None or not _wanted(slot, piece):
        return _tombstone(slot, "unpublished" if piece is None else "switched-off")
    version = version_in_force(slot.brand_id)
    guideline = to_guideline(version) if version is not None else guideline_in_force(slot.brand)
    renderer, document = registry.get(slot.channel), to_document(piece, arm=slot.arm)
    source = input_of(slot, piece, document, guideline)
    if refusal := refused(_shown(document, source)):
        return stop(slot.pk, refusal)
    entry = Entry(
        piece_revision=piece.live_revision_id,
        guideline_version=version,
        reason=job.reason or "changed",
        visible_from=_latest(_begins(document, source), piece.go_live_at),
        visible_until=_earliest(_ends(document, source), piece.expire_at),
    )
    key = render_key(source, renderer)
    if _stands(slot, key, entry):
        return None
    variant = _variant(key, source, renderer, BrandAssets(slot.brand))
    return _append(slot, entry, variant)


def input_of(slot: Slot, piece: Piece, document: Document, guideline: Guideline) -> RenderInput:
    """What a slot would be made of now.

    Raises:
        RendererError: the channel is not there, or the document cannot be resolved for it.
    """
    request = request_for(piece, guideline, channel=slot.channel, format_key=slot.format, dialect=slot.dialect)
    return view(document, guideline.tokens, request, registry.get(slot.channel))


def live_piece(slot: Slot) -> Piece | None:
    """The live piece of a slot, in the slot's locale."""
    pieces = Piece.objects.filter(translation_key=slot.piece_key, locale__language_code=slot.locale, live=True)
    return pieces.select_related("campaign__brand", "locale", "hero").first()


def _require_installed(slot: Slot, piece: Piece) -> None:
    """What is not installed takes nothing away: the slot keeps what it shows until it can be rendered again.

    Raises:
        NotInstalledError: the channel, or the type of a block of the piece.
    """
    if slot.channel not in {renderer.key for renderer in registry.all_renderers()}:
        raise NotInstalledError(Message("The channel “{channel}” is not installed.", channel=slot.channel))
    for complaint in unknown_blocks(piece):
        raise NotInstalledError(complaint.message)


def _wanted(slot: Slot, piece: Piece) -> bool:
    return (slot.channel, slot.format) in set(formats_of(piece)) and slot.arm in arm_keys(piece)


@transaction.atomic
def _tombstone(slot: Slot, reason: str) -> Entry | None:
    slot = Slot.objects.select_for_update(of=("self",)).select_related("current").get(pk=slot.pk)
    if slot.current is None or slot.current.variant_id is None:
        return None
    return append(slot, Entry(reason=reason))


def _stands(slot: Slot, key: str, entry: Entry) -> bool:
    current = slot.current
    return (
        current is not None
        and current.variant is not None
        and current.variant.key == key
        and (current.visible_from, current.visible_until) == (entry.visible_from, entry.visible_until)
    )


def _variant(key: str, source: RenderInput, renderer: Renderer, assets: BrandAssets) -> Variant:
    """The variant of a key: the stored one, or a newly rendered one. Two workers on one key make one."""
    found = Variant.objects.filter(key=key).first()
    if found is not None:
        return found
    artifact = registry.make(renderer, source, assets)
    with transaction.atomic():
        variant, is_new = Variant.objects.get_or_create(key=key, defaults=_row(artifact, source, renderer))
        if is_new:
            shown = {media.sha256 for media in artifact.media}
            VariantMedia.objects.bulk_create(
                [VariantMedia(variant=variant, blob_id=sha256) for sha256 in sorted(shown)]
            )
            variant_stored.send(sender=Variant, variant=variant)
    return variant


@transaction.atomic
def _append(slot: Slot, entry: Entry, variant: Variant) -> Entry | None:
    slot = Slot.objects.select_for_update(of=("self",)).select_related("current__variant").get(pk=slot.pk)
    if _stands(slot, variant.key, entry):
        return None
    before = slot.current.variant if slot.current is not None else None
    entry.variant = variant
    entry.changed = changed(before.source, variant.source) if before is not None else []
    return append(slot, entry)


def _row(artifact: Artifact, source: RenderInput, renderer: Renderer) -> dict[str, object]:
    described = codec.plain(replace(artifact, parts=(), media=()))
    return {
        "channel": renderer.key,
        "format": source.request.format,
        "renderer_version": renderer.version,
        "parts": [_stored_part(part) for part in artifact.parts],
        "media": [
            {"name": media.file_name, **_stored(media.data, media.media_type)}
            for media in sorted(artifact.media, key=lambda media: media.sha256)
        ],
        "losses": described["losses"],
        "meters": described["meters"],
        "provenance": described["provenance"],
        "source": codec.plain(source),
    }


def _stored_part(part: Part) -> dict[str, object]:
    if part.is_text and len(part.data) <= INLINE_BYTES:
        digest = hashlib.sha256(part.data).hexdigest()
        return {
            "name": part.name,
            "media_type": part.media_type,
            "sha256": digest,
            "size": len(part.data),
            "text": part.text,
        }
    return {"name": part.name, **_stored(part.data, part.media_type)}


def _stored(data: bytes, media_type: str) -> dict[str, object]:
    blob = blobs.store(data, media_type)
    return {"media_type": media_type, "sha256": blob.sha256, "size": len(data)}


def part_bytes(part: dict[str, object]) -> bytes:
    """The bytes of a stored part's record."""
    if "text" in part:
        return str(part["text"]).encode("utf-8")
    return blobs.read(str(part["sha256"]))


def _begins(document: Document, source: RenderInput) -> datetime | None:
    """When the last of the pictures that this channel shows may first be shown."""
    return _latest(*(rights.valid_from for rights in _rights(document, source)))


def _ends(document: Document, source: RenderInput) -> datetime | None:
    """When the first of the pictures that this channel shows may no longer be shown."""
    return _earliest(*(rights.valid_until for rights in _rights(document, source)))


def _rights(document: Document, source: RenderInput) -> list[Rights]:
    return [ref.rights for ref in _shown(document, source)]


def _shown(document: Document, source: RenderInput) -> list[AssetRef]:
    """The pictures of the piece that this channel shows, with what the renderer is not told of them."""
    shown = {ref.sha256 for _, ref in pictures(source.document) if ref.sha256}
    return [ref for _, ref in pictures(document) if ref.sha256 in shown]


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
