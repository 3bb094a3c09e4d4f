"""The dashboard: my drafts, what waits for me, open errors, expiring rights and what goes live soon."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel, UserObjectsInWorkflowModerationPanel

from hub.accounts.scoping import visible
from hub.assets.models import DocumentAsset, ImageAsset
from hub.audits.selectors import counts_known
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.content.selectors import CAMPAIGN_TEXTS, without_content
from hub.variants.models import Slot
from hub.workbench.dashboard_panel import MOST, Line, Panel
from hub.workbench.piece_board import may_look
from hub.workbench.places import edit_address
from hub.workbench.rendering_panel import RenderingPanel
from hub.workbench.waiting import WaitingPanel

#: How many days ahead rights and campaigns are announced.
_AHEAD = timedelta(days=30)
_SOON, _AT_ONCE = timedelta(days=7), timedelta(days=1)


class DraftsPanel(Panel):
    """What the user wrote last that is not live."""

    name = "board_drafts"

    def heading(self) -> str:
        """The panel's name."""
        return _("My drafts")

    def empty(self) -> str:
        """Begin."""
        return _("Everything you wrote is live. Time for something new.")

    def lines(self, request: HttpRequest) -> list[Line]:
        """Drafts whose newest version is the user's."""
        rows = Piece.objects.visible_to(request.user).filter(
            has_unpublished_changes=True, latest_revision__user=request.user.pk
        )
        full = without_content(rows.select_related("campaign", "locale", "latest_revision"))
        return [
            Line(row.title, edit_address(row), row.campaign.name, row.locale_code)
            for row in full.order_by("-latest_revision__created_at")[: MOST + 1]
        ]

    def actions(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Write."""
        add = reverse(Piece.snippet_viewset.get_url_name("add"))
        return [(_("Write a piece"), add)] if request.user.has_perm("content.add_piece") else []


class ErrorsPanel(Panel):
    """Live pieces with open errors, as the stored verdicts say."""

    name = "board_errors"

    def heading(self) -> str:
        """The panel's name."""
        return _("Open errors")

    def empty(self) -> str:
        """All well."""
        return _("No open error in anything live.")

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Nothing found is good news only once everything was looked at."""
        context = super().get_context_data(parent_context)
        user = parent_context["request"].user
        if not context["lines"] and may_look(user):
            live = Slot.objects.visible_to(user).filter(current__variant__isnull=False)
            if live.filter(current__variant__verdicts=None).exists():
                context["empty"] = _("What went live a moment ago is still being checked. Nothing was found so far.")
        return context

    def lines(self, request: HttpRequest) -> list[Line]:
        """The pieces with most errors first."""
        slots = list(
            Slot.objects.visible_to(request.user)
            .filter(current__variant__verdicts__errors__gt=0, dialect="plain", arm="")
            .select_related("current")
            .distinct()[:2000]
        )
        errors: dict[tuple[Any, str], list[int]] = {}
        counts = counts_known(slots)
        for slot in slots:
            if count := counts.get(slot.pk, {}).get("error", 0):
                errors.setdefault((slot.piece_key, slot.locale), []).append(count)
        keys = {key for key, _locale in errors}
        rows = Piece.objects.visible_to(request.user).filter(translation_key__in=keys, live=True)
        full = without_content(rows.select_related("campaign", "locale"))
        found = [(errors.get((row.translation_key, row.locale_code), []), row) for row in full]
        found.sort(key=lambda each: (-sum(each[0]), each[1].title))
        return [
            Line(
                row.title,
                reverse("board_piece", args=[row.pk]),
                f"{row.campaign.name} · {row.locale_code} · {_in_formats(len(counted))}",
                str(sum(counted)),
                "now",
            )
            for counted, row in found
            if counted
        ]


def _in_formats(count: int) -> str:
    """An error in the piece is one in each format that shows it: else the sum would look like a mistake."""
    return ngettext("in %(count)s format", "in %(count)s formats", count) % {"count": count}


class RightsPanel(Panel):
    """Pictures and documents whose rights end within thirty days, or ended."""

    name = "board_rights"

    def heading(self) -> str:
        """The panel's name."""
        return _("Expiring rights")

    def empty(self) -> str:
        """Nothing ends."""
        return _("No picture’s rights end within 30 days. The dates stand at each picture under “valid until”.")

    def lines(self, request: HttpRequest) -> list[Line]:
        """The next to end first; what ended a month ago is known by now."""
        today = timezone.localdate()
        found: list[tuple[Any, str]] = []
        for model, edit in ((ImageAsset, "wagtailimages:edit"), (DocumentAsset, "wagtaildocs:edit")):
            rows = visible(model, request.user).filter(valid_until__range=(today - _AHEAD, today + _AHEAD))
            may_change = request.user.has_perm(f"assets.change_{model._meta.model_name}")
            found += [
                (row, reverse(edit, args=[row.pk]) if may_change else "")
                for row in rows.order_by("valid_until")[: MOST + 1]
            ]
        found.sort(key=lambda each: (each[0].valid_until, each[0].title))
        return [Line(row.title, url, _left(row.valid_until), urgency=_urgency(row.valid_until)) for row, url in found]

    def actions(self, request: HttpRequest) -> list[tuple[str, str]]:
        """What is not cleared, which the dates do not tell."""
        if not request.user.has_perm("assets.change_imageasset"):
            return []
        return [(_("Not cleared"), f"{reverse('wagtailimages:index')}?rights=not-cleared")]


class SoonPanel(Panel):
    """Campaigns that go live within thirty days."""

    name = "board_soon"

    def heading(self) -> str:
        """The panel's name."""
        return _("Going live soon")

    def empty(self) -> str:
        """Plan."""
        return _("No campaign begins within 30 days.")

    def lines(self, request: HttpRequest) -> list[Line]:
        """The next first."""
        now = timezone.now()
        rows = Campaign.objects.visible_to(request.user).filter(starts_at__range=(now, now + _AHEAD))
        return [
            Line(row.name, reverse("board_campaign", args=[row.pk]), _left(row.starts_at))
            for row in rows.defer(*CAMPAIGN_TEXTS).order_by(F("starts_at"), "name")[: MOST + 1]
        ]

    def actions(self, request: HttpRequest) -> list[tuple[str, str]]:
        """The whole plan."""
        return [(_("Calendar"), reverse("board_calendar"))] if may_look(request.user) else []


class OverviewPanel(Component):  # type: ignore[misc]
    """The panels beside each other."""

    name, order = "board_overview", 40
    template_name = "workbench/board/overview.html"

    class Media:
        css = {"all": ("workbench/boards.css",)}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The panels' markup."""
        writes = any(parent_context["request"].user.has_perm(f"content.{action}_piece") for action in ("add", "change"))
        drafts = (DraftsPanel(),) if writes else ()
        rendering = (RenderingPanel(),) if RenderingPanel.is_needed(parent_context["request"]) else ()
        panels = (WaitingPanel(), *rendering, *drafts, ErrorsPanel(), SoonPanel(), RightsPanel())
        return {"panels": [panel.render_html(parent_context) for panel in panels]}


def _urgency(day: date | None) -> str:
    """Whether it is a matter of a day, of a week, or of more."""
    if day is None or day > timezone.localdate() + _SOON:
        return ""
    return "now" if day <= timezone.localdate() + _AT_ONCE else "soon"


def _left(moment: date | datetime | None) -> str:
    """A day, and how far away it is."""
    if moment is None:
        return ""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    days = (day - timezone.localdate()).days
    near = {0: _("today"), 1: _("tomorrow")}
    words = _("ended") if days < 0 else near.get(days, _("in %(days)s days") % {"days": days})
    return f"{date_format(day, 'SHORT_DATE_FORMAT')} · {words}"


@hooks.register("construct_homepage_panels", order=10)
def show_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Our panels; those about web pages, which the hub has not, leave."""
    theirs = LockedPagesPanel | RecentEditsPanel | UserObjectsInWorkflowModerationPanel
    panels[:] = [panel for panel in panels if not isinstance(panel, theirs)]
    if may_look(request.user):
        panels.append(OverviewPanel())
