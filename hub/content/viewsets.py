"""Campaigns and pieces in the admin."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from hub.accounts.language import current_translator
from hub.accounts.viewsets import BrandScopedViewSetMixin
from hub.content.campaigns import Campaign
from hub.content.errors import PublishRefusedError
from hub.content.models import Piece


class SaysRefusal:
    """Puts a view's refused publish into words: the draft is kept, the reasons are shown."""

    request: Any
    object: Any

    def publish_action(self) -> HttpResponseBase | None:
        """Publish; if it is refused, stay on the page and say why."""
        try:
            done: HttpResponseBase | None = super().publish_action()  # type: ignore[misc]
        except PublishRefusedError as refusal:
            messages.error(self.request, _("Saved as a draft, but not published:"))
            for reason in refusal.shown(current_translator()):
                messages.error(self.request, reason)
            return redirect(self.get_edit_url())  # type: ignore[attr-defined]
        return done


class PieceCreateView(SaysRefusal, CreateView):  # type: ignore[misc]
    """Write a new piece."""


class PieceEditView(SaysRefusal, EditView):  # type: ignore[misc]
    """Write on."""


class CampaignViewSet(BrandScopedViewSetMixin, SnippetViewSet):  # type: ignore[misc]
    """Campaigns."""

    model = Campaign
    icon = "calendar-alt"
    menu_label = _("Campaigns")
    list_display: ClassVar[list[Any]] = [
        "name",
        "brand",
        "phase",
        "starts_at",
        "ends_at",
        UpdatedAtColumn(label=_("Updated")),
    ]
    list_filter: ClassVar[list[str]] = ["brand", "phase"]
    inspect_view_enabled = True


class PieceViewSet(BrandScopedViewSetMixin, SnippetViewSet):  # type: ignore[misc]
    """Pieces."""

    model = Piece
    icon = "doc-full"
    menu_label = _("Pieces")
    add_view_class = PieceCreateView
    edit_view_class = PieceEditView
    list_display: ClassVar[list[Any]] = [
        "title",
        "campaign",
        LocaleColumn(label=_("Locale")),
        UpdatedAtColumn(label=_("Updated")),
    ]
    list_filter: ClassVar[list[str]] = ["campaign"]
    inspect_view_enabled = True


class ContentGroup(SnippetViewSetGroup):  # type: ignore[misc]
    """What editors work on, first in the menu."""

    menu_label = _("Content")
    menu_icon = "doc-full-inverse"
    menu_order = 100
    items = (PieceViewSet, CampaignViewSet)
