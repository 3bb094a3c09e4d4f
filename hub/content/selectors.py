"""What is read about campaigns and pieces."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from hub.accounts.models import Brand
from hub.accounts.scoping import Viewer
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from renderers import registry

M = TypeVar("M", bound=Model)

#: What of a campaign is long, and seldom read by who reads its pieces.
CAMPAIGN_TEXTS = ("goal", "audience", "briefing", "facts", "targets", "channel_budgets")


def published(rows: QuerySet[M], *, now: datetime | None = None) -> QuerySet[M]:
    """Those of campaigns or pieces that are live now, whether or not the worker has looked at the clock since."""
    return rows.filter(Q(expire_at=None) | Q(expire_at__gt=now or timezone.now()), live=True)


def campaigns_visible_to(viewer: Viewer) -> QuerySet[Campaign]:
    """The campaigns that exist for this principal or user."""
    return Campaign.objects.visible_to(viewer)


def pieces_visible_to(viewer: Viewer) -> QuerySet[Piece]:
    """The pieces, in every locale, that exist for this principal or user."""
    return Piece.objects.visible_to(viewer).select_related("campaign__brand", "locale")


def was_published(translation_key: UUID, locale: str) -> bool:
    """Whether the piece was ever published in a locale, also if it was taken back since."""
    rows = Piece.objects.filter(translation_key=translation_key, locale__language_code=locale)
    return rows.filter(first_published_at__isnull=False).exists()


def find_translations(address: str, *, viewer: Viewer) -> QuerySet[Piece]:
    """All locales of the piece at a public address: its UUID, or `{brand}:{slug}`. Empty where there is none."""
    pieces = pieces_visible_to(viewer)
    brand, colon, slug = address.partition(":")
    if colon:
        return pieces.filter(campaign__brand__key=brand, slug=slug)
    try:
        return pieces.filter(translation_key=UUID(address))
    except ValueError:
        return pieces.none()


def in_channel(pieces: QuerySet[Piece], channel: str) -> QuerySet[Piece]:
    """Those of the pieces that go to a channel; none, if there is no such channel."""
    if channel not in {renderer.key for renderer in registry.all_renderers()}:
        return pieces.none()
    # Not every database can ask whether a JSON list holds a word; as a text, all can.
    off = pieces.annotate(channels_off_text=Cast("channels_off", TextField()))
    return off.exclude(channels_off_text__contains=f'"{channel}"')


def without_content(pieces: QuerySet[Piece]) -> QuerySet[Piece]:
    """The same rows without what documents are made of, for who needs to know only which pieces there are."""
    own = ("body", "short", "legal", "facts", "arms", "overrides")
    return pieces.defer(*own, *(f"campaign__{name}" for name in CAMPAIGN_TEXTS))


def formats_of(piece: Piece) -> Iterator[tuple[str, str]]:
    """The channels and formats a piece goes to: all there are but those switched off."""
    off = set(piece.channels_off or ())
    for renderer in registry.all_renderers():
        if renderer.key not in off:
            for form in renderer.formats:
                yield renderer.key, form.key


def live_pieces(brand: Brand) -> QuerySet[Piece]:
    """The published pieces of a brand, all locales."""
    return Piece.objects.filter(campaign__brand=brand, live=True).select_related("campaign__brand", "locale")
