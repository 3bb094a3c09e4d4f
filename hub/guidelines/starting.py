"""Start without typing: an address or a file, a page of what was found there, and what is ticked goes into a draft."""

import hashlib
from itertools import count
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from brand.errors import BrandError, GuidelineError
from brand.portable.starting import Candidates
from hub.accounts.language import current_translator
from hub.accounts.models import Brand, User
from hub.accounts.policies import BrandPermissionPolicy
from hub.accounts.scoping import visible
from hub.assets import intake
from hub.assets.models import ImageAsset
from hub.assets.services import create_image
from hub.guidelines import gathering
from hub.guidelines.beginning import Chosen, begin, draft_of
from hub.guidelines.fields import library_of
from hub.guidelines.library import Library
from hub.guidelines.models import Guideline
from hub.guidelines.services import import_guideline
from hub.guidelines.starting_forms import Choice


class StartForm(forms.Form):
    """Where to look."""

    brand = forms.ModelChoiceField(Brand.objects.none(), label=gettext_lazy("Brand"), empty_label=None)
    address = forms.CharField(
        label=gettext_lazy("Address of a web page"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("The home page of the shop or web site, such as https://example.com."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "spellcheck": "false"}),
    )
    upload = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy(
            "A PDF (brochure, letter, brand manual), design tokens (.json of DTCG or Tokens Studio), "
            "a style sheet (.css) or a saved page (.html)."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.json,.tokens,.css,.html,.htm"}),
    )

    def __init__(self, *args: Any, brands: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["brand"].queryset = brands  # type: ignore[attr-defined]
        if len(brands) == 1:
            self.fields["brand"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """One of both."""
        cleaned = super().clean() or self.cleaned_data
        upload = cleaned.get("upload")
        if bool(cleaned.get("address")) == bool(upload):
            raise ValidationError(_("Give an address or a file."))
        if upload and upload.size > gathering.LARGEST:
            most = gathering.LARGEST >> 20
            self.add_error("upload", _("The file has more than %(most)s MB.") % {"most": most})
        return cleaned


class StartView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Asks where to look, shows what was found, and takes over what is ticked. Only the last changes anything."""

    page_title = gettext_lazy("Start without typing")
    header_icon = "clipboard-list"
    template_name = "guidelines/start.html"
    policy = BrandPermissionPolicy(Guideline)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For who may change guidelines; another's brand is not there."""
        if not self.policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        named = request.POST.get("brand") or request.GET.get("brand")
        if named:
            get_object_or_404(self.brands, pk=named if named.isdecimal() and len(named) < 18 else 0)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def brands(self) -> Any:
        """The brands whose guideline the user may write."""
        return visible(Brand, self.request.user).order_by("name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form that asks."""
        form = kwargs.pop("form", None)
        if form is None:
            form = StartForm(
                brands=self.brands, initial={"brand": self.request.GET.get("brand") or self.brands.first()}
            )
        return super().get_context_data(form=form, back=self._url("list"), **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, guidelines, here."""
        listed = {"url": self._url("list"), "label": _("Guidelines")}
        return [*self.breadcrumbs_items, listed, {"url": "", "label": self.get_page_title()}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """Look, or take over."""
        return self._take(request) if "colors-TOTAL_FORMS" in request.POST else self._look(request)

    def _look(self, request: HttpRequest) -> HttpResponse:
        form = StartForm(request.POST, request.FILES, brands=self.brands)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        draft = _draft(form.cleaned_data["brand"])
        try:
            found = self._read(form)
            choice = Choice(draft_of(draft.source, library_of(draft)), found=found)
        except BrandError as error:
            form.add_error(None, error.show(current_translator()))
            return self.render_to_response(self.get_context_data(form=form))
        return self._shown(draft, choice, found)

    def _read(self, form: StartForm) -> Candidates:
        upload = form.cleaned_data["upload"]
        if upload:
            return gathering.look_at(str(upload.name), upload.read())
        return gathering.read_address(form.cleaned_data["address"].strip())

    def _shown(self, draft: Guideline, choice: Choice, found: Candidates | None = None) -> HttpResponse:
        translate = current_translator()
        troubles = [] if found is None else [(one.name, one.reason.show(translate)) for one in found.troubles]
        self.template_name = "guidelines/found.html"
        context = super().get_context_data(
            brand=draft.brand,
            has_draft=bool(draft.source.strip()),
            source=found.source if found is not None else self.request.POST.get("source", "")[:300],
            is_empty=found is not None and found.is_empty,
            troubles=troubles,
            again=f"{self._url('start')}?brand={draft.brand_id}",
            **choice.sets,
        )
        return self.render_to_response(context)

    def _take(self, request: HttpRequest) -> HttpResponse:
        brand = get_object_or_404(self.brands, pk=request.POST.get("brand") or 0)
        draft = _draft(brand)
        files = library_of(draft)
        choice = Choice(draft_of(draft.source, files), sent=request.POST)
        if not choice.is_valid():
            messages.error(request, _("Some of what is ticked cannot be taken over yet; it says why."))
            return self._shown(draft, choice)
        if draft.locked and draft.locked_by_id != request.user.pk:
            messages.error(request, _("The guideline is locked. Unlock it first."))
            return self._shown(draft, choice)
        try:
            row, number = self._written(draft, choice)
        except (GuidelineError, ValidationError) as error:
            reason = error.show(current_translator()) if isinstance(error, GuidelineError) else " ".join(error.messages)
            messages.error(request, reason)
            return self._shown(draft, choice)
        if not number:
            messages.warning(request, _("Nothing was ticked, so nothing was taken over."))
            return self._shown(draft, choice)
        said = ngettext("%(number)s entry is in the draft now.", "%(number)s entries are in the draft now.", number)
        then = _("Look at it, then publish it.")  # where catalogs find it: they do not read f-strings
        messages.success(request, f"{said % {'number': number}} {then}")
        return redirect(self._url("edit", row.pk))

    @transaction.atomic
    def _written(self, draft: Guideline, choice: Choice) -> tuple[Guideline, int]:
        """The draft with what was chosen; pictures go into the library first."""
        logos = [self._logo(draft.brand, row.cleaned_data) for row in choice.taken("logos")]
        chosen = Chosen(
            colors=[row.entry() for row in choice.taken("colors")],
            typography=[row.entry() for row in choice.taken("fonts")],
            logos=logos,
            legal=[row.entry() for row in choice.taken("lines")],
            texts={row.cleaned_data["key"]: row.cleaned_data["text"].strip() for row in choice.taken("texts")},
        )
        report = begin(draft.source, chosen, library_of(draft))
        if not report.brought:
            return draft, 0
        return import_guideline(draft.brand, report.source, user=self.request.user, publish=False), len(report.brought)

    def _logo(self, brand: Brand, said: dict[str, Any]) -> dict[str, Any]:
        """The logo's entry; the picture itself, unless the library has the very same, under a name that is free."""
        ending, title, library = gathering.ending_of(said["file"]), said["name"], Library(brand.pk)
        data = intake.as_kept(said["file"], f"logo{ending}")
        stem = f"logo-{slugify(title) or 'brand'}"
        names = (f"{stem}-{number}{ending}" if number > 1 else f"{stem}{ending}" for number in count(1))
        name = next(one for one in names if not any(library.number(kind, one) for kind in ("picture", "document")))
        twin = ImageAsset.objects.filter(brand=brand, sha256=hashlib.sha256(data).hexdigest()).order_by("-pk").first()
        user = self.request.user if isinstance(self.request.user, User) else None
        picture = twin or create_image(brand, data, title=title, name=name, alt=title, uploaded_by=user)
        kind = "svg" if ending == ".svg" else "png"
        entry: dict[str, Any] = {"name": title, "on": said["on"], "svg": None, "png": None, "pdf": None, "kept": ""}
        return entry | {"min_width_mm": None, "min_width_px": None, kind: picture.pk}

    def _url(self, name: str, *args: object) -> str:
        return reverse(Guideline.snippet_viewset.get_url_name(name), args=args)


def _draft(brand: Brand) -> Guideline:
    """The brand's newest draft, or an empty one that is not kept."""
    row = Guideline.objects.filter(brand=brand).first()
    if row is None:
        return Guideline(brand=brand)
    draft: Guideline = row.get_latest_revision_as_object()
    return draft
