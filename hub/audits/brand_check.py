"""The workflow task that judges a piece when it is submitted, as its channels would deliver it.

What is clean goes on, what has open errors is sent back with the findings, and warnings wait for a brand manager. In
a brand's launch mode nothing is an error and nobody is kept waiting: the findings are noted, and the piece goes on.
What a script submits never goes live by itself: a person looks at it.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState, Workflow, WorkflowContentType, WorkflowTask

from brand.finding import Finding, Severity
from hub.accounts.language import current_translator
from hub.accounts.roles import Role
from hub.accounts.scoping import is_visible
from renderers import registry
from renderers.contract import codec
from renderers.contract.message import Translator

#: The name of the workflow and its task, as they are created; both may be renamed in the admin.
NAME = gettext_noop("Brand check")
#: So many findings are told in a list of tasks or a message; the brand panel shows all.
TOLD = 5


class BrandCheckState(TaskState):  # type: ignore[misc]
    """One judgement, with what was found."""

    findings = models.JSONField(_("findings"), default=list)

    class Meta:
        verbose_name = _("brand check of a piece")
        verbose_name_plural = _("brand checks of pieces")

    def found(self) -> tuple[Finding, ...]:
        """The findings, the gravest first."""
        findings = (codec.read(Finding, record, "") for record in self.findings)
        return tuple(sorted(findings, key=lambda finding: -finding.severity.rank))

    def told(self) -> list[str]:
        """The gravest findings in the reader's language, and how many more there are."""
        found, translate = self.found(), current_translator()
        lines = [_line(finding, translate) for finding in found[:TOLD]]
        if more := len(found) - TOLD:
            lines += [ngettext("%(count)s more finding", "%(count)s more findings", more) % {"count": more}] * (
                more > 0
            )
        return lines

    def get_comment(self) -> str:
        """What the history of the piece says."""
        return "; ".join(filter(None, (self.comment, *self.told())))


class BrandCheck(AbstractGroupApprovalTask):  # type: ignore[misc]
    """Judges at once; what it does not decide waits for the members of its groups who work for the piece's brand."""

    task_state_class = BrandCheckState

    class Meta:
        verbose_name = _("brand check")
        verbose_name_plural = _("brand checks")
        permissions = [("override_gate", _("Can publish past open errors"))]

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Judge, and decide what can be decided."""
        from hub.audits.gate import decide

        # It may have been loaded before what is submitted was saved: a corrected piece is judged as corrected.
        workflow_state.content_object.refresh_from_db(fields=["latest_revision"])
        state = super().start(workflow_state, user=user)
        piece = state.revision.as_object()
        verdict = decide(piece)
        state.findings = [codec.plain(finding) for finding in verdict.findings]
        state.save(update_fields=["findings"])
        comment = "; ".join(verdict.obstacles(current_translator()))
        # `update=False`: the workflow state looks at the outcome itself and goes on.
        if verdict.refused:
            state.reject(user=user, update=False, comment=comment)
        elif verdict.passed and user is not None:
            state.approve(user=user, update=False, comment=comment)
        return state

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        """What this person may do about this piece: nothing about another brand's."""
        actions: list[Any] = super().get_actions(obj, user)
        return actions if is_visible(obj, user) else []

    @classmethod
    def get_description(cls) -> str:
        """What administrators read when they choose a kind of task."""
        return gettext("Approves clean pieces, sends back open errors, and leaves warnings to the chosen groups.")


def _line(finding: Finding, translate: Translator) -> str:
    """What was found, and in which channel where it is not in the words that all share."""
    said = finding.message.show(translate)
    return f"{translate(registry.get(finding.channel).label)}: {said}" if finding.channel in _channels() else said


def _channels() -> set[str]:
    return {renderer.key for renderer in registry.all_renderers()}


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether one of them closes the gate."""
    return any(finding.is_open_error for finding in findings)


def needs_a_person(findings: tuple[Finding, ...]) -> bool:
    """Whether a brand manager has to look: a warning, or an error that is not certain. Notes keep nobody waiting."""
    return any(finding.severity is not Severity.NOTE and not finding.waiver for finding in findings)


def ensure_brand_check() -> None:
    """Assign a workflow with a brand check to pieces, unless there is such a task already, under whatever name."""
    from django.contrib.contenttypes.models import ContentType

    from hub.content.models import Piece

    kind = ContentType.objects.get_for_model(Piece)
    if BrandCheck.objects.exists() or WorkflowContentType.objects.filter(content_type=kind).exists():
        return
    workflow = Workflow.objects.create(name=NAME)
    task = BrandCheck.objects.create(name=NAME)
    task.groups.add(Group.objects.get_or_create(name=Role.BRAND_MANAGER.value)[0])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(workflow=workflow, content_type=kind)
