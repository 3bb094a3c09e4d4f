"""The gate: what may be published by whom, and what a submitted piece hears."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models.signals import post_migrate

from brand.finding import Finding
from hub.audits.drafts import Judged, judge_draft, warm
from hub.content.errors import PublishRefusedError
from hub.content.models import Piece
from hub.content.publishing import refuse_unfit
from hub.content.signals import piece_presented, piece_publishing
from hub.guidelines.selectors import guideline_in_force
from renderers.contract.checks import Complaint
from renderers.contract.message import Message, Translator

#: The right to publish a piece with open errors: brand managers and administrators have it.
OVERRIDE = "audits.override_gate"
#: What those hear who may not.
REMEDY = Message("Put this right, or ask a brand manager to waive it or to publish it all the same.")


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a submitted piece. Neither refused nor passed: a brand manager has to look.

    `blocking` is what keeps it from being published at all: what cannot be resolved, channels that cannot be made.
    """

    findings: tuple[Finding, ...]
    blocking: tuple[Message | Complaint, ...]
    refused: bool
    passed: bool

    def obstacles(self, translate: Translator) -> list[str]:
        """What keeps the piece from being published at all, in a language."""
        return PublishRefusedError(self.blocking).shown(translate)


def decide(piece: Piece) -> Decision:
    """Judge a piece as it was submitted, in all its channels."""
    from hub.audits.brand_check import has_errors, needs_a_person

    judged = judge_draft(piece)
    is_lenient = guideline_in_force(piece.campaign.brand).launch_mode
    unfit = _unfit(piece)
    # Whose fields cannot be resolved, its channels may fail for just that: it is said once.
    blocking = unfit or judged.obstacles
    closed = bool(judged.obstacles) or has_errors(judged.open)
    refused = bool(unfit) or (closed and not is_lenient)
    waits = needs_a_person(judged.open) and not is_lenient
    return Decision(judged.open, blocking, refused=refused, passed=not refused and not waits)


def _unfit(piece: Piece) -> tuple[Message | Complaint, ...]:
    try:
        refuse_unfit(piece)
    except PublishRefusedError as refusal:
        return refusal.reasons
    return ()


def reasons(judged: Judged) -> Iterator[Message | Complaint]:
    """Why the gate is closed: each channel that cannot be made, and each open error at its place."""
    yield from judged.obstacles
    for finding in judged.findings:
        if finding.is_open_error:
            place = finding.where.source
            yield Complaint(finding.message, place) if place is not None else finding.message


def refuse_open_errors(instance: Piece, user: Any, **_: Any) -> None:
    """Refuse a publish by a person who may not publish past open errors; in launch mode nothing is refused.

    Commands and other machinery publish as nobody (`user` None): who may run a command on the server may do more.
    """
    if _is_asked(user):
        require_clean(instance)


def require_clean(piece: Piece) -> None:
    """Refuse a piece with open errors, unless its brand is in launch mode: what scripts publish always is asked.

    Raises:
        PublishRefusedError: with each error at its place.
    """
    if guideline_in_force(piece.campaign.brand).launch_mode:
        return
    if found := tuple(reasons(judge_draft(piece))):
        raise PublishRefusedError((*found, REMEDY))


def get_ready(instance: Piece, user: Any, is_submitted: bool, **_: Any) -> None:
    """Render what will be judged before the transaction is open that judges it."""
    if is_submitted or _is_asked(user):
        warm(instance)


def _is_asked(user: Any) -> bool:
    return user is not None and not user.has_perm(OVERRIDE)


def _prepare(**_: Any) -> None:
    from hub.audits.brand_check import ensure_brand_check

    ensure_brand_check()


def connect() -> None:
    """Listen; called once, when the apps are ready."""
    from django.apps import apps

    piece_presented.connect(get_ready, dispatch_uid="audits.gate.ready")
    piece_publishing.connect(refuse_open_errors, dispatch_uid="audits.gate")
    # The last app with models: by then all tables, content types and permissions are there.
    last = [app for app in apps.get_app_configs() if app.models_module][-1]
    post_migrate.connect(_prepare, sender=last, dispatch_uid="audits.brand_check")
