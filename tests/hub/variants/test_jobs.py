"""Jobs are rows: claimed once, tried again, given up, and never in each other's way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.content.models import Piece
from hub.variants import blobs
from hub.variants.jobs import claim, fail, finish
from hub.variants.models import Blob, Entry, JobState, RenderJob, Slot, Variant
from hub.variants.rendering import bring_up_to_date, work, work_off
from hub.variants.services import inputs_changed, request_slot
from hub.variants.sweep import sweep
from renderers import registry
from renderers.contract.errors import MissingAssetError
from renderers.contract.message import Message
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(brand):
    row = factories.piece(factories.campaign(brand), published=True)
    work_off()
    return row


def wish(piece: Piece) -> RenderJob:
    """A wish for the SMS slot that nobody has worked on yet."""
    job = RenderJob.objects.get(slot__channel="sms")
    RenderJob.objects.filter(pk=job.pk).update(state=JobState.WAITING, wanted=job.wanted + 1, run_at=timezone.now())
    return RenderJob.objects.get(pk=job.pk)


def test_a_job_is_claimed_once(piece):
    wish(piece)
    first = claim()
    assert first.state == JobState.RUNNING
    assert claim() is None


def test_a_lease_that_is_over_is_taken(piece):
    wish(piece)
    first = claim()
    RenderJob.objects.filter(pk=first.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert claim().pk == first.pk


def test_a_wish_that_comes_while_the_job_runs_makes_it_run_again(piece):
    wish(piece)
    job = claim()
    RenderJob.objects.filter(pk=job.pk).update(wanted=job.wanted + 1)
    finish(job)
    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.WAITING, job.wanted - 1)


def test_failures_wait_longer_each_time_and_end(piece):
    wish(piece)
    waits = []
    for _ in range(7):
        job = claim(Slot.objects.get(channel="sms").pk)
        if job is None:
            break
        fail(job, "broken")
        job.refresh_from_db()
        waits.append(round((job.run_at - timezone.now()).total_seconds()))
    assert waits[:5] == [5, 30, 120, 600, 3600]
    assert job is None or job.state == JobState.FAILED
    assert RenderJob.objects.get(slot__channel="sms").state == JobState.FAILED


def test_a_failing_renderer_fails_its_own_slot_only_and_the_last_entry_stays(piece, monkeypatch):
    def broken(self, source, assets):
        raise RuntimeError("out of paper")

    monkeypatch.setattr(type(registry.get("sms")), "render", broken)
    before = Slot.objects.get(channel="sms").current_id
    factories.edit(piece, headline="Neu", teaser="Neu und ohne Preis.", facts=[])
    work_off()
    job = RenderJob.objects.get(slot__channel="sms")
    assert job.state == JobState.WAITING
    assert "out of paper" in job.error
    assert Slot.objects.get(channel="sms").current_id == before
    assert set(RenderJob.objects.exclude(slot__channel="sms").values_list("state", flat=True)) == {JobState.DONE}


def test_a_missing_picture_is_named_and_not_tried_again(piece, monkeypatch):
    def missing(self, source, assets):
        raise MissingAssetError(Message("The picture is gone."))

    monkeypatch.setattr(type(registry.get("sms")), "render", missing)
    factories.edit(piece, headline="Neu", teaser="Anders.", facts=[])
    work_off()
    job = RenderJob.objects.get(slot__channel="sms")
    assert (job.state, job.error) == (JobState.FAILED, "The picture is gone.")


def test_two_workers_on_one_key_make_one_variant(piece):
    count = Variant.objects.count()
    Entry.objects.all().delete()
    Slot.objects.update(current=None)
    for job in RenderJob.objects.select_related("slot"):
        bring_up_to_date(job)
        assert bring_up_to_date(job) is None
    assert Variant.objects.count() == count


def test_other_dialects_and_arms_are_made_when_asked_for(brand):
    row = factories.piece(
        factories.campaign(brand),
        arms=[("arm", {"key": "b", "field": "headline", "value": "Andere Zeile"})],
        published=True,
    )
    work_off()
    assert not Slot.objects.filter(arm="b").exists()
    slot = request_slot(row, channel="sms", format_key="message", arm="b")
    assert work(slot.pk)
    slot.refresh_from_db()
    base = Slot.objects.get(channel="sms", arm="")
    assert slot.current is not None
    assert slot.current.variant_id is not None
    assert base.current.variant.channel == slot.current.variant.channel


def test_entries_and_variants_are_append_only(piece):
    entry = Entry.objects.first()
    entry.reason = "x"
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        Entry.objects.update(reason="x")


def test_the_same_bytes_are_kept_once(db):
    first, second = blobs.store(b"bytes", "image/png"), blobs.store(b"bytes", "image/png")
    assert first.pk == second.pk
    assert Blob.objects.count() == 1
    assert blobs.read(first.pk) == b"bytes"


def test_the_sweep_finds_what_was_published_past_the_services(brand):
    row = factories.piece(factories.campaign(brand))
    Piece.objects.filter(pk=row.pk).update(live=True)
    assert sweep() == 1
    work_off()
    assert Slot.objects.filter(current__variant__isnull=False).exists()
    assert sweep() == 0
    Piece.objects.filter(pk=row.pk).update(live=False)
    assert sweep() == Slot.objects.count()
    assert not Slot.objects.filter(current__variant__isnull=False).exists()


def test_a_fresh_wish_revives_a_job_that_was_given_up(piece):
    RenderJob.objects.update(state=JobState.FAILED, attempts=9, error="x")
    inputs_changed(Piece.objects.filter(pk=piece.pk), reason="piece")
    work_off()
    assert set(RenderJob.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert set(RenderJob.objects.values_list("error", flat=True)) == {""}
