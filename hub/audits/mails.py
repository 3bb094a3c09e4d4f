"""Mails about approvals: to who is waited for, and to who waits. One event makes one mail.

Wagtail sends its own inside the request, to people of every brand; these take their place. They are written by the
queue, after the transaction that made them true, and go to members of the brand only.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from hub.accounts.mailing import Letter, Wish, who_wishes, write_to
from hub.accounts.models import User
from hub.accounts.scoping import brand_id_of
from hub.audits.brand_check import BrandCheckState
from hub.audits.wording import listed


def connect() -> None:
    """Take Wagtail's place before its app comes: a second receiver of the same sender and id is not added."""
    task_submitted.connect(
        _on_task_submitted, sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification"
    )
    task_submitted.connect(_on_task_submitted, sender=BrandCheckState, dispatch_uid="audits.mails")
    for signal, receiver, event in (
        (workflow_submitted, _on_workflow_submitted, "submitted"),
        (workflow_rejected, _on_workflow_rejected, "rejected"),
        (workflow_approved, _on_workflow_approved, "approved"),
    ):
        signal.connect(receiver, sender=WorkflowState, dispatch_uid=f"workflow_state_{event}_email_notification")


def _on_task_submitted(instance: TaskState, user: User | None = None, **_: Any) -> None:
    # Sent before a check has decided: whether anybody is waited for is known when all is committed.
    if isinstance(instance.task.specific, AbstractGroupApprovalTask):
        _afterwards(partial(tell_who_is_waited_for.enqueue, instance.pk, user.pk if user is not None else None))


def _on_workflow_submitted(**_: Any) -> None:
    """Nobody hears of it twice: those who may decide do when their task begins."""


def _on_workflow_rejected(instance: WorkflowState, user: User | None = None, **_: Any) -> None:
    if _waits(instance, user):
        _afterwards(partial(tell_who_waits.enqueue, instance.pk, Wish.REJECTED.value))


def _on_workflow_approved(instance: WorkflowState, user: User | None = None, **_: Any) -> None:
    if _waits(instance, user):
        _afterwards(partial(tell_who_waits.enqueue, instance.pk, Wish.APPROVED.value))


def _waits(state: WorkflowState, user: User | None) -> bool:
    """Whether somebody is to be told what became of it; who decided, or submitted just now, sees it on the page."""
    asker = state.requested_by_id
    return asker is not None and (user is None or user.pk != asker)


def _afterwards(enqueue: Callable[[], Any]) -> None:
    # Robust: what was decided stands, whether or not the queue can be reached.
    transaction.on_commit(enqueue, robust=True)


@task()
def tell_who_is_waited_for(state_key: int, actor_key: int | None = None) -> int:
    """Write to everybody who may decide about what was submitted in their brand; to how many."""
    rows = TaskState.objects.select_related("workflow_state__requested_by", "task", "revision")
    state = rows.filter(pk=state_key, status=TaskState.STATUS_IN_PROGRESS).first()
    if state is None or state.workflow_state.content_object is None:
        return 0
    people = waited_for(state).exclude(pk__in=[actor_key] if actor_key is not None else [])
    return write_to(people, lambda _person: _request(state))


@task()
def tell_who_waits(workflow_state_key: int, event: str) -> int:
    """Write to who submitted it, that it was approved or sent back; to how many."""
    rows = WorkflowState.objects.select_related("requested_by", "current_task_state__finished_by")
    state = rows.filter(pk=workflow_state_key).first()
    if state is None or state.content_object is None or state.current_task_state is None:
        return 0
    wish = Wish(event)
    people = who_wishes(_members(state).filter(pk=state.requested_by_id), wish)
    return write_to(people, lambda _person: (_approval if wish is Wish.APPROVED else _return)(state))


def waited_for(state: TaskState) -> QuerySet[User]:
    """The members of the task's groups who work for the brand, want such mails, and did not ask themselves."""
    people = _members(state.workflow_state).filter(groups__in=state.task.specific.groups.all())
    return who_wishes(people.exclude(pk=state.workflow_state.requested_by_id), Wish.SUBMITTED)


def _members(state: WorkflowState) -> QuerySet[User]:
    brand = brand_id_of(state.content_object)
    people: QuerySet[User] = User.objects.all() if brand is not None else User.objects.none()
    return people.filter(brands=brand)


def _request(state: TaskState) -> Letter:
    title, asker = _title(state.workflow_state), state.workflow_state.requested_by
    names = {"piece": title, "person": _name(asker)}
    heading, found = _findings(state)
    return Letter(
        subject=_("“%(piece)s” waits for your decision") % names,
        opening=(
            _("%(person)s has submitted “%(piece)s”. It waits for your decision.") % names
            if asker is not None
            else _("“%(piece)s” was submitted. It waits for your decision.") % names
        ),
        heading=heading,
        items=found,
        label=_("Look at it and decide"),
        address=_address(state.workflow_state),
    )


def _return(state: WorkflowState) -> Letter:
    last = state.current_task_state
    names = {"piece": _title(state), "person": _name(last.finished_by)}
    heading, found = _findings(last)
    return Letter(
        subject=_("“%(piece)s” was sent back to you") % names,
        opening=(
            _("%(person)s has sent “%(piece)s” back to you.") % names
            if last.finished_by is not None
            else _("“%(piece)s” was sent back to you.") % names
        ),
        quote=last.comment,
        heading=heading,
        items=found,
        label=_("Correct it and submit it again"),
        address=_address(state),
    )


def _approval(state: WorkflowState) -> Letter:
    last, row = state.current_task_state, state.content_object
    names = {"piece": _title(state), "person": _name(last.finished_by)}
    due = getattr(row, "go_live_at", None)
    if row.live and not row.has_unpublished_changes:
        outcome = _("It is live.")
    elif due is not None and due > timezone.now():
        outcome = _("It goes live on %(day)s.") % {"day": date_format(timezone.localtime(due), "DATETIME_FORMAT")}
    else:
        outcome = ""
    said = (
        _("%(person)s has approved “%(piece)s”.") % names
        if last.finished_by is not None
        else _("“%(piece)s” was approved.") % names
    )
    return Letter(
        subject=_("“%(piece)s” was approved") % names,
        opening=f"{said} {outcome}".strip(),
        quote=last.comment,
        label=_("Look at it"),
        address=_address(state),
    )


def _findings(state: TaskState) -> tuple[str, tuple[str, ...]]:
    """What a brand check has found, in the reader's language: how many, and the gravest; nothing of other tasks."""
    check = state.specific
    if not isinstance(check, BrandCheckState):
        return "", ()
    return _("The brand check found %(findings)s.") % {"findings": listed(check.found())}, tuple(check.told())


def _title(state: WorkflowState) -> str:
    return str(state.content_object.get_latest_revision_as_object())


def _name(person: User | None) -> str:
    return (person.get_full_name() or person.get_username()) if person is not None else ""


def _address(state: WorkflowState) -> str:
    row = state.content_object
    return reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])
