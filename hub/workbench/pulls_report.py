"""Who pulled which version when, and who still has an old one: the pull ledger as a report."""

from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView

from hub.accounts.models import Brand
from hub.accounts.selectors import brands_visible_to
from hub.content.models import Piece
from hub.delivery.models import Pull
from hub.workbench.report_columns import Said, SaidColumn, amount, channel_choices, moment, place_label, told_piece

RIGHT = "delivery.view_pull"


@hooks.register("register_admin_urls")
def pull_urls() -> list[URLPattern]:
    """Addresses below `/admin/`."""
    return [
        path("reports/pulls/", PullsView.as_view(), name="pulls"),
        path("reports/pulls/results/", PullsView.as_view(results_only=True), name="pulls_results"),
    ]


class PullsMenuItem(MenuItem):  # type: ignore[misc]
    """Shown to who may see the ledger."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Who may see it."""
        return bool(request.user.has_perm(RIGHT))


@hooks.register("register_reports_menu_item")
def offer_pulls() -> MenuItem:
    """The list, among the reports."""
    return PullsMenuItem(_lazy("Pulled versions"), reverse("pulls"), name="pulls", icon_name="download", order=910)


def _brands(request: Any) -> QuerySet[Brand]:
    return brands_visible_to(request.user)


class PullFilterSet(WagtailFilterSet):  # type: ignore[misc]
    """By who pulled, from which brand and channel, and whether it is still what is delivered."""

    reader = django_filters.CharFilter(label=_lazy("Reader"), field_name="reader_name", lookup_expr="icontains")
    brand = django_filters.ModelChoiceFilter(label=_lazy("Brand"), field_name="slot__brand", queryset=_brands)
    channel = django_filters.ChoiceFilter(label=_lazy("Channel"), field_name="slot__channel", choices=channel_choices)
    state = django_filters.ChoiceFilter(
        label=_lazy("Version"),
        method="filter_state",
        choices=[("now", _lazy("Delivered now")), ("old", _lazy("An old version was the last"))],
    )

    class Meta:
        model = Pull
        fields: ClassVar[list[str]] = ["reader", "brand", "channel", "state"]

    def filter_state(self, rows: QuerySet[Pull], _name: str, value: str) -> QuerySet[Pull]:
        """What is delivered now; or the last thing that a reader pulled from a place, where that is an old version."""
        if value == "now":
            return rows.filter(entry=F("slot__current"))
        own = Pull.objects.filter(
            slot=OuterRef("slot"), reader_kind=OuterRef("reader_kind"), reader_key=OuterRef("reader_key")
        )
        newest = own.order_by("-entry__number").values("pk")[:1]
        return rows.filter(pk=Subquery(newest)).exclude(entry=F("slot__current"))


def _version(row: Any) -> Said:
    """The number, and whether it is an old one."""
    is_old = row.entry_id != row.slot.current_id
    return Said(str(row.entry.number), below=_("an old version") if is_old else "")


def _piece(row: Any) -> Said:
    """The piece and the place."""
    slot = row.slot
    place = place_label(
        slot.channel, slot.format, slot.locale, slot.dialect if slot.dialect != "plain" else "", slot.arm
    )
    return told_piece(row.title, row.piece_pk, place)


class PullsView(ReportView):  # type: ignore[misc]
    """The list. The number of queries does not grow with it."""

    page_title = _lazy("Pulled versions")
    header_icon = "download"
    model = Pull
    index_url_name = "pulls"
    index_results_url_name = "pulls_results"
    results_template_name = "workbench/pulls_results.html"
    permission_required = "view"
    filterset_class = PullFilterSet
    default_ordering = "-last_at"
    list_export: ClassVar[list[str]] = [
        "reader_name",
        "title",
        "slot.channel",
        "slot.format",
        "slot.locale",
        "slot.dialect",
        "slot.arm",
        "entry.number",
        "first_at",
        "last_at",
        "count",
    ]
    columns: ClassVar[list[Any]] = [
        SaidColumn("reader_name", lambda row: row.reader_name, label=_lazy("Reader")),
        SaidColumn("place", _piece, label=_lazy("Piece")),
        SaidColumn("version", _version, label=_lazy("Version")),
        SaidColumn("first_at", lambda row: moment(row.first_at), label=_lazy("First pulled")),
        SaidColumn("last_at", lambda row: moment(row.last_at), label=_lazy("Last pulled"), sort_key="last_at"),
        SaidColumn("count", lambda row: amount(row.count), label=_lazy("Times")),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        """Those of the user's brands, with the pieces' titles."""
        piece = Piece.objects.filter(
            translation_key=OuterRef("slot__piece_key"), locale__language_code=OuterRef("slot__locale")
        )
        rows = Pull.objects.visible_to(self.request.user).select_related("slot", "entry")
        return rows.annotate(piece_pk=Subquery(piece.values("pk")[:1]), title=Subquery(piece.values("title")[:1]))
