"""Which waivers concern whom, and what they do to verdicts.

Verdicts are kept without waivers, and waivers are applied whenever findings are read: one that is given, withdrawn or
ends takes effect at once, and nothing has to be judged anew for it.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from brand import waiver as core
from brand.finding import Finding
from hub.accounts.models import Brand
from hub.audits.judging import today_of
from hub.audits.models import Verdict, Waiver
from hub.audits.waiver import Reach
from hub.content.models import Piece
from hub.variants.models import Slot
from renderers.contract import codec


def rows_for(piece: Piece) -> QuerySet[Waiver]:
    """The waivers that concern a piece in its locale and are not withdrawn: its own, its campaign's, its brand's."""
    if not piece.campaign_id or not piece.locale_id:
        return Waiver.objects.none()
    mine = Q(reach=Reach.BRAND) | Q(reach=Reach.CAMPAIGN, campaign=piece.campaign_id)
    mine |= Q(reach=Reach.PIECE, piece_key=piece.translation_key)
    rows = Waiver.objects.filter(mine, brand=piece.campaign.brand_id, locale__in=["", piece.locale_code])
    return rows.filter(withdrawn_at=None).select_related("created_by").order_by("pk")


def waivers_for(piece: Piece) -> tuple[core.Waiver, ...]:
    """The same as the audit reads them: expired ones are among them, and waive nothing. One query."""
    return tuple(row.for_piece(piece) for row in rows_for(piece))


def stamp(waivers: Iterable[core.Waiver], today: date) -> str:
    """A short digest of the waivers that stand: with another one, the same verdict reads differently."""
    standing = "\0".join(sorted(repr(waiver) for waiver in waivers if waiver.stands(today)))
    return hashlib.sha256(standing.encode()).hexdigest()[:12] if standing else ""


def open_counts(judged: Sequence[tuple[Slot, int]]) -> dict[int, dict[str, int]]:
    """The open findings by severity of the slots whose verdicts (their keys) a waiver may concern."""
    brands = {slot.brand_id for slot, _ in judged}
    # Somewhere on earth it is still yesterday; the brand's own day is asked below.
    rows = list(
        Waiver.objects.filter(
            brand__in=brands, withdrawn_at=None, expires__gte=timezone.now().date() - timedelta(days=1)
        ).select_related("created_by")
    )
    touched = [(slot, key, mine) for slot, key in judged if (mine := _concerning(rows, slot))]
    if not touched:
        return {}
    own = Brand.objects.in_bulk(brands)
    verdicts = Verdict.objects.in_bulk({key for _, key, _ in touched})
    slugs = dict(
        Piece.objects.filter(translation_key__in={slot.piece_key for slot, _, _ in touched}).values_list(
            "translation_key", "slug"
        )
    )
    found = {}
    for slot, key, mine in touched:
        brand = own[slot.brand_id]
        named = {"piece": str(slot.piece_key), "subject": f"{brand.key}/{slugs.get(slot.piece_key, '')}"}
        findings = (replace(codec.read(Finding, record, ""), **named) for record in verdicts[key].findings)
        done, _used = core.apply(findings, mine, today_of(brand))
        open_ones = Counter(finding.severity.value for finding in done if not finding.waiver)
        found[slot.pk] = {name: open_ones[name] for name in ("error", "warning", "note")}
    return found


def _concerning(rows: Iterable[Waiver], slot: Slot) -> list[core.Waiver]:
    place: dict[str, Any] = {"locale": slot.locale, "campaign_id": slot.campaign_id}
    return [
        replace(row.as_core(), piece=str(slot.piece_key), locale=slot.locale, approver="")
        for row in rows
        if row.brand_id == slot.brand_id and row.concerns(slot.piece_key, **place)
    ]
