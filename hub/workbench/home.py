"""The dashboard: how much there is, and the pieces that were written last."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.guidelines.models import Guideline, GuidelineVersion

MOST = 8


def _may(request: HttpRequest, model: Any, action: str) -> bool:
    return bool(policy_registry.get_by_type(model).user_has_permission(request.user, action))


def _list_url(model: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name("list"))


def _add_url(model: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name("add"))


class CountItem(SummaryItem):  # type: ignore[misc]
    """How many pieces or campaigns there are for the user."""

    template_name = "workbench/home/count.html"

    def __init__(self, request: HttpRequest, model: Any, order: int) -> None:
        super().__init__(request)
        self.model, self.order = model, order

    def is_shown(self) -> bool:
        """Who may see them."""
        policy = policy_registry.get_by_type(self.model)
        return bool(policy.user_has_any_permission(self.request.user, ["view", "change"]))

    def get_context_data(self, _parent_context: Any) -> dict[str, Any]:
        """The number, the name, the way there."""
        count = self.model.objects.visible_to(self.request.user).count()
        meta = self.model._meta
        return {
            "count": count,
            "name": meta.verbose_name if count == 1 else meta.verbose_name_plural,
            "url": _list_url(self.model),
            "icon": self.model.snippet_viewset.icon,
        }


class RecentPiecesPanel(Component):  # type: ignore[misc]
    """The pieces that were edited last, or what to begin with. Who cannot edit them sees how they arrive."""

    name = "recent_pieces"
    template_name = "workbench/home/recent.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Pieces with the page where they are edited."""
        request: HttpRequest = parent_context["request"]
        pieces = Piece.objects.visible_to(request.user).select_related("campaign", "locale", "latest_revision")
        campaigns = Campaign.objects.visible_to(request.user)
        leads_to = Piece.snippet_viewset.get_url_name("edit") if _may(request, Piece, "change") else "board_piece"
        rows = [
            (piece, reverse(leads_to, args=[piece.pk]))
            for piece in pieces.order_by("-latest_revision__created_at", "-pk")[:MOST]
        ]
        return {
            "pieces": rows,
            "guideline": "" if rows else _first_guideline(request),
            "add_piece": _add_url(Piece) if campaigns.exists() and _may(request, Piece, "add") else "",
            "add_campaign": _add_url(Campaign) if _may(request, Campaign, "add") else "",
        }


def _first_guideline(request: HttpRequest) -> str:
    """Where the first guideline is written, for who may and has none in force."""
    if not _may(request, Guideline, "add") or GuidelineVersion.objects.visible_to(request.user).exists():
        return ""
    return _list_url(Guideline)


@hooks.register("construct_homepage_summary_items")
def count_content(request: HttpRequest, items: list[Any]) -> None:
    """Pieces and campaigns, before pictures and documents."""
    items += [CountItem(request, Piece, order=10), CountItem(request, Campaign, order=20)]


@hooks.register("construct_homepage_panels")
def show_recent(_request: HttpRequest, panels: list[Any]) -> None:
    """What was written last."""
    panels.append(RecentPiecesPanel())
