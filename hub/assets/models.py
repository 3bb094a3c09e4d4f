"""Pictures, what Wagtail draws from them, and documents: each with its brand and its rights."""

import datetime
import hashlib
import uuid
import zoneinfo
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet, get_rendition_upload_to
from wagtail.models import Collection
from wagtail.search import index

from hub.accounts.models import Brand
from hub.accounts.scoping import BrandOwnedQuerySet
from hub.assets import intake

NAME_LENGTH = 45
validate_territories = RegexValidator(
    r"\A[A-Z]{2}(?:, ?[A-Z]{2})*\Z", _("Country codes of two capital letters, separated by commas: DE, AT, CH.")
)


class AssetChannel(models.Model):
    """A channel that an asset is limited to, by its plug-in's key; keys nobody knows (any more) stay."""

    key = models.SlugField(_("key"), max_length=50, unique=True)

    class Meta:
        verbose_name = _("channel of an asset")
        verbose_name_plural = _("channels of assets")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class Rights(models.Model):
    """Who made it, who may show it, where, and from when until when. Empty means: no limit is known."""

    brand_path: ClassVar[str] = "brand"

    brand = models.ForeignKey(
        Brand, verbose_name=_("brand"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    credit = models.CharField(_("credit"), max_length=255, blank=True, help_text=_("Who must be named, as it must read."))
    licence = models.CharField(_("licence"), max_length=255, blank=True)
    valid_from = models.DateField(_("may be shown from"), null=True, blank=True)
    valid_until = models.DateField(
        _("may be shown until"), null=True, blank=True, db_index=True, help_text=_("Including this day.")
    )
    territories = models.CharField(
        _("countries"), max_length=255, blank=True, validators=[validate_territories], help_text=_("None means all.")
    )
    channels = models.ManyToManyField(
        AssetChannel, verbose_name=_("channels"), blank=True, related_name="+", help_text=_("None means all.")
    )
    release = models.CharField(
        _("release"), max_length=255, blank=True, help_text=_("Where the consent of the people shown is filed.")
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Dates in their order."""
        super().clean()
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("This is before the first day.")})

    @property
    def territory_codes(self) -> tuple[str, ...]:
        """The countries, as codes; none means all."""
        return tuple(code.strip() for code in self.territories.split(",") if code.strip())

    def may_be_shown_at(self, moment: datetime.datetime) -> bool:
        """Whether the rights hold at this instant. A day begins and ends in the brand's time zone."""
        today = moment.astimezone(zoneinfo.ZoneInfo(self.brand.time_zone)).date()
        begun = self.valid_from is None or self.valid_from <= today
        return begun and (self.valid_until is None or today <= self.valid_until)

    def settle_brand(self, collection: Collection) -> Collection:
        """A new asset belongs to the brand of its collection, or goes to its brand's; it never moves to another brand."""
        owner = brand_of_collection(collection)
        if self.brand_id is None:
            if owner is None:
                raise ValidationError(_("Choose the collection of a brand: every picture and document belongs to one."))
            self.brand = owner
        return collection if owner is not None and owner.pk == self.brand_id else self.brand.collection


def brand_of_collection(collection: Collection) -> Brand | None:
    """The brand whose collection this is, or lies in."""
    return Brand.objects.filter(collection__in=collection.get_ancestors(inclusive=True)).first()


def stored_name(folder: str, filename: str) -> str:
    """A name nobody can guess, that still tells people what the file was called; always shorter than 100 characters."""
    path = PurePosixPath(filename.replace("\\", "/"))
    stem = slugify(path.stem)[:NAME_LENGTH].strip("-") or "file"
    return f"{folder}/{uuid.uuid4().hex}/{stem}{path.suffix.lower()[:10]}"


def document_upload_to(_instance: Any, filename: str) -> str:
    """Where a document is kept."""
    return stored_name("documents", filename)


def digest_of(file: File[Any]) -> str:
    """SHA-256 of the file, read in pieces."""
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


class IncomingFile(models.Model):
    """Lets no file in that was not examined, whichever form, import or command brought it."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        """Remember which file the row had."""
        instance = super().from_db(*args, **kwargs)
        instance.__dict__["_kept_name"] = instance.__dict__.get("file") and str(instance.__dict__["file"])
        return instance

    def _examine(self, file: File[Any]) -> File[Any]:
        raise NotImplementedError

    def take_in(self) -> None:
        """Examine and measure the file if it is another than the row's."""
        this: Any = self
        if this.file._committed and this.__dict__.get("_kept_name") == this.file.name and this.sha256:
            return
        this.file.open()
        if not isinstance(this.file.file, intake.ExaminedFile):
            examined = self._examine(this.file.file if not this.file._committed else this.file)
            if isinstance(examined, intake.ExaminedFile):
                this.file = File(examined, name=PurePosixPath(this.file.name).name)
                this.file.file = examined
        this.sha256 = digest_of(this.file)
        this.file_size = this.file.size
        this._set_file_hash()
        this.file.seek(0)


class AssetQuerySet(BrandOwnedQuerySet["ImageAsset"], ImageQuerySet):  # type: ignore[misc]
    """Pictures by brand, with Wagtail's search and renditions."""


class ImageAsset(IncomingFile, Rights, AbstractImage):  # type: ignore[misc]
    """A picture. `description` is its alt text."""

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "credit",
        "licence",
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
        index.SearchField("credit"),
    ]

    objects = AssetQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_imageasset", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Settle the brand, examine a new file, save."""
        self.collection = self.settle_brand(self.collection)
        self.take_in()
        super().save(*args, **kwargs)
        self.__dict__["_kept_name"] = self.file.name

    def get_upload_to(self, filename: str) -> str:
        """A name nobody can guess."""
        return stored_name("images", filename)

    def _examine(self, file: File[Any]) -> File[Any]:
        return intake.examine_image(file)


class ImageRendition(AbstractRendition):  # type: ignore[misc]
    """A smaller or cropped version that Wagtail drew for its admin. Channels draw their own."""

    brand_path: ClassVar[str] = "image__brand"

    image = models.ForeignKey(ImageAsset, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class DocumentAssetQuerySet(BrandOwnedQuerySet["DocumentAsset"], DocumentQuerySet):  # type: ignore[misc]
    """Documents by brand, with Wagtail's search."""


class DocumentAsset(IncomingFile, Rights, AbstractDocument):  # type: ignore[misc]
    """A file to hand out: a logo for printers, a font, a PDF."""

    file = models.FileField(upload_to=document_upload_to, verbose_name=_("file"))

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "credit",
        "licence",
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
    ]

    objects = DocumentAssetQuerySet.as_manager()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_documentasset", "Can choose document")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Settle the brand, examine a new file, save."""
        self.collection = self.settle_brand(self.collection)
        self.take_in()
        super().save(*args, **kwargs)
        self.__dict__["_kept_name"] = self.file.name

    def _examine(self, file: File[Any]) -> File[Any]:
        return intake.examine_document(file)
