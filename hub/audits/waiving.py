"""Giving leave for a finding, and taking it back. Both are in the piece's history."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from hub.accounts.models import Brand
from hub.audits.waiver import Reach, Waiver
from hub.content.campaigns import Campaign
from hub.content.models import Piece

#: What log entries call it.
GIVEN, WITHDRAWN = "audits.waive", "audits.withdraw_waiver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What leave is given for: a finding by its fingerprint, or a rule in a place; "" = any."""

    rule: str
    fingerprint: str = ""
    channel: str = ""
    locale: str = ""
    field: str = ""
    block: str = ""
    quote: str = ""


@transaction.atomic
def waive(
    about: Piece | Campaign | Brand, terms: Terms, *, reason: str, expires: date, user: Any, words: str = ""
) -> Waiver:
    """Give leave for findings of a piece, a campaign or a whole brand. Asked twice for the same, it is given once.

    Raises:
        ValueError: there is no reason, no rule, or the last day is past; forms say it in better words before.
    """
    if not reason.strip() or not terms.rule or expires < timezone.localdate():
        raise ValueError("A waiver needs a rule, a reason and a last day that is not past.")
    place = {**_place(about), **asdict(terms), "reason": reason.strip(), "expires": expires}
    # Two clicks at once: the brand's row lets one through after the other.
    Brand.objects.select_for_update(of=("self",)).get(pk=place["brand"].pk)
    known = Waiver.objects.filter(**place, withdrawn_at=None).first()
    if known is not None:
        return known
    row = Waiver.objects.create(**place, words=words, created_by=user)
    log(about, GIVEN, user=user, data=_told(row))
    return row


@transaction.atomic
def withdraw(row: Waiver, *, user: Any) -> Waiver:
    """Take a waiver back; the findings it covered are open again. One withdrawn before stays as it was."""
    found: Waiver = Waiver.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if found.withdrawn_at is not None:
        return found
    found.withdrawn_at, found.withdrawn_by = timezone.now(), user
    found.save(update_fields=["withdrawn_at", "withdrawn_by"])
    log(_subject_of(found), WITHDRAWN, user=user, data=_told(found))
    return found


def _place(about: Piece | Campaign | Brand) -> dict[str, Any]:
    if isinstance(about, Piece):
        campaign = about.campaign
        return {
            "brand": campaign.brand,
            "reach": Reach.PIECE,
            "campaign": campaign,
            "piece_key": about.translation_key,
        }
    if isinstance(about, Campaign):
        return {"brand": about.brand, "reach": Reach.CAMPAIGN, "campaign": about, "piece_key": None}
    return {"brand": about, "reach": Reach.BRAND, "campaign": None, "piece_key": None}


def _subject_of(row: Waiver) -> Piece | Campaign | Brand:
    """Whose history says it: the piece in the waiver's locale or any, its campaign, or else the brand."""
    if row.reach == Reach.PIECE and row.piece_key is not None:
        pieces = Piece.objects.filter(translation_key=row.piece_key).order_by("pk")
        found = pieces.filter(locale__language_code=row.locale).first() or pieces.first()
        if found is not None:
            return found
    return row.campaign if row.campaign is not None else row.brand


def _told(row: Waiver) -> dict[str, str]:
    return {
        "waiver": str(row.pk),
        "rule": row.rule,
        "words": row.words,
        "reason": row.reason,
        "expires": row.expires.isoformat(),
    }
