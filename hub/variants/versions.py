"""Versions that stood in a slot once, for all who look back: those that were taken away since are not there.

A recall takes them away, and so does what is true of a file now: what was withdrawn stays withdrawn in a version that
nobody delivers any more. Their own end, and an embargo, are `Entry.is_visible`'s.
"""

import re
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from hub.assets.asset import Clearance
from hub.assets.models import ImageAsset
from hub.assets.standing import Bar, standings, together
from hub.content.shown import brand_files
from hub.variants.models import Entry, Slot, Variant
from hub.variants.recall import not_recalled
from hub.variants.stored import source_of
from renderers import registry
from renderers.contract.errors import RendererError
from renderers.contract.view import RenderInput
from renderers.contract.walk import pictures

#: How many entries are looked at before an answer is given.
_LOOKED_AT = 50
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


def find_entry(slot: Slot, number: int) -> Entry | None:
    """An entry of a slot's history by its number, unless it was recalled or shows what may not be shown now.

    Three queries; the last two only where it shows files of the library at all.
    """
    entries = not_recalled(slot.entries.filter(number=number)).select_related("variant", "guideline_version")
    large = ("variant__provenance", "guideline_version__snapshot", "guideline_version__source")
    entry: Entry | None = entries.defer(*large).first()
    if entry is None or entry.variant is None:
        return entry
    return None if bar_on(entry.variant, slot) else entry


def bar_on(variant: Variant, slot: Slot) -> Bar:
    """Why a variant may not be shown in a slot now: the rights of the files it was made with, as they stand today."""
    held = standings(slot.brand_id, files_of(variant), now=timezone.now(), channel=slot.channel)
    return together(held.values()).bar


def files_of(variant: Variant) -> set[str]:
    """The digests of the library's files that a variant shows: pictures, and the guideline's logos and fonts."""
    try:
        source, renderer = source_of(variant), registry.get(variant.channel)
        branded = {ref.sha256 for ref in brand_files(source.tokens, renderer, variant.format)}
    except RendererError:  # of an earlier release, or of a channel that is not installed any more: rather too many
        return digests_in(str(variant.source))
    return pictures_of(source) | branded


def shows_withdrawn(entries: QuerySet[Entry]) -> bool:
    """Whether each of these entries shows a picture of its piece that was withdrawn since: pictures of them are gone.

    The newest few are looked at: where all of them do, so do those before them, as far as anybody can wait for.
    """
    brands = entries.order_by().values("slot__brand")
    rows = ImageAsset.objects.filter(brand__in=brands, clearance=Clearance.WITHDRAWN)
    withdrawn = set(rows.values_list("brand", "sha256"))
    if not withdrawn:
        return False
    shown = entries.order_by("-pk").values_list("slot__brand", "variant")[:_LOOKED_AT]
    return all(_shows(variant, {digest for owner, digest in withdrawn if owner == brand}) for brand, variant in shown)


def _shows(variant_key: int, digests: set[str]) -> bool:
    row = Variant.objects.annotate(text=Cast("source", TextField())).defer("source").get(pk=variant_key)
    if digests.isdisjoint(digests_in(row.text)):
        return False
    try:
        return not digests.isdisjoint(pictures_of(source_of(row)))
    except RendererError:
        return True


def pictures_of(source: RenderInput) -> set[str]:
    """The digests of the pictures of the piece that an input shows, those of overrides included."""
    own: set[Any] = {ref.sha256 for _, ref in pictures(source.document)}
    return (own | {value.asset.sha256 for _, value in source.overrides if value.asset is not None}) - {""}


def digests_in(text: str) -> set[str]:
    """Whatever looks like the digest of a file."""
    return set(_DIGEST.findall(text))
