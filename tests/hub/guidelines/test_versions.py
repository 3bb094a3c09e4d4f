"""Versions: listed with number and who, compared two by two, put in force again as a new one."""

import pytest
from django.urls import reverse

from hub.guidelines.comparing import differences
from hub.guidelines.convert import to_guideline
from hub.guidelines.kinds import NoFiles
from hub.guidelines.models import Guideline, GuidelineVersion
from hub.guidelines.selectors import version_in_force
from hub.guidelines.services import import_guideline
from hub.guidelines.writing import read_fields

FIRST = """schema: guideline/1
colors: {kupfer: '#b4572a', tanne: '#1f5a46'}
terms: [{banned: billig, instead: günstig}, {banned: irre}]
"""
SECOND = """schema: guideline/1
colors: {kupfer: '#a04010', tanne: '#1f5a46'}
terms: [{banned: billig, instead: preiswert}, {banned: krass, reason: "<b>laut</b>"}]
voice: {address: du}
"""


def changed(before, after):
    return differences(*(read_fields(source, NoFiles()) for source in (before, after)))


def test_differences_are_told_entry_by_entry():
    found = {(each.field, each.name): each for each in changed(FIRST, SECOND)}
    assert set(found) == {
        ("colors", "kupfer"),
        ("terms", "billig"),
        ("terms", "irre"),
        ("terms", "krass"),
        ("voice", ""),
    }
    (color,) = found["colors", "kupfer"].changes
    assert (color.child, color.before, color.after) == ("srgb", "#b4572a", "#a04010")
    assert not found["terms", "irre"].is_there
    assert not found["terms", "krass"].was_there
    assert changed(FIRST, FIRST) == ()
    assert changed(
        FIRST,
        FIRST.replace(
            "{banned: billig, instead: günstig}, {banned: irre}", "{banned: irre}, {banned: billig, instead: günstig}"
        ),
    )


@pytest.fixture
def manager(brand_manager, signed_in):
    return signed_in(brand_manager)


@pytest.fixture
def row(brand, brand_manager):
    import_guideline(brand, FIRST, user=brand_manager)
    return import_guideline(brand, SECOND)


def url(row):
    return reverse(Guideline.snippet_viewset.get_url_name("versions"), args=[row.pk])


pytestmark = pytest.mark.django_db


CHOICES = """schema: guideline/1
colors: {kupfer: {srgb: '#b4572a', roles: [accent, on-primary]}}
typography: {body: Arial}
legal: [{key: imprint, text: Wir, channels: [email]}]
voice: {gender: pair}
terms: [{non-preferred: billig}]
logos: [{name: Zeichen, clear_space: 0.5}]
rules: [{rule: terms/banned-word, severity: warning}]
"""


def test_choices_are_told_by_their_labels(manager, brand, row):
    import_guideline(brand, CHOICES)
    import_guideline(brand, "schema: guideline/1\n")
    page = manager.get(url(row), {"from": 3, "to": 4}).content.decode()
    for label in (
        "not preferred",
        "Kundinnen und Kunden (both forms)",
        "accent, on the main color",
        "running text",
        "Email",
        "A word that the guideline forbids is used.",
        "0.5",
    ):
        assert label in page, label
    for key in ("non-preferred", ">pair<", "on-primary", ">terms/banned-word<", "<strong>body"):
        assert key not in page, key


def test_versions_are_listed_and_compared(manager, row):
    page = manager.get(url(row)).content.decode()
    assert "maren" in page.lower()
    compared = manager.get(url(row), {"from": 1, "to": 2}).content.decode()
    assert "preiswert" in compared
    assert "#a04010" in compared
    assert "<b>laut" not in compared
    assert "&lt;b&gt;laut" in compared
    assert manager.get(url(row), {"from": 1, "to": 9}).status_code == 404
    assert manager.get(url(row), {"from": "x", "to": "²"}).status_code == 200


def test_a_version_comes_back_as_a_new_one(manager, brand, row, brand_manager):
    before = to_guideline(version_in_force(brand))
    assert manager.post(url(row), {"number": "1"}).status_code == 302
    newest = version_in_force(brand)
    assert (newest.number, newest.published_by) == (3, brand_manager)
    first = GuidelineVersion.objects.get(brand=brand, number=1)
    assert newest.digest == first.digest != before.digest
    draft = Guideline.objects.get(brand=brand).get_latest_revision_as_object()
    assert [block.value["word"] for block in draft.terms] == ["billig", "irre"]
    manager.post(url(row), {"number": "3"})
    assert version_in_force(brand).number == 3
    for number in ("9", "x", ""):
        assert manager.post(url(row), {"number": number}).status_code == 404


def test_a_locked_guideline_stays(manager, brand, row, superuser):
    Guideline.objects.update(locked=True, locked_by=superuser)
    manager.post(url(row), {"number": "1"})
    assert version_in_force(brand).number == 2


def test_who_may_not_publish_only_looks(signed_in, editor, brand, row, other_manager):
    client = signed_in(editor)
    assert client.get(url(row)).status_code == 200
    assert client.post(url(row), {"number": "1"}).status_code in (302, 403)
    assert version_in_force(brand).number == 2
    assert signed_in(other_manager).get(url(row)).status_code == 404


def test_many_versions_ask_no_more(manager, brand, row, django_assert_max_num_queries):
    manager.get(url(row))
    for number in range(12):
        import_guideline(brand, f"{FIRST}hosts: [h{number}.example]\n")
    with django_assert_max_num_queries(20):
        manager.get(url(row))
