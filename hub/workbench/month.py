"""The campaign calendar: what begins, ends and is scheduled in a month."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.content.selectors import CAMPAIGN_TEXTS, without_content
from hub.workbench.piece_board import may_look

_FIRST, _LAST = 2000, 2200
_LABELS = {
    "starts": gettext_lazy("Campaign starts"),
    "ends": gettext_lazy("Campaign ends"),
    "goes-live": gettext_lazy("Piece goes live"),
    "expires": gettext_lazy("Piece ends"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens on a day: `kind` is starts, ends, goes-live or expires."""

    kind: str
    label: str
    title: str
    url: str
    at: time
    brand: str


@dataclass(slots=True)
class Day:
    """A day of the month, or one of its neighbors that fills the week."""

    date: date
    in_month: bool
    is_today: bool
    events: list[Event] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Running:
    """A campaign that runs in the month."""

    campaign: Campaign
    url: str


class CalendarView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """A month of the campaigns that exist for the user."""

    template_name = "workbench/board/calendar.html"
    page_title = gettext_lazy("Campaign calendar")
    header_icon = "calendar-alt"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For who may see campaigns."""
        if not may_look(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def month(self) -> date:
        """The first day of the month that is asked for, or of this one."""
        try:
            wanted = datetime.strptime(self.request.GET.get("month", ""), "%Y-%m").replace(tzinfo=UTC)
        except ValueError:
            return timezone.localdate().replace(day=1)
        return wanted.date() if _FIRST <= wanted.year <= _LAST else timezone.localdate().replace(day=1)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The weeks with what happens in them."""
        first = self.month
        previous, following = (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=31)).replace(day=1)
        # Django counts from Sunday, Python from Monday.
        sheet = calendar.Calendar((int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7)
        today = timezone.localdate()
        weeks = [
            [Day(day, day.month == first.month, day == today) for day in week]
            for week in sheet.monthdatescalendar(first.year, first.month)
        ]
        days = {day.date: day for week in weeks for day in week}
        for day, event in sorted(self._events(weeks[0][0].date, weeks[-1][-1].date), key=lambda each: each[1].at):
            if day in days:
                days[day].events.append(event)
        brands = {event.brand for day in days.values() for event in day.events}
        return super().get_context_data(
            month=first,
            previous=previous,
            following=following,
            weeks=weeks,
            running=[Running(row, reverse("board_campaign", args=[row.pk])) for row in self._running(first, following)],
            is_empty=not any(day.events for day in days.values()),
            several_brands=len(brands) > 1,
            may_add=self.request.user.has_perm("content.add_campaign"),
            **kwargs,
        )

    def _running(self, first: date, following: date) -> Any:
        begun, ended = _instant(following), _instant(first)
        rows = Campaign.objects.visible_to(self.request.user).select_related("brand").defer(*CAMPAIGN_TEXTS)
        return rows.filter(Q(ends_at=None) | Q(ends_at__gte=ended), starts_at__lt=begun).order_by("starts_at", "name")

    def _events(self, first: date, last: date) -> Iterator[tuple[date, Event]]:
        """Everything from a day before to a day after: which day it is depends on the brand's clock."""
        period = _instant(first - timedelta(days=1)), _instant(last + timedelta(days=2))
        campaigns = Campaign.objects.visible_to(self.request.user).select_related("brand").defer(*CAMPAIGN_TEXTS)
        for campaign in campaigns.filter(Q(starts_at__range=period) | Q(ends_at__range=period)):
            url = reverse("board_campaign", args=[campaign.pk])
            yield from _on(campaign.starts_at, campaign, campaign.name, url, "starts")
            yield from _on(campaign.ends_at, campaign, campaign.name, url, "ends")
        pieces = Piece.objects.visible_to(self.request.user).select_related("campaign__brand", "locale")
        # A piece that is scheduled keeps its date at the revision that will be published.
        pieces = pieces.filter(
            Q(expire_at__range=period) | Q(go_live_at__range=period) | Q(_revisions__approved_go_live_at__range=period)
        ).distinct()
        for piece in without_content(pieces).prefetch_related("_revisions"):
            url = reverse("board_piece", args=[piece.pk])
            title = f"{piece.title} ({piece.locale_code})"
            goes = {each.approved_go_live_at for each in piece._revisions.all()} | {piece.go_live_at}
            for moment in goes:
                yield from _on(moment, piece.campaign, title, url, "goes-live")
            yield from _on(piece.expire_at, piece.campaign, title, url, "expires")


def _instant(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _on(moment: datetime | None, campaign: Campaign, title: str, url: str, kind: str) -> Iterator[tuple[date, Event]]:
    """The event on the day it is for the brand."""
    if moment is not None:
        local = moment.astimezone(ZoneInfo(campaign.brand.time_zone))
        yield local.date(), Event(kind, str(_LABELS[kind]), title, url, local.time(), campaign.brand.name)
