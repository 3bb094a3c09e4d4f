"""Noting that slots changed, and numbering what was noted.

A change is noted inside the transaction that made it, without a number. Numbers are given right after its commit, in a
short transaction of their own that locks the brand's counter: whoever sees a number sees all smaller ones, for good.
See decision 11 for why not earlier.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from hub.delivery import outbox
from hub.delivery.models import Change, Counter, Kind
from hub.variants.models import Entry, Slot

#: So many changes are numbered at once; who waits for the counter never waits long.
BATCH = 500
#: What a slot is the place of.
PLACE = ("piece_key", "channel", "format", "locale", "dialect", "arm")


def note(slot: Slot, entry: Entry, *, now: datetime | None = None) -> Change:
    """Note that a slot may show something else, now that it has this entry, or that time has passed. In a transaction.

    The slot's row is locked by the caller. Webhooks are told where it shows something else than was last noted.
    """
    now = now or timezone.now()
    last = newest(slot)
    kind = _kind(entry, last, now)
    change = _row(slot, kind, entry.number)
    change.created_at = now
    change.save(force_insert=True)
    number_after_commit(slot.brand_id)
    is_news = last is None or (last.kind, last.entry_number) != (kind, entry.number)
    if is_news and kind != Kind.HIDDEN:
        outbox.put(slot, entry, is_shown=kind == Kind.CHANGED)
    return change


def note_move(slot: Slot, campaign_key: int, brand_key: int) -> None:
    """Note that a slot goes over to another campaign: who follows the old one is told that it left. In a transaction.

    Call it before the slot's row says so.
    """
    last = newest(slot)
    if last is None or last.kind == Kind.HIDDEN:
        return
    _row(slot, Kind.GONE, last.entry_number).save(force_insert=True)
    number_after_commit(slot.brand_id)
    moved = _row(slot, Kind(last.kind), last.entry_number)
    moved.campaign_key, moved.brand_id = campaign_key, brand_key
    moved.save(force_insert=True)
    number_after_commit(brand_key)


def newest(slot: Slot) -> Change | None:
    """What was last noted of a slot, in the campaign that it belongs to."""
    return Change.objects.filter(slot=slot, campaign_key=slot.campaign_id).order_by("-pk").first()


def number_changes(brand_key: int) -> int:
    """Number what is committed and has no number yet; how many that were. Safe to call at any time, by anybody."""
    count = 0
    while done := _number_batch(brand_key):
        count += done
        if done < BATCH:
            break
    return count


def number_all() -> int:
    """The same for every brand: what a process that died between its commit and the numbering left behind."""
    # Asked to tell brands apart, SQLite would go through all rows instead of the index of these few.
    brands = Change.objects.filter(number=None).order_by("brand_id", "pk").values_list("brand_id", flat=True)
    return sum(number_changes(brand) for brand in dict.fromkeys(brands))


def number_after_commit(brand_key: int) -> None:
    """Number the changes of a brand once the present transaction has committed; once, however many it notes."""
    connection = transaction.get_connection()
    held = set(connection.savepoint_ids)
    for savepoints, wish, _robust in connection.run_on_commit:
        # A wish made inside a savepoint that may yet be rolled back is not enough.
        if getattr(wish, "numbers_brand", None) == brand_key and savepoints <= held:
            return

    def number() -> None:
        number_changes(brand_key)

    number.numbers_brand = brand_key  # type: ignore[attr-defined]
    transaction.on_commit(number, robust=True)  # what fails here is done by the worker's next tick


@transaction.atomic
def _number_batch(brand_key: int) -> int:
    waiting = Change.objects.filter(brand=brand_key, number=None).order_by("pk")
    if not waiting.exists():
        return 0
    Counter.objects.get_or_create(brand_id=brand_key)
    counter = Counter.objects.select_for_update().get(pk=brand_key)
    # Looked up only now: another process may have numbered them while this one waited for the counter.
    rows = list(waiting.only("pk")[:BATCH])
    for offset, row in enumerate(rows, start=1):
        row.number = counter.last + offset
    Change.objects.bulk_update(rows, ["number"], batch_size=100)
    Counter.objects.filter(pk=brand_key).update(last=counter.last + len(rows))
    return len(rows)


def _kind(entry: Entry, last: Change | None, now: datetime) -> Kind:
    """Hidden is what nobody can have seen yet; whoever was told of anything else must hear when it is gone."""
    if entry.is_visible(now):
        return Kind.CHANGED
    has_begun = entry.variant_id is not None and (entry.visible_from is None or entry.visible_from <= now)
    was_known = last is not None and last.kind != Kind.HIDDEN
    return Kind.GONE if was_known or has_begun else Kind.HIDDEN


def _row(slot: Slot, kind: Kind, entry_number: int) -> Change:
    place: dict[str, Any] = {name: getattr(slot, name) for name in PLACE}
    return Change(
        brand_id=slot.brand_id,
        slot=slot,
        kind=kind,
        entry_number=entry_number,
        campaign_key=slot.campaign_id,
        **place,
    )
