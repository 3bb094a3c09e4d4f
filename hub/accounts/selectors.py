"""What is read about accounts."""

from django.db.models import QuerySet

from hub.accounts.models import Brand
from hub.accounts.scoping import Viewer


def brands_visible_to(viewer: Viewer) -> QuerySet[Brand]:
    """The brands that exist for this principal or user, by name."""
    return Brand.objects.visible_to(viewer)


def find_brand(key: str, *, viewer: Viewer) -> Brand:
    """The brand with this key; `Brand.DoesNotExist` when there is none for the caller."""
    return Brand.objects.visible_to(viewer).get(key=key)
