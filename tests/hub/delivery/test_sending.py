"""Webhooks against receivers that are good, slow, dead, full of errors, leading elsewhere, and pointing inward."""

import itertools
import json
import threading
import time
from datetime import timedelta
from unittest import mock

import pytest
import standardwebhooks
from django.core import mail
from django.db import connections
from django.utils import timezone

from hub.delivery import outbox, sending
from hub.delivery.models import Delivery, DeliveryState, Webhook
from hub.delivery.services import create_webhook, rotate_secret
from tests.hub.content import factories
from tests.hub.delivery.receiver import Receiver, closed_port, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(brand, settings):
    """`told(receiver)`: a webhook of the brand that is sent to it."""

    def make(receiver: Receiver | str, **fields):
        url = receiver if isinstance(receiver, str) else receiver.url
        port = int(url.split(":")[2].split("/")[0])
        settings.HUB_WEBHOOK_TRUSTED = (*settings.HUB_WEBHOOK_TRUSTED, ("127.0.0.1", port))
        return create_webhook(brand, **{"name": url, "url": url, **fields})

    return make


def verified(webhook: Webhook, message: tuple[dict[str, str], bytes], secret: str = "") -> dict:
    headers, body = message
    return standardwebhooks.Webhook(secret or webhook.secret).verify(body, headers)


def test_a_publish_is_told_and_the_signature_holds(told, publish, caller):
    with receiving() as receiver:
        webhook = told(receiver)
        row = publish()
        assert sending.send_all() == len(receiver.got) > 1
        for message in receiver.got:
            body = verified(webhook, message)
            assert body["type"] == "variant.changed"
            assert body["data"]["piece"] == str(row.translation_key)
            assert len(message[1]) < 20_000
            answer = caller.get(body["data"]["url"].replace("http://localhost:8000", "http://testserver"))
            assert answer.json()["key"] == body["data"]["key"]
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.DELIVERED}
    assert sending.send_all() == 0


def test_what_was_tampered_with_fails(told, brand):
    with receiving() as receiver:
        webhook = told(receiver)
        outbox.put_test(webhook)
        sending.send_all()
    headers, body = receiver.got[0]
    assert verified(webhook, (headers, body))["type"] == "webhook.test"
    forged = [
        (headers, body.replace(b"webhook.test", b"webhook.best")),
        ({**headers, "webhook-id": "msg_other"}, body),
        ({**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) + 1)}, body),
        ({**headers, "webhook-signature": "v1," + "A" * 43 + "="}, body),
    ]
    for message in forged:
        with pytest.raises(standardwebhooks.WebhookVerificationError):
            verified(webhook, message)
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        verified(webhook, (headers, body), create_webhook(brand, name="x", url="https://a.example").secret)


def test_while_rotating_both_secrets_hold(told):
    with receiving() as receiver:
        webhook = told(receiver)
        older = webhook.secret
        rotate_secret(webhook)
        assert webhook.secret != older
        outbox.put_test(webhook)
        sending.send_all()
        assert verified(webhook, receiver.got[0])
        assert verified(webhook, receiver.got[0], older)
        Webhook.objects.update(older_until=timezone.now())
        outbox.put_test(webhook)
        sending.send_all()
        assert verified(webhook, receiver.got[1])
        with pytest.raises(standardwebhooks.WebhookVerificationError):
            verified(webhook, receiver.got[1], older)


def test_a_retry_is_the_same_message(told):
    with receiving(lambda number: 500 if number < 3 else 204) as receiver:
        webhook = told(receiver)
        delivery = outbox.put_test(webhook)
        for _ in range(3):
            Delivery.objects.update(due_at=timezone.now())
            sending.send_all()
        assert len({(headers["webhook-id"], body) for headers, body in receiver.got}) == 1
        for message in receiver.got:
            verified(webhook, message)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DELIVERED
    assert [entry["status"] for entry in delivery.log] == [500, 500, 204]
    webhook.refresh_from_db()
    assert webhook.failing_since is None


class Clock:
    """A clock that only moves when told."""

    def __init__(self):
        self.now = timezone.now()

    def __enter__(self):
        self.patch = mock.patch("django.utils.timezone.now", side_effect=lambda: self.now)
        self.patch.start()
        return self

    def __exit__(self, *_):
        self.patch.stop()


