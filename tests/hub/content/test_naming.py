"""What writers need not think of: short names made of titles; and what they read while they choose and submit."""

import re

import pytest
from django.urls import reverse

from hub.audits.brand_check import ensure_brand_check
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from tests.hub.content import factories
from tests.hub.content.test_admin import campaign_form, piece_form, url

pytestmark = pytest.mark.django_db


def test_a_long_title_makes_a_short_name_that_is_short_enough(manager, campaign):
    manager.post(url(Piece, "add"), piece_form(campaign, title="Donaudampfschiff " * 11))
    assert Piece.objects.get().slug == ("donaudampfschiff-" * 11)[:80].strip("-")


def test_who_gives_no_short_name_hears_of_no_clash(manager, campaign, brand):
    for _ in range(3):
        manager.post(url(Piece, "add"), piece_form(campaign, title="Newsletter"))
    assert set(Piece.objects.values_list("slug", flat=True)) == {"newsletter", "newsletter-2", "newsletter-3"}
    row = Piece.objects.get(slug="newsletter-2")
    manager.post(url(Piece, "edit", row.pk), piece_form(campaign, title="Newsletter"))
    assert row.get_latest_revision_as_object().slug == "newsletter-2", "its own is not taken"
    for _ in range(2):
        manager.post(url(Campaign, "add"), campaign_form(brand, name="Advent"))
    assert set(Campaign.objects.filter(name="Advent").values_list("slug", flat=True)) == {"advent", "advent-2"}


def test_a_copy_is_of_the_latest_draft_in_its_language_under_another_short_name(manager, campaign):
    english = factories.piece(campaign, slug="lantern", title="Lantern", code="en")
    english.headline = "Not out yet"
    english.save_revision()
    page = manager.get(url(Piece, "copy", english.pk))
    form = page.context["form"]
    assert (form["headline"].value(), form["slug"].value()) == ("Not out yet", "")
    assert "locale=en" in page.content.decode().split("<form")[1].split(">")[0]
    where = f"{url(Piece, 'add')}?locale=en"
    manager.post(where, piece_form(campaign, title="Lantern", headline="Not out yet"))
    copy = Piece.objects.exclude(pk=english.pk).get()
    assert (copy.slug, copy.locale.language_code) == ("lantern-2", "en")
    assert copy.translation_key != english.translation_key
    assert manager.get(url(Campaign, "copy", campaign.pk)).context["form"]["slug"].value() == ""


def test_reading_shows_nothing_as_a_dash_and_a_price_without_currency(manager, campaign):
    row = factories.piece(campaign, hero=None, body=[("offer", {"product": "Laterne", "price": "49"})])
    page = manager.get(url(Piece, "inspect", row.pk)).content.decode()
    assert ">None<" not in page.replace("\n", "").replace(" ", "")
    assert "Laterne · 49" in page


def test_the_browser_does_not_fill_in_the_short_name(manager):
    for kind in (Piece, Campaign):
        page = manager.get(url(kind, "add")).content.decode()
        assert 'data-w-sync-target-value="#id_slug' not in page.replace("&quot;", '"')


def test_dialogs_and_buttons_are_german(manager, brand_manager, campaign):
    ensure_brand_check()
    brand_manager.language = "de"
    brand_manager.save()
    chooser = manager.get(reverse("wagtailsnippetchoosers_content_campaign:choose"))
    assert "Kampagne auswählen" in chooser.json()["html"]
    for name in ("wagtailimages_chooser:choose", "wagtaildocs_chooser:choose"):
        assert ">Search<" not in re.sub(r"\s*([<>])\s*", r"\1", manager.get(reverse(name)).json()["html"])
    page = manager.get(url(Piece, "add")).content.decode()
    assert "Markenprüfung" in page
    assert "Brand check" not in page
