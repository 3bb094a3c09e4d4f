"""The list of short links: how often each was followed, of one's own brands, by campaign, as a file."""

import csv
import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from hub.links.models import ShortLink
from hub.links.shortening import LinkPlace, allocate
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def base(settings):
    settings.HUB_SHORT_BASE = "https://kg.example/s/"


def linked(piece, *urls, channel="sms", form="message"):
    place = LinkPlace(piece.campaign.brand_id, piece.translation_key, channel, form, piece.locale_code)
    return [code for _url, code in allocate(place, {url: f"{url}?utm_campaign=x" for url in urls})]


@pytest.fixture
def piece(brand):
    return factories.piece(factories.campaign(brand, slug="herbst"), slug="laterne")


def listed(client, **query):
    return client.get(reverse("short_links"), query).content.decode()


def test_who_looks_sees_clicks_of_their_brand(piece, editor, other_manager, other_brand, signed_in):
    (short,) = linked(piece, "https://nordlicht.example/laterne")
    theirs = factories.piece(factories.campaign(other_brand, slug="geheim"), slug="verdeckt")
    linked(theirs, "https://suedwind.example/neu")
    for _ in range(3):
        assert Client().get(f"/s/{short[-8:]}").status_code == 302
    shown = listed(signed_in(editor))
    assert short in shown
    for word in ("Laterne", "Herbst · SMS – Text message · de", "https://nordlicht.example/laterne"):
        assert word in shown
    assert re.search(r">\s*3\s*<", shown)
    assert reverse("board_piece", args=[piece.pk]) in shown
    for word in ("suedwind", "Geheim", "Verdeckt"):
        assert word not in shown
    assert "laterne" not in listed(signed_in(other_manager))


def test_filters(piece, brand, editor, signed_in):
    winter = factories.piece(factories.campaign(brand, slug="winter"), slug="w")
    one, two = linked(piece, "https://a.example/eins", "https://a.example/zwei")
    (three,) = linked(winter, "https://a.example/drei", channel="print", form="a5-flyer")
    ShortLink.objects.filter(code=two[-8:]).update(clicks=5)
    client = signed_in(editor)

    def codes(**query):
        shown = listed(client, **query)
        return {code for code in (one, two, three) if code in shown}

    assert codes() == {one, two, three}
    assert codes(text=one) == codes(text=one[-8:]) == codes(text="/EINS") == {one}
    assert codes(campaign=winter.campaign_id) == codes(channel="print") == {three}
    assert codes(brand=brand.pk, followed="yes") == {two}
    assert codes(followed="no") == {one, three}
    assert codes(text="nichts") == set()
    shown = listed(client, ordering="-clicks")
    assert shown.index(two) < shown.index(one)


def test_as_a_file_and_in_few_queries(piece, editor, signed_in, django_assert_max_num_queries):
    linked(piece, *(f"https://a.example/{number}" for number in range(30)))
    client = signed_in(editor)
    with django_assert_max_num_queries(25):
        assert client.get(reverse("short_links")).status_code == 200
    with django_assert_max_num_queries(25):
        response = client.get(reverse("short_links"), {"export": "csv"})
    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode())))
    assert len(rows) == 31
    assert {"Laterne", "Herbst", "sms", "message", "de", "0"} <= set(rows[1])


def test_an_empty_list_says_why(editor, signed_in, settings):
    client = signed_in(editor)
    assert "There are no short links yet." in listed(client)
    assert "No short links match." in listed(client, channel="sms")
    settings.HUB_SHORT_BASE = ""
    assert "HUB_SHORT_BASE" in listed(client)


def test_days_numbers_and_places_as_people_write_them(piece, editor, signed_in):
    (short,) = linked(piece, "https://a.example/eins", channel="print", form="a5-flyer")
    opens = datetime(2031, 12, 24, 17, tzinfo=UTC)
    ShortLink.objects.filter(code=short[-8:]).update(clicks=12407, opens_at=opens)
    editor.language = "de"
    editor.save()
    shown = listed(signed_in(editor))
    for word in ("12.407", "24.12.2031 18:00", "Druck – Flyer A5 · de"):
        assert word in shown, "not in two weeks, not a5-flyer"
    ShortLink.objects.update(channel="pager", format="tone")
    assert "pager tone" in listed(signed_in(editor)), "a channel that is gone is named all the same"
