"""From artifacts to rows and bytes, and back to bytes."""

import hashlib
from dataclasses import replace

from django.db import transaction

from hub.variants import blobs
from hub.variants.models import Variant, VariantMedia
from hub.variants.signals import variant_stored
from renderers.contract import codec
from renderers.contract.artifact import Artifact, Part
from renderers.contract.renderer import Renderer
from renderers.contract.view import RenderInput

#: Texts up to this size (bytes) stand in the variant's row, where one query serves them; larger ones are blobs.
INLINE_BYTES = 256 * 1024


def store(key: str, artifact: Artifact, *, source: RenderInput, renderer: Renderer) -> Variant:
    """Keep an artifact under its key; of two who made the same, the first one's is kept."""
    row = _row(artifact, source, renderer)
    with transaction.atomic():
        variant, is_new = Variant.objects.get_or_create(key=key, defaults=row)
        if is_new:
            shown = {media.sha256 for media in artifact.media}
            VariantMedia.objects.bulk_create(
                [VariantMedia(variant=variant, blob_id=sha256) for sha256 in sorted(shown)]
            )
            variant_stored.send(sender=Variant, variant=variant)
    return variant


def part_bytes(part: dict[str, object]) -> bytes:
    """The bytes of a stored part's record."""
    if "text" in part:
        return str(part["text"]).encode("utf-8")
    return blobs.read(str(part["sha256"]))


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
