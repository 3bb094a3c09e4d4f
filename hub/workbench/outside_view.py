"""Outside material in the admin: words pasted, a file or an address, judged by a brand's guideline. Nothing is kept."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse_lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from brand.catalogue import described
from brand.finding import Finding, FixKind, Severity, Verdict
from hub.accounts.language import current_translator
from hub.accounts.models import Brand
from hub.accounts.selectors import brands_visible_to
from hub.audits.outside import Asked, BrandError, Judged, judge_address, judge_file
from hub.workbench.report_columns import channel_choices
from hub.workbench.rule_pages import rule_url
from hub.workbench.shown_findings import SHOWN, ShownFinding, severity_label, summary_of
from renderers.contract.message import Message

RIGHT = "guidelines.view_guideline"
#: Kinds of files that can be taken apart.
ACCEPTS = (".html", ".eml", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".md", ".txt")
MOST_CHARACTERS, MOST_MEGABYTES = 200_000, 50
_MEGABYTE = 1024 * 1024
GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


class OutsideForm(forms.Form):
    """What is judged, by whose guideline, and what it is for."""

    brand = forms.ModelChoiceField(label=_lazy("Brand"), queryset=Brand.objects.none())
    text = forms.CharField(
        label=_lazy("Text"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_lazy("Pasted from anywhere: a draft of an agency, a post, a mail."),
    )
    file = forms.FileField(
        label=_lazy("or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTS)}),
        help_text=_lazy("A mail (.eml), a page (.html), a PDF, a picture, or a text (.md, .txt)."),
    )
    url = forms.URLField(
        label=_lazy("or an address"),
        required=False,
        assume_scheme="https",
        max_length=2000,
        help_text=_lazy("A public page. The hub fetches it with its style sheets."),
    )
    channel = forms.ChoiceField(label=_lazy("What it is for"), required=False)
    locale = forms.ChoiceField(label=_lazy("Language"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brands: Any = self.fields["brand"]
        brands.queryset = brands_visible_to(user)
        if len(mine := list(brands.queryset[:2])) == 1:
            brands.initial = mine[0]
        channels, locales = (self.fields[name] for name in ("channel", "locale"))
        channels.choices = [("", _("any channel")), *channel_choices()]  # type: ignore[attr-defined]
        locales.choices = [("", _("as it is recognized")), *settings.LANGUAGES]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Small enough to be read."""
        file = self.cleaned_data["file"]
        if file and file.size > MOST_MEGABYTES * _MEGABYTE:
            raise forms.ValidationError(_("The file is larger than %(most)s MB.") % {"most": MOST_MEGABYTES})
        return file

    def clean(self) -> dict[str, Any]:
        """One thing at a time."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = [name for name in ("text", "file", "url") if cleaned.get(name) or name in self.errors]
        if not given:
            self.add_error("text", _("Paste words, choose a file, or give an address."))
        elif len(given) > 1:
            self.add_error(given[-1], _("One at a time: words, a file or an address."))
        return cleaned


class OutsideView(PermissionRequiredMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[misc, type-arg]
    """The form, and below it what was found."""

    permission_required = RIGHT
    raise_exception = True
    template_name = "workbench/outside.html"
    form_class = OutsideForm
    page_title = _lazy("Check material")
    header_icon = "glasses"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whose brands may be chosen."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def form_valid(self, form: OutsideForm) -> HttpResponse:
        """Judge, and show it; what cannot be read is said at its field."""
        given = form.cleaned_data
        asked = Asked(given["brand"], channel=given["channel"], locale=given["locale"])
        source = next(name for name in ("text", "file", "url") if given[name])
        try:
            judged = _judge(source, given[source], asked)
        except BrandError as error:
            form.add_error(source, error.message.show(current_translator()))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, **_shown(judged)))


def _judge(source: str, given: Any, asked: Asked) -> Judged:
    if source == "url":
        return judge_address(given, asked)
    if source == "file":
        return judge_file(given.read(), given.name or "", asked)
    return judge_file(given.encode(), "text.txt", asked)


def _shown(judged: Judged) -> dict[str, Any]:
    findings = sorted(judged.audit.findings, key=lambda one: -one.severity.rank)
    return {
        "judged": judged,
        "summary": summary_of(*(judged.audit.counts.get(one, 0) for one in GRAVEST_FIRST)),
        "files": ", ".join(name for name in judged.files if name != "text.txt"),
        "findings": [(_place(one), _finding(one)) for one in findings[:SHOWN]],
        "more": max(0, len(findings) - SHOWN),
    }


def _finding(one: Finding) -> ShownFinding:
    translate = current_translator()
    rule = described().get(one.rule)
    return ShownFinding(
        id=one.fingerprint,
        severity=one.severity.value,
        severity_label=severity_label(one.severity),
        message=one.message.show(translate),
        quote=one.quote.text if one.quote.text != str(one.where.page) else "",
        rule=one.rule,
        rule_title=translate(rule.title) if rule is not None else one.rule,
        rule_url=rule_url(one.rule) if rule is not None else "",
        review=one.verdict is Verdict.NEEDS_REVIEW,
        new=one.fix.new if one.fix is not None else None,
        safe=one.fix is not None and one.fix.kind is FixKind.SAFE,
    )


def _place(one: Finding) -> str:
    return " · ".join(filter(None, _places(one)))


def _places(one: Finding) -> Iterator[str]:
    translate = current_translator()
    yield capfirst(Message("page {page}", page=one.where.page).show(translate)) if one.where.page else ""
    yield _("Line %(line)s") % {"line": one.where.line} if one.where.line else ""


@hooks.register("register_admin_urls")
def outside_urls() -> list[URLPattern]:
    """Below `/admin/`."""
    return [path("check/", OutsideView.as_view(), name="check_outside")]


class OutsideMenuItem(MenuItem):  # type: ignore[misc]
    """Shown to who may read guidelines."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Who may read them."""
        return bool(request.user.has_perm(RIGHT))


@hooks.register("register_admin_menu_item")
def offer_checking() -> MenuItem:
    """Below the brand portal."""
    return OutsideMenuItem(
        _lazy("Check material"), reverse_lazy("check_outside"), name="check", icon_name="glasses", order=320
    )
