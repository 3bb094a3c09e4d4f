"""Files into a guideline's draft, with a report of what came in and what did not."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brand.errors import GuidelineError
from hub.accounts.language import current_translator
from hub.guidelines.bringing import Report, bring
from hub.guidelines.convert import read_source
from hub.guidelines.fields import library_of
from hub.guidelines.files import take_beside
from hub.guidelines.models import Guideline
from hub.guidelines.services import import_guideline
from hub.guidelines.unpacking import Bundle, unpacked
from hub.guidelines.views import GuidelineView

#: The most files at once, and bytes in all.
MOST, LARGEST = 200, 32 << 20


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> Any:
        """Every file, as one is asked for elsewhere."""
        one = super().clean
        return [one(each, initial) for each in data] if data else one(None, initial)


class BringForm(forms.Form):
    """Some files of one's own computer."""

    uploads = _FilesField(
        label=gettext_lazy("Files"),
        widget=_Files(attrs={"multiple": True, "accept": ".yaml,.yml,.json,.zip"}),
        help_text=gettext_lazy(
            "A guideline.yaml, design tokens (.json, DTCG or older), or the .yml rules of a Vale style; or a ZIP file"
            " of them, with the logos and fonts that the guideline names."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("The Vale rules are for texts in"),
        choices=[("de", gettext_lazy("German")), ("en", gettext_lazy("English"))],
    )


class BringView(GuidelineView):
    """Upload, and read what became of it."""

    page_title = gettext_lazy("Bring in files")
    template_name = "guidelines/bring.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the report after it."""
        form = kwargs.pop("form", None) or BringForm(initial={"language": self.guideline.brand.default_locale[:2]})
        return super().get_context_data(form=form, back=self.url("edit"), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """Take them in as a draft, all that can be read."""
        form = BringForm(request.POST, request.FILES)
        uploads = request.FILES.getlist("uploads")
        if self.guideline.locked and self.guideline.locked_by_id != request.user.pk:
            form.add_error(None, _("The guideline is locked. Unlock it first."))
        if len(uploads) > MOST or sum(each.size or 0 for each in uploads) > LARGEST:
            form.add_error("uploads", _("These are too many files at once. Bring them in by parts."))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self._take(form, {str(each.name): each.read() for each in uploads})

    def _take(self, form: BringForm, uploads: dict[str, bytes]) -> HttpResponse:
        translate = current_translator()
        try:
            with transaction.atomic():
                report = self._brought(unpacked(uploads), form.cleaned_data["language"])
        except GuidelineError as error:
            form.add_error(None, error.show(translate))
            return self.render_to_response(self.get_context_data(form=form))
        skipped = [{"name": each.name, "reason": each.reason.show(translate)} for each in report.skipped]
        return self.render_to_response(
            self.get_context_data(report=report, sections=_sections(report), skipped=skipped)
        )

    def _brought(self, bundle: Bundle, language: str) -> Report:
        """Take in the files that a guideline names, and then what it and the others say."""
        draft = self.guideline
        for name, source in bundle.guidelines.items():
            take_beside(draft.brand, source, bundle.loader(name, draft.brand), file=name)
        report = bring(draft.source, bundle.texts, library_of(draft), language=language)
        read_source(report.source, brand=draft.brand)
        if report.source != draft.source:
            import_guideline(draft.brand, report.source, user=self.request.user, publish=False)
        return report


def _sections(report: Report) -> list[dict[str, Any]]:
    """What came in, by the fields of the form."""
    found: dict[str, list[Any]] = {}
    for each in report.brought:
        found.setdefault(each.field, []).append(each)
    label: Any = Guideline._meta.get_field
    return [{"label": label(name).verbose_name, "entries": entries} for name, entries in found.items()]
