"""Render jobs: who does what next, for how long, and what becomes of it. A claim has a number, which fences late work.

Whoever claims a job gets the number of that claim. All that the holder writes later names it; once the lease was over
and another took the job, the number is another and nothing is written: a late worker never undoes a newer one's work.
"""

import time
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone

from hub.variants.models import JobState, RenderJob, Slot
from renderers.contract import codec
from renderers.contract.message import Message

#: How long one may take for a slot before another takes over. Renders are cut off long before (strangers at 30 s).
LEASE = timedelta(minutes=5)
#: The same in the worker, whose clock renews it meanwhile: what a killed worker held is taken over after that.
ATTENDED_LEASE = timedelta(seconds=getattr(settings, "HUB_LEASE_SECONDS", 20))
#: Seconds until the next attempt after the first, second ... failure; then the job is given up until its input changes.
BACKOFF = (5, 30, 120, 600, 3600)
#: Seconds until the next attempt where nobody is at fault: the storage of files is away, however long that takes.
LATER = 20
#: A job that took longer than this (seconds) lets all other channels go first for as long as it took.
SLOW = 1.0
#: What a job says that is given up because nobody who took it came back.
NEVER_CAME_BACK = "The worker ended every time while it rendered this. Its log may say why."


#: In the words of the index of open jobs: neither is it found out from the rest of the question that these are meant,
#: nor does SQLite see it in parameters.
_OPEN = RawSQL("variants_renderjob.state IN ('waiting', 'running')", (), output_field=BooleanField())


class _Held:
    """What this process holds: claimed jobs by key, with the number and the beginning of the claim."""

    claims: dict[int, tuple[int, datetime]] = {}
    is_attended = False


class _Resting:
    """Channels that were slow, and until when (monotonic seconds) the others go first."""

    until: dict[str, float] = {}


def attend(is_attended: bool = True) -> None:
    """Somebody in this process calls `renew` regularly: leases may be short."""
    _Held.is_attended = is_attended


def renew() -> None:
    """Prolong the leases of this process's claims, each until five minutes after it began."""
    now = timezone.now()
    for key, (number, since) in list(_Held.claims.items()):
        if now - since < LEASE:
            RenderJob.objects.filter(pk=key, claims=number).update(leased_until=now + ATTENDED_LEASE)


def claim(slot_id: int | None = None) -> RenderJob | None:
    """Take the job that is due longest (or this slot's), leased to the caller; None if there is none.

    Channels that were slow just now come after all others.
    """
    if slot_id is None and (resting := _resting()):
        return _claim(_due(slot_id).exclude(slot__channel__in=resting)) or _claim(_due(slot_id))
    return _claim(_due(slot_id))


def _due(slot_id: int | None) -> QuerySet[RenderJob]:
    now = timezone.now()
    due = RenderJob.objects.filter(_OPEN, Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, leased_until__lt=now))
    return due.filter(slot=slot_id) if slot_id is not None else due.filter(run_at__lte=now)


@transaction.atomic
def _claim(due: QuerySet[RenderJob]) -> RenderJob | None:
    skips = connection.features.has_select_for_update_skip_locked
    if skips:
        due = due.select_for_update(skip_locked=True, of=("self",))
    while (job := due.order_by("run_at", "pk").first()) is not None:
        if job.state == JobState.RUNNING and job.attempts > len(BACKOFF):
            job.state, job.error, job.leased_until = JobState.FAILED, NEVER_CAME_BACK, None
            job.save(update_fields=["state", "error", "leased_until", "updated_at"])
            continue
        now = timezone.now()
        job.state, job.attempts, job.claims = JobState.RUNNING, job.attempts + 1, job.claims + 1
        job.leased_until = now + (ATTENDED_LEASE if _Held.is_attended else LEASE)
        job.save(update_fields=["state", "attempts", "claims", "leased_until", "updated_at"])
        _Held.claims[job.pk] = (job.claims, now)
        return job
    return None


def finish(job: RenderJob) -> None:
    """Note that a job did what was wanted when it was claimed; wishes that came since make it run again."""
    more = Q(wanted__gt=job.wanted)
    _held(job).update(
        state=_either("state", more, JobState.WAITING, JobState.DONE),
        run_at=_either("run_at", more, timezone.now(), F("run_at")),
        done=job.wanted,
        attempts=0,
        error="",
        problem={},
        leased_until=None,
    )


def fail(job: RenderJob, error: str, *, final: bool = False, message: Message | None = None) -> None:
    """Note a failure: try again later, or give up until the input changes. The last good entry stays.

    A wish that came meanwhile has another input: it is tried at once. `message` says the error in any language.
    """
    given_up = final or job.attempts > len(BACKOFF)
    wait = 0 if given_up else BACKOFF[job.attempts - 1]
    more, now = Q(wanted__gt=job.wanted), timezone.now()
    _held(job).update(
        state=_either("state", more, JobState.WAITING, JobState.FAILED if given_up else JobState.WAITING),
        attempts=_either("attempts", more, 0, F("attempts")),
        run_at=_either("run_at", more, now, now + timedelta(seconds=wait)),
        leased_until=None,
        error=error[:2000],
        problem=codec.plain(message) if message is not None else {},
    )


def put_off(job: RenderJob, error: str) -> None:
    """Note that something which the job needs is away: it waits, and that does not count as an attempt."""
    _held(job).update(
        state=JobState.WAITING,
        attempts=max(0, job.attempts - 1),
        run_at=timezone.now() + timedelta(seconds=LATER),
        leased_until=None,
        error=error[:2000],
        problem={},
    )


def want(slots: QuerySet[Slot] | Collection[int], reason: str) -> int:
    """One more wish at the jobs of these slots; how many that were. Slots without a job are left out.

    Rows are locked in the order of their keys: two who want the same never wait for each other.
    """
    keys: Any = slots.values("pk") if isinstance(slots, QuerySet) else slots
    jobs = RenderJob.objects.filter(slot__in=keys)
    if connection.features.has_select_for_update:
        list(jobs.order_by("pk").select_for_update().values_list("pk", flat=True))
    running, now = Q(state=JobState.RUNNING), timezone.now()
    return jobs.update(
        wanted=F("wanted") + 1,
        reason=reason[:50],
        state=_either("state", running, F("state"), JobState.WAITING),
        attempts=_either("attempts", running, F("attempts"), 0),
        run_at=_either("run_at", running, F("run_at"), now),
        error=_either("error", running, F("error"), ""),
        updated_at=now,
    )


def let_go(job: RenderJob, *, channel: str, seconds: float) -> None:
    """The caller is done with a job, whatever came of it. Who was slow lets the other channels go first for a while."""
    _Held.claims.pop(job.pk, None)
    if seconds > SLOW:
        _Resting.until[channel] = time.monotonic() + seconds


def _resting() -> list[str]:
    now = time.monotonic()
    return [channel for channel, until in _Resting.until.items() if until > now]


def _either(field: str, condition: Q, then: object, otherwise: object) -> Case:
    """A column's new value by a condition on the row: a value or an expression each."""
    kind: Any = RenderJob._meta.get_field(field)
    values = [each if isinstance(each, F) else Value(each) for each in (then, otherwise)]
    return Case(When(condition, then=values[0]), default=values[1], output_field=kind)


def _held(job: RenderJob) -> QuerySet[RenderJob]:
    """The job, if its claim is still the caller's."""
    return RenderJob.objects.filter(pk=job.pk, claims=job.claims)
