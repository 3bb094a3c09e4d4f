"""Duplicating a campaign for another season: the same plan and pieces as drafts, all dates shifted alike."""

import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from wagtail.log_actions import log

from hub.content.campaigns import Campaign
from hub.content.models import Piece
from renderers import display
from renderers.contract.document import FactType
from renderers.contract.errors import RendererError

_OF_CAMPAIGN = (
    *("goal", "phase", "audience", "regions", "owner", "budget", "channel_budgets", "targets", "voucher_codes"),
    "briefing",
)
_OF_PIECE = (
    *("title", "headline", "teaser", "action_label", "action_url", "hero", "hero_alt", "hashtags", "channels_off"),
    "overrides",
)
_STREAMS_OF_PIECE = ("short", "body", "legal", "arms")
_SLUG_LENGTH = 100


@dataclass(frozen=True, slots=True)
class _Shift:
    """By how many days everything moves, on the clocks of the brand."""

    days: int
    zone: ZoneInfo
    locale: str

    def moment(self, value: datetime | None) -> datetime | None:
        """The same time of day, that many days later; summer time begins and ends in between."""
        if value is None:
            return None
        local = value.astimezone(self.zone).replace(tzinfo=None) + timedelta(days=self.days)
        return local.replace(tzinfo=self.zone)

    def facts(self, owner: Campaign | Piece, *, locale: str) -> Any:
        """The facts of a campaign or piece, dates shifted. What a shifted date was to be shown as no longer holds."""
        raw = copy.deepcopy(owner.facts.get_prep_value())
        for child in raw:
            value = child["value"]
            if value.get("type") == FactType.DATE:
                shifted = self._fact(value.get("value") or "", locale)
                if self.days and shifted:
                    value["value"], value["display"] = shifted, ""
        return _stream(owner, "facts", raw)

    def _fact(self, value: str, locale: str) -> str:
        """A date that cannot be read is left for its author: empty."""
        try:
            canonical = display.canonical(FactType.DATE, value, locale=locale, zone=self.zone)
            if len(canonical) == len("2026-12-24"):
                return (date.fromisoformat(canonical) + timedelta(days=self.days)).isoformat()
            moved = self.moment(datetime.fromisoformat(canonical).replace(tzinfo=self.zone))
            return moved.replace(tzinfo=None).isoformat() if moved is not None else ""
        except (RendererError, ValueError, OverflowError):
            return ""


@transaction.atomic
def duplicate_campaign(campaign: Campaign, *, name: str, slug: str, starts_on: date, user: Any = None) -> Campaign:
    """Make a draft of a campaign that begins on another day, with a draft of each of its pieces in each locale.

    It is made of the newest drafts. Pieces get new public ids, the same for all translations of one; blocks keep
    theirs. Date facts, start and end move by the same number of days; dates in the prose are the authors' to change.
    Nothing is published or scheduled.
    """
    source: Campaign = campaign.get_latest_revision_as_object()
    zone = ZoneInfo(campaign.brand.time_zone)
    begins = source.starts_at.astimezone(zone).date() if source.starts_at else None
    shift = _Shift((starts_on - begins).days if begins else 0, zone, campaign.brand.default_locale)
    new = Campaign(brand=campaign.brand, name=name, slug=slug, live=False)
    for field in _OF_CAMPAIGN:
        setattr(new, field, copy.deepcopy(getattr(source, field)) if field != "owner" else source.owner)
    new.starts_at = shift.moment(source.starts_at) or datetime.combine(starts_on, datetime.min.time(), zone)
    new.ends_at = shift.moment(source.ends_at)
    new.facts = shift.facts(source, locale=shift.locale)
    new.save()
    new.team.set(source.team.all())
    new.save()
    new.save_revision(user=user, log_action=False, clean=False)
    log(instance=new, action="wagtail.copy", user=user, data={"source": {"id": campaign.pk, "title": campaign.name}})
    _copy_pieces(campaign, new, shift, user)
    return new


def _copy_pieces(source: Campaign, target: Campaign, shift: _Shift, user: Any) -> None:
    keys: dict[UUID, tuple[UUID, str]] = {}
    taken = set(Piece.objects.filter(campaign__brand=source.brand).values_list("slug", flat=True))
    for piece in Piece.objects.filter(campaign=source).select_related("campaign__brand", "locale").order_by("pk"):
        if piece.translation_key not in keys:
            keys[piece.translation_key] = uuid4(), _free_slug(piece.slug, target.slug, taken)
        key, slug = keys[piece.translation_key]
        draft: Piece = piece.get_latest_revision_as_object()
        new = Piece(campaign=target, locale=piece.locale, translation_key=key, slug=slug, live=False)
        for field in _OF_PIECE:
            value = getattr(draft, field)
            setattr(new, field, value if field == "hero" else copy.deepcopy(value))
        for field in _STREAMS_OF_PIECE:
            setattr(new, field, _stream(draft, field, getattr(draft, field).get_prep_value()))
        new.facts = shift.facts(draft, locale=piece.locale_code)
        new.save()
        new.save_revision(user=user, log_action=False, clean=False)
        log(instance=new, action="wagtail.copy", user=user, data={"source": {"id": piece.pk, "title": piece.title}})


def _stream(owner: Campaign | Piece, name: str, raw: Any) -> Any:
    field: Any = owner._meta.get_field(name)
    return field.stream_block.to_python(raw)


def _free_slug(slug: str, campaign: str, taken: set[str]) -> str:
    """A short name that no piece of the brand has: the old one with the new campaign's behind it."""
    base = f"{slug[: _SLUG_LENGTH - 10 - min(len(campaign), 40)]}-{campaign[:40]}".strip("-")
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    taken.add(found)
    return found
