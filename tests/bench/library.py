"""Large libraries for benchmarks and query plans: pieces with a stored variant and a change row each, made by bulk."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

#: How many pieces a campaign has.
PER_CAMPAIGN = 500
BATCH = 2000
TEXT = "Die Laterne aus Kupfer kostet 49,90 €. Jetzt ansehen: https://nordlicht.example/laterne\n" * 6


@dataclass(frozen=True, slots=True)
class Sort:
    """What pieces are alike in. `is_over`: they were published once and are not any more."""

    channel: str = "sms"
    form: str = "message"
    locale: str = "de"
    dialect: str = "plain"
    off: tuple[str, ...] = ()
    is_over: bool = False
    campaign: str = ""


ORDINARY = Sort()


def grow(brand: Any, pieces: int, *, beginning: int = 0, sort: Sort = ORDINARY) -> list[UUID]:
    """Add live pieces with one variant each, numbered from `beginning`; their ids."""
    keys = [UUID(int=(brand.pk << 64) + number + 1) for number in range(beginning, beginning + pieces)]
    for start in range(0, len(keys), BATCH):
        _batch(brand, keys[start : start + BATCH], beginning + start, sort)
    return keys


def _batch(brand: Any, keys: list[UUID], first: int, sort: Sort) -> None:
    from hub.content.models import Piece
    from hub.delivery.models import Kind
    from hub.variants.models import Entry, JobState, RenderJob, Slot, Variant
    from tests.hub.content import factories

    locale, moment = factories.locale(sort.locale), datetime(2026, 1, 1, tzinfo=UTC)
    numbers = {(first + i) // PER_CAMPAIGN for i in range(len(keys))}
    campaigns = {number: _campaign(brand, sort.campaign or f"kampagne-{number}") for number in numbers}
    rows = [
        Piece(
            campaign=campaigns[(first + i) // PER_CAMPAIGN],
            translation_key=key,
            slug=f"stueck-{first + i}",
            title=f"Stück {first + i}",
            teaser=TEXT,
            locale=locale,
            live=not sort.is_over,
            channels_off=list(sort.off),
            first_published_at=moment,
            last_published_at=moment + timedelta(minutes=first + i),
        )
        for i, key in enumerate(keys)
    ]
    Piece.objects.bulk_create(rows)
    slots = Slot.objects.bulk_create(
        [
            Slot(
                brand=brand,
                campaign=row.campaign,
                piece_key=row.translation_key,
                channel=sort.channel,
                format=sort.form,
                locale=sort.locale,
                dialect=sort.dialect,
            )
            for row in rows
        ]
    )
    variants = Variant.objects.bulk_create([_variant(slot) for slot in slots])
    entries = Entry.objects.bulk_create(
        [
            Entry(slot=slot, number=1, variant=None if sort.is_over else variant)
            for slot, variant in zip(slots, variants, strict=True)
        ]
    )
    for slot, entry in zip(slots, entries, strict=True):
        slot.current, slot.shows = entry, entry.variant is not None
    Slot.objects.bulk_update(slots, ["current", "shows"], batch_size=300)
    RenderJob.objects.bulk_create([RenderJob(slot=slot, state=JobState.DONE, done=1) for slot in slots])
    _note(brand, slots, Kind.GONE if sort.is_over else Kind.CHANGED)


def _note(brand: Any, slots: list[Any], kind: Any) -> None:
    """The change row that each slot has once it shows something, numbered as the hub numbers them."""
    from django.db import transaction

    from hub.delivery.changes import PLACE
    from hub.delivery.models import Change, Counter

    with transaction.atomic():
        Counter.objects.get_or_create(brand=brand)
        counter = Counter.objects.select_for_update().get(pk=brand.pk)
        rows = [
            Change(
                brand=brand,
                slot=slot,
                number=number,
                kind=kind,
                entry_number=1,
                campaign_key=slot.campaign_id,
                **{name: getattr(slot, name) for name in PLACE},
            )
            for number, slot in enumerate(slots, start=counter.last + 1)
        ]
        Change.objects.bulk_create(rows)
        Counter.objects.filter(pk=brand.pk).update(last=counter.last + len(rows))


def _campaign(brand: Any, slug: str) -> Any:
    from hub.content.campaigns import Campaign
    from tests.hub.content import factories

    return Campaign.objects.filter(brand=brand, slug=slug).first() or factories.campaign(brand, slug=slug)


def _variant(slot: Any) -> Any:
    from hub.variants.models import Variant

    text = f"{TEXT}{slot.piece_key}"
    part = {
        "name": "message.txt",
        "media_type": "text/plain",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "size": len(text.encode()),
        "text": text,
    }
    key = hashlib.sha256(f"{slot.brand_id} {slot.piece_key}".encode()).hexdigest()
    return Variant(key=key, channel=slot.channel, format=slot.format, renderer_version="1", parts=[part])
