"""A new file for a picture: everywhere, in exactly the variants that show it, and never from under a guideline."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.services import create_document
from hub.guidelines.services import import_guideline
from hub.variants.models import Entry, Slot
from hub.variants.rendering import work_off
from tests.hub.assets.pictures import SVG, picture
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(brand):
    return factories.picture(brand, size=(400, 300), focal_point=(100, 60))


def replace(client, image, data, **values):
    url = reverse("wagtailimages:edit", args=[image.pk])
    focal = {
        f"focal_point_{name}": getattr(image, f"focal_point_{name}") or "" for name in ("x", "y", "width", "height")
    }
    file = SimpleUploadedFile("neu.png", data)
    return client.post(url, {"title": "Bild", "file": file} | focal | values, follow=True)


def test_exactly_the_variants_that_show_it_are_rendered_anew(brand, image, brand_manager, signed_in):
    campaign = factories.campaign(brand)
    factories.piece(campaign, slug="eins", hero=image, published=True)
    override = {"social": {"instagram-feed": {"hero": {"value": {"image": image.pk}, "source_digest": ""}}}}
    factories.piece(campaign, slug="zwei", hero=None, overrides=override, published=True)
    factories.piece(campaign, slug="drei", hero=factories.picture(brand, color="#aa3311"), published=True)
    work_off()
    showing = {
        slot.pk: slot.current.variant.key
        for slot in Slot.objects.select_related("current__variant")
        if image.sha256 in str(slot.current.variant.source)
    }
    before, entries = dict(Slot.objects.values_list("pk", "current")), Entry.objects.count()
    page = replace(signed_in(brand_manager), image, picture(size=(800, 600))).content.decode()
    assert f"{len(showing)} variants are rendered anew" in page
    assert "2 places" in page
    work_off()
    after = dict(Slot.objects.values_list("pk", "current"))
    assert {pk for pk in after if after[pk] != before[pk]} == set(showing)
    assert Entry.objects.count() == entries + len(showing)
    new = ImageAsset.objects.get(pk=image.pk)
    assert new.sha256 != image.sha256
    assert all(new.sha256 in str(slot.current.variant.source) for slot in Slot.objects.filter(pk__in=showing))
    # It stays where it was in the picture.
    assert (new.focal_point_x, new.focal_point_y) == (200, 120)


def test_a_new_focal_point_wins(image, brand_manager, signed_in):
    replace(signed_in(brand_manager), image, picture(size=(800, 600)), focal_point_x=700)
    assert ImageAsset.objects.get(pk=image.pk).focal_point_x == 700


def test_the_page_says_what_a_new_file_changes(brand, image, brand_manager, signed_in):
    client, url = signed_in(brand_manager), reverse("wagtailimages:edit", args=[image.pk])
    assert "Nothing uses it yet." in client.get(url).content.decode()
    factories.piece(factories.campaign(brand), hero=image, published=True)
    work_off()
    page = client.get(url).content.decode()
    assert "Saving changes it at the place that uses it." in page
    assert "variants are rendered anew; all others stay as they are" in page
    assert "Used 1 time" in page


def test_an_unsound_new_file_changes_nothing(image, brand_manager, signed_in):
    page = replace(signed_in(brand_manager), image, b"no picture")
    assert page.status_code == 200
    assert ImageAsset.objects.get(pk=image.pk).sha256 == image.sha256


def test_a_file_of_the_guideline_stays(brand, brand_manager, signed_in):
    logo = create_document(brand, SVG, name="logo.svg", title="Logo")
    import_guideline(brand, "schema: guideline/1\nlogos:\n  - {name: wort, svg: logo.svg}\n", publish=True)
    url = reverse("wagtaildocs:edit", args=[logo.pk])
    file = SimpleUploadedFile("logo.svg", SVG.replace(b"20", b"30"))
    page = signed_in(brand_manager).post(url, {"title": "Logo", "file": file})
    assert "The guideline uses this file." in page.content.decode()
    assert DocumentAsset.objects.get(pk=logo.pk).sha256 == logo.sha256
    assert signed_in(brand_manager).post(url, {"title": "Anders"}).status_code == 302
