"""The way in from the bare address, and what is said where there is nothing, or something went wrong."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_bare_address_leads_to_the_admin(client):
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_home"))


@pytest.mark.parametrize(("language", "words"), [("de", 'lang="de"'), ("en", "There is nothing here")])
def test_who_mistypes_reads_it_in_their_language(client, language, words):
    response = client.get("/gibtsnicht", headers={"accept-language": language})
    assert response.status_code == 404
    assert words in response.content.decode()
    assert "Django" not in response.content.decode()


def test_in_the_admin_too(brand_manager, signed_in):
    response = signed_in(brand_manager).get("/admin/gibtsnicht/")
    assert response.status_code == 404
    page = response.content.decode()
    assert "There is nothing here" in page
    assert "Wagtail" not in page.split("<main")[1]


def test_a_defect_is_told_without_asking_anything():
    page = render_to_string("500.html")
    assert "Das ging schief" in page
    assert "Something went wrong" in page
