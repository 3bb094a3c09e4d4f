"""Pictures, what Wagtail draws from them, and documents."""

from typing import Any

from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet
from wagtail.search import index

from hub.accounts.models import Brand
from hub.accounts.scoping import BrandOwnedQuerySet
from hub.assets import intake
from hub.assets.asset import Asset, stored_name


def document_upload_to(_instance: Any, filename: str) -> str:
    """Where a document is kept."""
    return stored_name("documents", filename)


class AssetChannel(models.Model):
    """A channel that an asset is limited to, by its plug-in's key; keys nobody knows (any more) stay."""

    key = models.SlugField(_("key"), max_length=50, unique=True)

    class Meta:
        verbose_name = _("channel of an asset")
        verbose_name_plural = _("channels of assets")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class AssetQuerySet(BrandOwnedQuerySet["ImageAsset"], ImageQuerySet):  # type: ignore[misc]
    """Pictures by brand, with Wagtail's search and renditions."""


class ImageAsset(Asset, AbstractImage):  # type: ignore[misc, django-manager-missing]
    """A picture. `description` is its alt text."""

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "credit",
        "licence",
        "clearance",
        "valid_from",
        "valid_until",
        "territories",
        "channels",
        "release",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [
        *AbstractImage.search_fields,
        index.FilterField("brand"),
        index.FilterField("valid_until"),
        index.FilterField("clearance"),
        index.SearchField("credit"),
    ]

    objects = AssetQuerySet.as_manager()

    class Meta(AbstractImage.Meta):  # type: ignore[misc]
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_imageasset", "Can choose image")]

    def get_upload_to(self, filename: str) -> str:
        """A name nobody can guess."""
        return stored_name("images", filename)

    def examine(self, file: File[Any]) -> File[Any]:
        """No script, no bomb, nothing cut off."""
        return intake.examine_image(file)


class ImageRendition(AbstractRendition):  # type: ignore[misc]
    """A smaller or cropped version that Wagtail drew for its admin. Channels draw their own."""

    brand_path = "image__brand"

    image = models.ForeignKey(ImageAsset, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class DocumentAssetQuerySet(BrandOwnedQuerySet["DocumentAsset"], DocumentQuerySet):  # type: ignore[misc]
    """Documents by brand, with Wagtail's search."""


class DocumentAsset(Asset, AbstractDocument):  # type: ignore[misc]
    """A file to hand out: a logo for printers, a font, a PDF."""

    file = models.FileField(upload_to=document_upload_to, verbose_name=_("file"))

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "credit",
        "licence",
        "clearance",
        "valid_from",
        "valid_until",
        "territories",
        "channels",
        "tags",
    )
    search_fields = [
        *AbstractDocument.search_fields,
        index.FilterField("brand"),
        index.FilterField("valid_until"),
        index.FilterField("clearance"),
    ]

    objects = DocumentAssetQuerySet.as_manager()

    class Meta(AbstractDocument.Meta):  # type: ignore[misc]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_documentasset", "Can choose document")]

    def examine(self, file: File[Any]) -> File[Any]:
        """No script, no bomb, nothing cut off."""
        return intake.examine_document(file)


class RightsDigest(models.Model):
    """When the people of a brand were last told whose rights end soon."""

    brand = models.OneToOneField(Brand, on_delete=models.CASCADE, primary_key=True, related_name="+")
    told_on = models.DateField(_("told on"))

    class Meta:
        verbose_name = _("mail about ending rights")
        verbose_name_plural = _("mails about ending rights")

    def __str__(self) -> str:
        return f"{self.brand}: {self.told_on}"
