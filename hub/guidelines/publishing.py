"""Publishing asks first where a do or don't does not hold: the guideline contradicts itself, and that must be meant."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from brand import guideline as core
from brand.errors import GuidelineError
from hub.accounts.language import current_translator
from hub.guidelines.convert import read_source
from hub.guidelines.models import Guideline
from hub.guidelines.selectors import version_in_force
from hub.guidelines.trying import Trial, try_examples
from hub.guidelines.trying_views import shown
from hub.guidelines.views import GuidelineView


class AsksBeforePublishing:
    """Put it before a form of the guideline: what would be published is kept as a draft, and the page below asks."""

    form: Any
    object: Any
    request: HttpRequest

    def publish_action(self) -> HttpResponse | None:
        """Publish, unless an example fails."""
        if self.form.read is not None and any(not each.holds for each in _tried(self.form.read)):
            return redirect(reverse(Guideline.snippet_viewset.get_url_name("publish"), args=[self.object.pk]))
        done: HttpResponse | None = super().publish_action()  # type: ignore[misc]
        return done


class PublishView(GuidelineView):
    """The draft's examples that fail, each with what the rules say of it; the button publishes all the same."""

    page_title = gettext_lazy("Publish the guideline")
    template_name = "guidelines/publish.html"
    any_permission = "publish"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What fails, and which revision is asked about."""
        translate = current_translator()
        failed: list[dict[str, Any]] = []
        problem, number = "", 0
        try:
            read = read_source(self.guideline.source, brand=self.guideline.brand)
        except GuidelineError as error:
            problem = error.show(translate)
        else:
            tried = list(zip(read.examples, _tried(read), strict=True))
            number = len(tried)
            failed = [
                {"text": example.text, "good": example.good, "locale": example.locale, **shown(trial, translate)}
                for example, trial in tried
                if not trial.holds
            ]
        return super().get_context_data(
            failed=failed,
            number=number,
            problem=problem,
            revision=self.guideline.latest_revision_id,
            back=self.url("edit"),
            consequences=self.url("consequences"),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """Publish the revision that the page was about."""
        if not self.policy.user_has_permission_for_instance(request.user, "publish", self.guideline):
            raise PermissionDenied
        if self.guideline.locked and self.guideline.locked_by_id != request.user.pk:
            messages.error(request, _("The guideline is locked. Unlock it first."))
            return redirect(self.url("publish"))
        revision = self.guideline.latest_revision
        if revision is None or request.POST.get("revision") != str(revision.pk):
            messages.warning(request, _("The draft has changed since. Look at it once more."))
            return redirect(self.url("publish"))
        try:
            revision.publish(user=request.user, skip_permission_checks=True)
        except GuidelineError as error:
            messages.error(request, error.show(current_translator()))
            return redirect(self.url("publish"))
        version = version_in_force(self.guideline.brand)
        messages.success(request, _("Version %(number)s is in force.") % {"number": version.number if version else 0})
        return redirect(self.url("edit"))


def _tried(guideline: core.Guideline) -> tuple[Trial, ...]:
    return try_examples(guideline, today=timezone.localdate())
