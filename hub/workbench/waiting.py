"""What waits for the user: what they may decide, what came back to them, and who asked them something."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from hub.accounts.scoping import is_visible
from hub.audits.brand_check import BrandCheckState
from hub.audits.wording import counted
from hub.content.campaigns import Campaign
from hub.content.comments import Comment
from hub.content.models import Piece
from hub.content.selectors import CAMPAIGN_TEXTS, without_content
from hub.workbench.dashboard_panel import Line, Panel

#: So many of a kind are looked at; who has more waiting begins with the oldest.
_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class _Waiting:
    since: datetime
    line: Line


class WaitingPanel(Panel):
    """Decisions, returned pieces and mentions, the oldest first. The number of queries does not grow with them."""

    name = "board_waiting"
    most = 10

    def heading(self) -> str:
        """The panel's name."""
        return _("Waits for me")

    def empty(self) -> str:
        """Nothing to do."""
        return _(
            "Nothing waits for you. What others submit for your decision, what is sent back to you, and comments that "
            "mention you appear here."
        )

    def lines(self, request: HttpRequest) -> list[Line]:
        """All three kinds by their age."""
        found = [*_decisions(request), *_returned(request), *_mentions(request)]
        return [each.line for each in sorted(found, key=lambda each: each.since)]


def _kinds() -> list[int]:
    return [kind.pk for kind in ContentType.objects.get_for_models(Piece, Campaign).values()]


def _decisions(request: HttpRequest) -> Iterator[_Waiting]:
    """Submitted pieces and campaigns of the user's brands that they may decide about."""
    states = TaskState.objects.reviewable_by(request.user).filter(workflow_state__base_content_type__in=_kinds())
    states = list(states.select_related("workflow_state__requested_by", "task").order_by("started_at")[:_LOOKED_AT])
    found = _with_rows(states, [state.workflow_state for state in states])
    checks = _checks(state.pk for state, _row in found)
    for state, row in found:
        if is_visible(row, _user(request)):
            asker = state.workflow_state.requested_by
            who = (asker.get_full_name() or asker.get_username()) if asker is not None else ""
            detail = " · ".join(filter(None, (who, counted(checks[state.pk].found()) if state.pk in checks else "")))
            yield _Waiting(state.started_at, Line(str(row), _edit(row), detail or _(state.task.name), _("decide")))


def _returned(request: HttpRequest) -> Iterator[_Waiting]:
    """What the user submitted, and what came back."""
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=_user(request), base_content_type__in=_kinds()
    )
    states = states.select_related("current_task_state__finished_by").order_by("current_task_state__finished_at")
    returned = list(states[:_LOOKED_AT])
    found = _with_rows(returned, returned)
    checks = _checks(state.current_task_state_id for state, _row in found)
    for state, row in found:
        last = state.current_task_state
        if last is None or not is_visible(row, _user(request)):
            continue
        by = last.finished_by if last.finished_by_id != _user(request).pk else None
        who = (by.get_full_name() or by.get_username()) if by is not None else ""
        check = checks.get(last.pk)
        why = last.comment or (counted(check.found()) if check is not None else "")
        detail = " · ".join(filter(None, (who, Truncator(why).chars(80))))
        since = last.finished_at or state.created_at
        yield _Waiting(since, Line(str(row), _edit(row), detail, _("sent back"), "soon"))


def _mentions(request: HttpRequest) -> Iterator[_Waiting]:
    """Comments that name the user, in threads that are open and in which they have not answered since."""
    user = _user(request)
    later = Comment.objects.filter(author=user, written_at__gt=OuterRef("written_at"), deleted_at=None)
    answered = later.filter(Q(thread=OuterRef("thread")) | Q(thread=OuterRef("pk")))
    rows = Comment.objects.visible_to(user).filter(~Exists(answered), mentioned=user, deleted_at=None)
    rows = rows.filter(Q(thread=None, resolved_at=None) | Q(thread__resolved_at=None, thread__isnull=False))
    comments = list(rows.exclude(author=user).order_by("written_at")[:_LOOKED_AT])
    pieces = Piece.objects.visible_to(user).filter(translation_key__in={row.piece_key for row in comments})
    titles: dict[Any, dict[str, str]] = {}
    for key, locale, title in pieces.values_list("translation_key", "locale__language_code", "title"):
        titles.setdefault(key, {})[locale] = title
    for row in comments:
        known = titles.get(row.piece_key, {})
        title = known.get(row.locale) or next(iter(known.values()), "")
        detail = f"{row.author_name}: {Truncator(' '.join(row.text.split())).chars(80)}"
        yield _Waiting(row.written_at, Line(title, reverse("comment", args=[row.pk]), detail, _("mentions you")))


def _with_rows(states: Any, owners: Any) -> list[tuple[Any, Any]]:
    """The states with the pieces and campaigns they are about; what is gone is left out."""
    keys: dict[int, set[int]] = {}
    for owner in owners:
        keys.setdefault(owner.base_content_type_id, set()).add(int(owner.object_id))
    found: dict[tuple[int, int], Any] = {}
    for model, rows in (
        (Piece, without_content(Piece.objects.select_related("campaign__brand", "locale"))),
        (Campaign, Campaign.objects.select_related("brand").defer(*CAMPAIGN_TEXTS)),
    ):
        kind = ContentType.objects.get_for_model(model).pk
        if kind in keys:
            found |= {(kind, row.pk): row for row in rows.filter(pk__in=keys[kind])}
    pairs = zip(states, owners, strict=True)
    places = ((state, (owner.base_content_type_id, int(owner.object_id))) for state, owner in pairs)
    return [(state, found[place]) for state, place in places if place in found]


def _checks(keys: Any) -> dict[int, BrandCheckState]:
    found: dict[int, BrandCheckState] = BrandCheckState.objects.in_bulk([key for key in keys if key is not None])
    return found


def _edit(row: Any) -> str:
    return reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])


def _user(request: HttpRequest) -> Any:
    return request.user
