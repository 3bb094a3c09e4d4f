"""What pictures and documents have in common: a brand, rights, a digest, and one door that every file comes in by."""

import datetime
import hashlib
import uuid
import zoneinfo
from abc import ABC, ABCMeta, abstractmethod
from pathlib import PurePosixPath
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.base import ModelBase
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from hub.accounts.models import Brand
from hub.assets import intake

STEM_LENGTH = 45
validate_territories = RegexValidator(
    r"\A[A-Z]{2}(?:, ?[A-Z]{2})*\Z", _("Country codes of two capital letters, separated by commas: DE, AT, CH.")
)


class Clearance(models.TextChoices):
    """Whether the rights are settled. Only what is cleared is published."""

    CLEARED = "cleared", _("Cleared")
    OPEN = "open", _("Not cleared yet")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def brand_of_collection(collection: Collection) -> Brand | None:
    """The brand whose collection this is, or lies in."""
    return Brand.objects.filter(collection__in=collection.get_ancestors(inclusive=True)).first()


def stored_name(folder: str, filename: str) -> str:
    """A name nobody can guess, that still tells people what the file was called; always shorter than 100 characters."""
    path = PurePosixPath(filename.replace("\\", "/"))
    stem = slugify(path.stem)[:STEM_LENGTH].strip("-") or "file"
    return f"{folder}/{uuid.uuid4().hex}/{stem}{path.suffix.lower()[:10]}"


def digest_of(file: File[Any]) -> str:
    """SHA-256 of the file, read in pieces."""
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


class _AbstractModel(ABCMeta, ModelBase):
    """Django's models have a metaclass of their own."""


class Asset(models.Model, ABC, metaclass=_AbstractModel):
    """Whose it is, who made it, who may show it, where, from when until when. Empty means: no limit is known."""

    brand_path = "brand"

    brand = models.ForeignKey(
        Brand, verbose_name=_("brand"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who must be named, as it must read.")
    )
    licence = models.CharField(_("licence"), max_length=255, blank=True)
    clearance = models.CharField(
        _("clearance"),
        max_length=10,
        choices=Clearance,
        default=Clearance.CLEARED,
        help_text=_("What is not cleared goes to no channel; what shows it is hidden until it is."),
    )
    valid_from = models.DateField(_("may be shown from"), null=True, blank=True)
    valid_until = models.DateField(
        _("may be shown until"), null=True, blank=True, db_index=True, help_text=_("Including this day.")
    )
    territories = models.CharField(
        _("countries"), max_length=255, blank=True, validators=[validate_territories], help_text=_("None means all.")
    )
    channels = models.ManyToManyField(
        "assets.AssetChannel", verbose_name=_("channels"), blank=True, related_name="+", help_text=_("None means all.")
    )
    release = models.CharField(
        _("release"), max_length=255, blank=True, help_text=_("Where the consent of the people shown is filed.")
    )

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """Remember which file the row has, and its rights."""
        instance = super().from_db(*args, **kwargs)
        instance.__dict__["_kept_name"] = str(instance.__dict__.get("file", ""))
        instance.__dict__["_kept_rights"] = instance._rights()
        return instance

    def clean(self) -> None:
        """Dates in their order, and a clearance in any case."""
        super().clean()
        self.clearance = self.clearance or Clearance.CLEARED
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("This is before the first day.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Settle the brand, examine a new file, save."""
        this: Any = self
        this.collection = self._settle_brand(this.collection)
        for name in ("valid_from", "valid_until"):
            setattr(self, name, models.DateField().to_python(getattr(self, name)))
        self._take_in()
        super().save(*args, **kwargs)
        self.__dict__["_kept_name"], self.__dict__["_kept_rights"] = this.file.name, self._rights()

    @property
    def territory_codes(self) -> tuple[str, ...]:
        """The countries, as codes; none means all."""
        return tuple(code.strip() for code in self.territories.split(",") if code.strip())

    def may_be_shown_at(self, moment: datetime.datetime) -> bool:
        """Whether the rights hold at this instant. A day begins and ends in the brand's time zone."""
        if self.clearance != Clearance.CLEARED:
            return False
        begun = self.valid_from is None or self.valid_from <= self._day(moment)
        return begun and not self.has_ended_at(moment)

    def has_ended_at(self, moment: datetime.datetime) -> bool:
        """Whether its last day is over at this instant."""
        return self.valid_until is not None and self.valid_until < self._day(moment)

    @property
    def rights_badge(self) -> str:
        """How it stands with its rights, for lists; empty where there is nothing to be known."""
        from hub.assets.badges import badge_of

        return badge_of(self)

    @property
    def rights_changed(self) -> bool:
        """Whether anything differs from the row that decides if it may be shown; told until it is saved."""
        return self.__dict__.get("_kept_rights") != self._rights()

    def _day(self, moment: datetime.datetime) -> datetime.date:
        return moment.astimezone(zoneinfo.ZoneInfo(self.brand.time_zone)).date()

    def _rights(self) -> tuple[Any, ...]:
        return tuple(self.__dict__.get(name) for name in ("clearance", "valid_from", "valid_until", "sha256"))

    @abstractmethod
    def examine(self, file: File[Any]) -> File[Any]:
        """The file as it may be kept; raises `RefusedFileError`."""

    def _settle_brand(self, collection: Collection) -> Collection:
        """The right collection: a new asset belongs to its collection's brand, an old one stays with its brand."""
        owner = brand_of_collection(collection)
        brand_id: int | None = self.brand_id
        if brand_id is None:
            if owner is None:
                raise ValidationError(_("Choose the collection of a brand: every picture and document belongs to one."))
            self.brand = owner
            return collection
        return collection if owner is not None and owner.pk == brand_id else self.brand.collection

    def _take_in(self) -> None:
        """Examine and measure the file if it is another than the row's, whichever form or command brought it."""
        this: Any = self
        if this.file._committed and this.__dict__.get("_kept_name") == this.file.name and this.sha256:
            return
        this.file.open()
        if not isinstance(this.file.file, intake.ExaminedFile):
            examined = self.examine(this.file if this.file._committed else this.file.file)
            if isinstance(examined, intake.ExaminedFile):
                this.file = File(examined, name=PurePosixPath(this.file.name).name)
                this.file.file = examined
        this.sha256 = digest_of(this.file)
        this.file_size = this.file.size
        this._set_file_hash()
        this.file.seek(0)
