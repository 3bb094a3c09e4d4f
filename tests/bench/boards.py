"""What the campaign board costs: 200 pieces in two locales and all channels, everything rendered and judged."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

from tests.bench.editor import hub

Case = tuple[str, Callable[[], object]]

PIECES, LOCALES = 200, ("de", "en")


def boards() -> list[Case]:
    """The whole page, a page of one channel's formats, and one state."""
    hub()
    from django.test import Client
    from django.urls import reverse

    from hub.accounts.models import User
    from hub.accounts.services import create_brand

    campaign = large_campaign(create_brand(key="bench-board", name="Bench"))
    user = User.objects.create_superuser("board", "board@bench.example", "x")
    client = Client()
    client.force_login(user)
    address = reverse("board_campaign", args=[campaign.pk])

    def page(query: str) -> Callable[[], Any]:
        def get() -> Any:
            answer = client.get(address + query)
            assert answer.status_code == 200
            return answer

        return get

    size = len(page("")().content) // 1024
    return [
        (f"campaign board, {PIECES} pieces x {len(LOCALES)} ({size} kB)", page("")),
        ("campaign board, one channel", page("?channel=social")),
        ("campaign board, one state", page("?state=errors")),
    ]


def large_campaign(brand: Any, *, pieces: int = PIECES) -> Any:
    """A campaign of live pieces; the variants are empty, a fifth of them has errors."""
    from django.utils import timezone

    from hub.audits.models import Verdict
    from hub.content.models import Piece
    from hub.content.selectors import formats_of
    from hub.variants.models import Entry, JobState, RenderJob, Slot, Variant
    from tests.hub.content import factories

    campaign = factories.campaign(brand)
    overrides = {"sms": {"*": {"text": {"value": "Kurz", "source_digest": "0" * 64}}}}
    rows = Piece.objects.bulk_create(
        [
            Piece(
                campaign=campaign,
                translation_key=UUID(int=number + 1),
                slug=f"stueck-{number}",
                title=f"Stück {number:03}",
                locale=factories.locale(code),
                live=True,
                overrides=overrides if number % 9 == 0 else {},
            )
            for number in range(pieces)
            for code in LOCALES[: 1 + (number % 10 != 0)]
        ]
    )
    slots = Slot.objects.bulk_create(
        [
            Slot(
                brand=campaign.brand,
                campaign=campaign,
                piece_key=row.translation_key,
                channel=channel,
                format=form,
                locale=row.locale_code,
            )
            for row in rows
            for channel, form in formats_of(row)
        ]
    )
    variants = Variant.objects.bulk_create(
        [
            Variant(key=hashlib.sha256(str(slot).encode()).hexdigest(), channel=slot.channel, format=slot.format)
            for slot in slots
        ]
    )
    entries = Entry.objects.bulk_create(
        [Entry(slot=slot, number=1, variant=variant) for slot, variant in zip(slots, variants, strict=True)]
    )
    for slot, entry in zip(slots, entries, strict=True):
        slot.current, slot.shows = entry, entry.variant_id is not None
    Slot.objects.bulk_update(slots, ["current", "shows"], batch_size=500)
    RenderJob.objects.bulk_create([RenderJob(slot=slot, state=JobState.DONE) for slot in slots])
    Verdict.objects.bulk_create(
        [
            Verdict(variant=variant, rule_set="bench", day=timezone.localdate(), errors=int(number % 5 == 0))
            for number, variant in enumerate(variants)
        ]
    )
    return campaign
