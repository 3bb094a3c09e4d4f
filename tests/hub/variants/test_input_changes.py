"""Every change of an input reaches exactly the slots it concerns, and no other gets an entry."""

import pytest

from hub.assets.models import ImageAsset
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from hub.variants.models import Entry, JobState, RenderJob, Slot
from hub.variants.rendering import work_off
from hub.variants.services import inputs_changed
from renderers import registry
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

GUIDELINE = """
schema: guideline/1
colors:
  wald: {srgb: "#1f5a46", cmyk: [80, 35, 75, 30], roles: [primary, text]}
  kupfer: {srgb: "#b4572a", cmyk: [20, 75, 95, 10], roles: [accent]}
  papier: {srgb: "#ffffff", roles: [background]}
terms:
  - {banned: Schnäppchen, instead: Angebot, language: de}
"""


@pytest.fixture
def piece(brand):
    import_guideline(brand, GUIDELINE)
    image = factories.picture(brand, focal_point=(200, 300))
    row = factories.piece(factories.campaign(brand), hero=image, published=True)
    work_off()
    return row


def keys() -> dict[tuple[str, str], str]:
    """The render key that each slot shows now."""
    slots = Slot.objects.filter(current__variant__isnull=False).select_related("current__variant")
    return {(slot.channel, slot.format): slot.current.variant.key for slot in slots}


def changed_by(change) -> set[tuple[str, str]]:
    """The slots whose render key is another after a change, having checked that only they got an entry."""
    before, entries = keys(), Entry.objects.count()
    change()
    work_off()
    assert set(RenderJob.objects.values_list("state", flat=True)) == {JobState.DONE}
    after = keys()
    assert set(before) == set(after)
    differing = {slot for slot in after if after[slot] != before[slot]}
    assert Entry.objects.count() - entries == len(differing)
    return differing


def every_slot() -> set[tuple[str, str]]:
    return {(renderer.key, form.key) for renderer in registry.all_renderers() for form in renderer.formats}


def test_publishing_fills_every_slot(piece):
    assert set(keys()) == every_slot()
    assert all(state == JobState.DONE for state in RenderJob.objects.values_list("state", flat=True))


def test_republishing_unchanged_changes_nothing(piece):
    def again():
        row = Piece.objects.get(pk=piece.pk)
        row.publish(row.save_revision())

    assert changed_by(again) == set()


def test_an_instagram_override_changes_instagram_alone(piece):
    overrides = {"social": {"instagram-feed": {"headline": {"value": "Nur hier", "source_digest": ""}}}}
    assert changed_by(lambda: factories.edit(piece, overrides=overrides)) == {("social", "instagram-feed")}


def test_another_banned_word_changes_no_variant(piece, brand):
    more = GUIDELINE + "  - {banned: billig, instead: günstig, language: de}\n"
    assert changed_by(lambda: import_guideline(brand, more)) == set()


def test_the_price_changes_every_slot_that_says_it(piece):
    says = {
        (slot.channel, slot.format)
        for slot in Slot.objects.select_related("current__variant")
        if "49,90" in str(slot.current.variant.provenance)
        or "49.90" in str(slot.current.variant.source["document"]["facts"])
    }
    changed = changed_by(lambda: factories.edit(piece, facts=[factories.fact("price", "39,90 €")]))
    assert changed == says
    assert ("email", "newsletter") in changed


def test_the_entry_says_what_changed(piece):
    factories.edit(piece, facts=[factories.fact("price", "39,90 €")])
    work_off()
    entry = Slot.objects.get(channel="email", format="newsletter").current
    assert "fact.price" in entry.changed
    assert (entry.number, entry.reason) == (2, "piece")


def test_a_fact_nobody_refers_to_changes_nothing(piece):
    facts = [factories.fact("price", "49,90 €"), factories.fact("weight", "900 g", "text")]
    assert changed_by(lambda: factories.edit(piece, facts=facts)) <= {("web", "article")}


def test_the_focal_point_changes_what_is_cropped(piece):
    def move():
        image = ImageAsset.objects.get(pk=piece.hero_id)
        image.focal_point_x = 900
        image.save()

    cropping = {
        (renderer.key, form.key)
        for renderer in registry.all_renderers()
        for form in renderer.formats
        if "focal" in renderer.reads
    }
    assert changed_by(move) == cropping
    assert ("sms", "message") not in cropping
    assert ("social", "instagram-feed") in cropping


def test_the_accent_color_changes_what_is_colored(piece, brand):
    colored = {
        (renderer.key, form.key)
        for renderer in registry.all_renderers()
        for form in renderer.formats
        if "colors" in renderer.reads
    }
    changed = changed_by(lambda: import_guideline(brand, GUIDELINE.replace("#b4572a", "#b4572b")))
    assert changed == colored
    assert ("sms", "message") not in changed
    assert "token.color.kupfer" in Slot.objects.get(channel="email", format="newsletter").current.changed


def test_a_renderers_version_changes_its_own_slots(piece, monkeypatch):
    renderer = registry.get("sms")

    def newer():
        monkeypatch.setattr(type(renderer), "version", "999")
        inputs_changed(Piece.objects.filter(pk=piece.pk), reason="renderer")

    assert changed_by(newer) == {("sms", "message")}


def test_labels_change_nothing(piece):
    def rename():
        image = ImageAsset.objects.get(pk=piece.hero_id)
        image.title, image.licence = "Anderer Name", "CC BY 4.0"
        image.save()

    assert changed_by(rename) == set()


def test_the_working_title_changes_nothing_while_there_is_a_headline(piece):
    assert changed_by(lambda: factories.edit(piece, title="Anderer Arbeitstitel")) == set()


def test_switching_a_channel_off_leaves_a_tombstone(piece):
    factories.edit(piece, channels_off=["sms"])
    work_off()
    slot = Slot.objects.get(channel="sms")
    assert slot.current.variant is None
    assert slot.entries.count() == 2
    factories.edit(piece, channels_off=[])
    work_off()
    slot.refresh_from_db()
    assert slot.current.variant is not None


def test_unpublishing_empties_every_slot(piece):
    piece.unpublish()
    assert keys() == {}
    assert set(Entry.objects.filter(number=2).values_list("reason", flat=True)) == {"unpublished"}
