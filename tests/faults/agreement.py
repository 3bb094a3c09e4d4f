"""Whether pieces, slots, jobs, entries, variants and files agree once the worker is back. Prints what does not: JSON.

`acknowledged` on the command line: for each piece the newest number whose publish was answered.
"""

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import django


def main(acknowledged: dict[str, int]) -> None:
    """Let the worker do what is left, and compare."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")
    django.setup()
    from hub.variants.rendering import work_off
    from hub.variants.sweep import sweep

    swept = sweep()
    work_off()
    found = [
        *_pieces(acknowledged),
        *_slots(),
        *_jobs(),
        *_histories(),
        *_variants(),
        *_files(),
        *_changes(),
    ]
    print(json.dumps({"wrong": found[:20], "swept": swept}))  # noqa: T201


def _pieces(acknowledged: dict[str, int]) -> Iterator[str]:
    from hub.content.models import Piece

    for slug, number in acknowledged.items():
        piece = Piece.objects.get(slug=slug)
        said = int(piece.headline.removeprefix("Fassung "))
        if said < number:
            yield f"{slug}: {number} was acknowledged, {said} is live"


def _slots() -> Iterator[str]:
    """Every slot shows what its piece says now."""
    from hub.content.models import Piece
    from hub.variants.models import Slot
    from hub.variants.planning import plan_of

    for slot in Slot.objects.select_related("current__variant", "campaign__brand", "brand"):
        if not plan_of(slot).stands_in(slot):
            yield f"{slot} shows something else than its piece says"
    for piece in Piece.objects.filter(live=True):
        if not Slot.objects.filter(piece_key=piece.translation_key, current__variant__isnull=False).exists():
            yield f"{piece.slug} is live and shows nothing"


def _jobs() -> Iterator[str]:
    from hub.variants.models import JobState, RenderJob, Slot

    for job in RenderJob.objects.exclude(state=JobState.DONE):
        yield f"{job.slot}: {job.state} {job.error}"
    for job in RenderJob.objects.all():
        if job.done != job.wanted:
            yield f"{job.slot}: {job.done} of {job.wanted} wishes"
    if missing := Slot.objects.filter(job=None).count():
        yield f"{missing} slots without a job"


def _histories() -> Iterator[str]:
    """Numbers without a gap, the newest is current, and no entry says what the one before said."""
    from hub.variants.models import Slot

    for slot in Slot.objects.prefetch_related("entries__variant"):
        entries = sorted(slot.entries.all(), key=lambda entry: entry.number)
        if [entry.number for entry in entries] != list(range(1, len(entries) + 1)):
            yield f"{slot}: entries {[entry.number for entry in entries]}"
        if entries and slot.current_id != entries[-1].pk:
            yield f"{slot}: the newest entry is not the current one"
        for before, after in pairwise(entries):
            if (before.variant_id, before.visible_from, before.visible_until) == (
                after.variant_id,
                after.visible_from,
                after.visible_until,
            ):
                yield f"{slot}: entry {after.number} says what the one before said"


def _variants() -> Iterator[str]:
    from hub.variants.models import Variant

    made = Counter(
        (variant.channel, variant.renderer_version, json.dumps(variant.source, sort_keys=True))
        for variant in Variant.objects.all()
    )
    for (channel, _version, _source), count in made.items():
        if count > 1:
            yield f"{count} variants of one input in {channel}"


def _files() -> Iterator[str]:
    from hub.variants import blobs
    from hub.variants.models import Blob

    for blob in Blob.objects.all():
        if hashlib.sha256(blobs.read(blob.pk)).hexdigest() != blob.pk:
            yield f"the file of {blob.pk} is torn"


def _changes() -> Iterator[str]:
    """Every slot's newest entry was noted and numbered for the feed; every entry is in the outbox of who listens."""
    from hub.delivery.changes import number_all
    from hub.delivery.models import Change
    from hub.delivery.webhook import Delivery, Webhook
    from hub.variants.models import Entry, Slot

    number_all()
    for slot in Slot.objects.exclude(current=None).select_related("current"):
        noted = Change.objects.filter(slot=slot).order_by("pk").last()
        if noted is None or noted.entry_number != slot.current.number:
            yield f"{slot}: entry {slot.current.number}, noted {noted.entry_number if noted else 'nothing'}"
    numbers = list(Change.objects.values_list("number", flat=True))
    if None in numbers or len(set(numbers)) != len(numbers):
        yield "changes without a number, or with one that comes twice"
    # Older changes of a slot are left out of the feed by and by; the outbox keeps a message for every entry.
    entries, told = Entry.objects.count(), Delivery.objects.count()
    if told != entries * Webhook.objects.count():
        yield f"{entries} entries, {told} messages in the outbox"


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
