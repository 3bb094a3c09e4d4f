"""Waivers as rows: who gave leave for which finding, why, and until when. Nothing is ever taken out of this history."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brand import waiver as core
from hub.accounts.models import Brand
from hub.accounts.scoping import BrandOwned, BrandOwnedQuerySet
from hub.content.campaigns import Campaign
from hub.content.models import Piece

#: The right to waive and to withdraw: brand managers and administrators have it.
RIGHT = "audits.waive"


class Reach(models.TextChoices):
    """How far a waiver reaches."""

    PIECE = "piece", _("one piece")
    CAMPAIGN = "campaign", _("a campaign")
    BRAND = "brand", _("the whole brand")


class Status(StrEnum):
    """What a waiver is worth on a day."""

    ACTIVE = "active"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class WaiverQuerySet(BrandOwnedQuerySet["Waiver"]):
    """Waivers are withdrawn, never deleted: who allowed what stays on record."""

    def delete(self) -> Any:
        """Refuse."""
        raise TypeError("Waivers are withdrawn, never deleted.")


class Waiver(BrandOwned):
    """Leave to break one rule in one place, until a day.

    It names a `fingerprint`, or a `rule` and as much of a place as is meant; "" = any. `words` are what it was about
    when it was given, for people to read; `quote` is what a finding must be about for it to hold.
    """

    brand = models.ForeignKey(Brand, verbose_name=_("brand"), on_delete=models.CASCADE, related_name="waivers")
    reach = models.CharField(_("reach"), max_length=10, choices=Reach.choices)
    # A campaign that is deleted takes no history with it, and never makes its waivers the whole brand's.
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.SET_NULL, null=True, blank=True, related_name="waivers"
    )
    piece_key = models.UUIDField(_("piece"), null=True, blank=True)
    locale = models.CharField(_("locale"), max_length=10, blank=True)
    channel = models.CharField(_("channel"), max_length=50, blank=True)
    rule = models.CharField(_("rule"), max_length=100)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)
    field = models.CharField(_("field"), max_length=200, blank=True)
    block = models.CharField(_("block"), max_length=100, blank=True)
    quote = models.TextField(_("quote"), blank=True)
    words = models.TextField(_("words"), blank=True)
    reason = models.TextField(_("reason"))
    expires = models.DateField(_("last day"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("given by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("given at"), auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("withdrawn by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    objects = WaiverQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view",)
        permissions: ClassVar[list[Any]] = [("waive", _("Can waive findings"))]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["brand", "expires"], name="waiver_brand_expires")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.words}" if self.words else self.rule

    def delete(self, *_args: Any, **_kwargs: Any) -> Any:
        """Refuse."""
        raise TypeError("Waivers are withdrawn, never deleted.")

    def status(self, today: date) -> Status:
        """What it is worth on that day."""
        if self.withdrawn_at is not None:
            return Status.WITHDRAWN
        return Status.ACTIVE if self.expires >= today else Status.EXPIRED

    def concerns(self, piece_key: object, *, locale: str, campaign_id: int | None) -> bool:
        """Whether it may cover findings of this piece in this locale."""
        if self.reach == Reach.CAMPAIGN:
            mine = campaign_id is not None and self.campaign_id == campaign_id
        else:
            mine = self.reach == Reach.BRAND or str(self.piece_key) == str(piece_key)
        return mine and self.locale in {"", locale}

    def as_core(self) -> core.Waiver:
        """What the audit reads. Of a campaign or a brand it knows nothing: narrow it with `for_piece`."""
        return core.Waiver(
            id=str(self.pk),
            reason=self.reason,
            approver=str(self.created_by or ""),
            expires=self.expires,
            fingerprint=self.fingerprint,
            rule=self.rule,
            piece=str(self.piece_key or ""),
            channel=self.channel,
            locale=self.locale,
            field=self.field,
            block=self.block,
            quote=self.quote,
        )

    def for_piece(self, piece: Piece) -> core.Waiver:
        """The same for the findings of one piece in its locale only."""
        return replace(self.as_core(), piece=str(piece.translation_key), locale=piece.locale_code)
