"""Campaigns and pieces in the admin, with the workbench's panels."""

from hub.content.viewsets import CampaignViewSet as ContentCampaignViewSet
from hub.content.viewsets import ContentGroup as PlainContentGroup
from hub.content.viewsets import PieceCreateView as PlainPieceCreateView
from hub.content.viewsets import PieceEditView as PlainPieceEditView
from hub.content.viewsets import PieceViewSet as ContentPieceViewSet
from hub.workbench.brand_panel import ServesBrandPanel, ShowsBrandPanel


class CampaignViewSet(ContentCampaignViewSet):
    """Campaigns."""


class PieceCreateView(ShowsBrandPanel, PlainPieceCreateView):
    """Write a new piece, with the brand looking on."""


class PieceEditView(ShowsBrandPanel, PlainPieceEditView):
    """Write on, with the brand looking on."""


class PieceViewSet(ServesBrandPanel, ContentPieceViewSet):
    """Pieces."""

    add_view_class = PieceCreateView
    edit_view_class = PieceEditView


class ContentGroup(PlainContentGroup):
    """What editors work on, first in the menu."""

    items = (PieceViewSet, CampaignViewSet)
