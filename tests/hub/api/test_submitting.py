"""A script asks for approval: what has open errors comes back with its findings, for the rest a person decides."""

import pytest

from hub.accounts.principal import Scope
from hub.audits.brand_check import ensure_brand_check
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from tests.hub.api.conftest import Caller, problem
from tests.hub.content import factories

pytestmark = pytest.mark.django_db
WRITING = (Scope.CONTENT_WRITE, Scope.DRAFTS_READ)


@pytest.fixture
def writer(brand, campaign, caller_for) -> Caller:
    return caller_for(brand, scopes=WRITING)


@pytest.fixture
def checked(brand, db) -> None:
    """A workflow with the brand check, and a word that closes the gate."""
    ensure_brand_check()
    import_guideline(brand, "schema: guideline/1\n" + factories.LEGAL + "terms:\n  - {banned: Funzel}\n")


@pytest.fixture
def draft(campaign) -> Piece:
    return factories.piece(campaign, channels_off=["email", "social", "print", "web"])


def path(piece: Piece, deed: str = "") -> str:
    return f"/pieces/{piece.translation_key}{deed}"


def etag(caller: Caller, piece: Piece) -> dict[str, str]:
    return {"If-Match": caller.get(path(piece), perspective="draft")["ETag"]}


def submit(caller: Caller, piece: Piece):
    return caller.post(path(piece, "/submission"), headers=etag(caller, piece))


def write(caller: Caller, piece: Piece, **fields):
    answer = caller.patch(path(piece), fields, headers=etag(caller, piece))
    assert answer.status_code == 200, answer.content


def test_a_clean_draft_waits_for_a_person_and_goes_live_with_them(writer, draft, checked, brand_manager):
    problem(writer.get(path(draft, "/submission")), 404, "not-found")
    answer = submit(writer, draft)
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert (body["state"], body["decided_at"]) == ("waiting", None)
    assert not Piece.objects.get(pk=draft.pk).live
    assert writer.get(path(draft, "/submission")).json() == body
    problem(submit(writer, draft), 409, "held-by-people")
    task = Piece.objects.get(pk=draft.pk).current_workflow_task_state.specific
    task.approve(user=brand_manager)
    ended = writer.get(path(draft, "/submission")).json()
    assert ended["state"] == "approved"
    assert ended["decided_at"]
    assert Piece.objects.get(pk=draft.pk).live
    problem(submit(writer, draft), 409, "nothing-to-submit")


def test_what_has_errors_comes_back_and_may_be_submitted_again(writer, draft, checked):
    write(writer, draft, teaser="Eine Funzel.")
    read = etag(writer, draft)
    body = submit(writer, draft).json()
    assert body["state"] == "sent-back"
    assert body["etag"] == read["If-Match"]
    assert "terms/banned-word" in {found["rule"] for found in body["findings"]}
    write(writer, draft, teaser="Eine Laterne.")  # it is the script's again
    again = submit(writer, draft).json()
    assert again["state"] == "waiting"
    assert again["etag"] != body["etag"]
    assert "terms/banned-word" not in {found["rule"] for found in again["findings"]}


def test_what_a_person_submitted_and_was_sent_back_is_theirs(writer, draft, checked, editor):
    write(writer, draft, teaser="Eine Funzel.")
    row = Piece.objects.get(pk=draft.pk)
    row.get_workflow().start(row, editor)
    assert writer.get(path(draft, "/submission")).json()["state"] == "sent-back"
    problem(submit(writer, draft), 409, "held-by-people")


def test_messages_are_in_the_callers_language(writer, draft, checked):
    write(writer, draft, teaser="Eine Funzel.")
    submit(writer, draft)
    said = {
        language: writer.get(path(draft, "/submission"), headers={"Accept-Language": language}).json()["findings"]
        for language in ("de", "en")
    }
    assert said["de"][0]["message"] != said["en"][0]["message"]


def test_refusals(brand, other_brand, campaign, writer, draft, checked, caller_for):
    problem(writer.post(path(draft, "/submission")), 428, "if-match-missing")
    problem(writer.post(path(draft, "/submission"), headers={"If-Match": '"x"'}), 412, "changed-meanwhile")
    reader = caller_for(brand, scopes=[Scope.DRAFTS_READ])
    assert problem(submit(reader, draft), 403, "missing-scope")["scope"] == "content:write"
    blind = caller_for(brand, scopes=[Scope.CONTENT_WRITE])
    problem(blind.get(path(draft, "/submission")), 403, "missing-scope")
    stranger = caller_for(other_brand, scopes=WRITING)
    problem(stranger.get(path(draft, "/submission")), 404, "not-found")
    problem(stranger.post(path(draft, "/submission"), headers={"If-Match": '"x"'}), 404, "not-found")


def test_without_a_workflow_nobody_can_be_asked(writer, draft):
    from wagtail.models import WorkflowContentType

    WorkflowContentType.objects.all().delete()
    problem(submit(writer, draft), 409, "no-workflow")
