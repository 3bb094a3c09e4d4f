"""Taking variants back from everywhere at once, and letting them out again."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from hub.variants.models import Entry, Recall
from hub.variants.planning import live_piece
from hub.variants.recall import RECALLED
from hub.variants.services import append, inputs_changed, lock


@transaction.atomic
def recall(slots: Iterable[int], *, reason: str, user: Any = None) -> list[Recall]:
    """Hide what these slots show, from this moment on; those that show nothing are passed over."""
    done = []
    for key in sorted(set(slots)):
        slot = lock(key)
        current = slot.current
        if current is None or current.variant_id is None:
            continue
        row = Recall(slot=slot, entry=current, number=current.number, reason=reason[:500], recalled_by=user)
        row.save()
        append(slot, Entry(reason=RECALLED))
        done.append(row)
    return done


@transaction.atomic
def lift(row: Recall, *, user: Any = None) -> bool:
    """Let a recalled variant out again, if its piece still says what it says; false if that was done before.

    The worker brings it back, as it would any other: what was unpublished meanwhile stays away.
    """
    slot = lock(row.slot_id)
    if not Recall.objects.filter(pk=row.pk, lifted_at=None).update(lifted_at=timezone.now(), lifted_by=user):
        return False
    row.refresh_from_db()
    piece = live_piece(slot)
    if piece is not None:
        inputs_changed([piece], reason="recall-lifted")
    return True
