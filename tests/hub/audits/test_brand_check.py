"""The brand check: clean goes live, errors come back, warnings wait; and the gate, which nobody goes round."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.urls import reverse
from wagtail.models import TaskState, Workflow, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from hub.accounts.roles import Role
from hub.audits.brand_check import BrandCheck, BrandCheckState, ensure_brand_check
from hub.audits.gate import OVERRIDE, decide
from hub.content.errors import PublishRefusedError
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

RULES = (
    "schema: guideline/1\nterms:\n  - {banned: gefalzt, instead: geformt, language: de}\n"
    "  - {non-preferred: günstig, instead: preiswert, language: de}\n"
) + factories.LEGAL
CLEAN, WRONG, DOUBTFUL = "Aus Kupfer geformt.", "Aus Kupfer gefalzt.", "Wirklich günstig geformt."


@pytest.fixture
def campaign(brand):
    import_guideline(brand, RULES)
    return factories.campaign(brand)


@pytest.fixture
def piece_saying(campaign):
    def make(text, **fields):
        given = {"teaser": text, "body": [], "facts": [], **fields}
        return factories.piece(campaign, **given)

    return make


def submit(row: Piece, user) -> BrandCheckState:
    row.get_workflow().start(row, user)
    return BrandCheckState.objects.for_instance(row).order_by("-pk").first()


def form_of(row: Piece, **fields) -> dict:
    empty = {name: streamfield([]) for name in ("short", "body", "legal", "facts", "arms")}
    given = {
        "title": row.title,
        "headline": row.headline,
        "teaser": row.teaser,
        "slug": row.slug,
        "campaign": row.campaign_id,
        "action_label": "",
        "action_url": "",
        "hero": "",
        "hero_alt": "",
        "hashtags": "",
        "overrides": "{}",
        **empty,
        **fields,
    }
    return nested_form_data(given)


def edit_url(row: Piece) -> str:
    return reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])


def said(response) -> str:
    if "form" in response.context:
        assert not response.context["form"].errors
    return " ".join(f"{message.level_tag}: {message.message}" for message in response.context["messages"])


def test_pieces_have_the_check_from_the_beginning(campaign):
    row = factories.piece(campaign)
    assert isinstance(row.get_workflow().tasks[0].specific, BrandCheck)
    before = Workflow.objects.count()
    ensure_brand_check()
    assert Workflow.objects.count() == before
    BrandCheck.objects.update(name="Prüfung")
    Workflow.objects.update(name="Freigabe")
    ensure_brand_check()
    assert Workflow.objects.count() == before


def test_what_is_clean_is_published(piece_saying, editor):
    row = piece_saying(CLEAN)
    state = submit(row, editor)
    assert state.status == TaskState.STATUS_APPROVED
    assert not [each for each in state.found() if each.is_open_error]
    assert Piece.objects.get(pk=row.pk).live


def test_errors_come_back_with_the_findings_and_the_live_text_stays(piece_saying, editor):
    row = piece_saying(CLEAN)
    submit(row, editor)
    draft = row.get_latest_revision_as_object()
    draft.teaser = WRONG
    draft.save_revision(user=editor)
    state = submit(draft, editor)
    assert state.status == TaskState.STATUS_REJECTED
    assert "gefalzt" in state.get_comment()
    live = Piece.objects.get(pk=row.pk)
    assert live.teaser == CLEAN
    assert live.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES


def test_put_right_and_submitted_again_it_is_published(piece_saying, editor):
    row = piece_saying(WRONG)
    submit(row, editor)
    draft = row.get_latest_revision_as_object()
    draft.teaser = CLEAN
    draft.save_revision(user=editor)
    draft.current_workflow_state.resume(editor)
    assert Piece.objects.get(pk=row.pk).live


def test_warnings_wait_for_a_manager_of_the_brand(piece_saying, editor, brand_manager, other_manager):
    row = piece_saying(DOUBTFUL)
    state = submit(row, editor)
    assert state.status == TaskState.STATUS_IN_PROGRESS
    task = state.task.specific
    assert not Piece.objects.get(pk=row.pk).live
    assert task.get_actions(row, brand_manager)
    assert not task.get_actions(row, other_manager)
    assert not task.get_actions(row, editor)
    task.on_action(state, brand_manager, "approve")
    assert Piece.objects.get(pk=row.pk).live


def test_in_launch_mode_nobody_is_kept_waiting_and_nothing_is_forgotten(piece_saying, brand, editor):
    import_guideline(brand, RULES + "launch_mode: true\n")
    row = piece_saying(f"{WRONG} {DOUBTFUL}")
    state = submit(row, editor)
    assert state.status == TaskState.STATUS_APPROVED
    assert "gefalzt" in state.get_comment()
    assert Piece.objects.get(pk=row.pk).live


def test_what_cannot_be_published_at_all_comes_back_too(piece_saying, editor):
    row = piece_saying("Nur {{ fact.preis }}.")
    state = submit(row, editor)
    assert state.status == TaskState.STATUS_REJECTED
    assert "preis" in state.get_comment()


def test_only_those_who_may_decide_about_the_brand_get_a_mail(
    piece_saying, editor, brand_manager, other_manager, django_capture_on_commit_callbacks
):
    brand_manager.language = "de"
    brand_manager.save()
    row = piece_saying(DOUBTFUL, title="Laterne\nneu")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        submit(row, editor)
    ours = [each for each in mail.outbox if edit_url(row) in each.body and "- " in each.body]
    assert [each.to for each in ours] == [[brand_manager.email]]
    assert not [each for each in mail.outbox if other_manager.email in each.to]
    assert "günstig" in ours[0].body


@pytest.mark.parametrize("text", [CLEAN, WRONG])
def test_nobody_gets_a_mail_when_nobody_is_waited_for(
    piece_saying, editor, brand_manager, text, django_capture_on_commit_callbacks
):
    row = piece_saying(text)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        submit(row, editor)
    assert not [each for each in mail.outbox if brand_manager.email in each.to]


def test_the_gate_is_closed_to_publishers_without_the_right(piece_saying, brand, brand_manager):
    publisher = UserFactory(username="pia", role=Role.EDITOR, brands=[brand])
    publisher.user_permissions.add(Permission.objects.get(codename="publish_piece"))
    row = piece_saying(WRONG)
    with pytest.raises(PublishRefusedError, match="gefalzt"):
        row.publish(row.latest_revision, user=publisher)
    assert not Piece.objects.get(pk=row.pk).live
    assert brand_manager.has_perm(OVERRIDE)
    row.publish(row.latest_revision, user=brand_manager)
    assert Piece.objects.get(pk=row.pk).live


def test_the_gate_lets_commands_and_launch_mode_pass(piece_saying, brand):
    publisher = UserFactory(username="pia", role=Role.EDITOR, brands=[brand])
    row = piece_saying(WRONG)
    row.publish(row.latest_revision)
    assert Piece.objects.get(pk=row.pk).live
    import_guideline(brand, RULES + "launch_mode: true\n")
    row = piece_saying(WRONG, slug="zwei")
    row.publish(row.latest_revision, user=publisher, skip_permission_checks=True)
    assert Piece.objects.get(pk=row.pk).live


def test_who_may_go_past_the_gate(db):
    def may(role):
        return Group.objects.get(name=role.value).permissions.filter(codename="override_gate").exists()

    assert [role for role in Role if may(role)] == [Role.BRAND_MANAGER, Role.ADMINISTRATOR]


@pytest.mark.parametrize(
    ("text", "level", "words"),
    [
        (WRONG, "error", "found 1 error and sent it back to you. Nothing was published."),
        (DOUBTFUL, "warning", "waits for a brand manager: 1 warning"),
        (CLEAN, "success", "without findings. It is approved and live."),
    ],
)
@pytest.mark.parametrize("creating", [False, True])
def test_after_submitting_the_admin_is_honest(piece_saying, campaign, editor, signed_in, text, level, words, creating):
    editor.language = "en"
    editor.save()
    client = signed_in(editor)
    row = piece_saying(text)
    url = f"{reverse(row.snippet_viewset.get_url_name('add'))}?locale=de" if creating else edit_url(row)
    data = form_of(row, slug="neu" if creating else row.slug)
    response = client.post(url, data | {"action-submit": "1"}, follow=True)
    assert response.status_code == 200
    shown = said(response)
    assert words in shown
    assert level in shown
    assert "submitted for moderation" not in shown
    assert ("success" in shown) == (level == "success")
    if level == "error":
        assert "gefalzt" in shown
        assert response.request["PATH_INFO"].startswith("/admin/snippets/content/piece/edit/")


def test_findings_are_shown_as_text_and_never_as_markup(piece_saying, brand, editor, signed_in):
    import_guideline(brand, 'schema: guideline/1\nterms:\n  - {banned: "<b>x</b>", language: de}\n')
    row = piece_saying("Ein <b>x</b> hier")
    response = signed_in(editor).post(edit_url(row), form_of(row) | {"action-submit": "1"}, follow=True)
    assert "<b>x</b>" not in response.content.decode().partition('class="messages"')[2][:3000]


def test_an_editor_in_the_admin_is_told_why_a_publish_was_refused(piece_saying, brand, signed_in):
    publisher = UserFactory(username="pia", role=Role.EDITOR, brands=[brand], language="en")
    publisher.user_permissions.add(Permission.objects.get(codename="publish_piece"))
    row = piece_saying(WRONG)
    response = signed_in(publisher).post(edit_url(row), form_of(row) | {"action-publish": "1"}, follow=True)
    assert "gefalzt" in said(response)
    assert not Piece.objects.get(pk=row.pk).live


def test_judging_asks_the_database_little(piece_saying, django_assert_max_num_queries):
    row = Piece.objects.select_related("campaign__brand", "locale").get(pk=piece_saying(DOUBTFUL).pk)
    decide(row)
    with django_assert_max_num_queries(6):
        decide(row)
