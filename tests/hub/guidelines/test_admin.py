"""The guideline in the admin: text in, numbered versions out; what is wrong is said with line and column."""

import pytest
from django.urls import reverse

from hub.guidelines.models import Guideline, GuidelineVersion
from hub.guidelines.selectors import version_in_force

pytestmark = pytest.mark.django_db

GOOD = "schema: guideline/1\nvoice:\n  address: du\n"


@pytest.fixture
def manager(brand_manager, signed_in):
    return signed_in(brand_manager)


def url(name, *args):
    return reverse(Guideline.snippet_viewset.get_url_name(name), args=args)


def save(client, brand, source, row=None, **more):
    address = url("edit", row.pk) if row else url("add")
    return client.post(address, {"brand": brand.pk, "source": source, **more})


def test_drafts_are_kept_and_publishing_makes_numbered_versions(manager, brand):
    assert save(manager, brand, GOOD).status_code == 302
    row = Guideline.objects.get()
    assert (row.live, GuidelineVersion.objects.count()) == (False, 0)
    save(manager, brand, GOOD, row, **{"action-publish": "1"})
    assert version_in_force(brand).number == 1
    assert version_in_force(brand).published_by.username == "maren"
    save(manager, brand, GOOD + "  sentence_words: 20\n", row)
    assert version_in_force(brand).number == 1
    save(manager, brand, GOOD + "  sentence_words: 20\n", row, **{"action-publish": "1"})
    save(manager, brand, GOOD + "  sentence_words: 20\n# the same\n", row, **{"action-publish": "1"})
    assert version_in_force(brand).number == 2


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("schema: guideline/1\nvoice:\n  address: ihn\n", "3:12"),
        ("schema: guideline/1\nvoice:\n  adress: du\n", "3:3"),
        ("schema: guideline/1\nvoice: [\n", "2:"),
        ("schema: guideline/1\nlogos:\n  - {name: Logo, svg: fehlt.svg}\n", "fehlt.svg"),
        ("nichts", "1:1"),
        ("", "guideline.yaml"),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_wrong_is_said_at_the_field_with_its_place(signed_in, brand_manager, brand, source, said, language):
    brand_manager.language = language
    brand_manager.save()
    response = save(signed_in(brand_manager), brand, source)
    assert response.status_code == 200
    errors = str(response.context["form"].errors["source"])
    assert said in errors
    assert not Guideline.objects.exists()


def test_a_brand_has_one_guideline(manager, brand):
    save(manager, brand, GOOD)
    response = save(manager, brand, GOOD)
    assert "brand" in response.context["form"].errors


def test_another_brands_guideline_cannot_be_written(manager, brand, other_brand):
    response = save(manager, other_brand, GOOD)
    assert "brand" in response.context["form"].errors
    foreign = Guideline.objects.create(brand=other_brand, source=GOOD)
    foreign.save_revision()
    assert save(manager, brand, GOOD, foreign).status_code == 404


@pytest.mark.parametrize("language", ["de", "en"])
def test_all_pages_open(signed_in, brand_manager, brand, language):
    brand_manager.language = language
    brand_manager.save()
    client = signed_in(brand_manager)
    save(client, brand, GOOD, **{"action-publish": "1"})
    row = Guideline.objects.get()
    for page in (
        url("list"),
        *(url(name, row.pk) for name in ("edit", "inspect", "history", "usage", "delete", "unpublish")),
    ):
        response = client.get(page)
        assert response.status_code == 200, page
        assert f'<html lang="{language}"' in response.content.decode()
    assert "monospace" in client.get(url("edit", row.pk)).content.decode()


def test_an_editor_reads_and_does_not_write(signed_in, editor, brand):
    client = signed_in(editor)
    assert save(client, brand, GOOD).status_code in (302, 403)
    assert not Guideline.objects.exists()
