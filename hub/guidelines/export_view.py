"""A guideline goes out: a version or the draft, with its files, as YAML, design tokens, CSS or a Vale style."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from brand.errors import GuidelineError
from brand.guideline import Guideline as CoreGuideline
from brand.language.locales import language_of
from brand.portable import Skipped, export_vale
from brand.portable.tokenfiles import write_css, write_dtcg
from hub.accounts.language import current_translator
from hub.guidelines.convert import read_source, to_guideline
from hub.guidelines.files import export_files, files_of
from hub.guidelines.models import GuidelineVersion
from hub.guidelines.selectors import version_in_force
from hub.guidelines.views import GuidelineView
from renderers.contract.errors import MissingAssetError

DRAFT = "draft"


class TakeAwayView(GuidelineView):
    """`?version=` a number or `draft` (else the one in force), `?as=` zip (else), yaml, tokens, css or vale."""

    any_permission = "view"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """The file."""
        wanted = request.GET.get("version", "")
        version = None if wanted == DRAFT else self._version(wanted)
        if version is None and wanted != DRAFT:
            return redirect(self.url("versions"))  # which says that there is none yet
        if version is None and not self._may_change:
            raise PermissionDenied
        make = _MADE.get(request.GET.get("as", "zip"))
        if make is None:
            raise Http404
        try:
            name, media_type, data = make(self, version)
        except (MissingAssetError, GuidelineError) as error:
            said = error.message.show(current_translator())
            return HttpResponse(said, status=409, content_type="text/plain; charset=utf-8")
        label = version.number if version is not None else DRAFT
        stem = f"{self.guideline.brand.key}-{{}}-{label}".format
        headers = {"Content-Disposition": f'attachment; filename="{stem(name[0])}{name[1]}"'}
        return HttpResponse(data, content_type=media_type, headers=headers)

    @property
    def _may_change(self) -> bool:
        return bool(self.policy.user_has_permission_for_instance(self.request.user, "change", self.guideline))

    def _version(self, wanted: str) -> GuidelineVersion | None:
        if not wanted:
            return version_in_force(self.guideline.brand)
        if not wanted.isdecimal() or len(wanted) > 9:
            raise Http404
        found = GuidelineVersion.objects.filter(brand=self.guideline.brand_id, number=int(wanted)).first()
        if found is None:
            raise Http404
        return found

    def core(self, version: GuidelineVersion | None) -> CoreGuideline:
        """What is taken away, as the cores know it."""
        draft = self.guideline
        return read_source(draft.source, brand=draft.brand) if version is None else to_guideline(version)


_Made = tuple[tuple[str, str], str, bytes | str]


def _zip(view: TakeAwayView, version: GuidelineVersion | None) -> _Made:
    brand = view.guideline.brand
    files = files_of(view.core(None), brand) if version is None else export_files(version)
    return ("guideline", ".zip"), "application/zip", _packed(files)


def _yaml(view: TakeAwayView, version: GuidelineVersion | None) -> _Made:
    source = view.guideline.source if version is None else version.source
    return ("guideline", ".yaml"), "application/yaml; charset=utf-8", source


def _tokens(view: TakeAwayView, version: GuidelineVersion | None) -> _Made:
    return ("tokens", ".tokens.json"), "application/json; charset=utf-8", write_dtcg(view.core(version))


def _css(view: TakeAwayView, version: GuidelineVersion | None) -> _Made:
    return ("tokens", ".css"), "text/css; charset=utf-8", write_css(view.core(version))


def _vale(view: TakeAwayView, version: GuidelineVersion | None) -> _Made:
    """A style a language, the configuration that uses the first, and what is not in them."""
    guideline = view.core(version)
    languages = list(dict.fromkeys(language_of(locale) for locale in guideline.locales))
    files: dict[str, bytes] = {}
    report: list[str] = []
    for language in languages:
        style = export_vale(guideline, language=language)
        name = f"{view.guideline.brand.key}-{language}"
        for path, text in style.files.items():
            folder = "styles/config/vocabularies" if path == "accept.txt" else "styles"
            files[f"{folder}/{name}/{path}"] = text.encode()
        report += _report(name, style.skipped)
    first = f"{view.guideline.brand.key}-{languages[0]}"
    vocabulary = f"Vocab = {first}\n" if f"styles/config/vocabularies/{first}/accept.txt" in files else ""
    head = f"StylesPath = styles\nMinAlertLevel = suggestion\n{vocabulary}"
    ini = f"{head}\n[*.{{md,txt,html}}]\nBasedOnStyles = {first}\n"
    files[".vale.ini"] = ini.encode()
    files["not-in-this-style.txt"] = "\n".join([_("What Vale cannot check:"), *report, ""]).encode()
    return ("vale", ".zip"), "application/zip", _packed(files)


def _report(name: str, skipped: tuple[Skipped, ...]) -> list[str]:
    translate = current_translator()
    return [f"{name}: {each.name}: {each.reason.show(translate)}" for each in skipped]


_MADE = {"zip": _zip, "yaml": _yaml, "tokens": _tokens, "css": _css, "vale": _vale}


def _packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for path, data in files.items():
            folder.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
