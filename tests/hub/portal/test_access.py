"""Who may read a portal: by sign-in, by a link with an end, or everybody; and nobody else learns that it is there."""

import datetime
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from hub.accounts.models import Brand, PortalAccess
from hub.accounts.passes import Admission, admission, portal_pass

pytestmark = pytest.mark.django_db
PAGE = "/brand/nordlicht/"
PARTS = (PAGE, f"{PAGE}tokens.css", f"{PAGE}tokens.json", f"{PAGE}fonts/source-serif-4.ttf")


def open_up(brand: Brand, access: PortalAccess, until: datetime.date | None = None) -> Brand:
    brand.portal_access, brand.portal_until = access, until
    brand.save()
    return brand


def test_strangers_are_asked_to_sign_in_whether_the_brand_exists_or_not(published, client):
    for part in (*PARTS, "/brand/gibtesnicht/", "/brand/"):
        answer = client.get(part)
        assert answer.status_code == 302, part
        assert answer["Location"].startswith("/admin/login/?next=/brand/")


def test_people_of_the_brand_read_and_others_find_nothing(published, editor, other_manager, signed_in):
    assert all(signed_in(editor).get(part).status_code == 200 for part in PARTS)
    stranger = signed_in(other_manager)
    assert all(stranger.get(part).status_code == 404 for part in PARTS)


def test_everybody_reads_what_is_public(published, client, other_manager, signed_in):
    open_up(published, PortalAccess.PUBLIC)
    answers = [client.get(part) for part in PARTS]
    assert [answer.status_code for answer in answers] == [200] * len(PARTS)
    assert not any("X-Robots-Tag" in answer for answer in answers)
    assert signed_in(other_manager).get(PAGE).status_code == 200


def test_a_link_opens_the_page_and_all_that_belongs_to_it(published, client):
    open_up(published, PortalAccess.LINK, timezone.localdate())
    handed = portal_pass(published)
    page = client.get(PAGE, {"pass": handed})
    assert page.status_code == 200
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "no-referrer"
    assert page.content.decode().count(urlencode({"pass": handed})) >= 6
    assert client.get(f"{PAGE}tokens.css", {"pass": handed}).status_code == 200
    assert client.get(PAGE).status_code == 302
    assert client.get(PAGE, {"pass": handed[:-1]}).status_code == 302


def test_a_link_ends_with_its_day_in_the_brands_zone(published, client, monkeypatch):
    open_up(published, PortalAccess.LINK, datetime.date(2026, 12, 24))
    handed = portal_pass(published)
    for moment, status in (("2026-12-24T22:59:59+00:00", 200), ("2026-12-24T23:00:00+00:00", 410)):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: datetime.datetime.fromisoformat(moment))
        assert client.get(PAGE, {"pass": handed}).status_code == status


def test_a_link_is_withdrawn(published, client):
    open_up(published, PortalAccess.LINK, timezone.localdate())
    handed = portal_pass(published)
    published.portal_link += 1
    published.save()
    answer = client.get(PAGE, {"pass": handed})
    assert answer.status_code == 410
    assert "ended" in answer.content.decode()
    assert client.get(PAGE, {"pass": portal_pass(published)}).status_code == 200
    assert client.get(PAGE, {"pass": portal_pass(open_up(published, PortalAccess.LOGIN)) or handed}).status_code == 410


def test_a_link_is_good_for_its_brand_alone(published, other_brand, client):
    for brand in (published, other_brand):
        open_up(brand, PortalAccess.LINK, timezone.localdate())
    assert client.get(PAGE, {"pass": portal_pass(other_brand)}).status_code == 302
    assert admission(published, portal_pass(other_brand)) is Admission.NONE


@pytest.mark.parametrize("junk", ["", "x", "a:b", ":" * 10, "ä\0", "x" * 10_000, "W10:x"])
def test_junk_is_no_pass(published, client, junk):
    open_up(published, PortalAccess.LINK, timezone.localdate())
    assert client.get(PAGE, {"pass": junk}).status_code == 302


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_nothing_but_reading(published, client, editor, signed_in, verb):
    assert getattr(client, verb)(PAGE).status_code == 302, "strangers learn nothing, not even that"
    for part in PARTS:
        assert getattr(signed_in(editor), verb)(part).status_code == 405


def test_the_brands_form_hands_out_links(published, administrator, signed_in):
    client = signed_in(administrator)
    edit = f"/admin/brands/edit/{published.pk}/"
    form = {"name": "Nordlicht", "time_zone": "Europe/Berlin", "default_locale": "de"}
    refused = client.post(edit, {**form, "portal_access": "link"})
    assert refused.status_code == 200
    assert "Say which day" in refused.content.decode()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert client.post(edit, {**form, "portal_access": "link", "portal_until": tomorrow}).status_code == 302
    published.refresh_from_db()
    handed = portal_pass(published)
    assert f"{PAGE}?pass={handed}" in client.get(edit).content.decode()
    again = {**form, "portal_access": "link", "portal_until": tomorrow, "new_link": "on"}
    assert client.post(edit, again).status_code == 302
    assert Client().get(PAGE, {"pass": handed}).status_code == 410
    assert client.post(edit, {**form, "portal_until": tomorrow}).status_code == 302
    published.refresh_from_db()
    assert published.portal_access == PortalAccess.LINK, "what is not said stays"


def test_one_brand_is_gone_to_straight(published, editor, signed_in, superuser, other_brand):
    assert signed_in(editor).get("/brand/")["Location"] == PAGE
    assert "/brand/suedwind/" in signed_in(superuser).get("/brand/").content.decode()
