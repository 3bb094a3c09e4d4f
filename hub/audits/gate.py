"""The gate: what may be published by whom, and what a submitted piece hears."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models.signals import post_migrate

from brand.finding import Finding
from hub.audits.judging import find_in_draft
from hub.content.errors import PublishRefusedError
from hub.content.models import Piece
from hub.content.publishing import refuse_unfit
from hub.content.signals import piece_publishing
from hub.guidelines.selectors import guideline_in_force
from renderers.contract.checks import Complaint
from renderers.contract.message import Message, Translator

#: The right to publish a piece with open errors: brand managers and administrators have it.
OVERRIDE = "audits.override_gate"


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a submitted piece. Neither refused nor passed: a brand manager has to look."""

    findings: tuple[Finding, ...]
    unfit: PublishRefusedError | None
    refused: bool
    passed: bool

    def obstacles(self, translate: Translator) -> list[str]:
        """What keeps the piece from being published at all, in a language."""
        return self.unfit.shown(translate) if self.unfit is not None else []


def decide(piece: Piece) -> Decision:
    """Judge a piece as it was submitted."""
    from hub.audits.brand_check import has_errors, needs_a_person

    unfit = _unfit(piece)
    findings = tuple(finding for finding in find_in_draft(piece) if not finding.waiver)
    refused = unfit is not None or has_errors(findings)
    waits = needs_a_person(findings) and not guideline_in_force(piece.campaign.brand).launch_mode
    return Decision(findings, unfit, refused=refused, passed=not refused and not waits)


def _unfit(piece: Piece) -> PublishRefusedError | None:
    try:
        refuse_unfit(piece)
    except PublishRefusedError as refusal:
        return refusal
    return None


def reasons(findings: tuple[Finding, ...]) -> Iterator[Message | Complaint]:
    """Why the gate is closed: each open error at its place."""
    for finding in findings:
        if finding.is_open_error:
            place = finding.where.source
            yield Complaint(finding.message, place) if place is not None else finding.message


def refuse_open_errors(instance: Piece, user: Any, **_: Any) -> None:
    """Refuse a publish by a person who may not publish past open errors.

    Commands and other machinery publish as nobody (`user` None): who may run a command on the server may do more.
    """
    if user is None or user.has_perm(OVERRIDE):
        return
    findings = find_in_draft(instance)
    if found := tuple(reasons(findings)):
        raise PublishRefusedError(found)


def _prepare(**_: Any) -> None:
    from hub.audits.brand_check import ensure_brand_check

    ensure_brand_check()


def connect() -> None:
    """Listen; called once, when the apps are ready."""
    from django.apps import apps

    piece_publishing.connect(refuse_open_errors, dispatch_uid="audits.gate")
    # The last app with models: by then all tables, content types and permissions are there.
    last = [app for app in apps.get_app_configs() if app.models_module][-1]
    post_migrate.connect(_prepare, sender=last, dispatch_uid="audits.brand_check")
