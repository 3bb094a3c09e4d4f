"""What brings slots up to date: input changes, wishes for single slots, and the entries that slots get."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from hub.accounts.models import Brand
from hub.content.models import Piece
from hub.content.selectors import formats_of
from hub.variants.jobs import want
from hub.variants.models import Entry, JobState, RenderJob, Slot
from hub.variants.signals import slot_changed

#: A channel and a locale: where a change of the guideline may show.
Place = tuple[str, str]
#: How many pieces are looked at at once.
_CHUNK = 100


@transaction.atomic
def inputs_changed(pieces: Iterable[Piece], *, reason: str) -> int:
    """Ask for all slots of these live pieces to be brought up to date; how many that are.

    Call it inside the transaction that changes the input: jobs and change commit together. A slot whose render key
    turns out the same gets no new entry. A handful of queries for every hundred pieces, however many slots they have.
    """
    count = 0
    for chunk in _chunks(pieces):
        slots = _slots_of(chunk)
        RenderJob.objects.bulk_create(
            [RenderJob(slot_id=slot, wanted=0, reason=reason[:50]) for slot in slots], ignore_conflicts=True
        )
        count += want(slots, reason)
    if count:
        wake()
    return count


@transaction.atomic
def brand_changed(brand: Brand, *, reason: str, places: Collection[Place] | None = None) -> int:
    """Ask for what a brand has live to be looked at again, all of it or in these places only; how many slots that are.

    Three queries, however large the library is: slots that do not exist yet are the sweep's.
    """
    slots = live_slots().filter(brand=brand)
    if places is not None:
        if not places:
            return 0
        slots = slots.filter(_in(places))
    count = want(slots, reason)
    if count:
        wake()
    return count


@transaction.atomic
def piece_gone(piece: Piece) -> None:
    """Append a tombstone to every slot of a piece in its locale that still shows something.

    The wish that comes with it tells whoever renders one of them just now that its result is not wanted any more.
    """
    slots = Slot.objects.filter(piece_key=piece.translation_key, locale=piece.locale_code)
    # First all are locked, then asked what they show: an entry that was being appended meanwhile counts, too.
    keys = list(slots.order_by("pk").select_for_update().values_list("pk", flat=True))
    for slot in Slot.objects.filter(pk__in=keys, current__variant__isnull=False).select_related("current"):
        append(slot, Entry(reason="unpublished"))
    if want(keys, "unpublished"):
        wake()


def append(slot: Slot, entry: Entry) -> Entry:
    """Append an entry to a slot and make it the current one. Inside a transaction that locked the slot."""
    previous = slot.current
    entry.slot = slot
    entry.number = previous.number + 1 if previous is not None else 1
    entry.save(force_insert=True)
    slot.current, slot.shows = entry, entry.variant_id is not None
    slot.save(update_fields=["current", "shows"])
    slot_changed.send(sender=Slot, entry=entry, previous=previous)
    return entry


def lock(slot_key: int) -> Slot:
    """A slot with its current entry, locked until the transaction ends. Who locks its job, too, does it after this."""
    Slot.objects.select_for_update().values("pk").get(pk=slot_key)
    return Slot.objects.select_related("current__variant", "campaign__brand").get(pk=slot_key)


@transaction.atomic
def request_slot(piece: Piece, *, channel: str, format_key: str, dialect: str = "plain", arm: str = "") -> Slot:
    """A slot that somebody asks for, with a job if it never had one: other dialects and arms come to be like this."""
    slot, _ = Slot.objects.get_or_create(
        piece_key=piece.translation_key,
        channel=channel,
        format=format_key,
        locale=piece.locale_code,
        dialect=dialect,
        arm=arm,
        defaults={"brand_id": piece.campaign.brand_id, "campaign_id": piece.campaign_id},
    )
    RenderJob.objects.get_or_create(slot=slot, defaults={"reason": "requested"})
    return slot


@transaction.atomic
def try_again(slots: Collection[int]) -> int:
    """Let jobs that were given up, or that wait after a failure, run at once; how many that were."""
    jobs = RenderJob.objects.filter(slot__in=slots).exclude(error="").exclude(state=JobState.RUNNING)
    count = want(list(jobs.values_list("slot_id", flat=True)), "again")
    if count:
        wake()
    return count


def live_slots() -> QuerySet[Slot]:
    """The slots of pieces that are live."""
    pieces = Piece.objects.filter(
        live=True, translation_key=OuterRef("piece_key"), locale__language_code=OuterRef("locale")
    )
    return Slot.objects.filter(Exists(pieces))


def wake() -> None:
    """Tell a worker, once this transaction is committed, that there is work. Losing the call loses nothing."""
    from hub.variants.tasks import run_due_jobs

    transaction.on_commit(run_due_jobs.enqueue)


def _chunks(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    rows = iter(pieces.iterator(chunk_size=_CHUNK) if isinstance(pieces, QuerySet) else pieces)
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


def _slots_of(pieces: Collection[Piece]) -> list[int]:
    """The base slots of pieces, and the others that somebody once asked for, switched-off channels included."""
    slots = Slot.objects.filter(piece_key__in={piece.translation_key for piece in pieces})
    there = list(slots)
    places = {(slot.piece_key, slot.locale, slot.channel, slot.format, slot.dialect, slot.arm) for slot in there}
    missing = [
        slot
        for piece in pieces
        for slot in _base_slots(piece)
        if (slot.piece_key, slot.locale, slot.channel, slot.format, slot.dialect, slot.arm) not in places
    ]
    if missing:
        Slot.objects.bulk_create(missing, ignore_conflicts=True)
        there = list(slots.all())
    homes = {(piece.translation_key, piece.locale_code): piece.campaign for piece in pieces}
    concerned = [slot for slot in there if (slot.piece_key, slot.locale) in homes]
    moved = [slot for slot in concerned if slot.campaign_id != homes[slot.piece_key, slot.locale].pk]
    for slot in moved:
        slot.campaign = homes[slot.piece_key, slot.locale]
        slot.brand_id = slot.campaign.brand_id
    if moved:
        Slot.objects.bulk_update(moved, ["campaign", "brand"])
    return [slot.pk for slot in concerned]


def _base_slots(piece: Piece) -> Iterator[Slot]:
    for channel, format_key in formats_of(piece):
        yield Slot(
            piece_key=piece.translation_key,
            locale=piece.locale_code,
            channel=channel,
            format=format_key,
            campaign_id=piece.campaign_id,
            brand_id=piece.campaign.brand_id,
        )


def _in(places: Collection[Place]) -> Q:
    """The slots of some channels in some locales."""
    found = Q()
    for locale in sorted({locale for _, locale in places}):
        found |= Q(locale=locale, channel__in=sorted(channel for channel, other in places if other == locale))
    return found
