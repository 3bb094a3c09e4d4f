"""Rights stop variants: none is made with a picture that is not cleared or whose time is over; what shows it goes."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hub.assets.asset import Clearance
from hub.assets.models import ImageAsset
from hub.content.models import Piece
from hub.variants.models import Entry, Slot
from hub.variants.selectors import slots_with
from hub.variants.services import append
from renderers.contract.document import AssetRef

#: Reasons of tombstones.
NOT_CLEARED, WITHDRAWN, ENDED = "not-cleared", "withdrawn", "rights-ended"
_PREFIX = "image:"


def refused(shown: Iterable[AssetRef]) -> str:
    """Why nothing may be made that shows these pictures; empty if it may. What is yet to begin is made ahead."""
    pictures = list(shown)
    keys = [int(ref.id.removeprefix(_PREFIX)) for ref in pictures if ref.id.startswith(_PREFIX)]
    states = set(ImageAsset.objects.filter(pk__in=keys).values_list("clearance", flat=True))
    if Clearance.WITHDRAWN in states:
        return WITHDRAWN
    if states - {Clearance.CLEARED}:
        return NOT_CLEARED
    now = timezone.now()
    ended = any(ref.rights.valid_until is not None and ref.rights.valid_until <= now for ref in pictures)
    return ENDED if ended else ""


@transaction.atomic
def stop(slot_key: int, reason: str) -> Entry | None:
    """Let a slot show nothing, and say why; None if it says so already."""
    slot = Slot.objects.select_for_update(of=("self",)).select_related("current").get(pk=slot_key)
    current = slot.current
    if current is not None and current.variant_id is None and current.reason == reason:
        return None
    return append(slot, Entry(reason=reason))


@transaction.atomic
def hide_uncleared(image: ImageAsset, pieces: QuerySet[Piece]) -> int:
    """Take away at once what shows a picture that is not cleared (any more); how many variants that were."""
    if image.clearance == Clearance.CLEARED:
        return 0
    reason = WITHDRAWN if image.clearance == Clearance.WITHDRAWN else NOT_CLEARED
    keys = list(slots_with(image).filter(piece_key__in=pieces.values("translation_key")).values_list("pk", flat=True))
    for key in keys:
        stop(key, reason)
    return len(keys)
