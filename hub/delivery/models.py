"""Change rows and the numbers they get. (Webhooks are in `webhook.py`, pulls in `pull.py`.)"""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.accounts.models import Brand
from hub.accounts.scoping import BrandOwned
from hub.delivery.pull import Pull
from hub.delivery.webhook import Delivery, DeliveryState, Webhook
from hub.variants.models import Slot

__all__ = ["Change", "Counter", "Delivery", "DeliveryState", "Kind", "Look", "Pull", "Webhook"]


class Kind(models.TextChoices):
    """What a slot showed when a change of it was noted. What a reader is told is decided when it is read."""

    CHANGED = "changed", _("changed")
    GONE = "gone", _("gone")
    HIDDEN = "hidden", _("not shown yet")


class Counter(models.Model):
    """The last change number of a brand. Who numbers changes locks it."""

    brand = models.OneToOneField(Brand, on_delete=models.CASCADE, primary_key=True, related_name="change_counter")
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("change counter")
        verbose_name_plural = _("change counters")

    def __str__(self) -> str:
        return f"{self.brand_id}: {self.last}"


class Change(BrandOwned):
    """That a slot may look different now. Appended in the transaction that changed it, numbered right after.

    A row outlives its slot, so that whoever follows the feed hears of the end of it: hence the place in full, with
    brand and campaign as they were. Of a slot's rows in one campaign all but the newest may be deleted at any time.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveBigIntegerField(null=True)
    slot = models.ForeignKey(Slot, on_delete=models.SET_NULL, null=True, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    entry_number = models.PositiveIntegerField()
    campaign_key = models.PositiveBigIntegerField()
    piece_key = models.UUIDField()
    channel = models.CharField(max_length=50)
    format = models.CharField(max_length=50)
    locale = models.CharField(max_length=10)
    dialect = models.CharField(max_length=30)
    arm = models.CharField(max_length=50, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["brand", "number"], name="change_number")]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["brand", "id"], name="change_unnumbered", condition=models.Q(number=None)),
            models.Index(fields=["slot", "campaign_key", "id"], name="change_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.brand_id} #{self.number}: {self.kind}"


class Look(models.Model):
    """When somebody last looked whether a time boundary had passed."""

    at = models.DateTimeField()

    class Meta:
        verbose_name = _("look at the clock")
        verbose_name_plural = _("looks at the clock")

    def __str__(self) -> str:
        return self.at.isoformat()