def test_ten_attempts_over_three_days_and_then_it_is_switched_off(told, administrator, mailed):
    webhook = told(f"http://127.0.0.1:{closed_port()}/")
    first, second = outbox.put_test(webhook), outbox.put_test(webhook)
    begun, tried = timezone.now(), {first.pk: [], second.pk: []}

    def fail_for_days():
        with Clock() as clock:
            while waiting := Delivery.objects.filter(state=DeliveryState.WAITING, webhook__is_enabled=True):
                clock.now = max(clock.now, min(waiting.values_list("due_at", flat=True)))
                claimed = sending.claim()
                sending.attempt(claimed)
                tried[claimed.pk].append(clock.now)

    letters = mailed(fail_for_days)
    # Jitter says which of the two is given up first. The webhook is switched off then if three days are over.
    given_up = max(Delivery.objects.filter(state=DeliveryState.FAILED), key=lambda each: tried[each.pk][-1])
    moments = tried[given_up.pk]
    assert len(moments) == 10
    steps = [(later - earlier).total_seconds() for earlier, later in itertools.pairwise(moments)]
    for step, planned in zip(steps, (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400), strict=True):
        assert planned * 0.9 <= step <= planned * 1.1
    assert 68 <= (moments[-1] - begun).total_seconds() / 3600 <= 83.5
    webhook.refresh_from_db()
    assert (webhook.is_enabled, webhook.disabled_why) == (False, "failing")
    assert [letter.to for letter in letters] == [[administrator.email]]
    assert webhook.name in letters[0].subject
    assert len(given_up.log) == 10
    assert given_up.log[0]["status"] is None
    assert "cannot be reached" in given_up.log[0]["error"]


def test_the_schedule_takes_about_75_and_a_half_hours():
    assert round(sum(sending.SCHEDULE) / 3600, 1) == 75.6
    waits = {sending.wait_after(1) for _ in range(20)}
    assert len(waits) > 1  # jitter
    assert sending.wait_after(10) is None


def test_410_switches_off_at_once(told, administrator, mailed, caller_for, brand):
    with receiving(410) as receiver:
        webhook = told(receiver)
        outbox.put_test(webhook)
        outbox.put_test(webhook)
        letters = mailed(sending.send_all)
        assert len(receiver.got) == 1
    webhook.refresh_from_db()
    assert (webhook.is_enabled, webhook.disabled_why) == (False, "gone")
    assert "410" in letters[0].body
    shown = caller_for(brand, scopes=["webhooks"]).get(f"/webhooks/{webhook.pk}").json()
    assert (shown["enabled"], shown["disabled_because"]) == (False, "gone")


def test_redirects_are_not_followed(told):
    with receiving() as inward, receiving(302, goes_to=inward.url) as receiver:
        delivery = outbox.put_test(told(receiver))
        sending.send_all()
        assert (len(receiver.got), len(inward.got)) == (1, 0)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.WAITING
    assert delivery.last_attempt["status"] == 302


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://[::1]:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://localhost:{port}/",
    ],
)
def test_nothing_is_sent_into_the_own_network(brand, url):
    """Also not to an address that was written into the row past the form."""
    with receiving() as receiver:
        webhook = create_webhook(brand, name="innen", url="https://a.example/")
        Webhook.objects.update(url=url.format(port=receiver.port))
        delivery = outbox.put_test(webhook)
        sending.send_all()
        assert receiver.got == []
    delivery.refresh_from_db()
    assert "private network" in delivery.last_attempt["error"]


def test_who_is_slow_is_cut_off_and_tried_again(told, monkeypatch):
    monkeypatch.setattr(sending, "SECONDS", 0.3)
    with receiving(seconds=1) as receiver:
        delivery = outbox.put_test(told(receiver))
        begun = time.monotonic()
        sending.send_all()
        assert time.monotonic() - begun < 0.9
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.WAITING
    assert "in time" in delivery.last_attempt["error"]


