"""Short links and how often they were followed, as a report: by campaign, brand and channel, and as a file."""

from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]
from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _lazy
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView

from hub.accounts.models import Brand
from hub.accounts.selectors import brands_visible_to
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.content.selectors import campaigns_visible_to, pieces_visible_to
from hub.links.models import ShortLink
from hub.workbench.report_columns import Said, SaidColumn, amount, channel_choices, moment, place_label, told_piece

RIGHT = "links.view_shortlink"


@hooks.register("register_admin_urls")
def link_urls() -> list[URLPattern]:
    """Addresses below `/admin/`."""
    return [
        path("reports/short-links/", LinksView.as_view(), name="short_links"),
        path("reports/short-links/results/", LinksView.as_view(results_only=True), name="short_links_results"),
    ]


class LinksMenuItem(MenuItem):  # type: ignore[misc]
    """Shown to who may see the links."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Who may see them."""
        return bool(request.user.has_perm(RIGHT))


@hooks.register("register_reports_menu_item")
def offer_links() -> MenuItem:
    """The list, among the reports."""
    return LinksMenuItem(_lazy("Short links"), reverse("short_links"), name="short-links", icon_name="link", order=920)


def _brands(request: Any) -> QuerySet[Brand]:
    return brands_visible_to(request.user)


def _campaigns(request: Any) -> QuerySet[Campaign]:
    return campaigns_visible_to(request.user).order_by("name", "pk")


class LinkFilterSet(WagtailFilterSet):  # type: ignore[misc]
    """By what is in the link or its address, by campaign, brand and channel, and by whether it is open yet."""

    text = django_filters.CharFilter(label=_lazy("Link or address"), method="filter_text")
    campaign = django_filters.ModelChoiceFilter(label=_lazy("Campaign"), method="filter_campaign", queryset=_campaigns)
    brand = django_filters.ModelChoiceFilter(label=_lazy("Brand"), queryset=_brands)
    channel = django_filters.ChoiceFilter(label=_lazy("Channel"), choices=channel_choices)
    followed = django_filters.ChoiceFilter(
        label=_lazy("Clicks"),
        method="filter_followed",
        choices=[("yes", _lazy("Followed at least once")), ("no", _lazy("Never followed"))],
    )

    class Meta:
        model = ShortLink
        fields: ClassVar[list[str]] = ["text", "campaign", "brand", "channel", "followed"]

    def filter_text(self, rows: QuerySet[ShortLink], _name: str, value: str) -> QuerySet[ShortLink]:
        """A whole short link as somebody typed it off paper, its code, or a part of the address."""
        code = value.strip().rstrip("/").rpartition("/")[2]
        return rows.filter(Q(code=code) | Q(target__icontains=value.strip()))

    def filter_campaign(self, rows: QuerySet[ShortLink], _name: str, value: Campaign) -> QuerySet[ShortLink]:
        """Those in the campaign's pieces."""
        pieces = Piece.objects.filter(campaign=value)
        return rows.filter(brand=value.brand_id, piece_key__in=pieces.values("translation_key"))

    def filter_followed(self, rows: QuerySet[ShortLink], _name: str, value: str) -> QuerySet[ShortLink]:
        """Whether anybody came."""
        return rows.filter(clicks__gt=0) if value == "yes" else rows.filter(clicks=0)


def _link(row: Any) -> Said:
    """As it is printed, with the address before it, if the hub has one."""
    return Said(f"{settings.HUB_SHORT_BASE or '/s/'}{row.code}", whole=True)


def _piece(row: Any) -> Said:
    """The piece, its campaign, and the place."""
    return told_piece(row.title, row.piece_pk, row.campaign_name, place_label(row.channel, row.format, row.locale))


def _opening(row: Any) -> str:
    """From when on the link leads anywhere."""
    return moment(row.opens_at or row.created_at)


class LinksView(ReportView):  # type: ignore[misc]
    """The list. The number of queries does not grow with it."""

    page_title = _lazy("Short links")
    header_icon = "link"
    model = ShortLink
    index_url_name = "short_links"
    index_results_url_name = "short_links_results"
    results_template_name = "workbench/links_results.html"
    permission_required = "view"
    filterset_class = LinkFilterSet
    default_ordering = "-pk"
    list_export: ClassVar[list[str]] = [
        "code",
        "url",
        "target",
        "clicks",
        "brand.name",
        "campaign_name",
        "title",
        "channel",
        "format",
        "locale",
        "opens_at",
        "created_at",
    ]
    columns: ClassVar[list[Any]] = [
        SaidColumn("link", _link, label=_lazy("Short link")),
        SaidColumn("clicks", lambda row: amount(row.clicks), label=_lazy("Clicks"), sort_key="clicks"),
        SaidColumn("piece", _piece, label=_lazy("Piece")),
        SaidColumn("url", lambda row: row.url, label=_lazy("Leads to")),
        SaidColumn("opens_at", _opening, label=_lazy("Open from"), sort_key="opens_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        """Those of the user's brands, with the titles of their pieces and the names of their campaigns."""
        viewer = self.request.user
        piece = pieces_visible_to(viewer).filter(
            translation_key=OuterRef("piece_key"), locale__language_code=OuterRef("locale")
        )
        rows = ShortLink.objects.visible_to(viewer).select_related("brand")
        named = piece.order_by()
        return rows.annotate(
            piece_pk=Subquery(named.values("pk")[:1]),
            title=Subquery(named.values("title")[:1]),
            campaign_name=Subquery(named.values("campaign__name")[:1]),
        )

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Whether links are shortened here at all."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["shortens"] = bool(settings.HUB_SHORT_BASE)
        return context
