"""The dashboard tells how far the worker is, and what it could not render; else nothing of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hub.accounts.models import User
from hub.guidelines.services import import_guideline
from hub.variants.jobs import claim, fail
from hub.variants.models import JobState, RenderJob, Slot
from hub.variants.selectors import failures, progress
from tests.hub.content import factories as make

COLORS = 'schema: guideline/1\ncolors:\n  wald: {srgb: "#1f5a46", roles: [primary]}\n'


@pytest.fixture
def piece(brand):
    import_guideline(brand, COLORS)
    row = make.piece(make.campaign(brand), published=True)
    RenderJob.objects.update(state=JobState.DONE)
    return row


@pytest.fixture
def home(client: Client, editor: User):
    client.force_login(editor)

    def page() -> str:
        return client.get("/admin/").content.decode()

    return page


def test_nothing_is_said_while_all_is_done(home, piece):
    assert "Being rendered, and failed" not in home()


def test_a_new_guideline_shows_how_far_it_is(home, piece, brand, editor):
    every = Slot.objects.count()
    import_guideline(brand, COLORS.replace("1f5a46", "1f5a47"))
    left = RenderJob.objects.filter(state=JobState.WAITING).count()
    assert 0 < left < every
    assert progress(editor)[0].left == left
    assert f"{left} of {every} places are still looked at." in home()


def test_what_failed_leads_to_its_board(home, piece, other_brand, editor):
    RenderJob.objects.filter(slot__channel="sms").update(state=JobState.FAILED, error="x")
    job = RenderJob.objects.filter(slot__format="x-post")
    job.update(state=JobState.WAITING, run_at=timezone.now() - timedelta(hours=1))
    fail(claim(job.get().slot_id), "y")
    assert failures(editor) == {(piece.translation_key, "de"): 2}
    assert progress(editor) == []  # what waits for its next attempt is no work now
    page = home()
    assert "2 channels failed" in page
    assert f"/admin/board/piece/{piece.pk}/" in page


def test_other_brands_are_no_matter(editor, other_brand):
    make.piece(make.campaign(other_brand), published=True)
    RenderJob.objects.filter(slot__channel="sms").update(state=JobState.FAILED, error="x")
    assert progress(editor) == []
    assert failures(editor) == {}
