"""Messages to webhooks, put down in the transaction that makes them true."""

import json
import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from hub.delivery.webhook import Delivery, DeliveryState, Webhook
from hub.variants.models import Entry, Recall, Slot
from hub.variants.recall import RECALLED as RECALLED_ENTRY

CHANGED, GONE, RECALLED, TEST = "variant.changed", "variant.gone", "variant.recalled", "webhook.test"
#: What may be told of, and what that means.
TYPES = {
    CHANGED: "A variant is to be seen, or another than before.",
    GONE: "A variant is no longer to be seen.",
    RECALLED: "A variant was recalled: whoever has it should not use it any more.",
    TEST: "Somebody asked for a test.",
}


def put(slot: Slot, entry: Entry, *, is_shown: bool) -> int:
    """Put down a message for every webhook of the brand that wants to hear of the slot; how many. In a transaction."""
    webhooks = [
        webhook
        for webhook in Webhook.objects.filter(brand=slot.brand_id, is_enabled=True)
        if webhook.wants(slot.channel, slot.campaign_id)
    ]
    if not webhooks:
        return 0
    kind = CHANGED if is_shown else RECALLED if entry.reason == RECALLED_ENTRY else GONE
    data = _data(slot, entry, kind)
    Delivery.objects.bulk_create([_delivery(webhook, kind, data) for webhook in webhooks])
    return len(webhooks)


def put_test(webhook: Webhook) -> Delivery:
    """Put down a message that says nothing but that it arrived."""
    delivery = _delivery(webhook, TEST, {"webhook": webhook.pk, "brand": webhook.brand.key})
    delivery.save()
    return delivery


def replay(delivery: Delivery) -> Delivery:
    """Send a message again, from the first attempt: the same id and body, so that receivers know it again."""
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.WAITING, attempts=0, due_at=timezone.now(), ended_at=None
    )
    delivery.refresh_from_db()
    return delivery


def replay_given_up(webhook: Webhook) -> int:
    """The same for all messages that were given up; how many."""
    return webhook.deliveries.filter(state=DeliveryState.FAILED).update(
        state=DeliveryState.WAITING, attempts=0, due_at=timezone.now(), ended_at=None
    )


def _delivery(webhook: Webhook, kind: str, data: dict[str, Any]) -> Delivery:
    now = timezone.now()
    body = {"type": kind, "timestamp": _written(now), "data": data}
    return Delivery(
        webhook=webhook,
        message_id=f"msg_{uuid.uuid4().hex}",
        type=kind,
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        due_at=now,
    )


def _data(slot: Slot, entry: Entry, kind: str) -> dict[str, Any]:
    """Where it is, and nothing of what it says: that is fetched by who may."""
    variant = entry.variant if kind == CHANGED else None
    taken = _recalled(slot, entry) if kind == RECALLED else {}
    return {
        "brand": slot.brand.key,
        "campaign": slot.campaign.slug,
        "piece": str(slot.piece_key),
        "channel": slot.channel,
        "format": slot.format,
        "locale": slot.locale,
        "dialect": slot.dialect,
        "arm": slot.arm,
        "version": entry.number,
        "key": variant.key if variant is not None else None,
        "url": address_of(slot),
        **taken,
    }


def _recalled(slot: Slot, entry: Entry) -> dict[str, Any]:
    """Which version is not to be used any more, and why."""
    row = Recall.objects.filter(slot=slot, number__lt=entry.number).select_related("entry__variant").first()
    if row is None or row.entry.variant is None:
        return {}
    return {"version": row.number, "key": row.entry.variant.key, "reason": row.reason}


def address_of(slot: Slot) -> str:
    """Where the API answers with the slot's variant."""
    names = {"address": str(slot.piece_key), "channel": slot.channel, "format": slot.format}
    query = QueryDict(mutable=True)
    query["locale"] = slot.locale
    if slot.dialect != "plain":
        query["dialect"] = slot.dialect
    if slot.arm:
        query["arm"] = slot.arm
    return f"{settings.HUB_BASE_URL}{reverse('api-1:variant', kwargs=names)}?{query.urlencode()}"


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
