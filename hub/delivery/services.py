"""What is done to webhooks."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hub.accounts.models import Brand
from hub.accounts.principal import Principal
from hub.content.campaigns import Campaign
from hub.delivery.sealing import SealError, seal_anew
from hub.delivery.webhook import Delivery, Webhook, new_sealed_secret

#: So long the older secret signs, too, after a new one was made.
OVERLAP = timedelta(days=3)


def webhooks_for(principal: Principal) -> QuerySet[Webhook]:
    """The webhooks of the caller's brands; of a caller for some channels only those that are told of no others."""
    rows = Webhook.objects.visible_to(principal).select_related("brand", "campaign")
    if principal.channels is None:
        return rows
    told = rows.values_list("pk", "channels")
    own = [key for key, channels in told if channels and set(channels) <= principal.channels]
    return rows.filter(pk__in=own)


@transaction.atomic
def create_webhook(
    brand: Brand,
    *,
    name: str,
    url: str,
    channels: Iterable[str] = (),
    campaign: Campaign | None = None,
    created_by: Any = None,
) -> Webhook:
    """Make a webhook; its secret is in the row, and shown this once.

    Raises:
        ValidationError: naming the fields that are wrong.
    """
    webhook = Webhook(
        brand=brand, name=name, url=url, channels=sorted(set(channels)), campaign=campaign, created_by=created_by
    )
    webhook.full_clean()
    webhook.save()
    return webhook


@transaction.atomic
def change_webhook(webhook: Webhook, **fields: Any) -> Webhook:
    """Change name, url, channels, campaign, or whether it is switched on. What waits is sent once it is on again.

    Raises:
        ValidationError: naming the fields that are wrong.
    """
    for name, value in fields.items():
        setattr(webhook, name, value)
    prepare(webhook)
    webhook.full_clean()
    webhook.save(update_fields=[*fields, "disabled_why", "failing_since"])
    return webhook


def prepare(webhook: Webhook) -> None:
    """What is switched on again has a clean sheet; call it before saving."""
    if webhook.is_enabled and webhook.disabled_why:
        webhook.disabled_why, webhook.failing_since = "", None


@transaction.atomic
def rotate_secret(webhook: Webhook) -> Webhook:
    """Make a new secret. The one until now signs, too, for three days: time for the receiver to change over."""
    row = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)
    webhook.older_sealed_secret, webhook.older_until = row.sealed_secret, timezone.now() + OVERLAP
    webhook.sealed_secret = new_sealed_secret()
    webhook.save(update_fields=["sealed_secret", "older_sealed_secret", "older_until"])
    return webhook


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many webhooks' secrets were sealed anew, and whose nobody can open."""

    count: int
    lost: tuple[Webhook, ...]


def reseal() -> Resealed:
    """Seal with the present key what an older one sealed; forget older secrets that sign no more. Safe to repeat.

    Rows are locked only where there is something to do.
    """
    count, lost = 0, []
    for row in Webhook.objects.order_by("pk"):
        try:
            count += _is_stale(row) and _reseal(row.pk)
        except SealError:
            lost.append(row)
    return Resealed(count, tuple(lost))


def _is_stale(row: Webhook) -> bool:
    return _sealed_anew(row) != (row.sealed_secret, row.older_sealed_secret)


def _sealed_anew(row: Webhook) -> tuple[str, str]:
    """What should stand in a row."""
    signs_still = row.older_until is not None and row.older_until > timezone.now()
    older = row.older_sealed_secret if signs_still else ""
    with suppress(SealError):  # who lost the key has a new secret by now
        return seal_anew(row.sealed_secret), older and seal_anew(older)
    return seal_anew(row.sealed_secret), older


@transaction.atomic
def _reseal(key: int) -> bool:
    row = Webhook.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        return False
    row.sealed_secret, row.older_sealed_secret = _sealed_anew(row)
    row.save(update_fields=["sealed_secret", "older_sealed_secret"])
    return True


def deliveries_of(webhook: Webhook) -> QuerySet[Delivery]:
    """What was sent to a webhook, and what is waiting; the newest first."""
    return webhook.deliveries.order_by("-pk")
