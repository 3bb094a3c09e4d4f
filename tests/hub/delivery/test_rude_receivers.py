"""Receivers that speak no proper HTTP: each message is tried again later, and the sender is free in time."""

import threading

import pytest

from hub.delivery import outbox, sending
from hub.delivery.models import Delivery, DeliveryState, Webhook
from hub.delivery.services import create_webhook
from tests.hub.delivery import rude
from tests.hub.delivery.receiver import receiving

pytestmark = pytest.mark.django_db(transaction=True)

RUDE = {
    rude.drip_head: "in time",
    rude.flood_head: "",
    rude.flood_line: "",
    rude.put_off: "",
    rude.talk_nonsense: "",
    rude.hang_up: "",
    rude.reset: "",
    rude.say_nothing: "in time",
    rude.switch: "",
    rude.odd_status: "",
}


@pytest.fixture
def told(brand, settings, monkeypatch):
    """`told(url)`: a webhook of the brand that is sent to it."""
    monkeypatch.setattr(sending, "SECONDS", 1.0)

    def make(url: str) -> Webhook:
        settings.HUB_WEBHOOK_TRUSTED = (
            *settings.HUB_WEBHOOK_TRUSTED,
            ("127.0.0.1", int(url.split(":")[2].split("/", maxsplit=1)[0])),
        )
        return create_webhook(brand, name=url, url=url)

    return make


def send_all() -> None:
    """Send, and be done with it in a time that nothing here needs."""
    senders = sending.Senders()
    senders.send_due()
    waiting = threading.Thread(target=senders.finish, daemon=True)
    waiting.start()
    waiting.join(30)
    assert not waiting.is_alive(), "a sender is still busy"


@pytest.mark.parametrize("talk", RUDE, ids=lambda talk: talk.__name__)
def test_it_is_tried_again_and_a_good_one_has_its_message(told, talk):
    with rude.receiving(talk) as url, receiving() as good:
        delivery = outbox.put_test(told(url))
        outbox.put_test(told(good.url))
        send_all()
        assert len(good.got) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 1)
    said = delivery.last_attempt
    assert said["error"] or said["status"] is not None
    assert RUDE[talk] in said["error"]
    assert len(said["error"]) < 1000
    assert not Webhook.objects.filter(busy_until__isnull=False).exists()


def test_who_took_the_message_and_never_ends_its_answer_has_it(told):
    with rude.receiving(rude.drip_body) as url:
        delivery = outbox.put_test(told(url))
        send_all()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.DELIVERED, 1)
    assert Delivery.objects.count() == 1
