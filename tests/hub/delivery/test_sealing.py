"""Secrets of webhooks lie sealed: no copy of the database holds one; another secret key is set without losing any."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
import standardwebhooks
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from hub.delivery import outbox, sending, upkeep
from hub.delivery.models import Delivery, Webhook
from hub.delivery.sealing import SealError, seal, unseal
from hub.delivery.services import create_webhook, reseal, rotate_secret
from tests.hub.delivery.receiver import receiving

pytestmark = pytest.mark.django_db
NEW = "another-key-" + "y" * 50


@pytest.fixture
def webhook(brand):
    return create_webhook(brand, name="Kasse", url="https://hooks.example/kasse")


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM delivery_webhook")
        return repr(cursor.fetchall())


def test_no_copy_of_the_database_holds_a_secret(webhook):
    older = webhook.secret
    rotate_secret(webhook)
    dump = StringIO()
    call_command("dumpdata", "delivery", stdout=dump)
    for text in (rows(), dump.getvalue(), repr(webhook.__dict__)):
        for secret in (older, webhook.secret):
            assert secret not in text
            assert secret.removeprefix("whsec_") not in text
    assert webhook.secrets == (webhook.secret, older)
    assert older.startswith("whsec_")


def test_what_is_sealed_twice_differs_and_is_the_same():
    assert seal("x") != seal("x")
    assert unseal(seal("ä€")) == "ä€"
    with pytest.raises(SealError):
        unseal("whsec_plain")


def test_another_secret_key(webhook, settings):
    """Receivers notice nothing: with the older key beside the new one, and after resealing without it."""
    secret, older = rotate_secret(webhook).secret, webhook.secrets[1]
    before, first = rows(), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [first]
    assert Webhook.objects.get().secrets == (secret, older)
    said = StringIO()
    call_command("reseal_secrets", stdout=said)
    assert said.getvalue() == "Sealed anew: 1.\n"
    assert rows() != before
    settings.SECRET_KEY_FALLBACKS = []
    assert Webhook.objects.get().secrets == (secret, older)
    after = rows()
    assert (reseal().count, reseal().lost) == (0, ())
    assert rows() == after


def test_a_key_that_is_lost_is_named_and_sends_nothing(brand, settings, caplog):
    with receiving() as receiver:
        port = int(receiver.url.split(":")[2].split("/")[0])
        settings.HUB_WEBHOOK_TRUSTED = (("127.0.0.1", port),)
        webhook = create_webhook(brand, name="Kasse", url=receiver.url)
        first, sealed = settings.SECRET_KEY, rows()
        settings.SECRET_KEY = NEW
        outbox.put_test(webhook)
        assert sending.send_all() == 1
        delivery = Delivery.objects.get()
        assert delivery.state == "waiting"
        assert "SECRET_KEY_FALLBACKS" in delivery.log[0]["error"]
        with pytest.raises(CommandError, match="“Kasse”"):
            call_command("reseal_secrets", stdout=StringIO())
        with caplog.at_level(logging.ERROR, "hub.delivery.upkeep"):
            upkeep._look_after_secrets()
        assert f"webhook {webhook.pk}:" in caplog.text
        assert not receiver.got

        settings.SECRET_KEY_FALLBACKS = [first]
        Delivery.objects.update(due_at=timezone.now())
        sending.send_all()
        headers, body = receiver.got[0]
        assert standardwebhooks.Webhook(webhook.secret).verify(body, headers)
        assert sealed != rows()


def test_a_new_secret_mends_what_is_lost(webhook, settings):
    settings.SECRET_KEY = NEW
    rotate_secret(webhook)
    assert webhook.secrets == (webhook.secret,)  # the older one cannot sign beside it
    assert reseal().lost == ()


def test_an_older_secret_is_forgotten_when_its_time_is_over(webhook):
    rotate_secret(webhook)
    assert reseal().count == 0
    Webhook.objects.update(older_until=timezone.now() - timedelta(seconds=1))
    assert reseal().count == 1
    assert Webhook.objects.get().older_sealed_secret == ""
    assert Webhook.objects.get().secrets == (webhook.secret,)


def test_what_is_sent_and_logged_holds_no_secret(webhook, caplog):
    with caplog.at_level(logging.DEBUG):
        outbox.put_test(webhook)
        rotate_secret(webhook)
        upkeep._look_after_secrets()
    assert "whsec_" not in caplog.text + Delivery.objects.get().body
