"""Short links in what is delivered: stable, not to be guessed, and leading nowhere before it is time."""

import string
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from hub.content.rendering import render_piece
from hub.links import shortening
from hub.links.models import ShortLink
from hub.links.shortening import LinkPlace, allocate
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from hub.variants.services import inputs_changed
from tests.hub.content import factories

pytestmark = pytest.mark.django_db
BASE = "https://nl.example/s/"


@pytest.fixture(autouse=True)
def base(settings):
    settings.HUB_SHORT_BASE = BASE


def publish(campaign, **fields):
    row = factories.piece(campaign, published=True, channels_off=["email", "print", "social", "web"], **fields)
    work_off()
    return row


def text_of(row):
    variant = Slot.objects.select_related("current__variant").get(piece_key=row.translation_key).current.variant
    return variant.part("message.txt")["text"], variant.key


def test_a_delivered_message_has_a_link_that_leads_there_with_campaign_parameters(brand, client):
    row = publish(factories.campaign(brand))
    text, _ = text_of(row)
    link = ShortLink.objects.get()
    assert BASE + link.code in text
    assert "https://nordlicht.example" not in text
    answer = client.get(f"/s/{link.code}")
    assert (answer.status_code, answer["Cache-Control"]) == (302, "no-store")
    assert answer["Location"].startswith("https://nordlicht.example/laterne?")
    assert "utm_source=sms" in answer["Location"]
    assert "utm_campaign=herbst" in answer["Location"]
    link.refresh_from_db()
    assert link.clicks == 1
    client.head(f"/s/{link.code}")
    link.refresh_from_db()
    assert link.clicks == 1


def test_rendering_again_gives_the_same_bytes(brand):
    row = publish(factories.campaign(brand))
    before = text_of(row)
    inputs_changed([row], reason="guideline")
    work_off()
    assert text_of(row) == before
    assert ShortLink.objects.count() == 1


def test_before_the_campaign_begins_there_is_nothing(brand, client):
    row = publish(factories.campaign(brand, starts_at=timezone.now() + timedelta(days=1)))
    link = ShortLink.objects.get()
    assert client.get(f"/s/{link.code}").status_code == 404
    ShortLink.objects.update(opens_at=timezone.now())
    assert client.get(f"/s/{link.code}").status_code == 302
    assert row.live


def test_looking_at_a_draft_makes_no_code_and_is_as_long(brand):
    row = publish(factories.campaign(brand))
    delivered, _ = text_of(row)
    ShortLink.objects.all().delete()
    shown = render_piece(row, channel="sms", format_key="message").artifact
    text = next(part.text for part in shown.parts if part.name == "message.txt")
    assert BASE + shortening.PLACEHOLDER in text
    assert len(text) == len(delivered)
    assert not ShortLink.objects.exists()


def test_a_placeholder_and_an_unknown_code_lead_nowhere(client):
    for code in (shortening.PLACEHOLDER, "23456789"):
        assert client.get(f"/s/{code}").status_code == 404
    assert client.post("/s/23456789").status_code == 405


def test_codes_are_random_and_easy_to_type():
    assert len(shortening.ALPHABET) == len(set(shortening.ALPHABET)) == 56
    assert not set("0O1Ilo") & set(shortening.ALPHABET)
    assert set(shortening.ALPHABET) <= set(string.ascii_letters + string.digits)
    assert len(shortening.ALPHABET) ** shortening.LENGTH > 2**40
    assert len({shortening.new_code() for _ in range(1000)}) == 1000


def test_only_web_addresses_are_shortened(brand):
    row = factories.piece(factories.campaign(brand))
    place = LinkPlace(brand.pk, row.translation_key, "sms", "message", "de")
    urls = (
        "https://a.example/",
        "mailto:a@b.example",
        "tel:+4912345",
        "javascript:alert(1)",
        "https://a.example/{{ x }}",
    )
    made = allocate(place, {url: url for url in urls})
    assert [url for url, _ in made] == ["https://a.example/"]


def test_where_it_leads_follows_the_campaign_and_the_code_stays(brand):
    row = factories.piece(factories.campaign(brand))
    place = LinkPlace(brand.pk, row.translation_key, "sms", "message", "de")
    first = allocate(place, {"https://a.example/": "https://a.example/?utm_campaign=alt"})
    again = allocate(place, {"https://a.example/": "https://a.example/?utm_campaign=neu"})
    assert first == again
    assert ShortLink.objects.get().target.endswith("neu")


def test_without_an_address_for_them_there_are_none(brand, settings):
    settings.HUB_SHORT_BASE = ""
    row = publish(factories.campaign(brand))
    assert "https://nordlicht.example/laterne" in text_of(row)[0]
    assert not ShortLink.objects.exists()


def test_the_printed_code_leads_to_the_short_link(brand):
    from renderers import registry

    row = factories.piece(factories.campaign(brand), published=True, channels_off=["email", "sms", "social", "web"])
    form = registry.get("print").formats[0].key
    work_off()
    slot = Slot.objects.select_related("current__variant").get(channel="print", format=form)
    link = ShortLink.objects.get(format=form)
    assert dict(slot.current.variant.source["request"]["links"]["short"])["https://nordlicht.example/laterne"].endswith(
        link.code
    )
    assert row.live


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("https://a.example/küche", "https://a.example/k%C3%BCche?utm=h%C3%A4ufig"),
        ("https://a.example/Ω😀", "https://a.example/%CE%A9%F0%9F%98%80?utm=h%C3%A4ufig"),
        ("https://münchen.example:8443/a b", "https://xn--mnchen-3ya.example:8443/a%20b?utm=h%C3%A4ufig"),
        ("https://a.example/%C3%BC%2F50%", "https://a.example/%C3%BC%2F50%25?utm=h%C3%A4ufig"),
        ("https://a.example/x\r\nSet-Cookie: a=b", "https://a.example/x%0ASet-Cookie:%20a=b?utm=h%C3%A4ufig"),
    ],
)
def test_where_it_leads_is_written_as_a_header_takes_it(brand, client, url, location):
    allocate(LinkPlace(brand.pk, uuid.uuid4(), "sms", "message", "de"), {url: f"{url}?utm=häufig"})
    answer = client.get(f"/s/{ShortLink.objects.get().code}")
    assert (answer.status_code, answer["Location"]) == (302, location)
    assert not answer.has_header("Set-Cookie")
