"""All waivers of one's brands: those that hold, those that soon end, and those that are history."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from brand.catalogue import described
from hub.accounts.language import current_translator
from hub.accounts.models import Brand, User
from hub.accounts.scoping import require_visible
from hub.accounts.selectors import brands_visible_to
from hub.audits.judging import today_of
from hub.audits.waiver import RIGHT, Reach, Status, Waiver
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.content.selectors import campaigns_visible_to
from hub.workbench.places import Editor
from hub.workbench.rule_pages import rule_url
from hub.workbench.shown_meters import format_label
from renderers.contract.place import Place

#: What ends within so many days is worth a look now.
SOON = timedelta(days=14)
EXPIRING = "expiring"


def _campaigns(request: Any) -> QuerySet[Campaign]:
    return campaigns_visible_to(request.user).order_by("name")


def _brands(request: Any) -> QuerySet[Brand]:
    return brands_visible_to(request.user)


class WaiverFilterSet(WagtailFilterSet):  # type: ignore[misc]
    """By what they are worth today, campaign and brand."""

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        method="filter_status",
        choices=[
            (Status.ACTIVE.value, _("Active")),
            (EXPIRING, _("Ends within 14 days")),
            (Status.EXPIRED.value, _("Expired")),
            (Status.WITHDRAWN.value, _("Withdrawn")),
        ],
    )
    campaign = django_filters.ModelChoiceFilter(label=_("Campaign"), queryset=_campaigns)
    brand = django_filters.ModelChoiceFilter(label=_("Brand"), queryset=_brands)

    class Meta:
        model = Waiver
        fields: ClassVar[list[str]] = ["status", "campaign", "brand"]

    def filter_status(self, rows: QuerySet[Waiver], _name: str, value: str) -> QuerySet[Waiver]:
        """Those of that status; the day is the server's."""
        today = timezone.localdate()
        if value == Status.WITHDRAWN:
            return rows.filter(withdrawn_at__isnull=False)
        rows = rows.filter(withdrawn_at=None)
        if value == Status.EXPIRED:
            return rows.filter(expires__lt=today)
        rows = rows.filter(expires__gte=today)
        return rows.filter(expires__lte=today + SOON) if value == EXPIRING else rows


class TemplateColumn(Column):  # type: ignore[misc]
    """A column drawn by a template of ours, which gets the row."""

    def __init__(self, name: str, template: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.cell_template_name = f"workbench/waivers/{template}.html"

    def get_value(self, instance: Waiver) -> Waiver:
        """The row."""
        return instance

    def get_cell_context_data(self, instance: Waiver, parent_context: Any) -> Any:
        """The row, and whether the user may withdraw it."""
        context = super().get_cell_context_data(instance, parent_context)
        context["may_withdraw"] = parent_context["request"].user.has_perm(RIGHT)
        return context


class WaiversView(ReportView):  # type: ignore[misc]
    """The list. The number of queries does not grow with it."""

    page_title = _("Waivers")
    header_icon = "key"
    model = Waiver
    index_url_name = "waivers"
    index_results_url_name = "waivers_results"
    template_name = "workbench/waivers/report.html"
    results_template_name = "workbench/waivers/results.html"
    permission_required = "view"
    filterset_class = WaiverFilterSet
    default_ordering = "-created_at"
    list_export: ClassVar[list[str]] = [
        "brand",
        "campaign",
        "piece_key",
        "locale",
        "channel",
        "rule",
        "words",
        "reason",
        "created_by",
        "created_at",
        "expires",
        "status_today",
        "withdrawn_by",
        "withdrawn_at",
    ]
    export_headings: ClassVar[dict[str, Any]] = {"status_today": _("Status")}
    columns: ClassVar[list[Any]] = [
        TemplateColumn("rule", "what", label=_("Finding")),
        TemplateColumn("reach", "where", label=_("Where")),
        TemplateColumn("reason", "why", label=_("Reason")),
        TemplateColumn("expires", "until", label=_("Until"), sort_key="expires"),
        TemplateColumn("status", "status", label=_("Status")),
    ]

    def get_filename(self) -> str:
        """What exports are called."""
        return f"waivers-{timezone.localdate().isoformat()}"

    def get_queryset(self) -> QuerySet[Waiver]:
        """Those of one's brands; a filter by another's campaign or brand finds nothing there."""
        for model, name in ((Campaign, "campaign"), (Brand, "brand")):
            if wanted := self.request.GET.get(name):
                require_visible(model, [wanted], self.request.user)
        rows = Waiver.objects.visible_to(self.request.user)
        rows = rows.select_related("brand", "campaign", "created_by", "withdrawn_by")
        found: QuerySet[Waiver] = self.order_queryset(rows)
        return found

    def decorate_paginated_queryset(self, object_list: Iterable[Waiver]) -> list[Waiver]:
        """Each with what templates show of it: the rule in words, its piece, the place, what it is worth."""
        rows: list[Any] = list(object_list)
        pieces = _pieces({row.piece_key for row in rows if row.piece_key is not None}, self.request.user)
        translate, rules = current_translator(), described()
        for row in rows:
            today = today_of(row.brand)
            rule = rules.get(row.rule)
            row.status_today = row.status(today)
            row.is_ending = row.status_today is Status.ACTIVE and row.expires <= today + SOON
            row.rule_title = translate(rule.title) if rule is not None else row.rule
            row.rule_url = rule_url(row.rule) if rule is not None else ""
            row.channel_label = format_label(row.channel, "")
            row.giver, row.withdrawer = _name(row.created_by), _name(row.withdrawn_by)
            _lead_back(row, pieces, self.request.user)
        return rows


def _name(person: User | None) -> str:
    return (person.get_full_name() or person.get_username()) if person is not None else ""


def _pieces(keys: set[Any], user: Any) -> dict[tuple[Any, str], Piece]:
    """The pieces by key and locale; one query."""
    if not keys:
        return {}
    rows = Piece.objects.visible_to(user).filter(translation_key__in=keys).select_related("locale", "campaign")
    return {(row.translation_key, row.locale_code): row for row in rows}


def _lead_back(row: Any, pieces: dict[tuple[Any, str], Piece], user: Any) -> None:
    """Where the waiver holds, and the way there: the editor, or the board for who may not write."""
    row.piece, row.place, row.address = None, "", ""
    if row.reach != Reach.PIECE:
        return
    row.piece = pieces.get((row.piece_key, row.locale)) or next(
        (piece for (key, _locale), piece in pieces.items() if key == row.piece_key), None
    )
    if row.piece is not None:
        editor = Editor(row.piece)
        place = Place(row.field, row.block) if row.field else None
        may_write = user.has_perm("content.change_piece")
        board = reverse("board_piece", args=[row.piece.pk])
        row.place, row.address = editor.label(place), editor.address(place) if may_write else board
