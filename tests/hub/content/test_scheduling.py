"""A piece is scheduled in its editor: when it goes live, when it ends; approval and publishing keep to it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hub.content.models import Piece
from hub.content.services import follow_schedule
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from tests.hub.content import factories
from tests.hub.content.test_admin import approval, approve, piece_form, said, url  # noqa: F401

pytestmark = pytest.mark.django_db


def typed(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def scheduled(campaign, **fields: Any) -> dict[str, Any]:
    return piece_form(campaign, slug="laterne", **fields)


def test_a_piece_is_scheduled_goes_live_and_ends(manager, campaign):
    row = factories.piece(campaign)
    soon, later = timezone.now() + timedelta(days=2), timezone.now() + timedelta(days=3)
    edit = url(Piece, "edit", row.pk)
    page = manager.get(edit).content.decode()
    assert 'name="go_live_at"' in page
    assert "schedule-publishing-dialog" in page
    form = scheduled(campaign, go_live_at=typed(soon), expire_at=typed(later))
    manager.post(edit, {**form, "action-publish": "1"})
    row.refresh_from_db()
    assert not row.live
    assert row.scheduled_revision is not None
    assert follow_schedule() == 0

    past = timezone.now() - timedelta(minutes=1)
    revision = row.scheduled_revision
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()
    assert follow_schedule() == 1
    work_off()
    assert Slot.objects.filter(current__variant__isnull=False).exists()
    Piece.objects.filter(pk=row.pk).update(expire_at=past)
    assert follow_schedule() == 1
    assert not Piece.objects.get(pk=row.pk).live


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [(timedelta(days=3), timedelta(days=2), "go_live_at"), (None, -timedelta(days=1), "expire_at")],
)
def test_a_schedule_that_cannot_be_is_told_at_its_field(manager, campaign, begins, ends, field):
    row = factories.piece(campaign)
    moments = {"go_live_at": begins, "expire_at": ends}
    form = scheduled(campaign, **{name: typed(timezone.now() + by) for name, by in moments.items() if by is not None})
    response = manager.post(url(Piece, "edit", row.pk), {**form, "action-publish": "1"})
    assert field in response.context["form"].errors
    assert not Piece.objects.get(pk=row.pk).live


def test_what_is_approved_waits_for_its_day(manager, editor, campaign, approval):  # noqa: F811
    soon = timezone.now() + timedelta(days=2)
    row = factories.piece(campaign)
    row.go_live_at = soon
    row.save_revision(user=editor)
    row.save()
    approval.start(row, editor)
    row.refresh_from_db()
    assert approve(manager, row).status_code == 200
    row.refresh_from_db()
    assert not row.live
    assert row.scheduled_revision is not None


def test_an_open_error_keeps_it_from_being_scheduled(manager, campaign):
    row = factories.piece(campaign)
    form = scheduled(campaign, teaser="{{ fact.nope }}", go_live_at=typed(timezone.now() + timedelta(days=2)))
    response = manager.post(url(Piece, "edit", row.pk), {**form, "action-publish": "1"}, follow=True)
    row.refresh_from_db()
    assert row.scheduled_revision is None
    assert "nope" in response.content.decode()


def test_the_calendar_shows_what_is_scheduled(manager, campaign):
    row = factories.piece(campaign, title="Laterne mit Termin")
    soon = timezone.now() + timedelta(minutes=5)
    form = scheduled(campaign, title="Laterne mit Termin", go_live_at=typed(soon))
    manager.post(url(Piece, "edit", row.pk), {**form, "action-publish": "1"})
    month = timezone.localtime(soon).strftime("%Y-%m")
    assert "Laterne mit Termin" in manager.get(reverse("board_calendar"), {"month": month}).content.decode()
