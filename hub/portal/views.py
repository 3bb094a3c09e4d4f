"""The portal's pages and files. Every one of them reads, none changes anything."""

import functools
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from brand.guideline import Guideline
from brand.portable.tokenfiles import write_css, write_dtcg, write_json
from hub.accounts.language import current_translator
from hub.accounts.models import PortalAccess
from hub.accounts.outage import is_outage
from hub.accounts.selectors import brands_visible_to
from hub.guidelines.convert import to_guideline
from hub.guidelines.selectors import version_in_force
from hub.portal import brandfiles
from hub.portal.page import compose
from hub.portal.style import stylesheet
from hub.portal.visitors import NotYoursError, PassEndedError, SignInFirstError, Visitor, visitor
from renderers.contract.errors import RendererError
from renderers.toolkit.fonts import SHIPPED_FAMILIES, shipped_file

#: Nothing inside a file runs, loads or frames anything.
_FILE_SECURITY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
#: The page loads from this host alone, and of styles and scripts only ours.
_PAGE_SECURITY = (
    "default-src 'none'; img-src 'self' data:; font-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_TOKEN_FILES: dict[str, tuple[str, Callable[[Guideline], str]]] = {
    "css": ("text/css; charset=utf-8", write_css),
    "json": ("application/design-tokens+json", write_dtcg),
    "plain": ("application/json", write_json),
}
_NAMES = {"css": "tokens.css", "json": "tokens.json", "plain": "tokens-plain.json"}
_FONT_KEPT = 30 * 24 * 3600

View = Callable[..., HttpResponseBase]


def for_visitors(view: View) -> View:
    """Let in who may read; the others are asked to sign in, or told that their link has ended, or 404."""

    reading = require_safe(view)

    @functools.wraps(view)
    def admitted(request: HttpRequest, brand_key: str, **kwargs: Any) -> HttpResponseBase:
        try:
            who = visitor(request, brand_key)
        except SignInFirstError:
            return redirect_to_login(request.get_full_path())
        except NotYoursError as error:
            raise Http404 from error
        except PassEndedError:
            with override(_language(request)):
                response: HttpResponseBase = render(
                    request, "portal/ended.html", {"language": get_language()}, status=410
                )
        else:
            response = reading(request, who, **kwargs)
            if who.brand.portal_access != PortalAccess.PUBLIC:
                response["X-Robots-Tag"] = "noindex, nofollow"
        response.setdefault("Cache-Control", "private, no-cache")
        response["X-Content-Type-Options"] = "nosniff"
        # The pass stands in the address: it goes to nobody.
        response["Referrer-Policy"] = "no-referrer"
        return response

    return admitted


@login_required
@require_safe
def list_portals(request: HttpRequest) -> HttpResponse:
    """The portals of one's brands; where there is one, straight to it."""
    brands = list(brands_visible_to(request.user)[:200])
    if len(brands) == 1:
        return redirect("portal", brands[0].key)
    with override(_language(request)):
        return render(request, "portal/list.html", {"brands": brands, "language": get_language()})


@for_visitors
def show_portal(request: HttpRequest, who: Visitor) -> HttpResponse:
    """The page."""
    version = version_in_force(who.brand)
    nonce = secrets.token_urlsafe(16)
    with override(_language(request)):
        page = None
        if version is not None:
            guideline = replace(to_guideline(version), version=str(version.number))
            files = brandfiles.available(who.brand, guideline)
            page = compose(who, version, guideline, files, translate=current_translator())
        others = [(code, name) for code, name in settings.LANGUAGES if code != get_language()]
        style = stylesheet(page) if page is not None else ""
        context = {"page": page, "style": style, "version": version, "who": who, "brand": who.brand, "nonce": nonce}
        response = render(request, "portal/page.html", {**context, "language": get_language(), "others": others})
        response["Content-Language"] = get_language() or "en"
    response["Content-Security-Policy"] = _PAGE_SECURITY.format(nonce=nonce)
    return response


@for_visitors
def download_tokens(request: HttpRequest, who: Visitor, kind: str) -> HttpResponse:  # noqa: ARG001
    """The tokens as a file: `css`, `json` (DTCG, as the API has it) or `plain` (JSON for everybody else)."""
    version = version_in_force(who.brand)
    if kind not in _TOKEN_FILES or version is None:
        raise Http404
    media_type, write = _TOKEN_FILES[kind]
    text = write(replace(to_guideline(version), version=str(version.number)))
    response = HttpResponse(text, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{who.brand.key}-{_NAMES[kind]}"'
    return response


@for_visitors
def serve_brand_file(request: HttpRequest, who: Visitor, sha256: str, extension: str) -> HttpResponse:
    """A file that the guideline in force names: to be shown in the page, or with `?download=` to be kept."""
    version = version_in_force(who.brand)
    known = brandfiles.available(who.brand, to_guideline(version)) if version is not None else {}
    file = known.get(sha256)
    if file is None or extension not in {file.extension, "png"}:
        raise Http404
    try:
        data = file.read()
        if extension != file.extension:
            data = _drawn(data, file)
    except (OSError, RendererError) as error:
        if is_outage(error):
            raise
        raise Http404 from error
    response = HttpResponse(data, content_type=brandfiles.MEDIA_TYPES[extension])
    response["Content-Security-Policy"] = _FILE_SECURITY
    if name := slugify(request.GET.get("download", ""))[:80]:
        response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return response


@for_visitors
def bundle_logos(request: HttpRequest, who: Visitor) -> HttpResponse:  # noqa: ARG001
    """All logos in one ZIP file, named as they are called."""
    version = version_in_force(who.brand)
    data = brandfiles.bundle(who.brand, to_guideline(version)) if version is not None else b""
    if not data:
        raise Http404
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{who.brand.key}-logos.zip"'
    return response


def _drawn(data: bytes, file: brandfiles.BrandFile) -> bytes:
    """A logo's SVG as a PNG with a transparent ground."""
    if file.extension != "svg":
        raise Http404
    return brandfiles.drawn(data, file)


@for_visitors
def serve_shipped_font(request: HttpRequest, who: Visitor, font: str) -> FileResponse:  # noqa: ARG001
    """A typeface that ships with the product, under the Open Font License."""
    family = next((name for name in SHIPPED_FAMILIES if slugify(name) == font), None)
    if family is None:
        raise Http404
    response = FileResponse(shipped_file(family).open("rb"), content_type="font/ttf")
    response["Cache-Control"] = f"private, max-age={_FONT_KEPT}"
    response["Content-Security-Policy"] = _FILE_SECURITY
    return response


def _language(request: HttpRequest) -> str:
    """What the reader asked for, speaks, or has a browser in."""
    known = dict(settings.LANGUAGES)
    asked = request.GET.get("language", "")
    return next(
        (code for code in (asked, getattr(request.user, "language", ""), get_language() or "") if code in known), "en"
    )
