"""Where the boards are found: their addresses, and the buttons that lead to them."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.workbench import piece_board
from hub.workbench.campaign_actions import DuplicateView, ReplaceView
from hub.workbench.campaign_board import CampaignBoardView
from hub.workbench.month import CalendarView
from hub.workbench.slot_history import SlotHistoryView, again


@hooks.register("register_admin_urls")
def board_urls() -> list[URLPattern]:
    """The boards' addresses below `/admin/`."""
    piece = "board/piece/<int:piece_id>/"
    campaign = "board/campaign/<int:campaign_id>/"
    return [
        path(piece, piece_board.PieceBoardView.as_view(), name="board_piece"),
        path(f"{piece}card/<slug:channel>/<slug:format>/", piece_board.card, name="board_card"),
        path(f"{piece}part/<slug:channel>/<slug:format>/<str:part>", piece_board.part, name="board_part"),
        path(f"{piece}history/<slug:channel>/<slug:format>/", SlotHistoryView.as_view(), name="board_history"),
        path(f"{piece}again/", again, name="board_again"),
        path("board/calendar/", CalendarView.as_view(), name="board_calendar"),
        path(campaign, CampaignBoardView.as_view(), name="board_campaign"),
        path(f"{campaign}duplicate/", DuplicateView.as_view(), name="board_duplicate"),
        path(f"{campaign}replace/", ReplaceView.as_view(), name="board_replace"),
    ]


class CalendarMenuItem(MenuItem):  # type: ignore[misc]
    """Shown to who may see campaigns."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Who may see campaigns."""
        return piece_board.may_look(request.user)


@hooks.register("register_admin_menu_item")
def calendar_item() -> MenuItem:
    """The calendar, below the content."""
    return CalendarMenuItem(_lazy("Calendar"), reverse_lazy("board_calendar"), icon_name="calendar", order=110)


@hooks.register("register_snippet_listing_buttons")
def board_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:  # noqa: ARG001 -- the hook's
    """From a row of the lists to its board."""
    if not piece_board.may_look(user):
        return
    if isinstance(snippet, Piece):
        yield Button(_("Channel board"), reverse("board_piece", args=[snippet.pk]), icon_name="desktop", priority=5)
    elif isinstance(snippet, Campaign):
        yield Button(
            _("Campaign board"), reverse("board_campaign", args=[snippet.pk]), icon_name="calendar-alt", priority=5
        )
