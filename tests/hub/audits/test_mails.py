"""One event, one mail: to those who may decide, and to who waits; of the brand, in their language, if they want it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import GroupApprovalTask, TaskState, WorkflowState, WorkflowTask
from wagtail.users.models import UserProfile

from brand.finding import Finding, Severity, Where
from hub.accounts.roles import Role
from hub.audits.brand_check import BrandCheckState
from hub.content.models import Piece
from renderers.contract import codec
from renderers.contract.message import Message
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(brand):
    return make.piece(make.campaign(brand), title="Laterne\nneu")


@pytest.fixture
def english(editor, brand_manager):
    for person in (editor, brand_manager):
        person.language = "en"
        person.save()


def to(mails) -> list[str]:
    return sorted(address for each in mails for address in each.to)


def test_submitting_tells_the_managers_of_the_brand_and_nobody_else(
    piece, workflow, english, brand, editor, brand_manager, administrator, other_manager, superuser, mailed
):
    (letter,) = mailed(lambda: workflow.start(piece, editor))
    assert letter.to == [brand_manager.email]
    assert letter.subject == "“Laterne neu” waits for your decision"
    assert "Edda Test has submitted" in letter.body
    assert f"http://localhost:8000/admin/snippets/content/piece/edit/{piece.pk}/" in letter.body
    assert letter.alternatives[0][1] == "text/html"


def test_each_reads_their_own_language(piece, workflow, editor, brand_manager, brand, mailed):
    other = UserFactory(username="mira", role=Role.BRAND_MANAGER, brands=[brand], language="en")
    brand_manager.language = "de"
    brand_manager.save()
    subjects = {each.to[0]: each.subject for each in mailed(lambda: workflow.start(piece, editor))}
    assert "waits for your decision" in subjects[other.email]
    assert set(subjects) == {other.email, brand_manager.email}


def test_what_the_brand_check_found_is_told(piece, english, editor, brand_manager, mailed):
    def submit():
        piece.get_workflow().start(piece, editor)
        warning = Finding("terms/x", Severity.WARNING, Message("Rather “<b>”."), Where())
        BrandCheckState.objects.update(status=TaskState.STATUS_IN_PROGRESS, findings=[codec.plain(warning)] * 7)
        WorkflowState.objects.update(status=WorkflowState.STATUS_IN_PROGRESS)

    (letter,) = mailed(submit)
    assert letter.to == [brand_manager.email]
    assert "The brand check found 7 warnings." in letter.body
    assert letter.body.count("- Rather “<b>”.") == 5
    assert "- 2 more findings" in letter.body
    assert "<b>" not in letter.alternatives[0][0]


def test_sent_back_tells_the_author_why(piece, workflow, english, editor, brand_manager, mailed):
    workflow.start(piece, editor)
    (letter,) = mailed(lambda: TaskState.objects.get().reject(user=brand_manager, comment="Bitte kürzer."))
    assert letter.to == [editor.email]
    assert letter.subject == "“Laterne neu” was sent back to you"
    assert "Maren Test has sent" in letter.body
    assert "> Bitte kürzer." in letter.body


def test_approved_tells_the_author_whether_it_is_live(piece, workflow, english, editor, brand_manager, mailed):
    workflow.start(piece, editor)
    (letter,) = mailed(lambda: TaskState.objects.get().approve(user=brand_manager))
    assert letter.to == [editor.email]
    assert Piece.objects.get(pk=piece.pk).live
    assert "Maren Test has approved “Laterne" in letter.body
    assert "It is live." in letter.body


def test_approved_for_later_tells_when(brand, workflow, english, editor, brand_manager, mailed):
    row = make.piece(make.campaign(brand), go_live_at=timezone.now() + timedelta(days=3))
    workflow.start(row, editor)
    (letter,) = mailed(lambda: TaskState.objects.get().approve(user=brand_manager))
    assert "It goes live on" in letter.body
    assert "It is live." not in letter.body


def test_who_decides_about_their_own_is_told_nothing(piece, workflow, brand_manager, mailed):
    assert mailed(lambda: workflow.start(piece, brand_manager)) == []
    assert mailed(lambda: TaskState.objects.get().approve(user=brand_manager)) == []


def test_several_steps_tell_each_group_in_its_turn(
    piece, workflow, brand, editor, brand_manager, administrator, mailed
):
    second = GroupApprovalTask.objects.create(name="Zuletzt")
    second.groups.set(administrator.groups.all())
    WorkflowTask.objects.create(workflow=workflow, task=second, sort_order=1)
    assert to(mailed(lambda: workflow.start(piece, editor))) == [brand_manager.email]
    assert to(mailed(lambda: TaskState.objects.get().approve(user=brand_manager))) == [administrator.email]


def test_campaigns_too(brand, workflow, editor, brand_manager, other_manager, mailed):
    assert to(mailed(lambda: workflow.start(make.campaign(brand), editor))) == [brand_manager.email]


@pytest.mark.parametrize(("wish", "event"), [("submitted", "start"), ("rejected", "reject"), ("approved", "approve")])
def test_who_wants_no_mail_gets_none(piece, workflow, editor, brand_manager, mailed, wish, event):
    for person in (editor, brand_manager):
        UserProfile.objects.update_or_create(user=person, defaults={f"{wish}_notifications": False})
    if event == "start":
        assert mailed(lambda: workflow.start(piece, editor)) == []
    else:
        workflow.start(piece, editor)
        assert mailed(lambda: getattr(TaskState.objects.get(), event)(user=brand_manager)) == []


def test_an_author_who_left_the_brand_is_told_nothing(piece, workflow, editor, brand_manager, mailed):
    workflow.start(piece, editor)
    editor.brands.clear()
    assert mailed(lambda: TaskState.objects.get().reject(user=brand_manager)) == []


def test_a_piece_deleted_meanwhile_makes_no_mail(piece, workflow, editor, mailed):
    def submit():
        workflow.start(piece, editor)
        Piece.objects.get(pk=piece.pk).delete()

    assert mailed(submit) == []


def test_nothing_leaves_inside_the_transaction(piece, workflow, editor, brand_manager):
    mail.outbox.clear()
    workflow.start(piece, editor)
    TaskState.objects.get().reject(user=brand_manager)
    assert mail.outbox == []
