"""Two who work on one slot, and whoever publishes meanwhile: one variant, the newest input, nothing undone."""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from hub.content.models import Piece
from hub.variants import jobs
from hub.variants.jobs import claim, fail, finish, renew
from hub.variants.models import Entry, JobState, RenderJob, Slot, Variant
from hub.variants.rendering import bring_up_to_date, work, work_off
from renderers import registry
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(brand):
    row = factories.piece(factories.campaign(brand), published=True)
    work_off()
    return row


@pytest.fixture
def meanwhile(monkeypatch):
    """`meanwhile(deed)`: something that is done once, while the text message is being rendered."""

    def arrange(deed):
        renderer = registry.get("sms")
        render = type(renderer).render
        deeds = [deed]

        def slow(self, source, assets):
            made = render(self, source, assets)
            if deeds:
                deeds.pop()()
            return made

        monkeypatch.setattr(type(renderer), "render", slow)

    return arrange


def sms() -> Slot:
    return Slot.objects.select_related("current__variant", "job").get(channel="sms", arm="")


def said() -> str:
    variant = sms().current.variant
    return variant.part("message.txt")["text"] if variant is not None else ""


def expire(job: RenderJob) -> None:
    RenderJob.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))


def test_what_is_published_while_it_renders_is_not_lost(piece, meanwhile):
    meanwhile(lambda: factories.edit(piece, headline="Zweite", teaser="Zweite Fassung.", facts=[]))
    factories.edit(piece, headline="Erste", teaser="Erste Fassung.", facts=[])
    before = sms().current.number
    assert work(sms().pk)
    assert sms().current.number == before  # the first was old before it was done
    assert sms().job.state == JobState.WAITING
    work_off()
    assert "Zweite" in said()
    assert sms().current.number == before + 1


def test_what_is_taken_back_while_it_renders_is_not_shown(piece, meanwhile):
    meanwhile(lambda: Piece.objects.get(pk=piece.pk).unpublish())
    factories.edit(piece, headline="Geheim", teaser="Noch geheim.", facts=[])
    work(sms().pk)
    assert said() == ""
    work_off()
    assert said() == ""
    assert sms().current.reason == "unpublished"


def test_the_first_render_of_what_is_taken_back_meanwhile_is_not_shown(brand, meanwhile):
    row = factories.piece(factories.campaign(brand))
    meanwhile(lambda: Piece.objects.get(pk=row.pk).unpublish())
    row.publish(row.get_latest_revision())
    work_off()
    assert sms().current is None
    assert sms().job.state == JobState.DONE


def test_a_wish_that_changes_nothing_does_not_hold_it_up(piece, meanwhile):
    meanwhile(lambda: factories.edit(Piece.objects.get(pk=piece.pk), title="Anderer Arbeitstitel"))
    factories.edit(piece, headline="Erste", teaser="Erste Fassung.", facts=[])
    work(sms().pk)
    assert "Erste" in said()


def test_who_lost_the_claim_appends_nothing_and_notes_nothing(piece):
    factories.edit(piece, headline="Erste", teaser="Erste Fassung.", facts=[])
    late = claim(sms().pk)
    expire(late)
    factories.edit(piece, headline="Zweite", teaser="Zweite Fassung.", facts=[])
    expire(late)
    newer = claim(sms().pk)
    assert newer.claims == late.claims + 1
    bring_up_to_date(newer)
    count = Entry.objects.count()
    with mock.patch("hub.variants.rendering.plan_of", side_effect=_of_old(piece)):
        assert bring_up_to_date(late) is None
    assert Entry.objects.count() == count
    fail(late, "too late")
    assert sms().job.state == JobState.RUNNING
    assert sms().job.error == ""
    finish(newer)
    finish(late)
    assert sms().job.state == JobState.DONE
    assert "Zweite" in said()


def _of_old(piece):
    """The plan as it was for the first text."""
    from hub.variants.planning import plan_of

    def plan(slot):
        with mock.patch("hub.variants.planning.live_piece") as live:
            live.return_value = piece.revisions.order_by("pk")[1].as_object()
            return plan_of(slot)

    return plan


def test_two_who_render_the_same_make_one_variant_and_one_entry(piece):
    factories.edit(piece, headline="Erste", teaser="Erste Fassung.", facts=[])
    first = claim(sms().pk)
    expire(first)
    second = claim(sms().pk)
    variants, entries = Variant.objects.count(), Entry.objects.count()
    renderer = registry.get("sms")
    render = type(renderer).render

    def both(self, source, assets):
        """While the first renders, the second does all of it."""
        with mock.patch.object(type(renderer), "render", render):
            bring_up_to_date(second)
        return render(self, source, assets)

    with mock.patch.object(type(renderer), "render", both):
        bring_up_to_date(first)
    assert Variant.objects.count() == variants + 1
    assert Entry.objects.count() == entries + 1


def test_a_failure_of_an_old_input_waits_for_nothing(piece):
    factories.edit(piece, headline="Erste", facts=[], teaser="x")
    job = claim(sms().pk)
    factories.edit(piece, headline="Zweite", facts=[], teaser="y")
    fail(job, "broken", final=True)
    row = sms().job
    assert (row.state, row.attempts) == (JobState.WAITING, 0)
    assert row.run_at <= timezone.now()


def test_a_job_that_ends_its_worker_each_time_is_given_up(piece):
    factories.edit(piece, headline="Erste", facts=[], teaser="x")
    for _ in range(len(jobs.BACKOFF) + 1):
        expire(claim(sms().pk))
    assert claim(sms().pk) is None
    assert sms().job.state == JobState.FAILED
    assert sms().job.error == jobs.NEVER_CAME_BACK


def test_a_lease_is_renewed_while_it_is_held(piece, monkeypatch):
    factories.edit(piece, headline="Erste", facts=[], teaser="x")
    jobs.attend()
    try:
        job = claim(sms().pk)
        assert job.leased_until < timezone.now() + jobs.LEASE / 2
        expire(job)
        renew()
        assert claim(sms().pk) is None
        jobs.let_go(job, channel="sms", seconds=0)
        expire(job)
        renew()
        assert claim(sms().pk) is not None
    finally:
        jobs.attend(False)
        jobs._Held.claims.clear()


def test_a_slow_channel_lets_the_others_go_first(piece):
    factories.edit(piece, headline="Erste", facts=[], teaser="x")
    RenderJob.objects.filter(slot__channel="sms").update(run_at=timezone.now() - timedelta(hours=1))
    slow = claim()
    assert slow.slot.channel == "sms"
    RenderJob.objects.filter(pk=slow.pk).update(state=JobState.WAITING)
    jobs._Resting.until.clear()  # whatever else was slow before
    jobs.let_go(slow, channel="sms", seconds=600)
    try:
        order = []
        while (job := claim()) is not None:
            order.append(job.slot.channel)
    finally:
        jobs._Resting.until.clear()
        jobs._Held.claims.clear()
    assert order[-1] == "sms"
    assert len(order) > 5
