"""What is read about assets."""

import datetime

from django.db.models import QuerySet

from hub.accounts.models import Brand
from hub.accounts.scoping import Viewer
from hub.assets.models import DocumentAsset, ImageAsset


def images_visible_to(viewer: Viewer) -> QuerySet[ImageAsset]:
    """The pictures that exist for this principal or user."""
    return ImageAsset.objects.visible_to(viewer)


def documents_visible_to(viewer: Viewer) -> QuerySet[DocumentAsset]:
    """The documents that exist for this principal or user."""
    return DocumentAsset.objects.visible_to(viewer)


def find_image_by_digest(brand: Brand, sha256: str) -> ImageAsset | None:
    """The brand's oldest picture with these bytes, so that importing twice stores once."""
    return ImageAsset.objects.filter(brand=brand, sha256=sha256).order_by("pk").first()


def images_ending_before(brand: Brand, day: datetime.date) -> QuerySet[ImageAsset]:
    """The brand's pictures whose last allowed day is before `day`, the soonest first."""
    return ImageAsset.objects.filter(brand=brand, valid_until__lt=day).order_by("valid_until", "pk")
