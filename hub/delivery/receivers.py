"""From news of slots and of the worker's clock to change rows."""

from functools import cache
from typing import Any

from hub.content.models import Piece
from hub.content.signals import piece_published
from hub.delivery import boundaries, upkeep
from hub.delivery.changes import note, note_move
from hub.delivery.sending import Senders
from hub.variants.models import Entry, Slot
from hub.variants.signals import slot_changed, worker_tick


def connect() -> None:
    """Listen; called once, when the apps are ready."""
    slot_changed.connect(_on_slot_changed, dispatch_uid="delivery.slot_changed")
    # Heard before `variants` hears it and moves the slots: apps of higher layers are connected first.
    piece_published.connect(_on_piece_published, dispatch_uid="delivery.piece_published")
    worker_tick.connect(_on_tick, dispatch_uid="delivery.tick")


def _on_slot_changed(entry: Entry, **_: Any) -> None:
    note(entry.slot, entry)


def _on_piece_published(instance: Piece, **_: Any) -> None:
    """A piece that went over to another campaign takes its slots along."""
    slots = Slot.objects.filter(piece_key=instance.translation_key, locale=instance.locale_code)
    for slot in slots.exclude(campaign=instance.campaign_id):
        note_move(slot, campaign_key=instance.campaign_id, brand_key=instance.campaign.brand_id)


def _on_tick(**_: Any) -> None:
    boundaries.tick()
    _senders().send_due()
    upkeep.look_after()


@cache
def _senders() -> Senders:
    """The threads of this process, begun when first needed."""
    return Senders()
