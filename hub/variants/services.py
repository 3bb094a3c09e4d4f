"""What brings slots up to date: input changes, render jobs, and the entries they append."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from hub.content.models import Piece
from hub.content.selectors import formats_of
from hub.variants.models import Entry, JobState, RenderJob, Slot
from hub.variants.signals import slot_changed

#: How long a worker may take for one slot before another takes over. Renders are cut off long before (Typst at 60 s).
LEASE = timedelta(minutes=5)
#: Seconds until the next attempt after the first, second ... failure; then the job is given up until its input changes.
BACKOFF = (5, 30, 120, 600, 3600)


@transaction.atomic
def inputs_changed(pieces: Iterable[Piece], *, reason: str) -> int:
    """Ask for all slots of these live pieces to be brought up to date; how many that are.

    Call it inside the transaction that changes the input: jobs and change commit together. A slot whose render key
    turns out the same gets no new entry.
    """
    count = 0
    for piece in pieces:
        slots = _slots_of(piece)
        _want(slots, reason)
        count += len(slots)
    if count:
        _wake()
    return count


@transaction.atomic
def piece_gone(piece: Piece) -> None:
    """Append a tombstone to every slot of a piece in its locale that still shows something."""
    slots = Slot.objects.select_for_update().filter(piece_key=piece.translation_key, locale=piece.locale_code)
    for slot in slots.filter(current__variant__isnull=False):
        append(slot, Entry(reason="unpublished"))


def append(slot: Slot, entry: Entry) -> Entry:
    """Append an entry to a slot and make it the current one. Inside a transaction that locked the slot."""
    previous = slot.current
    entry.slot = slot
    entry.number = previous.number + 1 if previous is not None else 1
    entry.save(force_insert=True)
    slot.current = entry
    slot.save(update_fields=["current"])
    slot_changed.send(sender=Slot, entry=entry, previous=previous)
    return entry


@transaction.atomic
def claim(slot_id: int | None = None) -> RenderJob | None:
    """Take the job that is due longest (or this slot's), leased to the caller; None if there is none."""
    now = timezone.now()
    due = RenderJob.objects.filter(Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, leased_until__lt=now))
    due = due.filter(slot=slot_id) if slot_id is not None else due.filter(run_at__lte=now)
    job = due.select_for_update(skip_locked=_skips(), of=("self",) if _skips() else ()).order_by("run_at", "pk").first()
    if job is None:
        return None
    job.state, job.leased_until, job.attempts = JobState.RUNNING, now + LEASE, job.attempts + 1
    job.save(update_fields=["state", "leased_until", "attempts", "updated_at"])
    return job


def finish(job: RenderJob) -> None:
    """Note that a job did what was wanted when it was claimed; wishes that came since make it run again."""
    RenderJob.objects.filter(pk=job.pk, wanted__gt=job.wanted).update(
        state=JobState.WAITING, done=job.wanted, attempts=0, error="", leased_until=None, run_at=timezone.now()
    )
    RenderJob.objects.filter(pk=job.pk, wanted=job.wanted).update(
        state=JobState.DONE, done=job.wanted, attempts=0, error="", leased_until=None
    )


def fail(job: RenderJob, error: str, *, final: bool = False) -> None:
    """Note a failure: try again later, or give up until the input changes. The last good entry stays."""
    given_up = final or job.attempts > len(BACKOFF)
    wait = 0 if given_up else BACKOFF[job.attempts - 1]
    RenderJob.objects.filter(pk=job.pk).update(
        state=JobState.FAILED if given_up else JobState.WAITING,
        run_at=timezone.now() + timedelta(seconds=wait),
        leased_until=None,
        error=error[:2000],
    )
    RenderJob.objects.filter(pk=job.pk, state=JobState.FAILED, wanted__gt=job.wanted).update(
        state=JobState.WAITING, attempts=0, run_at=timezone.now()
    )


def slot_for(piece: Piece, *, channel: str, format_key: str, dialect: str = "plain", arm: str = "") -> Slot:
    """The slot of a piece, made if it is not there yet."""
    slot, _ = Slot.objects.get_or_create(
        piece_key=piece.translation_key,
        channel=channel,
        format=format_key,
        locale=piece.locale_code,
        dialect=dialect,
        arm=arm,
        defaults={"brand_id": piece.campaign.brand_id, "campaign_id": piece.campaign_id},
    )
    return slot


@transaction.atomic
def request_slot(piece: Piece, *, channel: str, format_key: str, dialect: str = "plain", arm: str = "") -> Slot:
    """A slot that somebody asks for, with a job if it never had one: other dialects and arms come to be like this."""
    slot = slot_for(piece, channel=channel, format_key=format_key, dialect=dialect, arm=arm)
    RenderJob.objects.get_or_create(slot=slot, defaults={"reason": "requested"})
    return slot


def _slots_of(piece: Piece) -> list[Slot]:
    """The base slots of a piece, and the others that somebody once asked for, switched-off channels included."""
    for channel, format_key in formats_of(piece):
        slot_for(piece, channel=channel, format_key=format_key)
    slots = Slot.objects.filter(piece_key=piece.translation_key, locale=piece.locale_code)
    slots.exclude(campaign_id=piece.campaign_id).update(campaign_id=piece.campaign_id, brand_id=piece.campaign.brand_id)
    return list(slots)


def _want(slots: list[Slot], reason: str) -> None:
    ids = [slot.pk for slot in slots]
    jobs = RenderJob.objects.filter(slot__in=ids)
    known = set(jobs.values_list("slot_id", flat=True))
    jobs.update(wanted=F("wanted") + 1, reason=reason[:50], updated_at=timezone.now())
    jobs.exclude(state=JobState.RUNNING).update(state=JobState.WAITING, attempts=0, run_at=timezone.now(), error="")
    RenderJob.objects.bulk_create(
        [RenderJob(slot_id=pk, reason=reason[:50]) for pk in ids if pk not in known], ignore_conflicts=True
    )


def _wake() -> None:
    from hub.variants.tasks import run_due_jobs

    transaction.on_commit(run_due_jobs.enqueue)


def _skips() -> bool:
    from django.db import connection

    return bool(connection.features.has_select_for_update_skip_locked)
