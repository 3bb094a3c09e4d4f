"""Thousands of entries: the form leaves them out and loses none; they are edited by pages."""

import pytest
from django.conf import settings
from wagtail.test.utils.form_data import nested_form_data, streamfield

from brand.portable import read_guideline
from hub.guidelines.crowds import BY_FIELD, MOST_FIELDS, PAGE, most_of
from hub.guidelines.sections import SECTIONS
from hub.guidelines.writing import BARE
from tests.hub.guidelines.test_admin import draft, save, url, voice, write

pytestmark = pytest.mark.django_db

MANY = most_of(BY_FIELD["terms"]) + 5


@pytest.fixture
def crowd(manager, row):
    terms = "".join(f"- {{banned: wort{number:04}, reason: r}}\n" for number in range(MANY))
    write(manager, row, f"{BARE}# ours\nvoice: {{address: du}}\nterms:\n{terms}")
    return row


def words(brand):
    return [term.word for term in read_guideline(draft(brand).source).terms]


def test_what_the_form_may_hold_passes_the_servers_limit():
    assert MOST_FIELDS * len(SECTIONS) <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert min(map(most_of, SECTIONS)) >= PAGE


def test_the_form_leaves_a_crowd_out_and_saving_keeps_it(manager, brand, crowd):
    answer = manager.get(url("edit", crowd.pk))
    page = answer.content.decode()
    assert "wort0000" not in page
    assert f"{url('entries', crowd.pk)}?of=terms" in page
    assert "terms" not in answer.context["form"].fields
    assert save(manager, brand, crowd, **voice(address="sie")).status_code == 302
    assert len(words(brand)) == MANY
    assert "# ours" in draft(brand).source
    assert read_guideline(draft(brand).source).voice.address == "sie"


def page_of(client, row, **question):
    return client.get(url("entries", row.pk), {"of": "terms", **question})


def send(client, row, page, entries, **question):
    context = page.context
    data = nested_form_data(
        {"terms": streamfield([("term", {"kept": "", "kind": "banned", **each}) for each in entries])}
    )
    for number, entry in enumerate(entries):
        data[f"terms-{number}-id"] = entry.get("id", "")
    query = "&".join(f"{name}={value}" for name, value in {"of": "terms", **question}.items())
    return client.post(
        f"{url('entries', row.pk)}?{query}", {**data, "known": context["known"], "seen": context["seen"]}
    )


def shown(page):
    return [{"id": block.id, "word": block.value["word"], "reason": "r"} for block in page.context["field"].value()]


def test_pages_and_search(manager, crowd):
    first = page_of(manager, crowd)
    assert len(shown(first)) == PAGE
    assert shown(page_of(manager, crowd, p=2))[0]["word"] == f"wort{PAGE:04}"
    assert [each["word"] for each in shown(page_of(manager, crowd, q="WORT0042"))] == ["wort0042"]
    assert shown(page_of(manager, crowd, q="nichts")) == []
    assert shown(page_of(manager, crowd, kind="name")) == []
    assert page_of(manager, crowd, p="x").status_code == 200


def test_a_page_is_changed_and_the_others_stay(manager, brand, crowd):
    before = words(brand)
    page = page_of(manager, crowd, p=2)
    entries = shown(page)
    entries[1]["word"] = "anders"
    gone = entries.pop(2)
    assert send(manager, crowd, page, [*entries, {"word": "neu"}], p=2).status_code == 302
    expected = [*before]
    expected[PAGE + 1] = "anders"
    expected.remove(gone["word"])
    last = min(2 * PAGE, MANY) - 1
    expected.insert(last, "neu")
    assert words(brand) == expected


def test_what_was_found_is_changed_where_it_stands(manager, brand, crowd):
    page = page_of(manager, crowd, q="wort0042")
    (entry,) = shown(page)
    assert send(manager, crowd, page, [entry | {"word": "zweiundvierzig"}], q="wort0042").status_code == 302
    assert words(brand).index("zweiundvierzig") == 42
    assert len(words(brand)) == MANY


def test_what_is_wrong_is_said_at_its_entry(manager, brand, crowd):
    page = page_of(manager, crowd, p=2)
    entries = shown(page)
    entries[3]["compound"] = "head"
    entries[3]["retired_at"] = "gestern"
    answer = send(manager, crowd, page, entries, p=2)
    assert answer.status_code == 200
    (error,) = answer.context["form"].errors.as_data()["terms"]
    assert set(error.block_errors) == {3}
    assert len(words(brand)) == MANY


def test_what_somebody_changed_meanwhile_is_not_written_over(manager, brand, crowd):
    page = page_of(manager, crowd, q="wort0042")
    (entry,) = shown(page)
    source = draft(brand).source.replace("wort0042, reason: r", "wort0042, reason: neu")
    write(manager, crowd, source)
    answer = send(manager, crowd, page, [entry | {"word": "zweiundvierzig"}], q="wort0042")
    assert "meanwhile" in str(answer.context["form"].non_field_errors())
    assert "zweiundvierzig" not in words(brand)
    assert "wort0042" in words(brand)


def test_other_sections_have_pages_too(manager, row):
    write(manager, row, BARE + "colors: {kupfer: '#b4572a'}\nclaims: {a: {text: Gut.}}\n")
    for section in ("colors", "claims", "patterns", "rules", "examples", "legal", "logos"):
        assert manager.get(url("entries", row.pk), {"of": section}).status_code == 200
    assert manager.get(url("entries", row.pk), {"of": "voice"}).status_code == 404
    assert manager.get(url("entries", row.pk), {"of": "nope"}).status_code == 404


def test_others_change_nothing(signed_in, editor, other_manager, crowd):
    assert page_of(signed_in(editor), crowd).status_code in (302, 403)
    assert page_of(signed_in(other_manager), crowd).status_code == 404
