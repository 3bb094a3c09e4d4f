"""Campaigns and pieces in the admin, with the workbench's panels and the way to the boards."""

from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.models import CopyViewMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import DeleteView, EditView

from hub.content.inspecting import CAMPAIGN_FIELDS, PIECE_FIELDS, ReadView
from hub.content.models import Piece
from hub.content.viewsets import CampaignViewSet as ContentCampaignViewSet
from hub.content.viewsets import ContentGroup as PlainContentGroup
from hub.content.viewsets import PieceCreateView as PlainPieceCreateView
from hub.content.viewsets import PieceEditView as PlainPieceEditView
from hub.content.viewsets import PieceViewSet as ContentPieceViewSet
from hub.workbench.brand_panel import ServesBrandPanel, ShowsBrandPanel
from hub.workbench.comments_panel import ShowsComments
from hub.workbench.deleting import NamesComments
from hub.workbench.preview_panel import KnowsItsLocale, ServesPreview


class CampaignEditView(EditView):  # type: ignore[misc]
    """Plan on."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Wagtail's, and the way to the board."""
        url = reverse("board_campaign", args=[self.object.pk])
        return [*super().header_buttons, HeaderButton(_("Campaign board"), url, icon_name="calendar-alt")]


class CampaignReadView(ReadView):
    """Look at a plan, and go on to its board."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The way to the board."""
        url = reverse("board_campaign", args=[self.object.pk])
        return [HeaderButton(_("Campaign board"), url, icon_name="calendar-alt")]


class CampaignViewSet(ContentCampaignViewSet):
    """Campaigns."""

    edit_view_class = CampaignEditView
    inspect_view_class = CampaignReadView
    inspect_view_fields = CAMPAIGN_FIELDS


class PieceCreateView(KnowsItsLocale, ShowsComments, ShowsBrandPanel, PlainPieceCreateView):
    """Write a new piece, with the brand looking on."""


class PieceCopyView(CopyViewMixin, PieceCreateView):  # type: ignore[misc]
    """Write a new piece that begins as another's newest draft: with the same panels, and nothing of its approvals."""

    @cached_property
    def locale(self) -> Any:
        """The language of what is copied."""
        return self.get_object().locale

    def get_initial_form_instance(self) -> Piece:
        """Unsaved, and under no name yet."""
        copy: Piece = self.get_object().get_latest_revision_as_object()
        copy.pk, copy.translation_key, copy.slug = None, uuid4(), ""
        copy.live, copy.latest_revision, copy.live_revision = False, None, None
        copy._state.adding = True
        return copy


class PieceEditView(ShowsComments, ShowsBrandPanel, PlainPieceEditView):
    """Write on, with the brand looking on and the others talking."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Wagtail's, and the way to the board."""
        url = reverse("board_piece", args=[self.object.pk])
        return [*super().header_buttons, HeaderButton(_("Channel board"), url, icon_name="desktop")]


class PieceDeleteView(NamesComments, DeleteView):  # type: ignore[misc]
    """Delete a piece, and know what goes with it."""


class PieceReadView(ReadView):
    """Read a piece without editing it, and go on to how it arrives."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The way to the board."""
        return [HeaderButton(_("Channel board"), reverse("board_piece", args=[self.object.pk]), icon_name="desktop")]


class PieceViewSet(ServesPreview, ServesBrandPanel, ContentPieceViewSet):
    """Pieces."""

    add_view_class = PieceCreateView
    copy_view_class = PieceCopyView
    edit_view_class = PieceEditView
    delete_view_class = PieceDeleteView
    inspect_view_class = PieceReadView
    inspect_view_fields = PIECE_FIELDS


class ContentGroup(PlainContentGroup):
    """What editors work on, first in the menu."""

    items = (PieceViewSet, CampaignViewSet)
