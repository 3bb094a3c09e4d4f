"""Webhooks in the admin."""

import pytest
from django.urls import reverse

from hub.delivery import outbox, sending
from hub.delivery.models import Delivery, DeliveryState, Webhook
from hub.delivery.services import create_webhook
from tests.hub.content import factories
from tests.hub.delivery.receiver import receiving

pytestmark = pytest.mark.django_db
URL = "https://hooks.nordlicht.example/einklang"


@pytest.fixture
def webhook(brand):
    return create_webhook(brand, name="Newsletter", url=URL)


@pytest.fixture
def screen(signed_in, administrator):
    return signed_in(administrator)


def test_made_and_its_secret_shown_once(screen, brand):
    sent = {"name": "Brevo", "brand": brand.pk, "url": URL, "channels": "sms, email", "campaign": ""}
    shown = screen.post(reverse("webhooks:add"), sent)
    row = Webhook.objects.get()
    assert (row.channels, row.created_by.username) == (["email", "sms"], "anton")
    assert row.secret in shown.content.decode()
    for name in ("webhooks:edit", "webhook_deliveries"):
        assert row.secret not in screen.get(reverse(name, args=[row.pk])).content.decode()
    assert row.name in screen.get(reverse("webhooks:index")).content.decode()


def test_a_bad_address_is_said_at_the_field(screen, brand):
    sent = {"name": "Innen", "brand": brand.pk, "url": "http://192.168.0.7/", "channels": "", "campaign": ""}
    shown = screen.post(reverse("webhooks:add"), sent).content.decode()
    assert "private network" in shown
    assert not Webhook.objects.exists()


def test_another_brands_campaign_is_refused(screen, brand, other_brand, webhook):
    foreign = factories.campaign(other_brand)
    sent = {"name": "x", "url": URL, "channels": "", "campaign": foreign.pk, "is_enabled": "on"}
    assert screen.post(reverse("webhooks:edit", args=[webhook.pk]), sent).status_code == 200
    webhook.refresh_from_db()
    assert webhook.campaign is None


def test_switched_on_again_with_a_clean_sheet(screen, webhook):
    Webhook.objects.update(is_enabled=False, disabled_why="failing", failing_since="2026-11-01T00:00Z")
    shown = screen.get(reverse("webhooks:edit", args=[webhook.pk])).content.decode()
    assert "three days" in shown
    sent = {"name": "Newsletter", "url": URL, "channels": "", "campaign": "", "is_enabled": "on"}
    screen.post(reverse("webhooks:edit", args=[webhook.pk]), sent)
    webhook.refresh_from_db()
    assert (webhook.is_enabled, webhook.disabled_why, webhook.failing_since) == (True, "", None)


def test_messages_test_and_replay(screen, webhook, settings):
    with receiving(503) as receiver:
        settings.HUB_WEBHOOK_TRUSTED = (("127.0.0.1", receiver.port),)
        Webhook.objects.update(url=receiver.url)
        page = reverse("webhook_deliveries", args=[webhook.pk])
        assert "Nothing was sent yet" in screen.get(page).content.decode()
        screen.post(reverse("webhook_test", args=[webhook.pk]))
        sending.send_all()
        shown = screen.get(page).content.decode()
        assert "answered 503" in shown
        assert "webhook.test" in shown
        Delivery.objects.update(state=DeliveryState.FAILED)
        screen.post(reverse("webhook_replay_failed", args=[webhook.pk]))
        assert Delivery.objects.get().state == DeliveryState.WAITING
        Delivery.objects.update(state=DeliveryState.FAILED)
        screen.post(reverse("webhook_replay", args=[webhook.pk, Delivery.objects.get().pk]))
        sending.send_all()
        assert len(receiver.got) == 2


def test_what_receivers_and_names_say_is_escaped(screen, webhook):
    Webhook.objects.update(name="<script>alert(1)</script>")
    delivery = outbox.put_test(webhook)
    Delivery.objects.filter(pk=delivery.pk).update(
        log=[{"at": "2026-11-22T08:00:00+00:00", "status": None, "error": "<img src=x>", "milliseconds": 3}]
    )
    shown = screen.get(reverse("webhook_deliveries", args=[webhook.pk])).content.decode()
    assert "<script>alert(1)" not in shown
    assert "<img src=x>" not in shown


def test_a_new_secret_is_asked_for(screen, webhook):
    page = reverse("webhook_secret", args=[webhook.pk])
    assert webhook.secret not in screen.get(page).content.decode()
    shown = screen.post(page).content.decode()
    older = webhook.secret
    webhook.refresh_from_db()
    assert webhook.secret in shown
    assert webhook.secrets == (webhook.secret, older)


def test_who_administers_nothing_sees_no_webhooks(signed_in, editor, brand_manager, webhook):
    for person in (editor, brand_manager):
        client = signed_in(person)
        for name in ("webhook_deliveries", "webhook_secret"):
            assert client.get(reverse(name, args=[webhook.pk])).status_code in {302, 403}
