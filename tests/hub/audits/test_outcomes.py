"""What the admin says after a piece was submitted: the outcome, counted, and where the piece stands now."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import GroupApprovalTask, WorkflowTask

from hub.audits.wording import counted
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from tests.hub.audits.test_brand_check import (  # noqa: F401 -- fixtures
    CLEAN,
    DOUBTFUL,
    RULES,
    WRONG,
    campaign,
    edit_url,
    form_of,
    piece_saying,
    said,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(editor, signed_in):
    """Submit a piece in the editor; what is said on the next page."""
    editor.language = "en"
    editor.save()
    client = signed_in(editor)

    def submit(row: Piece, **fields) -> str:
        answer = client.post(edit_url(row), form_of(row, **fields) | {"action-submit": "1"}, follow=True)
        assert answer.status_code == 200
        return said(answer)

    return submit


def test_errors_are_counted_and_come_back(piece_saying, submitted):  # noqa: F811
    shown = submitted(piece_saying(WRONG))
    assert "error: “Laterne” was submitted. The brand check found 1 error" in shown
    assert "sent it back to you. Nothing was published." in shown
    assert "gefalzt" in shown


def test_what_is_live_stays_live(piece_saying, submitted):  # noqa: F811
    row = piece_saying(CLEAN)
    row.publish(row.latest_revision)
    shown = submitted(Piece.objects.get(pk=row.pk), teaser=WRONG)
    assert "What is live stays as it was." in shown
    assert Piece.objects.get(pk=row.pk).teaser == CLEAN


def test_warnings_are_counted_and_wait(piece_saying, submitted):  # noqa: F811
    shown = submitted(piece_saying(DOUBTFUL))
    assert "warning: “Laterne” is submitted and waits for a brand manager: 1 warning" in shown
    assert "live" not in shown


def test_what_is_clean_is_approved_and_live(piece_saying, submitted):  # noqa: F811
    row = piece_saying(CLEAN)
    shown = submitted(row)
    assert "“Laterne” passed the brand check" in shown
    assert "It is approved and live." in shown
    assert Piece.objects.get(pk=row.pk).live


def test_launch_mode_says_that_nothing_was_held_back(piece_saying, brand, submitted):  # noqa: F811
    import_guideline(brand, RULES + "launch_mode: true\n")
    row = piece_saying(f"{WRONG} {DOUBTFUL}")
    shown = submitted(row)
    assert "warning: “Laterne” passed: the brand is in launch mode, so nothing is held back. Found: " in shown
    assert "2 warnings" in shown
    assert "It is approved and live." in shown
    assert Piece.objects.get(pk=row.pk).live


def test_what_cannot_be_published_says_so_without_counting(piece_saying, submitted):  # noqa: F811
    shown = submitted(piece_saying("Nur {{ fact.preis }}."))
    assert "sent" in shown
    assert "back to you. Nothing was published." in shown
    assert "preis" in shown


def test_a_piece_for_later_says_when(piece_saying, submitted):  # noqa: F811
    later = timezone.now() + timedelta(days=3)
    shown = submitted(piece_saying(CLEAN), go_live_at=timezone.localtime(later).strftime("%Y-%m-%d %H:%M"))
    assert "It is approved and goes live on" in shown
    assert "approved and live" not in shown


def test_a_further_step_of_the_approval_is_named(piece_saying, brand_manager, submitted):  # noqa: F811
    row = piece_saying(CLEAN)
    task = GroupApprovalTask.objects.create(name="Recht")
    task.groups.set(brand_manager.groups.all())
    WorkflowTask.objects.create(workflow=row.get_workflow(), task=task, sort_order=9)
    shown = submitted(row)
    assert "It is not live yet: the next step of the approval is waiting." in shown
    assert not Piece.objects.get(pk=row.pk).live


def test_a_title_with_signs_of_formats_is_only_a_title(piece_saying, submitted):  # noqa: F811
    shown = submitted(piece_saying(CLEAN, title="20 % %(x)s <b>"))
    assert "20 % %(x)s &lt;b&gt;" in shown


def test_nothing_is_counted_as_nothing():
    with override("en"):
        assert counted(()) == ""


def test_what_was_sent_back_and_corrected_is_judged_anew(piece_saying, submitted):  # noqa: F811
    row = piece_saying(WRONG)
    assert "sent it back to you" in submitted(row)
    shown = submitted(Piece.objects.get(pk=row.pk).get_latest_revision_as_object(), teaser=CLEAN)
    assert "“Laterne” passed the brand check without findings. It is approved and live." in shown
    assert Piece.objects.get(pk=row.pk).teaser == CLEAN
