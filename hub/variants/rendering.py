"""Doing one render job: is the slot's input another than that of its current variant? Then render, store, append."""

import logging
import math
import time

from django.db import InterfaceError, OperationalError, transaction

from hub.accounts.outage import is_outage_of_files
from hub.assets.source import BrandAssets
from hub.variants.changes import differences
from hub.variants.jobs import claim, fail, finish, let_go, put_off
from hub.variants.models import NOT_INSTALLED, Entry, RenderJob, Slot, Variant
from hub.variants.planning import NotInstalledError, Plan, Rendering, entry_of, input_of, plan_of
from hub.variants.services import append, lock
from hub.variants.storing import part_bytes, store
from renderers import registry
from renderers.contract.errors import RendererError

__all__ = ["bring_up_to_date", "input_of", "part_bytes", "work", "work_off"]

logger = logging.getLogger(__name__)


def work(slot_id: int | None = None) -> bool:
    """Claim and do one job; false if there was none. A failure is noted at the job and hurts no other."""
    job = claim(slot_id)
    if job is None:
        return False
    began, channel = time.monotonic(), ""
    try:
        slot = _slot(job)
        channel = slot.channel
        bring_up_to_date(job, slot)
    except Exception as error:  # noqa: BLE001 - a renderer may be a stranger's
        _note(job, error)
    else:
        finish(job)
    finally:
        let_go(job, channel=channel, seconds=time.monotonic() - began)
    return True


def _note(job: RenderJob, error: Exception) -> None:
    """Note at the job why it failed."""
    if is_outage_of_files(error):
        logger.warning("slot %s waits for the storage of files: %s", job.slot_id, error)
        put_off(job, str(error))
    elif isinstance(error, OperationalError | InterfaceError):
        raise error  # the database is away: nothing can be noted, and nobody is at fault; the lease runs out
    elif isinstance(error, RendererError):
        # The input itself is at fault (a missing picture, a broken file): the same input will fail again.
        logger.warning("slot %s cannot be rendered: %s", job.slot_id, error)
        said = f"{NOT_INSTALLED}{error}" if isinstance(error, NotInstalledError) else str(error)
        fail(job, said, final=isinstance(error, ValueError | LookupError), message=error.message)
    else:
        logger.error("slot %s failed", job.slot_id, exc_info=error)
        fail(job, f"{type(error).__name__}: {error}")


def work_off(limit: int = 100_000, *, seconds: float = math.inf) -> int:
    """Do all jobs that are due; how many that were. Negative, where the time was over before it was done."""
    count, end = 0, time.monotonic() + seconds
    while count < limit and work():
        count += 1
        if time.monotonic() > end:
            return -count
    return count


def bring_up_to_date(job: RenderJob, slot: Slot | None = None) -> Entry | None:
    """Make the slot of a job show what its input now says; the new entry, or None if nothing changed.

    Nothing is changed either where the job is another's by now, or its input changed while this rendered: then the
    job runs once more, and what was made waits as a variant in which no slot shows.

    Raises:
        RendererError: it cannot be rendered.
    """
    slot = slot or _slot(job)
    plan = plan_of(slot)
    if plan.stands_in(slot):
        return None
    variant = _made(plan, slot) if isinstance(plan, Rendering) else None
    return _append(job, plan, variant)


def _slot(job: RenderJob) -> Slot:
    rows = Slot.objects.select_related("current__variant", "campaign__brand", "brand")
    large = ("current__variant__source", "current__variant__provenance", "current__variant__parts")
    return rows.defer(*large).get(pk=job.slot_id)


def _made(plan: Rendering, slot: Slot) -> Variant:
    """The variant of a plan: the stored one, or a newly rendered one. Two workers on one key make one."""
    found = Variant.objects.filter(key=plan.key).first()
    if found is not None:
        return found
    artifact = registry.make(plan.renderer, plan.source, BrandAssets(slot.brand))
    return store(plan.key, artifact, source=plan.source, renderer=plan.renderer)


@transaction.atomic
def _append(job: RenderJob, plan: Plan, variant: Variant | None) -> Entry | None:
    """Append what was planned, if it is still what the input says and the job is still the caller's."""
    slot = lock(job.slot_id)
    held = RenderJob.objects.select_for_update().filter(pk=job.pk).first()
    if held is None or held.claims != job.claims:
        logger.info("slot %s: taken over by another worker meanwhile", slot.pk)
        return None
    if held.wanted != job.wanted:
        # Something was published, unpublished or withdrawn while this rendered: it is read again, under the lock.
        plan, before = plan_of(slot), plan
        if plan.decides != before.decides:
            return None
    if plan.stands_in(slot):
        return None
    entry = entry_of(plan)
    entry.reason = entry.reason or job.reason or "changed"
    entry.variant = variant
    entry.changed = differences(slot.current, entry)
    return append(slot, entry)
