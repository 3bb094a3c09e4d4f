"""Webhooks as rows: who is told, and every message that was, or is to be, sent."""

from contextlib import suppress
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.accounts.models import Brand, validate_channels
from hub.accounts.scoping import BrandOwned
from hub.content.campaigns import Campaign
from hub.delivery.addresses import complain
from hub.delivery.sealing import SealError, seal, unseal
from hub.delivery.signing import new_secret


def new_sealed_secret() -> str:
    """A secret that nobody has seen."""
    return seal(new_secret())


def _validate_address(value: str) -> None:
    """An address that may be sent to at all; where it leads is looked at whenever something is sent."""
    if complaint := complain(value):
        raise ValidationError(complaint)


class Webhook(BrandOwned):
    """An address that is told of a brand's changes.

    Its secret is sealed; an older one signs, too, until the receiver has changed over.
    """

    brand = models.ForeignKey(Brand, verbose_name=_("brand"), on_delete=models.CASCADE, related_name="webhooks")
    name = models.CharField(_("name"), max_length=100, help_text=_("Who is told, and for what."))
    url = models.CharField(
        _("address"),
        max_length=1000,
        validators=[_validate_address],
        help_text=_("Each message is posted here. It must be in the public internet; redirects are not followed."),
    )
    channels = models.JSONField(
        _("channels"), default=list, blank=True, validators=[validate_channels], help_text=_("None means all.")
    )
    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaign"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="webhooks",
        help_text=_("None means all."),
    )
    sealed_secret = models.CharField(max_length=500, default=new_sealed_secret, editable=False)
    older_sealed_secret = models.CharField(max_length=500, blank=True, default="", editable=False)
    older_until = models.DateTimeField(null=True, blank=True, editable=False)
    is_enabled = models.BooleanField(_("switched on"), default=True)
    disabled_why = models.CharField(max_length=200, blank=True, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    tried_at = models.DateTimeField(_("last tried"), null=True, blank=True, editable=False)
    #: One message at a time: until then a worker is busy with it.
    busy_until = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The campaign is one of the brand's."""
        super().clean()
        if self.campaign is not None and self.campaign.brand_id != self.brand_id:
            raise ValidationError({"campaign": _("This campaign belongs to another brand.")})

    @property
    def secret(self) -> str:
        """What signs, as receivers have it: for signing, and to be shown once.

        Raises:
            SealError: the hub's key is another one now.
        """
        return unseal(self.sealed_secret)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every message is signed with each of these: the older one, too, for a while, unless nobody can open it.

        Raises:
            SealError: the hub's key is another one now.
        """
        still = self.older_until is not None and timezone.now() < self.older_until
        if not self.older_sealed_secret or not still:
            return (self.secret,)
        with suppress(SealError):
            return (self.secret, unseal(self.older_sealed_secret))
        return (self.secret,)

    def wants(self, channel: str, campaign_key: int) -> bool:
        """Whether it is told of this channel and campaign."""
        return (not self.channels or channel in self.channels) and self.campaign_id in {None, campaign_key}


class DeliveryState(models.TextChoices):
    """What became of a message."""

    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("given up")


class Delivery(BrandOwned):
    """One message to one webhook: put down in the transaction that made it true, sent afterwards by the worker.

    `body` are the bytes that are sent and signed, the same in every attempt, as is `message_id`. `log` has an entry for
    each attempt: {at, status, error, milliseconds}.
    """

    brand_path = "webhook__brand"

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    message_id = models.CharField(_("message"), max_length=50)
    type = models.CharField(_("what happened"), max_length=50)
    body = models.TextField()
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    log = models.JSONField(default=list)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery of a webhook")
        verbose_name_plural = _("deliveries of webhooks")
        ordering = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["webhook", "message_id"], name="delivery_once")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["webhook", "due_at"], name="delivery_due", condition=models.Q(state="waiting")),
            models.Index(fields=["ended_at"], name="delivery_ended", condition=models.Q(ended_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.message_id}"

    @property
    def last_attempt(self) -> dict[str, Any]:
        """What the last attempt came to; empty before the first."""
        return self.log[-1] if self.log else {}
