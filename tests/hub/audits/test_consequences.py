"""What would change with the draft in force: told piece by piece, by looking only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hub.guidelines.models import Guideline, GuidelineVersion
from hub.guidelines.services import import_guideline
from hub.variants.models import Entry, RenderJob, Slot, Variant
from hub.variants.rendering import work_off
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

BEFORE = "schema: guideline/1\ncolors: {kupfer: {srgb: '#b4572a', roles: [primary]}}\n"
AFTER = BEFORE + "terms: [{banned: gefalzt, reason: nicht mehr unser Wort}]\n"
RECOLORED = BEFORE.replace("b4572a", "1f5a46")


@pytest.fixture
def piece(brand):
    import_guideline(brand, BEFORE)
    row = factories.piece(factories.campaign(brand), published=True)
    work_off()
    return row


def url(row):
    return reverse(Guideline.snippet_viewset.get_url_name("consequences"), args=[row.pk])


def look(client, brand, source):
    row = import_guideline(brand, source, publish=False)
    return client.get(url(row))


def test_new_findings_are_told_in_their_words(signed_in, brand_manager, brand, piece):
    answer = look(signed_in(brand_manager), brand, AFTER)
    (affected,) = answer.context["found"].affected
    assert "terms/banned-word" in {finding.rule for finding in affected.came}
    assert "nicht mehr unser Wort" in answer.content.decode()
    assert (answer.context["anew"], affected.went) == (0, ())


def test_what_would_be_rendered_anew_is_counted(signed_in, brand_manager, brand, piece):
    answer = look(signed_in(brand_manager), brand, RECOLORED)
    found = answer.context["found"]
    assert found.variants == Slot.objects.filter(current__isnull=False).count() > 0
    (affected,) = found.affected
    assert any(channel == "email" for channel, _format in affected.formats)
    assert not any(channel == "sms" for channel, _format in affected.formats)  # a text message has no colors
    assert affected.came == ()


def test_looking_changes_nothing(signed_in, brand_manager, brand, piece):
    counts = [model.objects.count() for model in (Variant, Entry, RenderJob, GuidelineVersion)]
    look(signed_in(brand_manager), brand, AFTER)
    assert [model.objects.count() for model in (Variant, Entry, RenderJob, GuidelineVersion)] == counts


def test_the_same_is_said_to_be_the_same(signed_in, brand_manager, brand, piece):
    assert "Nothing would change" in look(signed_in(brand_manager), brand, BEFORE).content.decode()


def test_others_learn_nothing(signed_in, editor, other_manager, brand, piece):
    row = import_guideline(brand, AFTER, publish=False)
    assert signed_in(editor).get(url(row)).status_code in (302, 403)
    assert signed_in(other_manager).get(url(row)).status_code == 404


def test_a_large_library_is_sampled(signed_in, brand_manager, brand, piece, monkeypatch):
    monkeypatch.setattr("hub.audits.consequences.MOST", 2)
    for number in range(3):
        factories.piece(piece.campaign, slug=f"stueck-{number}", published=True)
    client = signed_in(brand_manager)
    answer = look(client, brand, AFTER)
    assert (answer.context["found"].pieces, answer.context["found"].looked_at) == (4, 2)
    assert "Judged: 2 of 4 published pieces" in answer.content.decode()
    row = Guideline.objects.get(brand=brand)
    with CaptureQueriesContext(connection) as few:
        client.get(url(row))
    for number in range(3, 6):
        factories.piece(piece.campaign, slug=f"stueck-{number}", published=True)
    with CaptureQueriesContext(connection) as many:
        client.get(url(row))
    assert len(many) <= len(few) + 2  # however many there are


def test_the_older_ones_follow_slice_by_slice(signed_in, brand_manager, brand, piece, monkeypatch):
    monkeypatch.setattr("hub.audits.consequences.MOST", 2)
    for number in range(3):
        factories.piece(piece.campaign, slug=f"stueck-{number}", published=True)
    client = signed_in(brand_manager)
    answer = look(client, brand, AFTER)
    address, seen = url(Guideline.objects.get(brand=brand)), []
    while answer.context["found"].has_more:
        seen += [each.address for each in answer.context["found"].affected]
        assert f'href="?after={answer.context["found"].reached}"' in answer.content.decode()
        answer = client.get(address, {"after": answer.context["found"].reached})
    seen += [each.address for each in answer.context["found"].affected]
    assert answer.context["found"].reached == 4
    assert "pieces 3 to 4 of 4" in answer.content.decode()
    assert len(seen) == len(set(seen)) == 4
    for odd in ("x", "²", "-1", "9" * 30, "8"):
        assert client.get(address, {"after": odd}).status_code == 200


def test_the_same_words_are_told_once(signed_in, brand_manager, brand, piece):
    piece.teaser = "Schnäppchen, Schnäppchen und Schnäppchen."
    piece.save_revision().publish()
    source = "schema: guideline/1\nterms: [{banned: Schnäppchen}]\n"
    assert "× 3" in look(signed_in(brand_manager), brand, source).content.decode()
