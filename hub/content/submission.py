"""Asking people to approve a draft, as a script does it: nobody is logged in, and nobody is asked by name."""

from typing import Any

from django.db import transaction
from wagtail.models import WorkflowState

from hub.content.drafting import refuse_taken
from hub.content.models import Piece
from hub.content.scripts import SUBMITTED, tell


class NoWorkflowError(Exception):
    """No workflow is assigned to pieces: there is nobody to ask."""


class NothingNewError(Exception):
    """What is published is the newest draft."""


@transaction.atomic
def submit_draft(piece: Piece, *, token: str) -> Any:
    """Submit the newest draft to the workflow of pieces; once more, where it was sent back. The workflow's state.

    A brand check sends back what has open errors at once; whatever else it finds, a person decides.

    Raises:
        DraftTakenError: it is locked, or in a review.
        NoWorkflowError, NothingNewError: there is nobody to ask, or nothing to ask about.
        PublishRefusedError: a workflow without a task that asks anybody would publish it, and the gate is closed.
    """
    refuse_taken(piece)
    if piece.live and not piece.has_unpublished_changes:
        raise NothingNewError
    workflow = piece.get_workflow()
    if workflow is None:
        raise NoWorkflowError
    tell(SUBMITTED, piece, token=token, revision=piece.latest_revision)
    state = piece.current_workflow_state
    if state is not None:
        state.resume(user=None)
    else:
        state = workflow.start(piece, None)
    return WorkflowState.objects.select_related("current_task_state").get(pk=state.pk)


def newest_submission(piece: Piece) -> Any:
    """The state of the workflow that a piece was submitted to last; None if it never was."""
    states = WorkflowState.objects.for_instance(piece).select_related("current_task_state")
    return states.order_by("-created_at", "-pk").first()
