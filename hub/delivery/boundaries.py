"""Time passes: embargoes end and so do rights, and nobody publishes anything. The worker's clock notes it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hub.delivery.changes import BATCH, newest, note, number_all
from hub.delivery.models import Change, Look
from hub.variants.models import Entry, Slot

#: A boundary is noted this long after it has passed, so that readers whose clocks are a little late see it passed, too.
GRACE = timedelta(seconds=1)
#: Each look goes back this far beyond the last one: an entry may be committed later than the boundary it speaks of.
OVERLAP = timedelta(minutes=10)
#: How often it is written down when was last looked; in between, the overlap covers it.
NOTED_EVERY = timedelta(minutes=1)


def look(now: datetime | None = None) -> int:
    """Note the slots that came to be seen, or ceased to be, since the last look; how many. Safe in two workers."""
    now = now or timezone.now()
    until = now - GRACE
    last = Look.objects.order_by("pk").first()
    since = (last.at if last is not None else until) - OVERLAP
    count = sum(_note_passed(key, now) for key in _passed(since, until))
    if last is None:
        Look.objects.create(at=until)
    elif until - last.at >= NOTED_EVERY:
        Look.objects.filter(pk=last.pk, at__lt=until).update(at=until)
    return count


def catch_up(limit: int = 1000) -> int:
    """Note slots that were made past the services, such as by a bulk import; how many that were."""
    unknown = Slot.objects.filter(~Exists(Change.objects.filter(slot=OuterRef("pk"))), current__isnull=False)
    keys = list(unknown.order_by("pk").values_list("pk", flat=True)[:limit])
    for begin in range(0, len(keys), BATCH):
        with transaction.atomic():
            for slot in _locked(keys[begin : begin + BATCH]):
                if slot.current is not None:
                    note(slot, slot.current)
    return len(keys)


def tick() -> int:
    """What is done about once a second: boundaries, and numbers that a process which died owed."""
    return look() + number_all()


def _passed(since: datetime, until: datetime) -> list[int]:
    """The slots whose current entry has a boundary in a stretch of time."""
    begun = Q(visible_from__gt=since, visible_from__lte=until)
    ended = Q(visible_until__gt=since, visible_until__lte=until)
    timed = Entry.objects.filter(variant__isnull=False).order_by().values_list("pk", flat=True)
    entries = list(timed.filter(begun).union(timed.filter(ended)))
    return list(Slot.objects.filter(current__in=entries).order_by("pk").values_list("pk", flat=True))


def _note_passed(slot_key: int, now: datetime) -> bool:
    """Note one slot, if nothing was noted since the boundary passed. Looked at without a lock first: most are known."""
    if not _is_owed(Slot.objects.select_related("current").filter(pk=slot_key).first(), now):
        return False
    with transaction.atomic():
        slot = next(iter(_locked([slot_key])), None)
        if slot is None or slot.current is None or not _is_owed(slot, now):
            return False
        note(slot, slot.current, now=now)
    return True


def _is_owed(slot: Slot | None, now: datetime) -> bool:
    """Whether the last boundary of what the slot shows passed after its newest change was noted.

    What was noted does not matter: who read it late, while a short window was open, was told what they saw then.
    """
    if slot is None or slot.current is None:
        return False
    ends = (slot.current.visible_from, slot.current.visible_until)
    passed = max((moment for moment in ends if moment is not None and moment + GRACE <= now), default=None)
    last = newest(slot)
    if passed is None or last is None:
        return passed is not None
    return last.entry_number != slot.current.number or last.created_at < passed + GRACE


def _locked(keys: list[int]) -> list[Slot]:
    """The slots with their current entries, locked first and read afterwards.

    In one statement PostgreSQL would join a slot that it had to wait for with the entry that it had before.
    """
    list(Slot.objects.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk", flat=True))
    return list(Slot.objects.filter(pk__in=keys).select_related("current").order_by("pk"))
