"""A guideline as a file: read, edited by hand, or put in from elsewhere."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from brand.errors import GuidelineError
from hub.accounts.language import current_translator
from hub.accounts.policies import BrandPermissionPolicy
from hub.accounts.scoping import visible
from hub.guidelines.convert import read_source
from hub.guidelines.models import Guideline
from hub.guidelines.services import import_guideline


class GuidelineTextForm(forms.Form):
    """The guideline as YAML. What it names must be in the brand's library."""

    source = forms.CharField(
        label=gettext_lazy("guideline.yaml"),
        strip=False,
        widget=forms.Textarea(attrs={"spellcheck": "false", "rows": 32, "autocapitalize": "off"}),
        help_text=gettext_lazy("Logos and fonts are named as they were uploaded. What the form shows is in here, too."),
    )

    def __init__(self, *args: Any, guideline: Guideline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._guideline = guideline

    def clean_source(self) -> str:
        """Refuse what cannot be read, naming line and column."""
        source: str = self.cleaned_data["source"].replace("\r\n", "\n")
        try:
            read_source(source, brand=self._guideline.brand)
        except GuidelineError as error:
            raise forms.ValidationError(error.show(current_translator())) from error
        return source


class GuidelineView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """A page about one guideline, for who may change it."""

    header_icon = "clipboard-list"
    any_permission = "change"
    policy = BrandPermissionPolicy(Guideline)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Another brand's guideline is not there; who may only read it is told so."""
        if not self.policy.user_has_permission_for_instance(request.user, self.any_permission, self.guideline):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def guideline(self) -> Guideline:
        """The newest draft."""
        row = get_object_or_404(visible(Guideline, self.request.user), pk=self.kwargs["pk"])
        draft: Guideline = row.get_latest_revision_as_object()
        return draft

    def url(self, name: str, *args: object) -> str:
        """The address of a page of this guideline."""
        viewset = Guideline.snippet_viewset
        return reverse(viewset.get_url_name(name), args=[self.guideline.pk, *args])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, guidelines, this one."""
        listed = reverse(Guideline.snippet_viewset.get_url_name("list"))
        return [
            *self.breadcrumbs_items,
            {"url": listed, "label": _("Guidelines")},
            {"url": self.url("edit"), "label": str(self.guideline)},
            {"url": "", "label": self.get_page_title()},
        ]


class GuidelineTextView(GuidelineView):
    """The draft as a file, to read, edit and save."""

    page_title = gettext_lazy("Edit as a file")
    template_name = "guidelines/file.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with the draft."""
        form = kwargs.pop("form", None) or GuidelineTextForm(
            guideline=self.guideline, initial={"source": self.guideline.source}
        )
        return super().get_context_data(form=form, back=self.url("edit"), media=form.media, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """Save it as the draft."""
        form = GuidelineTextForm(request.POST, guideline=self.guideline)
        if self.guideline.locked and not self._is_mine(request):
            form.add_error(None, _("The guideline is locked. Unlock it first."))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        import_guideline(self.guideline.brand, form.cleaned_data["source"], user=request.user, publish=False)
        messages.success(request, _("Saved as a draft. Look at it, then publish it."))
        return redirect(self.url("edit"))

    def _is_mine(self, request: HttpRequest) -> bool:
        return bool(self.guideline.locked_by_id == request.user.pk)
