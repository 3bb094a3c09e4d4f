"""What would change with the draft in force: asked of those who know the pieces, who sit in higher apps."""

from collections import Counter
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
from renderers import registry
from renderers.contract.message import Translator

#: Seconds that a page waits for it.
SECONDS = 8.0
#: Findings shown of a piece.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Affected:
    """A published piece for which something changes: findings that come and go, and variants made anew."""

    title: str
    address: str
    came: tuple[Finding, ...]
    went: tuple[Finding, ...]
    #: Channel and format of each.
    formats: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Consequences:
    """Of `pieces` published ones `looked_at` were looked at, the newest but `skipped`, with their `variants`."""

    pieces: int
    looked_at: int
    variants: int
    affected: tuple[Affected, ...]
    skipped: int = 0

    @property
    def reached(self) -> int:
        """How many of the newest were looked at, with those before."""
        return self.skipped + self.looked_at

    @property
    def has_more(self) -> bool:
        """Whether there are older ones to look at."""
        return bool(self.looked_at) and self.reached < self.pieces


def ask(brand: Brand, before: Guideline, after: Guideline, *, skip: int = 0, seconds: float = SECONDS) -> Consequences:
    """What would change for the published pieces of a brand; a slice of them, as many as there is time for."""
    answers: Any = consequences_asked.send(
        sender=Brand, brand=brand, before=before, after=after, seconds=seconds, skip=skip
    )
    return next((answer for _, answer in answers if isinstance(answer, Consequences)), Consequences(0, 0, 0, ()))


class ConsequencesView(GuidelineView):
    """The draft against the version in force, on published pieces, the newest first; nothing is changed."""

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
        given = request.GET.get("after", "")
        found = ask(draft.brand, before, after, skip=int(given) if given.isdecimal() and len(given) < 9 else 0)
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
    came, went = (_grouped(findings, translate) for findings in (each.came, each.went))
    return {
        "title": each.title,
        "address": each.address,
        "came": came[:_SHOWN],
        "more": len(came) - len(came[:_SHOWN]),
        "went": went[:_SHOWN],
        "more_went": len(went) - len(went[:_SHOWN]),
        "formats": _formats(each.formats, translate),
    }


def _grouped(findings: tuple[Finding, ...], translate: Translator) -> list[dict[str, Any]]:
    """Findings, those of the same words once, with how often they are."""
    counted = Counter((each.rule, each.severity.value, each.message.show(translate)) for each in findings)
    return [
        {"rule": rule, "severity": translate(severity), "text": text, "times": times if times > 1 else 0}
        for (rule, severity, text), times in counted.items()
    ]


def _formats(formats: tuple[tuple[str, str], ...], translate: Translator) -> list[str]:
    """The formats by their channels: "Email: Newsletter, Announcement"; bare keys where a plug-in is gone."""
    wanted: dict[str, list[str]] = {}
    for channel, form in dict.fromkeys(formats):
        wanted.setdefault(channel, []).append(form)
    known = {renderer.key: renderer for renderer in registry.all_renderers()}
    found = []
    for channel, forms in wanted.items():
        renderer = known.get(channel)
        labels = {form.key: translate(form.label) for form in renderer.formats} if renderer else {}
        name = translate(renderer.label) if renderer else channel
        found.append(f"{name}: {', '.join(labels.get(form, form) for form in forms)}")
    return found
