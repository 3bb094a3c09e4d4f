"""After submitting: the admin says what the brand check decided, not merely that something was submitted."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import TaskState

from hub.audits.brand_check import BrandCheckState
from hub.content.models import Piece

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
    names = {"piece": str(piece)}
    if state.status == TaskState.STATUS_REJECTED:
        return messages.ERROR, _("“%(piece)s” was sent back by the brand check; it is not published.") % names
    if state.status == TaskState.STATUS_IN_PROGRESS:
        return messages.WARNING, _("“%(piece)s” is submitted; a brand manager has to look at it.") % names
    level = messages.WARNING if state.findings else messages.SUCCESS
    if Piece.objects.filter(pk=piece.pk, live=True, has_unpublished_changes=False).exists():
        return level, _("“%(piece)s” passed the brand check and is published.") % names
    return level, _("“%(piece)s” passed the brand check.") % names


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
