"""Asking for approval: a draft is submitted to the people who decide, and what became of it is looked up."""

from typing import Any, Literal

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AwareDatetime
from wagtail.models import WorkflowState

from brand.report.json import finding_body
from hub.accounts.language import current_translator
from hub.accounts.principal import Scope
from hub.api.auth import Bearer, caller
from hub.api.documented import IF_MATCH
from hub.api.errors import PROBLEMS, ProblemError, not_found
from hub.api.pieces import draft_etag, pick_locale, translations
from hub.api.schemas import ReportedFinding
from hub.api.writing import EDIT, closed, router, taken, unchanged, warmed
from hub.audits.brand_check import BrandCheckState
from hub.content.drafting import DraftTakenError
from hub.content.errors import PublishRefusedError
from hub.content.submission import NothingNewError, NoWorkflowError, newest_submission, submit_draft

__all__ = ["router"]  # of pieces: one address has one router

_STATES = {
    WorkflowState.STATUS_IN_PROGRESS: "waiting",
    WorkflowState.STATUS_NEEDS_CHANGES: "sent-back",
    WorkflowState.STATUS_APPROVED: "approved",
    WorkflowState.STATUS_CANCELLED: "withdrawn",
}


class SubmissionOut(Schema):
    """What became of a submitted draft. `waiting`: for a person. `sent-back`: `findings` and `comment` say why.

    `etag` names the draft that was judged: once it is not the newest any more, something was written since.
    """

    state: Literal["waiting", "sent-back", "approved", "withdrawn"]
    submitted_at: AwareDatetime
    decided_at: AwareDatetime | None
    etag: str
    comment: str
    findings: list[ReportedFinding]


@router.post(
    "/pieces/{address}/submission",
    response=SubmissionOut,
    auth=Bearer(Scope.CONTENT_WRITE),
    operation_id="submit_piece",
    tags=["Writing"],
    openapi_extra={**EDIT, "parameters": [IF_MATCH]},
    url_name="submission",
)
def submit_piece(request: HttpRequest, address: str, locale: str = "") -> Any:
    """Ask for approval of the newest draft. What has open errors is sent back at once; for the rest a person decides.

    Nothing goes live by it alone. Write again what was sent back, and submit it once more.
    """
    principal = caller(request)
    found = warmed(principal, address, locale)
    with transaction.atomic():
        piece = unchanged(request, found)
        try:
            state = submit_draft(piece, token=principal.name)
        except DraftTakenError as error:
            raise taken(piece) from error
        except NothingNewError as error:
            detail = _("The newest draft is published already. Edit it first.")
            raise ProblemError(409, "nothing-to-submit", _("There is nothing to approve."), detail) from error
        except NoWorkflowError as error:
            detail = _("Ask an administrator to assign a workflow to pieces.")
            raise ProblemError(409, "no-workflow", _("Nobody can be asked."), detail) from error
        except PublishRefusedError as error:
            raise closed(error) from error
    return _submission(state)


@router.get(
    "/pieces/{address}/submission",
    response=SubmissionOut,
    auth=Bearer(Scope.DRAFTS_READ),
    operation_id="get_submission",
    tags=["Writing"],
    openapi_extra=PROBLEMS,
    url_name="submission",
)
def get_submission(request: HttpRequest, address: str, locale: str = "") -> Any:
    """What became of the draft that was submitted last, by a script or a person."""
    piece = pick_locale(translations(caller(request), address, "draft"), locale)
    state = newest_submission(piece)
    if state is None:
        raise not_found(_("Nobody has submitted this piece yet."))
    return _submission(state)


def _submission(state: Any) -> dict[str, Any]:
    task, translate = state.current_task_state, current_translator()
    check = task.specific if task is not None else None
    return {
        "state": _STATES[state.status],
        "submitted_at": task.started_at if task is not None else state.created_at,
        "decided_at": task.finished_at if task is not None else None,
        "etag": f'"draft-{task.revision_id}"' if task is not None else draft_etag(state.content_object),
        "comment": task.comment if task is not None else "",
        "findings": [
            finding_body(found, translate) for found in (check.found() if isinstance(check, BrandCheckState) else ())
        ],
    }
