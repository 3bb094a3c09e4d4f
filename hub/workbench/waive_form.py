"""The form in which a finding is waived: a reason, a last day, and how much of the place it covers."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brand.catalogue import described
from hub.audits.waiving import Terms

#: So long a waiver holds unless another day is chosen.
DAYS = 30
LONGEST = 2000


class Scope:
    """How much a waiver covers, as the form says it."""

    FINDING, PLACE, PIECE = "finding", "place", "piece"


class WaiveForm(forms.Form):
    """What is sent from the Brand panel. Rule and place are the finding's; the rest is a person's."""

    rule = forms.CharField(max_length=100)
    fingerprint = forms.RegexField(r"\A[0-9a-f]{32}\Z", required=False)
    channel = forms.CharField(max_length=50, required=False)
    field = forms.CharField(max_length=200, required=False)
    block = forms.CharField(max_length=100, required=False)
    quote = forms.CharField(max_length=20_000, required=False, strip=False)
    words = forms.CharField(max_length=20_000, required=False)
    scope = forms.ChoiceField(
        choices=((Scope.FINDING, ""), (Scope.PLACE, ""), (Scope.PIECE, "")),
        error_messages={"required": _("Choose what the waiver covers.")},
    )
    reason = forms.CharField(
        max_length=LONGEST,
        error_messages={"required": _("Say why: whoever reads this later cannot ask you.")},
    )
    expires = forms.DateField(
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Say until when."), "invalid": _("This is no date.")},
    )

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self._today = today

    def clean_rule(self) -> str:
        """A rule that there is, or one of the brand's own."""
        rule: str = self.cleaned_data["rule"]
        if rule not in described() and not rule.startswith("own/"):
            raise forms.ValidationError(_("There is no such rule."))
        return rule

    def clean_expires(self) -> date:
        """A day to come."""
        expires: date = self.cleaned_data["expires"]
        if expires < self._today:
            raise forms.ValidationError(_("This day is past."))
        return expires

    def clean(self) -> dict[str, Any]:
        """A single finding is named by its place, or else by its fingerprint."""
        cleaned = super().clean() or {}
        if not cleaned.get("field") and not cleaned.get("fingerprint") and cleaned.get("scope") == Scope.FINDING:
            raise forms.ValidationError(_("The finding is not named. Reload the page and try again."))
        return cleaned

    def terms(self, locale: str) -> Terms:
        """What leave is given for.

        A finding of a document's field is named by place and words, so that the leave holds for all channels in which
        the same words are found; one that no field is known for, by its fingerprint.
        """
        given = self.cleaned_data
        rule, field, block = given["rule"], given["field"], given["block"]
        if given["scope"] == Scope.PIECE:
            return Terms(rule=rule, locale=locale)
        if given["scope"] == Scope.PLACE:
            channel = "" if field else given["channel"]
            return Terms(rule=rule, locale=locale, channel=channel, field=field, block=block)
        if not field:
            return Terms(rule=rule, fingerprint=given["fingerprint"])
        channel = given["channel"]
        return Terms(rule=rule, locale=locale, channel=channel, field=field, block=block, quote=given["quote"])
