"""Campaigns and pieces in the admin, with the workbench's panels."""

from hub.content.viewsets import CampaignViewSet as ContentCampaignViewSet
from hub.content.viewsets import ContentGroup as PlainContentGroup
from hub.content.viewsets import PieceViewSet as ContentPieceViewSet


class CampaignViewSet(ContentCampaignViewSet):
    """Campaigns."""


class PieceViewSet(ContentPieceViewSet):
    """Pieces."""


class ContentGroup(PlainContentGroup):
    """What editors work on, first in the menu."""

    items = (PieceViewSet, CampaignViewSet)
