"""What another guideline would change: the newest published pieces judged by both, their variants' inputs compared."""

import time
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.urls import reverse

from brand.audit import audit
from brand.finding import Finding
from brand.guideline import Guideline
from hub.accounts.models import Brand
from hub.audits.judging import source_subjects, subject_name, today_of
from hub.content.convert import to_document
from hub.content.models import Piece
from hub.content.selectors import published
from hub.guidelines.consequences import Affected, Consequences
from hub.guidelines.signals import consequences_asked
from hub.variants.models import Slot
from hub.variants.planning import input_of
from renderers import registry
from renderers.contract.errors import RendererError
from renderers.contract.view import render_key

#: The most pieces that are looked at.
MOST = 60


def connect() -> None:
    """Answer who asks; called once, when the apps are ready."""
    consequences_asked.connect(consequences, dispatch_uid="audits.consequences")


def consequences(
    *, brand: Brand, before: Guideline, after: Guideline, seconds: float, skip: int = 0, **_: Any
) -> Consequences:
    """Look at the newest pieces but `skip` while there is time. Whatever is written meanwhile is taken back."""
    rows = published(Piece.objects.filter(campaign__brand=brand))
    end = time.monotonic() + seconds
    looked_at = variants = 0
    affected: list[Affected] = []
    with transaction.atomic():
        newest = rows.select_related("campaign__brand", "locale", "hero").order_by("-last_published_at", "-pk")
        for piece in newest[skip : skip + MOST]:
            if looked_at and time.monotonic() > end:
                break
            looked_at += 1
            came, went = _findings(piece, before, after)
            slots = list(_slots(piece))
            variants += len(slots)
            formats = tuple(_renewed(piece, slots, before, after))
            if came or went or formats:
                address = reverse(Piece.snippet_viewset.get_url_name("edit"), args=[piece.pk])
                affected.append(Affected(f"{piece} ({piece.locale_code})", address, came, went, formats))
        transaction.set_rollback(True)
    return Consequences(rows.count(), looked_at, variants, tuple(affected), skip)


def _findings(piece: Piece, before: Guideline, after: Guideline) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings in a piece's own words that come and that go."""
    today = today_of(piece.campaign.brand)
    subjects = source_subjects(piece, to_document(piece), name=subject_name(piece), today=today)
    old, new = (audit(subjects, each, today=today, sets=False, police=False).findings for each in (before, after))
    known, kept = ({finding.fingerprint for finding in each} for each in (old, new))
    return (
        tuple(finding for finding in new if finding.fingerprint not in known),
        tuple(finding for finding in old if finding.fingerprint not in kept),
    )


def _slots(piece: Piece) -> Iterator[Slot]:
    rows = Slot.objects.filter(
        piece_key=piece.translation_key, locale=piece.locale_code, current__variant__isnull=False
    )
    yield from rows.order_by("channel", "format", "dialect", "arm")


def _renewed(piece: Piece, slots: list[Slot], before: Guideline, after: Guideline) -> Iterator[tuple[str, str]]:
    """Channel and format of every variant whose bytes are made of something else."""
    documents: dict[str, Any] = {}
    for slot in slots:
        document = documents.setdefault(slot.arm, to_document(piece, arm=slot.arm))
        try:
            renderer = registry.get(slot.channel)
            keys = {render_key(input_of(slot, piece, document, each), renderer) for each in (before, after)}
        except RendererError:  # what cannot be rendered is not rendered anew
            continue
        if len(keys) > 1:
            yield slot.channel, slot.format
