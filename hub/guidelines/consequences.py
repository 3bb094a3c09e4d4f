"""What would change with the draft in force: asked of those who know the pieces, who sit in higher apps."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from brand.errors import GuidelineError
from brand.finding import Finding
from brand.guideline import Guideline
from hub.accounts.language import current_translator
from hub.accounts.models import Brand
from hub.guidelines.convert import read_source
from hub.guidelines.selectors import guideline_in_force
from hub.guidelines.signals import consequences_asked
from hub.guidelines.views import GuidelineView
from renderers.contract.message import Translator

#: Seconds that a page waits for it.
SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class Affected:
    """A published piece for which something changes: findings that come and go, and variants made anew."""

    title: str
    address: str
    came: tuple[Finding, ...]
    went: tuple[Finding, ...]
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consequences:
    """Of `pieces` published ones the newest `looked_at` were looked at, with their `variants`."""

    pieces: int
    looked_at: int
    variants: int
    affected: tuple[Affected, ...]


def ask(brand: Brand, before: Guideline, after: Guideline, *, seconds: float = SECONDS) -> Consequences:
    """What would change for the published pieces of a brand."""
    answers: Any = consequences_asked.send(sender=Brand, brand=brand, before=before, after=after, seconds=seconds)
    return next((answer for _, answer in answers if isinstance(answer, Consequences)), Consequences(0, 0, 0, ()))


class ConsequencesView(GuidelineView):
    """The draft against the version in force, on the newest published pieces; nothing is changed."""

    page_title = gettext_lazy("What would change")
    template_name = "guidelines/consequences.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """The numbers, and piece by piece what comes and goes."""
        draft = self.guideline
        try:
            after = read_source(draft.source, brand=draft.brand)
        except GuidelineError as error:
            return self.render_to_response(self.get_context_data(problem=error.show(current_translator())))
        before = guideline_in_force(draft.brand)
        if before.digest == after.digest:
            return self.render_to_response(self.get_context_data(same=True))
        found = ask(draft.brand, before, after)
        return self.render_to_response(self.get_context_data(found=found, **_summed(found)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The way back."""
        return super().get_context_data(back=self.url("edit"), versions=self.url("versions"), **kwargs)


def _summed(found: Consequences) -> dict[str, Any]:
    translate = current_translator()
    came = [finding for each in found.affected for finding in each.came]
    return {
        "came": len(came),
        "errors": sum(finding.severity.value == "error" for finding in came),
        "went": sum(len(each.went) for each in found.affected),
        "anew": sum(len(each.formats) for each in found.affected),
        "rows": [_row(each, translate) for each in found.affected],
    }


def _row(each: Affected, translate: Translator) -> dict[str, Any]:
    return {
        "title": each.title,
        "address": each.address,
        "came": [_said(finding, translate) for finding in each.came[:5]],
        "more": max(0, len(each.came) - 5),
        "went": [_said(finding, translate) for finding in each.went[:5]],
        "more_went": max(0, len(each.went) - 5),
        "formats": ", ".join(each.formats),
    }


def _said(finding: Finding, translate: Translator) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "severity": translate(finding.severity.value),
        "text": finding.message.show(translate),
    }