@pytest.mark.django_db(transaction=True)
def test_bad_receivers_disturb_no_other(told, monkeypatch):
    """Sixteen that are dead slow or full of errors, and one that works: its messages do not wait for theirs."""
    monkeypatch.setattr(sending, "SECONDS", 3.0)
    with receiving(seconds=3) as slow, receiving(500) as wrong, receiving() as good:
        for number in range(12):
            webhook = told(slow.url + f"?{number}")
            Webhook.objects.filter(pk=webhook.pk).update(failing_since=timezone.now())
            outbox.put_test(webhook)
        for number in range(4):
            outbox.put_test(told(wrong.url + f"?{number}"))
        well = told(good)
        for _ in range(20):
            outbox.put_test(well)
        senders, begun = sending.Senders(), time.monotonic()
        while time.monotonic() - begun < 2.5 and len(good.got) < 20:
            senders.send_due()
            time.sleep(0.02)
        in_time = len(good.got)
        senders.finish()
        assert in_time == 20
        assert good.most_at_once == 1
        assert slow.most_at_once == sending.FAILING_SENDERS
        assert len(wrong.got) == 4
    assert not Webhook.objects.filter(busy_until__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_nothing_twice(told):
    with receiving(seconds=0.05) as receiver:
        webhook = told(receiver)
        for _ in range(10):
            outbox.put_test(webhook)

        def work():
            try:
                for _ in range(30):
                    sending.send_all()
                    time.sleep(0.02)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(receiver.got) == len({headers["webhook-id"] for headers, _ in receiver.got}) == 10
        assert receiver.most_at_once == 1


def test_a_sender_that_died_is_followed_by_another(told):
    with receiving() as receiver:
        outbox.put_test(told(receiver))
        assert sending.claim() is not None
        assert sending.claim() is None
        Webhook.objects.update(busy_until=timezone.now() - timedelta(seconds=1))
        assert sending.send_all() == 1


def test_filters_by_channel_and_campaign(told, brand, publish):
    with receiving() as receiver:
        by_channel = told(receiver, channels=["sms"])
        by_campaign = told(receiver, campaign=factories.campaign(brand, slug="winter"))
        off = told(receiver)
        Webhook.objects.filter(pk=off.pk).update(is_enabled=False)
        row = publish()
        assert {json.loads(each.body)["data"]["channel"] for each in by_channel.deliveries.all()} == {"sms"}
        assert not by_campaign.deliveries.exists()
        assert not off.deliveries.exists()
        row.unpublish()
        newest = by_channel.deliveries.first()
        assert newest.type == "variant.gone"
        assert json.loads(newest.body)["data"]["key"] is None


def test_of_an_embargo_nothing_is_told_before_it_ends(told, brand, publish):
    from hub.delivery import boundaries
    from hub.variants.models import Slot

    image = factories.picture(brand)
    image.valid_from = (timezone.now() + timedelta(days=3)).date()
    image.save()
    image.refresh_from_db()
    webhook = told("http://127.0.0.1:9/")
    publish(hero=image)
    assert {json.loads(each.body)["data"]["channel"] for each in webhook.deliveries.all()} == {"sms"}
    begins = Slot.objects.select_related("current").get(channel="web").current.visible_from
    with mock.patch("django.utils.timezone.now", return_value=begins + timedelta(seconds=2)):
        boundaries.look()
    assert "web" in {json.loads(each.body)["data"]["channel"] for each in webhook.deliveries.all()}


def test_a_rolled_back_publish_tells_nobody(told, publish):
    from django.db import transaction

    webhook = told("http://127.0.0.1:9/")
    with transaction.atomic():
        publish()
        assert webhook.deliveries.exists()
        transaction.set_rollback(True)
    assert not webhook.deliveries.exists()


def test_letters_are_in_the_language_of_who_reads_them(told, administrator, mailed):
    administrator.language = "de"
    administrator.save()
    mail.outbox.clear()
    with receiving(410) as receiver:
        outbox.put_test(told(receiver))
        letters = mailed(sending.send_all)
    assert len(letters) == 1


@pytest.mark.django_db(transaction=True)
def test_many_messages_do_not_wait_for_the_next_tick(told):
    with receiving() as receiver:
        webhook = told(receiver)
        for _ in range(60):
            outbox.put_test(webhook)
        senders = sending.Senders()
        assert senders.send_due() == 1
        senders.finish()
        assert len(receiver.got) == 60
        assert receiver.most_at_once == 1
