"""Publishing: in one transaction, refused when readers would see braces, shared over translations."""

import pytest
from django.db import transaction

from hub.content.convert import to_document
from hub.content.errors import PublishRefusedError
from hub.content.models import Piece
from hub.content.signals import piece_publishing
from hub.variants.models import RenderJob, Slot
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"headline": "Hallo {{ contact.first_name }}"}, "no default"),
        ({"headline": 'Hallo {{ contact.shoe_size | default: "x" }}'}, "shoe_size"),
        ({"teaser": "Nur {{ fact.prise }}"}, "prise"),
        ({"teaser": "Nur {{7*7}}"}, "7*7"),
        ({"facts": [factories.fact("price", "unbekannt")]}, "unbekannt"),
        ({"body": [("markdown", {"text": "Schau: ![Haus](haus.jpg)", "channels": []})]}, "haus.jpg"),
        ({"overrides": {"sms": {"*": {"text": {"value": "{{ fact.nothing }}"}}}}}, "nothing"),
    ],
)
def test_what_readers_would_see_as_braces_is_refused(brand, fields, said):
    row = factories.piece(factories.campaign(brand), **fields)
    with pytest.raises(PublishRefusedError, match=said):
        row.publish(row.latest_revision)
    row.refresh_from_db()
    assert not row.live
    assert not Slot.objects.exists()


def test_markdown_that_is_sound_is_published(brand):
    text = "## Mehr\n\nNur {{ fact.price }}, **heute**."
    row = factories.piece(
        factories.campaign(brand), body=[("markdown", {"text": text, "channels": []})], published=True
    )
    assert row.live


def test_a_receiver_may_refuse_and_nothing_remains(brand):
    def refuse(**_):
        raise PublishRefusedError([])

    row = factories.piece(factories.campaign(brand))
    piece_publishing.connect(refuse)
    try:
        with pytest.raises(PublishRefusedError):
            row.publish(row.latest_revision)
    finally:
        piece_publishing.disconnect(refuse)
    assert not Piece.objects.get(pk=row.pk).live
    assert not RenderJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_piece_and_jobs_commit_together(brand):
    row = factories.piece(factories.campaign(brand))

    with pytest.raises(ZeroDivisionError):
        _publish_and_fail(row)
    assert not Piece.objects.get(pk=row.pk).live
    assert not RenderJob.objects.exists()


def _publish_and_fail(row):
    with transaction.atomic():
        row.publish(row.latest_revision)
        assert RenderJob.objects.exists()
        raise ZeroDivisionError


def test_prices_belong_to_all_translations_at_once(brand):
    campaign = factories.campaign(brand)
    german = factories.piece(campaign, published=True)
    english = german.copy_for_translation(factories.locale("en"))
    assert not english.live
    english.teaser, english.headline = "The lantern costs {{ fact.price }}.", "Light"
    english.save()
    english.publish(english.save_revision())
    factories.edit(german, facts=[factories.fact("price", "39,90 €"), factories.fact("slogan", "Warm", "text")])
    english = Piece.objects.get(pk=english.pk)
    assert english.live
    document = to_document(english)
    assert document.fact("price").value == "39.90 EUR"
    assert document.fact("price").display == "€39.90"
    assert document.fact("slogan") is None
    assert english.headline == "Light"


def test_a_draft_of_a_translation_keeps_its_words_and_gets_the_price(brand):
    campaign = factories.campaign(brand)
    german = factories.piece(campaign, published=True)
    english = german.copy_for_translation(factories.locale("en"))
    english.save()
    english.publish(english.save_revision())
    english = Piece.objects.get(pk=english.pk)
    draft = english.get_latest_revision_as_object()
    draft.headline = "Not published yet"
    draft.save_revision()
    factories.edit(german, facts=[factories.fact("price", "29 €")])
    english = Piece.objects.get(pk=english.pk)
    assert to_document(english).fact("price").value == "29.00 EUR"
    assert english.headline != "Not published yet"
    latest = english.get_latest_revision_as_object()
    assert latest.headline == "Not published yet"
    assert to_document(latest).fact("price").value == "29.00 EUR"
    assert english.has_unpublished_changes


def test_slugs_are_unique_per_brand_and_shared_by_translations(brand, other_brand):
    campaign = factories.campaign(brand)
    german = factories.piece(campaign)
    english = german.copy_for_translation(factories.locale("en"))
    english.full_clean()
    other = Piece(campaign=campaign, slug=german.slug, title="Other", locale=factories.locale("de"))
    with pytest.raises(Exception, match="short name"):
        other.full_clean()
    Piece(campaign=factories.campaign(other_brand), slug=german.slug, title="x", locale=german.locale).full_clean()


def test_a_translation_is_no_copy_that_is_live(brand):
    german = factories.piece(factories.campaign(brand), published=True)
    copy = german.copy_for_translation(factories.locale("en"))
    copy.save()
    assert (copy.translation_key, copy.live) == (german.translation_key, False)
    assert [child.id for child in copy.body] == [child.id for child in german.body]
