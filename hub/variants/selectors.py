"""What is read about variants. One visibility rule for all readers: `visible_slots` and `Entry.is_visible`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from hub.accounts.principal import Principal
from hub.accounts.scoping import Viewer
from hub.assets.models import ImageAsset
from hub.assets.signals import Shown
from hub.content.models import Piece
from hub.content.selectors import CAMPAIGN_TEXTS
from hub.content.uses import live_users_of
from hub.variants.models import Entry, JobState, RenderJob, Slot
from renderers import registry

#: How long, in seconds, a private cache may keep the bytes of a render key; they never change.
YEAR = 365 * 24 * 3600


def visible_slots(principal: Principal, *, now: datetime | None = None) -> QuerySet[Slot]:
    """The slots of the caller's brands and channels whose current variant may be shown at an instant (now)."""
    now = now or timezone.now()
    begun = Q(current__visible_from=None) | Q(current__visible_from__lte=now)
    running = Q(current__visible_until=None) | Q(current__visible_until__gt=now)
    slots = slots_for(principal).filter(begun & running, current__variant__isnull=False)
    return _with_variants(slots)


def seconds_left(ends: Iterable[datetime | None]) -> int:
    """How long what is visible now stays so, as far as is known: until the last of these ends, a year at most."""
    moments = list(ends)
    last = max((moment for moment in moments if moment is not None), default=None)
    if None in moments or last is None:
        return YEAR
    return min(YEAR, max(0, int((last - timezone.now()).total_seconds())))


def slots_for(principal: Principal) -> QuerySet[Slot]:
    """The slots of the caller's brands and channels, whatever they show."""
    slots = Slot.objects.visible_to(principal)
    return slots if principal.channels is None else slots.filter(channel__in=principal.channels)


def find_slot(
    principal: Principal, *, piece: UUID, channel: str, format_key: str, locale: str, dialect: str, arm: str
) -> Slot | None:
    """The slot at a place, if it exists for the caller."""
    found = slots_for(principal).filter(
        piece_key=piece, channel=channel, format=format_key, locale=locale, dialect=dialect, arm=arm
    )
    return _with_variants(found).first()


def slots_showing(principal: Principal, key: str, *, now: datetime | None = None) -> QuerySet[Slot]:
    """The slots that show the variant of a render key to the caller now, in no order.

    They are named by the key's entries: without statistics SQLite would walk through all slots of the brand.
    """
    known = Entry.objects.filter(variant__key=key).order_by().values("slot")
    return visible_slots(principal, now=now).filter(pk__in=known, current__variant__key=key).order_by()


def shown_in(instance: Model, **_kwargs: Any) -> list[Shown]:
    """Where a picture of the library is shown now: the answer to `variants_asked`. Three queries.

    Only the variants of pieces that hold the picture are searched, not those of the whole brand.
    """
    if not isinstance(instance, ImageAsset):
        return []
    pieces = list(Piece.objects.filter(pk__in=live_users_of(instance)).values_list("translation_key", flat=True))
    if not pieces:
        return []
    rows = slots_with(instance).filter(piece_key__in=pieces).order_by("channel", "format", "pk")
    return [Shown(*place) for place in rows.values_list("piece_key", "locale", "channel", "format")]


def slots_with(image: ImageAsset) -> QuerySet[Slot]:
    """The slots whose current variant was made with these bytes."""
    slots = Slot.objects.filter(brand=image.brand_id, current__variant__isnull=False)
    texts = slots.annotate(text=Cast("current__variant__source", TextField()))
    found: QuerySet[Slot] = texts.filter(text__contains=image.sha256)
    return found


def channels_not_installed(piece: Piece) -> list[str]:
    """The channels that something is kept for, written or delivered, although they are not installed here."""
    known = {renderer.key for renderer in registry.all_renderers()}
    slots = Slot.objects.filter(piece_key=piece.translation_key, locale=piece.locale_code)
    shown = slots.exclude(channel__in=known).values_list("channel", flat=True).order_by().distinct()
    written = piece.overrides if isinstance(piece.overrides, dict) else {}
    return sorted({*shown, *written, *(piece.channels_off or ())} - known)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a brand's slots the worker has yet to look at."""

    brand: str
    left: int
    all: int

    @property
    def percent(self) -> int:
        """How much is done; never "100" while anything is left."""
        return 100 * (self.all - self.left) // self.all if self.all else 100


def progress(viewer: Viewer) -> list[Progress]:
    """The brands the worker has something to do for now: what waits for a later attempt is no work. Two queries."""
    now = timezone.now()
    busy = Q(state=JobState.RUNNING) | Q(state=JobState.WAITING, run_at__lte=now)
    jobs = RenderJob.objects.filter(busy, slot__in=Slot.objects.visible_to(viewer))
    left = dict(jobs.values_list("slot__brand__name").annotate(Count("pk")).order_by("slot__brand__name"))
    if not left:
        return []
    slots = Slot.objects.visible_to(viewer).filter(brand__name__in=left)
    every = dict(slots.values_list("brand__name").annotate(Count("pk")).order_by())
    return [Progress(name, count, every.get(name) or count) for name, count in left.items()]


def failures(viewer: Viewer) -> dict[tuple[UUID, str], int]:
    """How many slots of each piece and locale could not be rendered at the last attempt. Two queries, an index each."""
    jobs = RenderJob.objects.filter(slot__in=Slot.objects.visible_to(viewer))
    found: Counter[tuple[UUID, str]] = Counter()
    for failed in (Q(state=JobState.FAILED), Q(state=JobState.WAITING, attempts__gt=0) & ~Q(error="")):
        rows = jobs.filter(failed).values_list("slot__piece_key", "slot__locale").annotate(Count("pk")).order_by()
        found.update({(key, locale): count for key, locale, count in rows})
    return found


def _with_variants(slots: QuerySet[Slot]) -> QuerySet[Slot]:
    """All in one query, without the large columns that answers seldom hold."""
    rows = slots.select_related("current__variant", "current__guideline_version", "campaign", "brand")
    return rows.defer(*_large("current__"), *(f"campaign__{name}" for name in CAMPAIGN_TEXTS))


def _large(entry: str) -> tuple[str, ...]:
    names = ("variant__source", "variant__provenance", "guideline_version__snapshot", "guideline_version__source")
    return tuple(f"{entry}{name}" for name in names)
