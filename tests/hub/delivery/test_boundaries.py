"""A second before, at, and a second after: what the sync feed and webhooks tell of embargo, end, licence and recall."""

import json
from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from hub.delivery import boundaries
from hub.delivery.services import create_webhook
from hub.variants.models import Slot
from hub.variants.recalling import recall
from tests.hub.content import factories
from tests.hub.delivery.conftest import Follower, state

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def at(moment):
    return mock.patch("django.utils.timezone.now", return_value=moment)


@pytest.fixture
def bounded(brand, publish):
    """A picture that may be shown for some days, and a piece that ends while it may: both boundaries, by slot."""
    image = factories.picture(brand)
    today = timezone.localdate()
    image.valid_from, image.valid_until = today + timedelta(days=2), today + timedelta(days=9)
    image.save()
    image.refresh_from_db()
    publish("mit-bild", hero=image)
    publish("befristet", expire_at=timezone.now() + timedelta(days=5))
    return Slot.objects.select_related("current")


def web(bounded):
    return bounded.get(channel="web", current__visible_from__isnull=False)


def test_the_feed_tells_nothing_early_and_all_within_five_seconds(caller, brand, bounded):
    follower = Follower(caller)
    slot, ending = (
        web(bounded),
        bounded.filter(current__visible_from=None, current__visible_until__isnull=False).first(),
    )
    instants = [slot.current.visible_from, ending.current.visible_until, slot.current.visible_until]
    for instant in sorted(instants):
        for moment in (instant - SECOND, instant, instant + SECOND, instant + 4 * SECOND):
            with at(moment):
                boundaries.look()
                before = set(follower.copy)
                follower.follow()
                shown = set(state(caller))
                fresh = Follower(caller)
                fresh.follow()
                # Who begins now never gets what is not to be seen now, and gets all that is.
                assert set(fresh.copy) == shown
                # Who follows is told of nothing that is not to be seen when they ask.
                assert set(follower.copy) - before <= shown
        assert set(follower.copy) == shown


def test_webhooks_tell_of_it_after_the_boundary_only(brand, bounded):
    webhook = create_webhook(brand, name="x", url="https://hooks.example.com/")
    slot = web(bounded)
    for instant, kind in ((slot.current.visible_from, "variant.changed"), (slot.current.visible_until, "variant.gone")):
        webhook.deliveries.all().delete()
        for moment, count in (
            (instant - SECOND, 0),
            (instant, 0),
            (instant + 2 * SECOND, 1),
            (instant + 3 * SECOND, 1),
        ):
            with at(moment):
                boundaries.look()
            told = [json.loads(row.body) for row in webhook.deliveries.all()]
            of_slot = [
                body
                for body in told
                if (body["data"]["piece"], body["data"]["channel"]) == (str(slot.piece_key), "web")
                and (body["type"], body["data"]["format"]) == (kind, slot.format)
            ]
            assert len(of_slot) == count, moment - instant


def test_a_recall_is_at_once(caller, brand, publish):
    publish()
    webhook = create_webhook(brand, name="x", url="https://hooks.example.com/")
    follower, now = Follower(caller), timezone.now()
    with at(now - SECOND):
        follower.follow()
    slot = Slot.objects.get(channel="sms")
    with at(now):
        recall([slot.pk], reason="Falsch")
        assert [item["kind"] for item in follower.follow()] == ["gone"]
        assert [row.type for row in webhook.deliveries.all()] == ["variant.recalled"]
        assert "sms" not in {place[1] for place in state(caller)}
    with at(now + SECOND):
        boundaries.look()
        assert follower.follow() == []
        assert follower.copy == state(caller)
