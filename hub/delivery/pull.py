"""Who pulled which version, as rows: one for each reader and version, with the first and the last time."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.accounts.scoping import BrandOwned
from hub.variants.models import Entry, Slot


class Pull(BrandOwned):
    """That a reader fetched what stood in a slot. Readers are named as they were called; they may be gone since."""

    brand_path = "slot__brand"

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="pulls")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="pulls")
    reader_kind = models.CharField(max_length=10)
    reader_key = models.PositiveBigIntegerField()
    reader_name = models.CharField(_("reader"), max_length=150)
    first_at = models.DateTimeField(_("first pulled"))
    last_at = models.DateTimeField(_("last pulled"))
    count = models.PositiveBigIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("pull")
        verbose_name_plural = _("pulls")
        ordering = ["-last_at", "-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["entry", "reader_kind", "reader_key"], name="pull_once")
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["slot", "last_at"], name="pull_of_slot")]

    def __str__(self) -> str:
        return f"{self.reader_name}: {self.entry_id}"
