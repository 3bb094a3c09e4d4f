"""Whoever looks through the library, or chooses from it, sees how it stands with the rights."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.signal_handlers import disable_reference_index_auto_update

from hub.assets.asset import Clearance
from hub.assets.filters import in_state
from hub.assets.models import ImageAsset
from hub.assets.services import create_document
from hub.assets.uses import usage_of
from hub.guidelines.services import import_guideline
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


def day(ahead: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=ahead)


#: Rights, and what is to be read of them.
STATES = [
    ({}, ""),
    ({"valid_until": 31}, ""),
    ({"valid_from": 0, "valid_until": 90}, ""),
    ({"valid_until": 30}, "Until"),
    ({"valid_until": 0}, "Until"),
    ({"valid_until": -1}, "Ended on"),
    ({"valid_from": 1}, "From"),
    ({"clearance": Clearance.OPEN}, "Not cleared yet"),
    ({"clearance": Clearance.WITHDRAWN, "valid_until": 3}, "Withdrawn"),
]


@pytest.mark.parametrize(("rights", "says"), STATES)
def test_two_words_say_it(brand, rights, says):
    image = factories.picture(
        brand, **{name: day(value) if isinstance(value, int) else value for name, value in rights.items()}
    )
    badge = str(image.rights_badge)
    assert (says in badge) if says else badge == ""


@pytest.mark.parametrize("url", ["/admin/images/?layout=grid", "/admin/images/?layout=list", "/admin/images/chooser/"])
def test_lists_and_the_chooser_show_it(brand, brand_manager, signed_in, url):
    factories.picture(brand)
    assert "rights-badge is-" not in signed_in(brand_manager).get(url).content.decode()
    factories.picture(brand, color="#aa3311", clearance=Clearance.OPEN)
    page = signed_in(brand_manager).get(url).content.decode()
    assert page.count("rights-badge is-now") == 1
    assert "Not cleared yet" in page


def test_documents_show_it_too(brand, brand_manager, signed_in):
    create_document(brand, b"x", name="a.txt", title="Preise", valid_until=day(3))
    page = signed_in(brand_manager).get(reverse("wagtaildocs:index")).content.decode()
    assert "rights-badge is-soon" in page


@pytest.mark.parametrize("kind", ["images", "docs"])
def test_a_filter_that_finds_nothing_does_not_ask_for_uploads(brand, brand_manager, signed_in, kind):
    client, url = signed_in(brand_manager), reverse(f"wagtail{kind}:index")
    empty = client.get(url).content.decode()
    assert "uploaded any" in empty
    assert "Nothing matches this filter" not in empty
    factories.picture(brand)
    create_document(brand, b"x", name="a.txt", title="Preise")
    found = client.get(url, {"rights": "ended"}).content.decode()
    assert "Nothing matches this filter" in found
    assert "uploaded any" not in found
    assert f'href="{url}"' in found


def counts(client, url):
    page = client.get(url).content.decode()
    return [int(number) for number in re.findall(r"Used\s+(\d+)\s+time", page)]


def test_the_list_counts_as_the_assets_own_page_does(brand, brand_manager, signed_in):
    hero, other, unused = (factories.picture(brand, color=color) for color in ("#aa3311", "#11aa33", "#1133aa"))
    campaign = factories.campaign(brand)
    with disable_reference_index_auto_update():  # as if the queue were slow
        factories.piece(campaign, slug="eins", hero=hero, published=True)
        drafted = factories.piece(campaign, slug="zwei", hero=hero, published=True)
    drafted.hero = other
    drafted.save_revision()
    import_guideline(brand, "schema: guideline/1\n")
    client = signed_in(brand_manager)
    assert counts(client, "/admin/images/?layout=list") == [0, 1, 2]  # the newest first
    shown = usage_of(hero, brand_manager)
    assert len(shown.users) == 2
    assert "1" not in str(counts(client, "/admin/images/?layout=list&rights=unused"))
    assert [image.pk for image in in_state(ImageAsset.objects.all(), "unused")] == [unused.pk]
