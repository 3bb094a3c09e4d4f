"""Lists find what is rare without walking: what they are looked up by is right, and so is what they find."""

import random

import pytest

from hub.content.models import Piece
from hub.content.selectors import in_channel, published
from hub.content.shelf import digest_of
from hub.variants.clearing import stop
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from tests.bench.library import Sort, grow
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

LOCALES, CAMPAIGNS = ("de", "en", "fr"), ("eins", "zwei")
FORMS = (
    ("sms", "message"),
    ("web", "article"),
    ("email", "newsletter"),
    ("email", "announcement"),
    ("print", "a5-flyer"),
)


@pytest.fixture
def library(brand, other_brand):
    """Pieces of all sorts of two brands, in any order."""
    lots, number = random.Random(7), 0
    for _ in range(40):
        channel, form = lots.choice(FORMS)
        sort = Sort(
            channel=channel,
            form=form,
            locale=lots.choice(LOCALES),
            dialect=lots.choice(("plain", "plain", "brevo")),
            off=tuple(lots.sample(("email", "print", "social"), lots.randint(0, 2))),
            is_over=lots.random() < 0.3,
            campaign=lots.choice(CAMPAIGNS),
        )
        count = lots.randint(1, 4)
        grow(lots.choice((brand, other_brand)), count, beginning=number, sort=sort)
        number += count
    return lots


def walked(client, path, limit, **query):
    found, cursor = [], ""
    while cursor is not None:
        page = client.get(path, limit=limit, cursor=cursor, **query).json()
        if {"channel", "format"} <= query.keys() and (query["channel"], query["format"]) not in FORMS:
            assert page["status"] == 404  # there is no such format in the channel
            return []
        assert len(page["items"]) == limit or page["next"] is None
        found += page["items"]
        cursor = page["next"]
    return found


def chosen(lots, **columns):
    return {name: lots.choice(values) for name, values in columns.items() if lots.random() < 0.5}


@pytest.mark.parametrize("near", [0, 2])
def test_lists_hold_what_walking_finds(library, caller_for, brand, other_brand, monkeypatch, near):
    monkeypatch.setattr("hub.api.paging._NEAR", near)
    clients = [caller_for(brand), caller_for(brand, other_brand), caller_for(other_brand, channels=["web"])]
    owners = [{brand.pk}, {brand.pk, other_brand.pk}, {other_brand.pk}]
    for turn in range(30):
        which = turn % 3
        shared = {"brand": ("nordlicht", "suedwind"), "campaign": CAMPAIGNS, "locale": LOCALES}
        query = chosen(library, **shared, channel=("web", "print"), updated_after=("2026-01-01T00:30:00Z",))
        rows = published(Piece.objects.filter(campaign__brand__in=owners[which]))
        rows = rows.filter(campaign__brand__key=query["brand"]) if "brand" in query else rows
        rows = rows.filter(campaign__slug=query["campaign"]) if "campaign" in query else rows
        rows = rows.filter(locale__language_code=query["locale"]) if "locale" in query else rows
        rows = rows.filter(last_published_at__gt=query["updated_after"]) if "updated_after" in query else rows
        rows = in_channel(rows, query["channel"]) if "channel" in query else rows
        rows = rows.none() if which == 2 and query.get("channel") == "print" else rows
        expected = rows.order_by(*(["last_published_at"] if "updated_after" in query else []), "pk")
        found = [each["slug"] for each in walked(clients[which], "/pieces", library.choice((1, 3, 50)), **query)]
        assert found == list(expected.values_list("slug", flat=True)), query

        query = chosen(
            library,
            **shared,
            channel=("web", "sms", "email"),
            format=("article", "message", "announcement"),
            dialect=("plain", "brevo"),
        )
        slots = Slot.objects.filter(brand__in=owners[which], current__variant__isnull=False)
        slots = slots.filter(channel="web") if which == 2 else slots
        paths = {"brand": "brand__key", "campaign": "campaign__slug"}
        slots = slots.filter(**{paths.get(name, name): value for name, value in query.items()}).order_by("pk")
        seen = [each["piece"] for each in walked(clients[which], "/variants", library.choice((1, 3, 50)), **query)]
        assert seen == [str(key) for key in slots.values_list("piece_key", flat=True)], query


def test_a_piece_knows_its_brand_and_where_it_does_not_go(brand, other_brand, caller_for):
    piece = factories.piece(factories.campaign(brand, slug="a"), published=True, channels_off=["print", "email"])
    again = Piece.objects.get(pk=piece.pk)
    assert (again.brand_key, again.off_digest) == (brand.pk, digest_of(["email", "print"]))
    factories.edit(again, channels_off=[])
    assert Piece.objects.get(pk=piece.pk).off_digest == ""

    theirs = factories.campaign(other_brand, slug="b")
    moved = Piece.objects.get(pk=piece.pk)
    moved.campaign = theirs
    moved.publish(moved.save_revision())
    assert Piece.objects.get(pk=piece.pk).brand_key == other_brand.pk
    theirs.brand = brand
    theirs.save()
    assert Piece.objects.get(pk=piece.pk).brand_key == brand.pk
    older = Piece.objects.get(pk=piece.pk).revisions.order_by("pk").first()
    older.publish()
    assert Piece.objects.get(pk=piece.pk).off_digest == digest_of(["email", "print"])


def test_a_slot_knows_whether_it_shows_something(brand):
    piece = factories.piece(factories.campaign(brand), published=True)
    assert not Slot.objects.filter(shows=True).exists()
    work_off()
    showing = Slot.objects.filter(shows=True)
    assert showing.count() == Slot.objects.filter(current__variant__isnull=False).count() > 5
    stop(Slot.objects.get(channel="sms").pk, "withdrawn")
    assert not Slot.objects.get(channel="sms").shows
    Piece.objects.get(pk=piece.pk).unpublish()
    assert not showing.exists()


def test_who_sees_no_brand_sees_no_shelf(library, caller_for, brand, monkeypatch):
    monkeypatch.setattr("hub.api.paging._NEAR", 0)
    client = caller_for(brand)
    for path in ("/pieces", "/variants"):
        assert walked(client, path, 50, brand="suedwind") == []
        assert {each["url"].count(f"/pieces/00000000-0000-{brand.pk:04x}-") for each in walked(client, path, 50)} == {1}
