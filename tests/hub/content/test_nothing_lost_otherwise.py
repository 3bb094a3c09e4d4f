"""Failing renderers, imports, new short names, old versions, translations, moves, schedules: nothing vanishes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hub.content.importing import Outcome, import_pieces
from hub.content.models import Piece
from hub.content.services import follow_schedule, translate
from hub.variants.models import Entry, JobState, RenderJob, Slot, Variant
from hub.variants.rendering import work_off
from renderers import registry
from tests.hub.content import factories
from tests.hub.content.posting import posted

pytestmark = pytest.mark.django_db


def url(name, *args) -> str:
    return reverse(Piece.snippet_viewset.get_url_name(name), args=args)


def fresh(row) -> Piece:
    return Piece.objects.get(pk=row.pk)


def slot(row, channel="sms") -> Slot:
    return Slot.objects.select_related("current__variant").get(
        piece_key=row.translation_key, channel=channel, locale=row.locale_code, dialect="plain", arm=""
    )


def text(row) -> str:
    return slot(row).current.variant.parts[0]["text"]


def test_a_failing_renderer_stops_no_publish_and_keeps_the_last_good_text(brand, monkeypatch):
    row = factories.piece(factories.campaign(brand), published=True)
    work_off()
    before = text(row)

    def fail(*_args, **_kwargs):
        raise RuntimeError("out of ink")

    sms = registry.get("sms")
    with monkeypatch.context() as broken:
        broken.setattr(type(sms), "render", fail)
        factories.edit(row, headline="Ganz neu", teaser="")
        work_off()
        assert fresh(row).headline == "Ganz neu"
        assert text(row) == before
        assert "out of ink" in RenderJob.objects.get(slot=slot(row)).error
        assert slot(fresh(row), "print").current is not None
    RenderJob.objects.update(run_at=timezone.now())
    work_off()
    assert "Ganz neu" in text(row)
    assert RenderJob.objects.get(slot=slot(row)).state == JobState.DONE


def test_importing_twice_changes_nothing_and_keeps_what_was_written_since(brand, tmp_path):
    campaign = factories.campaign(brand)
    file = tmp_path / "laterne.md"
    file.write_text("---\ntitle: Laterne\nheadline: Aus der Datei\n---\nErster Absatz.\n")
    first = import_pieces([file], campaign=campaign)[0]
    assert import_pieces([file], campaign=campaign)[0].outcome is Outcome.UNCHANGED
    draft = fresh(first.piece).get_latest_revision_as_object()
    draft.headline = "Von Hand"
    draft.save_revision()
    file.write_text("---\ntitle: Laterne\nheadline: Neu aus der Datei\n---\nErster Absatz.\n")
    assert import_pieces([file], campaign=campaign)[0].outcome is Outcome.UPDATED
    said = [revision.content["headline"] for revision in fresh(first.piece).revisions.order_by("pk")]
    assert said == ["Aus der Datei", "Von Hand", "Neu aus der Datei"]
    assert Piece.objects.count() == 1


def test_a_new_short_name_keeps_the_piece_its_variants_and_its_id(brand):
    row = factories.piece(factories.campaign(brand), published=True)
    work_off()
    slots = set(Slot.objects.values_list("pk", flat=True))
    renamed = factories.edit(row, slug="leuchte")
    work_off()
    assert (renamed.slug, renamed.translation_key) == ("leuchte", row.translation_key)
    assert set(Slot.objects.values_list("pk", flat=True)) == slots
    assert all(each.current.variant_id for each in Slot.objects.select_related("current"))


def test_an_old_version_comes_back_as_a_new_one_and_the_newer_stay(brand, editor, signed_in):
    row = factories.piece(factories.campaign(brand), headline="Eins")
    first = row.latest_revision
    for headline in ("Zwei", "Drei"):
        draft = fresh(row).get_latest_revision_as_object()
        draft.headline = headline
        draft.save_revision()
    client = signed_in(editor)
    form = client.get(url("revisions_revert", row.pk, first.pk)).context["form"]
    data = posted(form)
    data["revision"] = str(first.pk)
    assert client.post(url("edit", row.pk), data).status_code == 302
    said = [revision.content["headline"] for revision in fresh(row).revisions.order_by("pk")]
    assert said == ["Eins", "Zwei", "Drei", "Eins"]


def test_deleting_a_translation_leaves_the_others(brand, brand_manager, signed_in):
    german = factories.piece(factories.campaign(brand), published=True)
    english = translate(german, factories.locale("en"))
    english.publish(english.save_revision())
    work_off()
    client = signed_in(brand_manager)
    assert client.post(url("delete", english.pk)).status_code == 302
    work_off()
    assert fresh(german).live
    assert slot(german).current.variant_id
    gone = Slot.objects.select_related("current").get(channel="sms", locale="en", dialect="plain", arm="")
    assert gone.current.variant_id is None
    assert Entry.objects.filter(slot=gone).count() == 2
    again = translate(fresh(german), factories.locale("en"))
    assert again.translation_key == german.translation_key


def test_unpublishing_keeps_draft_history_and_variants(brand, brand_manager, signed_in):
    row = factories.piece(factories.campaign(brand), published=True)
    draft = fresh(row).get_latest_revision_as_object()
    draft.headline = "Noch nicht fertig"
    draft.save_revision()
    work_off()
    variants = Variant.objects.count()
    assert signed_in(brand_manager).post(url("unpublish", row.pk)).status_code == 302
    assert not fresh(row).live
    assert fresh(row).get_latest_revision_as_object().headline == "Noch nicht fertig"
    assert fresh(row).revisions.count() == 2
    assert Variant.objects.count() == variants
    back = fresh(row).get_latest_revision_as_object()
    back.publish(back.save_revision())
    work_off()
    assert "Noch nicht fertig" in text(row)


def test_moving_to_another_campaign_takes_everything_along(brand):
    row = factories.piece(factories.campaign(brand), published=True)
    work_off()
    entries = Entry.objects.count()
    target = factories.campaign(brand, slug="ziel")
    moved = factories.edit(row, campaign=target)
    work_off()
    assert moved.campaign == target
    assert set(Slot.objects.values_list("campaign", flat=True)) == {target.pk}
    assert Entry.objects.count() >= entries
    assert moved.revisions.count() == 2
    assert moved.headline == row.headline


def test_a_schedule_that_cannot_be_kept_keeps_the_draft_and_the_live_text(brand):
    row = factories.piece(factories.campaign(brand), published=True)
    work_off()
    before = text(row)
    draft = fresh(row).get_latest_revision_as_object()
    draft.headline, draft.teaser = "Später", "Nur {{ fact.weg }}"
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    revision = draft.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    revision.save()
    assert follow_schedule() == 0
    work_off()
    assert fresh(row).live
    assert fresh(row).headline == row.headline
    assert text(row) == before
    latest = fresh(row).get_latest_revision_as_object()
    assert (latest.headline, latest.teaser) == ("Später", "Nur {{ fact.weg }}")
    assert fresh(row).has_unpublished_changes
