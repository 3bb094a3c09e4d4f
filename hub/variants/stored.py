"""A stored variant as the contract's types again."""

from hub.variants.models import Variant
from hub.variants.storing import part_bytes
from renderers.contract import codec
from renderers.contract.artifact import Artifact, Loss, Media, Meter, Part, Trace
from renderers.contract.document import Document
from renderers.contract.view import RenderInput


def artifact_of(variant: Variant) -> Artifact:
    """The artifact as the renderer returned it."""
    return Artifact(
        parts=tuple(Part(record["name"], record["media_type"], part_bytes(record)) for record in variant.parts),
        media=tuple(Media(record["sha256"], record["media_type"], part_bytes(record)) for record in variant.media),
        losses=codec.read(tuple[Loss, ...], variant.losses, "losses"),
        meters=codec.read(tuple[Meter, ...], variant.meters, "meters"),
        provenance=codec.read(tuple[Trace, ...], variant.provenance, "provenance"),
    )


def source_of(variant: Variant) -> RenderInput:
    """The render input a variant was made of."""
    source: RenderInput = codec.read(RenderInput, variant.source, "source")
    return source


def document_of(variant: Variant) -> Document:
    """The document a variant was made of, as its channel saw it."""
    return source_of(variant).document
