"""The admin as a content hub's: no web pages, searches for pieces, our own name and colors."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.search import SearchArea
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.permissions import policy_registry

from hub.content.models import Piece

#: Menu items about web pages, which the hub has not, and about the news of the admin's maker.
_OF_PAGES = frozenset(
    {"explorer", "sites", "locked-pages", "aging-pages", "page-types-usage", "site-history", "editor-guide"}
)
_NEWS = "whats-new-in-wagtail"


def _without_pages(items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in _OF_PAGES and not item.name.startswith(_NEWS)]


@hooks.register("construct_main_menu", order=100)
@hooks.register("construct_settings_menu", order=100)
@hooks.register("construct_reports_menu", order=100)
@hooks.register("construct_help_menu", order=100)
def leave_pages_out(_request: HttpRequest, items: list[Any]) -> None:
    """Take the items about pages out of a menu, once everybody has put theirs in."""
    _without_pages(items)


@hooks.register("construct_homepage_summary_items", order=100)
def count_no_pages(_request: HttpRequest, items: list[Any]) -> None:
    """The dashboard counts pictures and documents; pages there are none."""
    items[:] = [item for item in items if not isinstance(item, PagesSummaryItem)]


class PieceSearchArea(SearchArea):  # type: ignore[misc]
    """What the search field of the menu looks for."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Who may see pieces."""
        policy = policy_registry.get_by_type(Piece)
        return bool(policy.user_has_any_permission(request.user, ["view", "change"]))


@hooks.register("register_admin_search_area")
def search_pieces() -> PieceSearchArea:
    """Pieces, before everything else."""
    url = reverse(Piece.snippet_viewset.get_url_name("list"))
    return PieceSearchArea(_("Pieces"), url, name="pieces", icon_name="doc-full", order=10)


@hooks.register("insert_global_admin_css")
def paint() -> str:
    """Our colors."""
    return format_html('<link rel="stylesheet" href="{}">', static("workbench/brand.css"))


@hooks.register("insert_global_admin_js")
def mend_forms() -> str:
    """Dates in the reader's way; names for fields without one; buttons that wait; the preview that was chosen last."""
    # Fields ask for their calendar while the page is still read: that one does not wait for its end.
    dates = format_html('<script src="{}"></script>', static("workbench/dates.js"))
    scripts = ((static(f"workbench/{name}.js"),) for name in ("names", "autosave", "preview_mode"))
    return dates + format_html_join("", '<script src="{}" defer></script>', scripts)
