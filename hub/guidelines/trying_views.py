"""While one types: examples tried out, and what a pattern finds in a text. Nothing is kept."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from brand.errors import GuidelineError
from brand.finding import Finding
from brand.own import matches
from hub.accounts.language import current_translator
from hub.accounts.policies import BrandPermissionPolicy
from hub.guidelines.models import Guideline
from hub.guidelines.trying import LONGEST, MOST, Trial, pattern_of, try_examples
from hub.guidelines.views import GuidelineView
from renderers.contract.message import Translator

#: The most bytes of a question about a pattern.
LARGEST = 400_000


class TryView(GuidelineView):
    """What the rules say of the examples, of the form as it stands."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """For every example whether it holds, and in whose words not."""
        form_class = Guideline.snippet_viewset.get_edit_handler().get_form_class()
        form = form_class(request.POST, instance=self.guideline, for_user=request.user)
        form.defer_required_fields()
        if not form.is_valid() or form.read is None:
            return JsonResponse({"problem": _("Something in the form is wrong. The examples are tried without it.")})
        translate = current_translator()
        tried = try_examples(form.read, today=timezone.localdate())
        return JsonResponse({"examples": [shown(each, translate) for each in tried]})


def shown(trial: Trial, translate: Translator) -> dict[str, Any]:
    """A trial as the form shows it."""
    said = [{"rule": "", "quote": "", "text": each.show(translate)} for each in trial.missing]
    return {"holds": trial.holds, "said": [*said, *(_said(each, translate) for each in trial.found)]}


def _said(finding: Finding, translate: Translator) -> dict[str, str]:
    return {"rule": finding.rule, "quote": finding.quote.text[:200], "text": finding.message.show(translate)}


class MatchView(View):
    """What an own rule finds in a text, as the form has them."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """The places, or what is wrong with the rule."""
        if not BrandPermissionPolicy(Guideline).user_has_any_permission(request.user, ["add", "change"]):
            raise PermissionDenied
        asked = _asked(request)
        if asked is None:
            return JsonResponse({"problem": _("This cannot be tried.")}, status=400)
        text, entry = asked
        try:
            pattern = pattern_of(entry)
            found = matches(pattern, text[:LONGEST]) if pattern.pattern or pattern.pairs else []
        except GuidelineError as error:
            return JsonResponse({"problem": error.message.show(current_translator())})
        return JsonResponse({"matches": sorted(found)[:MOST], "count": len(found), "cut": len(text) > LONGEST})


def _asked(request: HttpRequest) -> tuple[str, dict[str, Any]] | None:
    """The text and the entry of the form."""
    if len(request.body) > LARGEST:
        return None
    try:
        asked = json.loads(request.body)
    except ValueError:
        return None
    if not isinstance(asked, dict) or not isinstance(asked.get("entry"), dict):
        return None
    entry = {str(name): value for name, value in asked["entry"].items() if isinstance(value, str | bool)}
    return str(asked.get("text", "")), entry
