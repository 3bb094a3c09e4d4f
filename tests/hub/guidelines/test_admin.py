"""The guideline in the admin: a form or a file in, numbered versions out; what is wrong is said where it is wrong."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from brand.guideline import Term
from hub.guidelines.convert import read_source, to_guideline
from hub.guidelines.models import Guideline, GuidelineVersion
from hub.guidelines.selectors import version_in_force
from hub.guidelines.services import import_guideline
from tests.hub.guidelines.conftest import GOOD

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(Guideline.snippet_viewset.get_url_name(name), args=args)


def stream(name, kind, entries):
    """A section of the form as a browser sends it."""
    return nested_form_data({name: streamfield([(kind, {"kept": "", **entry}) for entry in entries])})


def inline_message(text):
    """A wording in every language, as a list block sends it."""
    item = {"id": "", "deleted": "", "order": "0", "type": "item", "value": {"locale": "", "text": text}}
    return {"count": "1", "0": item}


def voice(**values):
    return stream("voice", "voice", [values])


def save(client, brand, row=None, **more):
    address = url("edit", row.pk) if row else url("add")
    return client.post(address, {"brand": brand.pk, **more})


def write(client, row, source):
    return client.post(url("file", row.pk), {"source": source})


def draft(brand):
    return Guideline.objects.get(brand=brand).get_latest_revision_as_object()


def test_drafts_are_kept_and_publishing_makes_numbered_versions(manager, brand):
    publish = {"action-publish": "1"}
    assert save(manager, brand, **voice(address="du")).status_code == 302
    row = Guideline.objects.get()
    assert (row.live, GuidelineVersion.objects.count()) == (False, 0)
    save(manager, brand, row, **voice(address="du"), **publish)
    assert version_in_force(brand).number == 1
    assert version_in_force(brand).published_by.username == "maren"
    save(manager, brand, row, **voice(address="du", sentence_words="20"))
    assert version_in_force(brand).number == 1
    save(manager, brand, row, **voice(address="du", sentence_words="20"), **publish)
    save(manager, brand, row, **voice(address="du", sentence_words="20"), **publish)
    assert version_in_force(brand).number == 2
    assert to_guideline(version_in_force(brand)).voice.sentence_words == 20


def test_the_form_writes_the_file_and_leaves_the_rest_of_it_alone(manager, brand, row):
    source = GOOD + "# by hand\nhosts: [nordlicht.example]  # ours\n"
    assert write(manager, row, source).status_code == 302
    term = {"word": "billig", "kind": "banned", "instead": "günstig", "forms": "billige\nbilliger"}
    answer = save(manager, brand, row, **stream("terms", "term", [term]))
    assert answer.status_code == 302
    saved = draft(brand).source
    assert "# by hand\nhosts: [nordlicht.example]  # ours\n" in saved
    assert read_source(saved, brand=brand).terms == (Term("billig", instead="günstig", forms=("billige", "billiger")),)
    assert [block.value["word"] for block in draft(brand).terms] == ["billig"]


def test_a_file_shows_in_the_form(manager, brand, row):
    write(manager, row, GOOD + "colors: {kupfer: '#b4572a'}\nterms: [{name: Nordlicht, sign: ®}]\n")
    page = manager.get(url("edit", row.pk)).content.decode()
    assert "kupfer" in page
    assert "#b4572a" in page
    assert draft(brand).voice[0].value["address"] == "du"
    assert draft(brand).terms[0].value["sign"] == "®"


@pytest.mark.parametrize(
    ("name", "kind", "entries", "place"),
    [
        (
            "colors",
            "color",
            [{"name": "a", "srgb": "#111111"}, {"name": "b", "srgb": "#222222", "cmyk": "1, 2"}],
            "cmyk",
        ),
        ("colors", "color", [{"name": "a", "srgb": "#111111"}, {"name": "a", "srgb": "#222222"}], "name"),
        ("colors", "color", [{"name": "a", "srgb": "#111111"}, {"name": "b", "srgb": "red"}], "srgb"),
        ("rules", "rule", [{"rule": "terms/banned-word"}, {"rule": "Banned Words"}], "rule"),
        ("patterns", "pattern", [{"id": "ok", "pattern": "x"}, {"id": "no", "pattern": "(x"}], "pattern"),
        ("patterns", "pattern", [{"id": "ok", "pattern": "x"}, {"id": "no", "pattern": "x", "good": "a x"}], "good"),
        ("voice", "voice", [{"reading": "70, 40"}], "reading"),
    ],
)
def test_what_is_wrong_is_said_at_its_entry(manager, brand, row, name, kind, entries, place):
    if kind == "pattern":
        entries = [entry | {"message": inline_message("Nein.")} for entry in entries]
    data = stream(name, kind, entries)
    before = draft(brand).source
    response = save(manager, brand, row, **data)
    assert response.status_code == 200
    (error,) = response.context["form"].errors.as_data()[name]
    entry = error.block_errors[len(entries) - 1]
    assert set(entry.block_errors) == {place}
    assert draft(brand).source == before


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("schema: guideline/1\nvoice:\n  address: ihn\n", "3:12"),
        ("schema: guideline/1\nvoice:\n  adress: du\n", "3:3"),
        ("schema: guideline/1\nvoice: [\n", "3:1"),
        ("schema: guideline/1\nlogos:\n  - {name: Logo, svg: fehlt.svg}\n", "fehlt.svg"),
        ("nichts", "1:1"),
        ("# leer", "guideline.yaml"),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_file_that_is_wrong_is_refused_with_its_place(signed_in, brand_manager, brand, row, source, said, language):
    brand_manager.language = language
    brand_manager.save()
    response = write(signed_in(brand_manager), row, source)
    assert response.status_code == 200
    assert said in str(response.context["form"].errors["source"])
    assert draft(brand).source == GOOD


def test_a_locked_guideline_is_not_written_over(manager, brand, row, superuser):
    Guideline.objects.update(locked=True, locked_by=superuser)
    assert write(manager, row, GOOD + "  emoji: 0\n").status_code == 200
    assert draft(brand).source == GOOD


def test_a_brand_has_one_guideline(manager, brand):
    save(manager, brand)
    response = save(manager, brand)
    assert "brand" in response.context["form"].errors


def test_another_brands_guideline_cannot_be_written(manager, brand, other_brand):
    response = save(manager, other_brand)
    assert "brand" in response.context["form"].errors
    foreign = import_guideline(other_brand, GOOD, publish=False)
    assert save(manager, brand, foreign).status_code == 404
    assert write(manager, foreign, GOOD).status_code == 404
    assert manager.get(url("file", foreign.pk)).status_code == 404


def test_a_draft_from_before_the_form_is_shown_in_it(manager, brand, row):
    revision = row.latest_revision
    revision.content = {key: value for key, value in revision.content.items() if key in ("pk", "brand", "source")}
    revision.save()
    assert draft(brand).voice[0].value["address"] == "du"
    assert manager.get(url("edit", row.pk)).status_code == 200


@pytest.mark.parametrize("language", ["de", "en"])
def test_all_pages_open(signed_in, brand_manager, brand, language):
    brand_manager.language = language
    brand_manager.save()
    client = signed_in(brand_manager)
    save(client, brand, **voice(address="du"), **{"action-publish": "1"})
    row = Guideline.objects.get()
    for page in (
        url("list"),
        url("add"),
        *(url(name, row.pk) for name in ("edit", "file", "inspect", "history", "usage", "delete", "unpublish")),
    ):
        response = client.get(page)
        assert response.status_code == 200, page
        assert f'<html lang="{language}"' in response.content.decode()
    assert "data-guideline-look" in client.get(url("edit", row.pk)).content.decode()


def test_the_form_asks_as_much_of_the_database_for_many_terms(manager, brand, row, django_assert_max_num_queries):
    many = "terms:\n" + "".join(f"  - {{banned: wort{number}}}\n" for number in range(60))
    write(manager, row, GOOD + "terms: [{banned: wort}]\n")
    manager.get(url("edit", row.pk))  # what is asked once a process
    with CaptureQueriesContext(connection) as few:
        manager.get(url("edit", row.pk))
    asked = len(few)
    write(manager, row, GOOD + many)
    with django_assert_max_num_queries(asked):
        manager.get(url("edit", row.pk))


def test_an_editor_reads_and_does_not_write(signed_in, editor, brand):
    client = signed_in(editor)
    assert save(client, brand).status_code in (302, 403)
    assert not Guideline.objects.exists()
    row = import_guideline(brand, GOOD, publish=False)
    assert write(client, row, GOOD + "  emoji: 0\n").status_code in (302, 403)
    assert draft(brand).source == GOOD
