"""The dashboard tells what waits for one, until it is dealt with: decisions, returned pieces and mentions."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from brand.finding import Finding, Severity, Verdict, Where
from hub.accounts.models import User
from hub.accounts.roles import Role
from hub.audits.brand_check import BrandCheckState
from hub.content import commenting
from hub.content.comments import Comment
from hub.workbench.dashboard_panel import Panel
from hub.workbench.waiting import WaitingPanel
from renderers.contract import codec
from renderers.contract.message import Message
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(brand):
    return make.piece(make.campaign(brand))


def waiting(signed_in, user) -> str:
    user.language = "en"
    user.save()
    page = signed_in(user).get(reverse("wagtailadmin_home")).content.decode()
    return page.split('id="board_waiting-heading"')[1].split("</section>")[0]


def test_what_is_submitted_waits_for_managers_of_the_brand_until_decided(
    piece, workflow, editor, brand_manager, other_manager, signed_in
):
    workflow.start(piece, editor)
    shown = waiting(signed_in, brand_manager)
    assert "Laterne" in shown
    assert "Edda Test" in shown
    assert "decide" in shown
    assert "Laterne" not in waiting(signed_in, other_manager)
    assert "Laterne" not in waiting(signed_in, editor)
    TaskState.objects.get().approve(user=brand_manager)
    assert "Laterne" not in waiting(signed_in, brand_manager)


def test_what_the_brand_check_found_is_counted(piece, editor, brand_manager, signed_in):
    piece.get_workflow().start(piece, editor)
    grave = Finding("terms/banned-word", Severity.ERROR, Message("No."), Where(), verdict=Verdict.NEEDS_REVIEW)
    slight = Finding("terms/non-preferred", Severity.WARNING, Message("Better not."), Where())
    findings = [codec.plain(finding) for finding in (grave, slight, slight)]
    BrandCheckState.objects.update(status=TaskState.STATUS_IN_PROGRESS, findings=findings)
    WorkflowState.objects.update(status=WorkflowState.STATUS_IN_PROGRESS)
    assert "Edda Test · 1 possible error, 2 warnings" in waiting(signed_in, brand_manager)


def test_what_came_back_waits_for_who_submitted_it(piece, workflow, editor, brand_manager, signed_in):
    workflow.start(piece, editor)
    TaskState.objects.get().reject(user=brand_manager, comment="Bitte kürzer.")
    shown = waiting(signed_in, editor)
    assert ">sent back<" in shown
    assert "Maren Test · Bitte kürzer." in shown
    assert reverse(piece.snippet_viewset.get_url_name("edit"), args=[piece.pk]) in shown
    assert "Laterne" not in waiting(signed_in, brand_manager)
    piece.refresh_from_db()
    piece.current_workflow_state.resume(editor)
    assert ">sent back<" not in waiting(signed_in, editor)


def test_a_mention_waits_until_answered_resolved_or_deleted(piece, editor, brand_manager, other_manager, signed_in):
    comment = commenting.write(piece, user=editor, text="@maren <i>stimmt</i> das?")
    shown = waiting(signed_in, brand_manager)
    assert "mentions you" in shown
    assert "Edda Test: @maren &lt;i&gt;stimmt" in shown
    assert reverse("comment", args=[comment.pk]) in shown
    assert "mentions you" not in waiting(signed_in, editor)
    commenting.resolve(comment, piece=piece, user=editor)
    assert "mentions you" not in waiting(signed_in, brand_manager)
    commenting.reopen(comment, piece=piece, user=editor)
    assert "mentions you" in waiting(signed_in, brand_manager)
    answer = commenting.write(piece, user=brand_manager, text="Ja.", thread=comment)
    assert "mentions you" not in waiting(signed_in, brand_manager)
    commenting.delete(answer, piece=piece, user=brand_manager)
    assert "mentions you" in waiting(signed_in, brand_manager)
    commenting.delete(comment, piece=piece, user=editor)
    assert "mentions you" not in waiting(signed_in, brand_manager)


def test_a_mention_in_an_answer_waits_too(piece, editor, brand_manager, administrator, signed_in):
    comment = commenting.write(piece, user=editor, text="Wer weiß das?")
    commenting.write(piece, user=administrator, text="@maren weiß es", thread=comment)
    assert "Anton Test: @maren" in waiting(signed_in, brand_manager)
    commenting.resolve(comment, piece=piece, user=editor)
    assert "mentions you" not in waiting(signed_in, brand_manager)


def test_who_left_the_brand_is_told_nothing_of_it(piece, workflow, editor, brand_manager, other_brand, signed_in):
    commenting.write(piece, user=editor, text="@maren bitte")
    workflow.start(piece, brand_manager)
    TaskState.objects.get().reject(user=editor)
    assert "Laterne" in waiting(signed_in, brand_manager)
    brand_manager.brands.set([other_brand])
    assert "Laterne" not in waiting(signed_in, brand_manager)


def test_the_queries_do_not_grow_with_what_waits(brand, workflow, editor, brand_manager):
    campaign = make.campaign(brand)

    def more(number: int) -> None:
        one = make.piece(campaign, slug=f"stueck-{number}")
        workflow.start(one, editor)
        two = make.piece(campaign, slug=f"zurueck-{number}")
        workflow.start(two, brand_manager)
        TaskState.objects.order_by("pk").last().reject(user=UserFactory(role=Role.EDITOR, brands=[brand]))
        commenting.write(one, user=editor, text="@maren")

    def asked() -> int:
        request = RequestFactory().get("/")
        request.user = User.objects.get(pk=brand_manager.pk)
        with CaptureQueriesContext(connection) as queries:
            assert WaitingPanel().lines(request)
        return len(queries)

    more(1)
    asked()  # the content types are remembered from here on
    few = asked()
    for number in range(2, 7):
        more(number)
    assert Comment.objects.count() == 6
    assert asked() == few <= 20


def test_a_panel_is_no_panel_without_its_words():
    class Wordless(Panel):
        name = "wordless"

    with pytest.raises(TypeError, match="abstract"):
        Wordless()
