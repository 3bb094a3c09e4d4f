"""What is scheduled goes live on its own; one that cannot be published holds up no other."""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from hub.content.models import Piece
from hub.content.services import follow_schedule
from hub.content.signals import piece_publishing
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def later():
    """Two hours later."""
    moment = timezone.now() + timedelta(hours=2)
    return lambda: mock.patch("django.utils.timezone.now", return_value=moment)


def scheduled(campaign, slug: str) -> Piece:
    row = factories.piece(campaign, slug=slug, go_live_at=timezone.now() + timedelta(hours=1))
    row.publish(row.get_latest_revision())
    return Piece.objects.get(pk=row.pk)


def test_one_that_cannot_be_published_holds_up_no_other(brand, later):
    campaign = factories.campaign(brand)
    first, second = scheduled(campaign, "eins"), scheduled(campaign, "zwei")
    assert not first.live

    def broken(instance, **_kwargs):
        if instance.pk == first.pk:
            raise RuntimeError("out of paper")

    piece_publishing.connect(broken)
    try:
        with later():
            assert follow_schedule() == 1
    finally:
        piece_publishing.disconnect(broken)
    assert Piece.objects.get(pk=second.pk).live
    with later():
        assert follow_schedule() == 1  # once the defect is gone, the first goes live, too
    assert Piece.objects.get(pk=first.pk).live


def test_what_went_live_by_schedule_is_rendered(brand, later):
    row = scheduled(factories.campaign(brand), "eins")
    assert not Slot.objects.exists()
    with later():
        follow_schedule()
        work_off()
    assert Slot.objects.get(piece_key=row.translation_key, channel="sms").current is not None
