"""Visibility is decided when somebody reads: a second before, at, and a second after each boundary."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest

from hub.variants.models import Slot
from hub.variants.rendering import work_off
from tests.hub.api.conftest import address
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

#: Midnight in Berlin, in winter time.
BEGIN = datetime(2026, 11, 30, 23, tzinfo=UTC)
END = datetime(2026, 12, 24, 23, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def embargoed(brand, campaign):
    """A piece whose picture may be shown from 1 to 24 December; SMS carries no pictures."""
    image = factories.picture(brand)
    image.valid_from, image.valid_until = "2026-12-01", "2026-12-24"
    image.save()
    image.refresh_from_db()
    row = factories.piece(campaign, hero=image, published=True)
    work_off()
    return row


class Clock:
    def at(self, moment):
        return mock.patch("django.utils.timezone.now", return_value=moment)


@pytest.fixture
def clock():
    return Clock()


@pytest.mark.parametrize(
    ("moment", "visible"),
    [
        (BEGIN - SECOND, False),
        (BEGIN, True),
        (BEGIN + SECOND, True),
        (END - SECOND, True),
        (END, False),
        (END + SECOND, False),
    ],
)
def test_embargo_and_end(caller, embargoed, clock, moment, visible):
    slot = Slot.objects.select_related("current__variant").get(channel="social", format="instagram-feed")
    key = slot.current.variant.key
    assert (slot.current.visible_from, slot.current.visible_until) == (BEGIN, END)
    media = Slot.objects.select_related("current__variant").get(channel="web", format="article").current.variant.media
    paths = [
        address(embargoed, "social", "instagram-feed"),
        address(embargoed, "social", "instagram-feed", "text.txt"),
        f"/variants/{key}/text.txt",
    ]
    with clock.at(moment):
        for path in paths:
            assert caller.get(path).status_code == (200 if visible else 404), path
        pinned = caller.get(paths[0], version=1)
        assert pinned.status_code == (200 if visible else 404)
        listed = {(found["channel"], found["format"]) for found in caller.get("/variants", limit=200).json()["items"]}
        assert (("social", "instagram-feed") in listed) is visible
        # What does not show the picture is bound to nothing.
        assert ("sms", "message") in listed
        assert caller.get(address(embargoed)).status_code == 200
        if moment < BEGIN:
            public = caller.client.get(f"/media/{media[0]['name']}")
            assert public.status_code == 404


def test_key_addresses_are_kept_until_the_end_and_no_longer(caller, embargoed, clock):
    slot = Slot.objects.select_related("current__variant").get(channel="social", format="instagram-feed")
    path = f"/variants/{slot.current.variant.key}/text.txt"
    for left in (1, 60, 3600):
        with clock.at(END - timedelta(seconds=left)):
            assert caller.get(path)["Cache-Control"] == f"private, max-age={left}, immutable"
    with clock.at(END - timedelta(milliseconds=400)):
        assert caller.get(path)["Cache-Control"] == "private, max-age=0, immutable"


def test_a_piece_that_ends_is_gone_before_the_worker_looks(caller, campaign, clock):
    row = factories.piece(campaign, expire_at=END, published=True)
    work_off()
    for moment, status in ((END - SECOND, 200), (END, 404), (END + SECOND, 404)):
        with clock.at(moment):
            for path in (address(row), address(row, part="message.txt"), f"/pieces/{row.translation_key}"):
                assert caller.get(path).status_code == status
            assert len(caller.get("/pieces").json()["items"]) == (1 if status == 200 else 0)


def test_a_pinned_version_does_not_outlive_a_recall(caller, brand, campaign, embargoed, clock):
    """The picture's licence is found to have ended yesterday: the history goes with it."""
    path = address(embargoed, "social", "instagram-feed")
    factories.edit(embargoed, headline="Neu")
    work_off()
    image = embargoed.hero
    with clock.at(BEGIN + timedelta(days=10)):
        assert caller.get(path, version=1).status_code == 200
    image.valid_until = "2026-12-05"
    image.save()
    work_off()
    with clock.at(BEGIN + timedelta(days=10)):
        for version in (1, 2, 3):
            assert caller.get(path, version=version).status_code == 404
