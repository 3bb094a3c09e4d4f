"""Sending what the outbox holds: by the worker, one message at a time to each webhook, several webhooks at once.

Half of the senders are kept for webhooks that answer: however many are dead or slow, those wait for nobody.
"""

import logging
import random
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connections, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from brand.errors import FetchError
from brand.fetch import post
from hub.delivery import notices, signing
from hub.delivery.addresses import trusted
from hub.delivery.sealing import SealError
from hub.delivery.webhook import Delivery, DeliveryState, Webhook

logger = logging.getLogger(__name__)

#: A receiver has so many seconds to answer; it should take the message, answer, and work on it afterwards.
SECONDS = 15.0
#: A sender that died holds its webhook for so long.
LEASE = timedelta(seconds=60)
#: Seconds between the attempts: ten in all, over 75 hours and 35 minutes (the example of Standard Webhooks 1.0.0).
SCHEDULE = (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
#: Each wait is up to a tenth shorter or longer, so that receivers which come back are not run over.
JITTER = 0.1
#: A webhook is switched off once a message was given up and nothing got through for so long.
PATIENCE = timedelta(hours=72)
#: How many are sent to at once, and how many of those may be webhooks that failed last time.
SENDERS, FAILING_SENDERS = 16, 8
#: For so many seconds a sender goes on with one webhook that takes its messages.
TURN = 10.0
#: Attempts kept in the log of a message, replays included.
LOGGED = 50
AGENT = "Einklang/1 (webhooks)"


class Senders:
    """The threads that send. One of these lives in each worker, and is asked about once a second."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(SENDERS, thread_name_prefix="webhook")
        self._busy: dict[Future[None], bool] = {}

    def send_due(self) -> int:
        """Begin to send what is due, as far as senders are free; how many that are. Waits for none of them."""
        count = 0
        if not is_anything_due():
            return 0
        while len(self._running()) < SENDERS:
            also_failing = sum(self._running().values()) < FAILING_SENDERS
            delivery = claim(also_failing=also_failing)
            if delivery is None:
                break
            was_failing = delivery.webhook.failing_since is not None
            self._busy[self._pool.submit(_send_apart, delivery)] = was_failing
            count += 1
        return count

    def finish(self) -> None:
        """Wait until nothing is being sent."""
        wait(list(self._busy))

    def _running(self) -> dict[Future[None], bool]:
        self._busy = {future: failing for future, failing in self._busy.items() if not future.done()}
        return self._busy


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt came to: a status, or why there was none."""

    status: int | None
    error: str
    milliseconds: int

    @property
    def is_success(self) -> bool:
        """Whether the receiver took the message."""
        return self.status is not None and 200 <= self.status < 300


def send_all(limit: int = 1000) -> int:
    """Send what is due here and now, one after the other; how many that were."""
    count = 0
    while count < limit and is_anything_due() and (delivery := claim()) is not None:
        attempt(delivery)
        count += 1
    return count


def is_anything_due() -> bool:
    """Whether there is something to send. Asked often, so it locks nothing."""
    due = Delivery.objects.filter(state=DeliveryState.WAITING, due_at__lte=timezone.now(), webhook__is_enabled=True)
    return due.exists()


@transaction.atomic
def claim(*, also_failing: bool = True, of: int | None = None) -> Delivery | None:
    """Take the message that is due longest of a webhook that nobody is busy with, or of this one; None if none is."""
    now = timezone.now()
    due = Delivery.objects.filter(webhook=OuterRef("pk"), state=DeliveryState.WAITING, due_at__lte=now)
    free = Q(busy_until=None) | Q(busy_until__lt=now)
    webhooks = Webhook.objects.filter(free, Exists(due), is_enabled=True)
    if of is not None:
        webhooks = webhooks.filter(pk=of)
    if not also_failing:
        webhooks = webhooks.filter(failing_since=None)
    # Those that answer first; then whoever waited longest.
    order = (F("failing_since").asc(nulls_first=True), F("tried_at").asc(nulls_first=True), "pk")
    webhook = _unlocked(webhooks).order_by(*order).first()
    if webhook is None:
        return None
    webhook.busy_until, webhook.tried_at = now + LEASE, now
    webhook.save(update_fields=["busy_until", "tried_at"])
    found = webhook.deliveries.filter(state=DeliveryState.WAITING, due_at__lte=now).order_by("due_at", "pk").first()
    if found is not None:
        found.webhook = webhook
    return found


def attempt(delivery: Delivery) -> Outcome:
    """Send a message once, and note what came of it."""
    webhook = delivery.webhook
    body, now = delivery.body.encode(), timezone.now()
    begun = time.monotonic()
    try:
        sent = signing.headers(delivery.message_id, int(now.timestamp()), body, webhook.secrets)
        headers = {"Content-Type": "application/json", "User-Agent": AGENT, **sent}
        status = post(webhook.url, body, headers=headers, seconds=SECONDS, trusted=trusted())
        outcome = Outcome(status, "", _since(begun))
    except SealError as error:
        outcome = Outcome(None, str(error), _since(begun))
    except FetchError as error:
        outcome = Outcome(None, error.message.show(str), _since(begun))
    settle(delivery, outcome, at=now)
    return outcome


@transaction.atomic
def settle(delivery: Delivery, outcome: Outcome, *, at: datetime) -> None:
    """Note an attempt: delivered, to be tried again, or given up; and what it says of the webhook."""
    webhook = Webhook.objects.select_for_update().get(pk=delivery.webhook_id)
    row = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    row.attempts += 1
    row.log = [*row.log, _logged(outcome, at)][-LOGGED:]
    webhook.busy_until = None
    if outcome.is_success:
        row.state, row.ended_at, webhook.failing_since = DeliveryState.DELIVERED, timezone.now(), None
    else:
        webhook.failing_since = webhook.failing_since or at
        _reschedule(row)
        _consider(webhook, row, outcome)
    row.save()
    webhook.save(update_fields=["busy_until", "failing_since", "is_enabled", "disabled_why"])


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts; None when that was the last."""
    if attempts > len(SCHEDULE):
        return None
    return timedelta(seconds=SCHEDULE[attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311


def _reschedule(row: Delivery) -> None:
    pause = wait_after(row.attempts)
    if pause is None:
        row.state, row.ended_at = DeliveryState.FAILED, timezone.now()
    else:
        row.due_at = timezone.now() + pause


def _consider(webhook: Webhook, row: Delivery, outcome: Outcome) -> None:
    """Switch a webhook off that says it is gone, or that nothing got through to for days."""
    why = ""
    if outcome.status == 410:
        why, row.state, row.ended_at = "gone", DeliveryState.FAILED, timezone.now()
    elif row.state == DeliveryState.FAILED and (webhook.failing_since or row.created_at) <= timezone.now() - PATIENCE:
        why = "failing"
    if why and webhook.is_enabled:
        webhook.is_enabled, webhook.disabled_why = False, why
        notices.tell_of_disabled(webhook)


def _logged(outcome: Outcome, at: datetime) -> dict[str, Any]:
    said = {"status": outcome.status, "error": outcome.error, "milliseconds": outcome.milliseconds}
    return {"at": at.isoformat(timespec="seconds"), **said}


def _send_apart(delivery: Delivery) -> None:
    """Send in a thread of its own, whose connection ends with it; what is due next, too, while it is taken."""
    end, wanted = time.monotonic() + TURN, delivery.webhook_id
    try:
        following: Delivery | None = delivery
        while following is not None and attempt(following).is_success and time.monotonic() < end:
            following = claim(of=wanted)
    except Exception:  # its lease ends, and it is tried again
        logger.exception("delivery %s", delivery.pk)
    finally:
        connections.close_all()


def _unlocked(rows: QuerySet[Webhook]) -> QuerySet[Webhook]:
    connection = transaction.get_connection()
    return rows.select_for_update(skip_locked=True) if connection.features.has_select_for_update_skip_locked else rows


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
