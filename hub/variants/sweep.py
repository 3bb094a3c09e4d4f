"""Looking for what was missed: live pieces without a slot, and slots of pieces that are gone."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hub.content.models import Piece
from hub.content.publishing import unknown_blocks
from hub.variants.models import NOT_INSTALLED, Entry, JobState, RenderJob, Slot
from hub.variants.rendering import live_piece
from hub.variants.services import append, inputs_changed
from renderers import registry


def sweep() -> int:
    """Compare live revisions with slots and mend the difference; how many pieces were concerned.

    Every input change enqueues its slots in its own transaction, so a sweep normally finds nothing. It mends what was
    changed past the services: a restored backup, a row edited by hand, rows made by `bulk_create`.
    """
    stale = list(_stale_pieces())
    if stale:
        inputs_changed(stale, reason="sweep")
    return len(stale) + _bury_orphans() + _retry_installed()


def _stale_pieces() -> Iterator[Piece]:
    """Live pieces that no slot's job knows, or that were published since their slots' jobs were last touched."""
    touched = {
        (str(key), locale): moment
        for key, locale, moment in Slot.objects.values_list("piece_key", "locale").annotate(Max("job__updated_at"))
    }
    for piece in Piece.objects.filter(live=True).select_related("campaign__brand", "locale").iterator():
        moment = touched.get((str(piece.translation_key), piece.locale_code))
        if moment is None or (piece.last_published_at is not None and moment < piece.last_published_at):
            yield piece


def _bury_orphans() -> int:
    """Append tombstones to slots that show a piece which is no longer live."""
    live = {
        (str(key), code)
        for key, code in Piece.objects.filter(live=True).values_list("translation_key", "locale__language_code")
    }
    count = 0
    for slot in Slot.objects.filter(current__variant__isnull=False).iterator():
        if (str(slot.piece_key), slot.locale) not in live:
            with transaction.atomic():
                locked = Slot.objects.select_for_update(of=("self",)).select_related("current").get(pk=slot.pk)
                append(locked, Entry(reason="sweep"))
            count += 1
    return count


def _retry_installed() -> int:
    """Try again what failed only because a channel or a type of blocks was not installed, and is now."""
    jobs = RenderJob.objects.filter(state=JobState.FAILED, error__startswith=NOT_INSTALLED).select_related("slot")
    ready = []
    for job in jobs.filter(slot__channel__in=[renderer.key for renderer in registry.all_renderers()]):
        piece = live_piece(job.slot)
        if piece is None or not any(unknown_blocks(piece)):
            ready.append(job.pk)
    return RenderJob.objects.filter(pk__in=ready).update(
        state=JobState.WAITING, attempts=0, run_at=timezone.now(), error="", updated_at=timezone.now()
    )
