"""Outside material judged in the admin: words, a file, an address; by one's own brand, and nothing kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from brand.errors import FetchError
from hub.accounts.roles import Role
from hub.audits import outside
from hub.guidelines.services import import_guideline
from renderers.contract.message import Message
from tests.hub.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

GUIDELINE = """
schema: guideline/1
terms:
  - {banned: billig, language: de, instead: günstig, reason: Es klingt nach Ramsch}
"""
URL = "/admin/check/"


@pytest.fixture
def reader(brand, editor, signed_in):
    import_guideline(brand, GUIDELINE)
    return signed_in(editor)


def checked(reader, brand, **given):
    response = reader.post(URL, {"brand": brand.pk, **given})
    assert response.status_code == 200
    return response


def test_words_are_judged_and_stay_in_the_form(reader, brand):
    page = checked(reader, brand, text="Das ist <b>billig</b>, sagt man.", locale="de").content.decode()
    for words in (
        "1 error",
        "Es klingt nach Ramsch",
        "günstig",
        reverse("workbench_rule", args=["terms", "banned-word"]),
    ):
        assert words in page
    assert "&lt;b&gt;billig" in page
    assert "<b>billig" not in page


def test_a_file_is_judged_by_its_kind(reader, brand):
    mail = SimpleUploadedFile("angebot.html", b"<html lang=de><p>Jetzt billig kaufen</p></html>")
    page = checked(reader, brand, file=mail, channel="email").content.decode()
    assert "angebot.html" in page
    assert "billig" in page
    page = checked(reader, brand, text="Guten Tag.", locale="de").content.decode()
    assert "Nothing to find fault with." in page


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({}, "text", "Paste words"),
        ({"text": "a", "url": "https://nordlicht.example/"}, "url", "One at a time"),
        ({"url": "kein ort"}, "url", "valid URL"),
        ({"text": "a", "channel": "pager"}, "channel", "valid choice"),
        ({"text": "a" * 200_001}, "text", "at most 200000"),
        ({"file": SimpleUploadedFile("bild.png", b"kein Bild")}, "file", "bild.png"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(reader, brand, given, field, words):
    form = checked(reader, brand, **given).context["form"]
    assert words in str(form.errors[field]) or (field == "file" and form.errors[field])


def test_an_address_that_cannot_be_fetched_says_why(reader, brand, monkeypatch):
    def refuse(url, **_):
        raise FetchError(Message("The address did not answer in time."), file=url)

    monkeypatch.setattr(outside, "fetch", refuse)
    form = checked(reader, brand, url="https://nordlicht.example/neu").context["form"]
    assert "did not answer" in str(form.errors["url"])


def test_nobody_judges_by_another_brands_guideline(reader, other_brand):
    import_guideline(other_brand, GUIDELINE.replace("billig", "geheim"))
    response = reader.post(URL, {"brand": other_brand.pk, "text": "geheim"})
    assert "brand" in response.context["form"].errors
    assert other_brand.name not in response.content.decode()


def test_every_role_finds_the_way(brand, signed_in):
    for role in Role:
        user = UserFactory(username=f"c-{role.name.lower()}", role=role, brands=[brand], language="en")
        assert URL in signed_in(user).get(reverse("wagtailadmin_home")).content.decode()
