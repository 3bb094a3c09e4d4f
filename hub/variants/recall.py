"""Recalls as rows: which variant was taken back from everywhere, by whom and why; and whether that was lifted."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.accounts.scoping import BrandOwned

if TYPE_CHECKING:
    from hub.variants.models import Entry, Slot

#: The right to recall and to lift: brand managers and administrators have it.
RIGHT = "variants.recall_variant"
#: The reason of the tombstone that a recall leaves in the slot.
RECALLED = "recalled"


class Recall(BrandOwned):
    """That what a slot showed up to an entry is not shown any more, nowhere: not pinned, not by key, no picture of it.

    It holds until it is lifted. A version that differs takes the slot's place all the same; the recalled ones stay
    hidden behind it.
    """

    brand_path = "slot__brand"

    slot = models.ForeignKey("variants.Slot", on_delete=models.CASCADE, related_name="recalls")
    entry = models.ForeignKey("variants.Entry", on_delete=models.CASCADE, related_name="recalls")
    #: Of the entry, so that readers need not look it up.
    number = models.PositiveIntegerField()
    reason = models.CharField(_("reason"), max_length=500)
    recalled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recalled_at = models.DateTimeField(_("recalled"), auto_now_add=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    class Meta:
        verbose_name = _("recall")
        verbose_name_plural = _("recalls")
        ordering = ["-pk"]
        permissions: ClassVar[list[Any]] = [("recall_variant", "Can recall variants")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["entry"], condition=models.Q(lifted_at=None), name="recall_open_once")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["slot", "number"], name="recall_open", condition=models.Q(lifted_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.slot} #{self.number}"


def not_recalled(entries: "models.QuerySet[Entry]") -> "models.QuerySet[Entry]":
    """Of these entries those that nobody recalled."""
    return entries.filter(~_open())


def is_recalled(slot: "Slot", key: str) -> bool:
    """Whether the variant of this render key was recalled from the slot."""
    return slot.entries.filter(_open(), variant__key=key).exists()


def _open() -> models.Exists:
    return models.Exists(
        Recall.objects.filter(slot=models.OuterRef("slot"), number__gte=models.OuterRef("number"), lifted_at=None)
    )
