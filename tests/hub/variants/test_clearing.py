"""Rights really stop: what is not cleared or over is made by nobody, and what shows it is gone at once."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest

from hub.accounts.principal import Principal, PrincipalKind
from hub.assets.asset import Clearance
from hub.assets.models import ImageAsset
from hub.assets.services import limit_to_channels
from hub.content.models import Piece
from hub.variants.models import Slot, Variant
from hub.variants.rendering import work_off
from hub.variants.selectors import visible_slots
from hub.workbench.stopped import stopped
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

END = datetime(2026, 12, 24, 23, tzinfo=UTC)


@pytest.fixture
def campaign(brand):
    return factories.campaign(brand)


@pytest.fixture
def image(brand):
    return factories.picture(brand)


def shown(brand, moment=None) -> set[tuple[str, str]]:
    principal = Principal(PrincipalKind.TOKEN, 1, "test", frozenset({brand.pk}), frozenset())
    if moment is None:
        return {(slot.channel, slot.format) for slot in visible_slots(principal)}
    with mock.patch("django.utils.timezone.now", return_value=moment):
        return {(slot.channel, slot.format) for slot in visible_slots(principal)}


def settle(image, clearance):
    row = ImageAsset.objects.get(pk=image.pk)
    row.clearance = clearance
    row.save()


@pytest.mark.parametrize(("clearance", "reason"), [(Clearance.OPEN, "not-cleared"), (Clearance.WITHDRAWN, "withdrawn")])
def test_what_is_not_cleared_goes_at_once_and_comes_back(brand, campaign, image, clearance, reason):
    factories.piece(campaign, hero=image, published=True)
    work_off()
    everything = shown(brand)
    settle(image, clearance)
    left = shown(brand)  # no worker ran
    assert ("sms", "message") in left
    assert ("email", "newsletter") not in left
    assert ("social", "instagram-feed") not in left
    made = Variant.objects.count()
    work_off()
    assert shown(brand) == left
    assert Slot.objects.get(channel="email", format="newsletter").current.reason == reason
    settle(image, Clearance.CLEARED)
    work_off()
    assert shown(brand) == everything
    assert Variant.objects.count() == made  # the same bytes stand again


def test_nothing_new_is_made_of_what_is_not_cleared(brand, campaign, image):
    settle(image, Clearance.OPEN)
    factories.piece(campaign, hero=image, published=True)
    work_off()
    left = shown(brand)
    assert ("sms", "message") in left
    assert ("web", "article") not in left
    assert not Variant.objects.filter(channel="web").exists()


def test_another_pieces_variants_stay(brand, campaign, image):
    other = factories.picture(brand, color="#aa3311")
    factories.piece(campaign, slug="eins", hero=image, published=True)
    factories.piece(campaign, slug="zwei", hero=other, published=True)
    work_off()
    keys = set(_showing("zwei").values_list("pk", flat=True))
    settle(image, Clearance.WITHDRAWN)
    assert set(_showing("zwei").values_list("pk", flat=True)) == keys
    assert not _showing("eins").filter(channel="email").exists()


def _showing(slug):
    piece = Piece.objects.get(slug=slug)
    return Slot.objects.filter(piece_key=piece.translation_key, current__variant__isnull=False)


def test_the_end_is_exact_and_nothing_is_made_after_it(brand, campaign, image):
    row = ImageAsset.objects.get(pk=image.pk)
    row.valid_until = END.date()
    row.save()
    piece = factories.piece(campaign, hero=ImageAsset.objects.get(pk=image.pk), published=True)
    work_off()
    assert ("email", "newsletter") in shown(brand, END - timedelta(microseconds=1))
    assert ("email", "newsletter") not in shown(brand, END)
    made = Variant.objects.filter(channel="email").count()
    with mock.patch("django.utils.timezone.now", return_value=END):
        factories.edit(piece, headline="Anders")
        work_off()
        assert Variant.objects.filter(channel="email").count() == made
        assert Slot.objects.get(channel="email", format="newsletter").current.reason == "rights-ended"
        later = ImageAsset.objects.get(pk=image.pk)
        later.valid_until = END.date() + timedelta(days=3)
        later.save()
        work_off()
    assert ("email", "newsletter") in shown(brand, END + timedelta(days=2))


def test_a_picture_of_one_override_stops_that_place_alone(brand, campaign, image):
    other = factories.picture(brand, color="#aa3311")
    override = {"web": {"article": {"hero": {"value": {"image": image.pk}, "source_digest": ""}}}}
    factories.piece(campaign, hero=other, overrides=override, published=True)
    work_off()
    everything = shown(brand)
    row = ImageAsset.objects.get(pk=image.pk)
    row.valid_until = END.date()
    row.save()
    work_off()
    assert everything - shown(brand, END) == {("web", "article")}
    settle(image, Clearance.WITHDRAWN)
    assert everything - shown(brand) == {("web", "article")}
    work_off()
    assert Slot.objects.get(channel="web", format="article").current.reason == "withdrawn"


def test_a_picture_for_one_channel_is_shown_in_no_other(brand, campaign, image):
    limit_to_channels(image, ["web"])
    factories.piece(campaign, hero=ImageAsset.objects.get(pk=image.pk), published=True)
    work_off()
    left = shown(brand)
    assert {("web", "article"), ("sms", "message")} <= left
    assert ("email", "newsletter") not in left
    slot = Slot.objects.select_related("current").get(channel="email", format="newsletter")
    assert slot.current.reason == "not-this-channel"
    assert "do not cover this channel" in stopped(slot.current)
