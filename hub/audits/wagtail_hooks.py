"""After submitting: the admin says what the brand check decided, not merely that something was submitted."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import TaskState

from hub.audits import histories  # noqa: F401 -- registers itself
from hub.audits.brand_check import BrandCheckState
from hub.audits.wording import listed
from hub.content.models import Piece
from hub.guidelines.selectors import guideline_in_force

_SUBMITTING = ("action-submit", "action-restart-workflow")


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def say_what_was_decided(request: HttpRequest, instance: Model) -> HttpResponse | None:
    """Put the outcome in the place of "submitted"; who was sent back stays in the editor."""
    if not isinstance(instance, Piece) or not any(name in request.POST for name in _SUBMITTING):
        return None
    state = BrandCheckState.objects.for_instance(instance).order_by("-pk").first()
    if state is None:
        return None
    _forget_success(request)
    level, text = _outcome(state, instance)
    messages.add_message(request, level, format_html("{} {}", text, _listed(state)))
    if state.status != TaskState.STATUS_REJECTED:
        return None
    return redirect(reverse(instance.snippet_viewset.get_url_name("edit"), args=[instance.pk]))


def _outcome(state: BrandCheckState, piece: Piece) -> tuple[int, str]:
    """How to say it, and what: sent back, waiting, passed on, or live."""
    findings = state.found()
    names = {"piece": str(piece), "findings": listed(findings)}
    row = Piece.objects.select_related("campaign__brand").get(pk=piece.pk)
    if state.status == TaskState.STATUS_REJECTED:
        return messages.ERROR, _returned(row, has_findings=bool(findings)) % names
    if state.status == TaskState.STATUS_IN_PROGRESS:
        return messages.WARNING, _("“%(piece)s” is submitted and waits for a brand manager: %(findings)s.") % names
    level = messages.WARNING if findings else messages.SUCCESS
    told = f"{_passed(row, has_findings=bool(findings))} {_whereabouts(row)}"
    return level, told % names


def _returned(row: Piece, *, has_findings: bool) -> str:
    said = (
        _("“%(piece)s” was submitted. The brand check found %(findings)s and sent it back to you.")
        if has_findings
        else _("“%(piece)s” was submitted, cannot be published as it is, and was sent back to you.")
    )
    stays = _("What is live stays as it was.") if row.live else _("Nothing was published.")
    return f"{said} {stays}"


def _passed(row: Piece, *, has_findings: bool) -> str:
    if not has_findings:
        return _("“%(piece)s” passed the brand check without findings.")
    if guideline_in_force(row.campaign.brand).launch_mode:
        return _("“%(piece)s” passed: the brand is in launch mode, so nothing is held back. Found: %(findings)s.")
    return _("“%(piece)s” passed the brand check. Found: %(findings)s.")


def _whereabouts(row: Piece) -> str:
    if row.live and not row.has_unpublished_changes:
        return _("It is approved and live.")
    if row.workflow_in_progress:
        return _("It is not live yet: the next step of the approval is waiting.")
    if row.go_live_at is not None and row.go_live_at > timezone.now():
        day = date_format(timezone.localtime(row.go_live_at), "DATETIME_FORMAT")
        return _("It is approved and goes live on %(day)s.") % {"day": day}
    return _("It is approved.")


def _listed(state: BrandCheckState) -> Any:
    lines = list(_lines(state))
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines))) if lines else ""


def _lines(state: BrandCheckState) -> Iterator[str]:
    if state.comment:
        yield state.comment
    yield from state.told()


def _forget_success(request: HttpRequest) -> None:
    """Take back the green messages of this request, and keep the others. (Reading empties the storage.)"""
    for message in list(messages.get_messages(request)):
        if message.level != messages.SUCCESS:
            messages.add_message(request, message.level, message.message, extra_tags=message.extra_tags)
