"""Many terms pasted at once: looked at first, then taken into the draft; what cannot be read stays to be mended."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy, ngettext, override
from django.utils.translation import gettext as _
from wagtail.admin import messages

from brand.errors import GuidelineError
from brand.language.forms import expand_forms
from hub.accounts.language import current_translator
from hub.guidelines.convert import read_source
from hub.guidelines.fields import library_of
from hub.guidelines.pasting import MOST, Fate, Line, Pasted, paste
from hub.guidelines.services import import_guideline
from hub.guidelines.views import GuidelineView
from hub.guidelines.word_blocks import TERMS
from hub.guidelines.writing import read_fields, write_source

#: How many lines are shown of those that are fine; what is wrong is shown up to as many.
SHOWN = 200
LARGEST = 4 << 20


def kinds() -> dict[str, str]:
    """What people call the kinds of terms, in the file and in the languages of the admin, the reader's own last."""
    found = {key: key for key, _label in TERMS}
    for language in sorted(("de", "en"), key=lambda one: one == (get_language() or "en")[:2]):
        with override(language):
            for key, label in TERMS:
                found.pop(str(label).lower(), None)
                found[str(label).lower()] = key
    return found


class PasteForm(forms.Form):
    """A list of terms."""

    text = forms.CharField(
        label=gettext_lazy("Terms"),
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocapitalize": "off"}),
        help_text=gettext_lazy(
            "One a line: word; kind; instead; note; language; further forms. Or a table from a spreadsheet; with a"
            " first line that names the columns, they may stand in any order. A word alone is enough."
        ),
    )
    usual = forms.ChoiceField(label=gettext_lazy("Where a line says no kind, it is"), choices=TERMS, initial="banned")
    language = forms.ChoiceField(
        label=gettext_lazy("Where a line says no language, it is"),
        required=False,
        choices=[("", gettext_lazy("any")), ("de", gettext_lazy("German")), ("en", gettext_lazy("English"))],
    )

    def clean_text(self) -> str:
        """Not more than can be looked at."""
        text: str = self.cleaned_data["text"]
        if text.count("\n") >= MOST:
            raise forms.ValidationError(_("These are more than %(most)s lines. Paste them by parts.") % {"most": MOST})
        return text


class PasteView(GuidelineView):
    """Paste, look, take in."""

    page_title = gettext_lazy("Paste terms")
    template_name = "guidelines/paste.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form."""
        form = kwargs.pop("form", None) or PasteForm()
        back = f"{self.url('entries')}?of=terms"
        return super().get_context_data(form=form, back=self.url("edit"), listed=back, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """Show what would come in; with `take`, take it in."""
        form = PasteForm(request.POST)
        if self.guideline.locked and self.guideline.locked_by_id != request.user.pk:
            form.add_error(None, _("The guideline is locked. Unlock it first."))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        files = library_of(self.guideline)
        fields = read_fields(self.guideline.source, files)
        asked = form.cleaned_data
        pasted = paste(asked["text"], fields["terms"], kinds=kinds(), usual=asked["usual"], language=asked["language"])
        if "take" in request.POST:
            return self._take(
                form, pasted, write_source(self.guideline.source, fields | {"terms": pasted.terms}, files)
            )
        return self.render_to_response(self.get_context_data(form=form, **self._shown(pasted, asked["language"])))

    def _take(self, form: PasteForm, pasted: Pasted, source: str) -> HttpResponse:
        draft = self.guideline
        try:
            read_source(source, brand=draft.brand)
        except GuidelineError as error:
            form.add_error(None, error.message.show(current_translator()))
            return self.render_to_response(self.get_context_data(form=form))
        if source != draft.source:
            import_guideline(draft.brand, source, user=self.request.user, publish=False)
        new, changed = (len(pasted.of(fate)) for fate in (Fate.NEW, Fate.CHANGED))
        came = ngettext("%(number)s term is new", "%(number)s terms are new", new) % {"number": new}
        other = ngettext("%(number)s is changed", "%(number)s are changed", changed) % {"number": changed}
        messages.success(self.request, f"{came}, {other}. {_('Saved as a draft. Look at it, then publish it.')}")
        wrong = pasted.of(Fate.WRONG)
        if not wrong:
            return redirect(f"{self.url('entries')}?of=terms")
        asked = form.cleaned_data
        rest = "\n".join(line.text for line in wrong)
        left = PasteForm(initial={**asked, "text": rest})
        messages.warning(self.request, _("The lines that cannot be read are left in the field."))
        return self.render_to_response(
            self.get_context_data(form=left, left=[self._line(line, "") for line in wrong[:SHOWN]])
        )

    def _shown(self, pasted: Pasted, language: str) -> dict[str, Any]:
        language = language or self.guideline.brand.default_locale
        wrong = pasted.of(Fate.WRONG)
        fine = [line for line in pasted.lines if line.fate is not Fate.WRONG]
        return {
            "counts": {fate.value: len(pasted.of(fate)) for fate in Fate},
            "wrong": [self._line(line, language) for line in wrong[:SHOWN]],
            "fine": [self._line(line, language) for line in fine[:SHOWN]],
            "more": max(0, len(fine) - SHOWN),
            "more_wrong": max(0, len(wrong) - SHOWN),
            "takes": len(pasted.of(Fate.NEW)) + len(pasted.of(Fate.CHANGED)),
        }

    def _line(self, line: Line, language: str) -> dict[str, Any]:
        entry = line.entry
        said = (entry.get("forms") or "").split("\n")
        forms_ = expand_forms(entry["word"], entry.get("language") or language, said) if entry["word"] else ()
        return {
            "number": line.number,
            "fate": line.fate.value,
            "text": line.text[:200],
            "entry": entry,
            "kind": dict(TERMS).get(entry.get("kind", ""), ""),
            "forms": ", ".join(forms_[1:]),
            "problem": line.problem.show(current_translator()) if line.problem else "",
        }
