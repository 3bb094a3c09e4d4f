"""Looking for what was missed: live pieces without slots, slots of pieces that are gone, newer versions of channels."""

import hashlib
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hub.content.models import Piece
from hub.content.publishing import unknown_blocks
from hub.content.selectors import without_content
from hub.links.shortening import is_shortened
from hub.variants.jobs import want
from hub.variants.models import NOT_INSTALLED, Entry, JobState, RenderJob, SeenChannel, Slot
from hub.variants.planning import live_piece
from hub.variants.services import append, inputs_changed, live_slots, lock, wake
from renderers import registry
from renderers.contract import codec
from renderers.contract.renderer import Reads, Renderer
from renderers.contract.view import fingerprint


def sweep() -> int:
    """Compare live revisions with slots and mend the difference; how many pieces, slots and channels were concerned.

    Every input change enqueues its slots in its own transaction, so a sweep normally finds nothing. It mends what was
    changed past the services: a restored backup, a row edited by hand, rows made by `bulk_create`, code installed anew.
    """
    stale = list(_stale_pieces())
    if stale:
        inputs_changed(stale, reason="sweep")
    return len(stale) + _bury_orphans() + _retry_installed() + _look_at_newer_channels()


def _stale_pieces() -> Iterator[Piece]:
    """Live pieces that no slot's job knows, or that were published since their slots' jobs were last touched."""
    slots = Slot.objects.filter(piece_key=OuterRef("translation_key"), locale=OuterRef("locale__language_code"))
    current = Q(job__updated_at__gte=OuterRef("last_published_at")) | Q(
        Exists(Piece.objects.filter(pk=OuterRef(OuterRef("pk")), last_published_at=None))
    )
    pieces = Piece.objects.filter(~Exists(slots.filter(current, job__isnull=False)), live=True)
    yield from without_content(pieces.select_related("campaign__brand", "locale")).iterator(chunk_size=500)


def _bury_orphans() -> int:
    """Append tombstones to slots that show a piece which is no longer live."""
    orphans = Slot.objects.filter(current__variant__isnull=False).exclude(pk__in=live_slots().values("pk"))
    count = 0
    for key in orphans.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            slot = lock(key)
            if live_piece(slot) is None:
                append(slot, Entry(reason="sweep"))
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


def _look_at_newer_channels() -> int:
    """Look at the slots of channels whose code is another than when this was last asked; how many channels those were.

    A channel that was not there before gets slots for every live piece.
    """
    known = dict(SeenChannel.objects.values_list("channel", "digest"))
    newer = {renderer.key: _digest(renderer) for renderer in registry.all_renderers()}
    newer = {key: digest for key, digest in newer.items() if known.get(key) != digest}
    for key, digest in newer.items():
        with transaction.atomic():
            SeenChannel.objects.update_or_create(channel=key, defaults={"digest": digest})
            if key in known:
                want(live_slots().filter(channel=key), "renderer")
            elif known:
                pieces = Piece.objects.filter(live=True).select_related("campaign__brand", "locale")
                inputs_changed(without_content(pieces), reason="renderer")
            wake()
    return len(newer) if known else 0


def _digest(renderer: Renderer) -> str:
    """Of all that decides a channel's bytes and no person edits."""
    said = {
        "version": renderer.version,
        "engine": fingerprint(renderer),
        "formats": [form.key for form in renderer.formats],
        "limits": sorted((limit.id, limit.value, *limit.formats) for limit in renderer.limits),
        "media": settings.HUB_MEDIA_BASE if Reads.MEDIA in renderer.reads else "",
        "reads": sorted(renderer.reads),
    }
    if is_shortened(renderer.key):
        said["short"] = settings.HUB_SHORT_BASE
    return hashlib.sha256(codec.canonical(codec.plain(said))).hexdigest()
