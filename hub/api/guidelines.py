"""A brand's published guideline, and its design tokens as files."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from ninja import Router

from brand.guideline import Guideline
from brand.portable.tokenfiles import write_css, write_dtcg
from hub.accounts.principal import Scope
from hub.api.auth import require
from hub.api.bytes import not_modified, unchanged
from hub.api.catalog import find_own_brand
from hub.api.errors import PROBLEMS, ProblemError
from hub.api.schemas import GuidelineOut
from hub.guidelines.convert import to_guideline
from hub.guidelines.models import GuidelineVersion
from hub.guidelines.selectors import version_in_force

router = Router(tags=["Catalog"])


@router.get(
    "/brands/{brand_key}/guideline",
    response=GuidelineOut,
    operation_id="get_guideline",
    openapi_extra=PROBLEMS,
    url_name="guideline",
)
def get_guideline(request: HttpRequest, brand_key: str, version: int = 0) -> Any:
    """The published guideline in its JSON form; `version` asks for an earlier one."""
    found = _version(request, brand_key, version)
    return {
        "brand": brand_key,
        "version": found.number,
        "digest": found.digest,
        "published_at": found.published_at,
        "guideline": found.snapshot,
    }


@router.get(
    "/brands/{brand_key}/tokens.json", operation_id="get_tokens", openapi_extra=PROBLEMS, url_name="tokens_json"
)
def get_tokens(request: HttpRequest, brand_key: str, version: int = 0) -> Any:
    """The design tokens as a file of the Design Tokens Community Group's format, 2025.10."""
    return _tokens(request, brand_key, version, write_dtcg, "application/design-tokens+json")


@router.get(
    "/brands/{brand_key}/tokens.css", operation_id="get_tokens_css", openapi_extra=PROBLEMS, url_name="tokens_css"
)
def get_tokens_css(request: HttpRequest, brand_key: str, version: int = 0) -> Any:
    """The design tokens as custom properties of a style sheet."""
    return _tokens(request, brand_key, version, write_css, "text/css; charset=utf-8")


def _tokens(
    request: HttpRequest, brand_key: str, number: int, write: Callable[[Guideline], str], media_type: str
) -> HttpResponse:
    found = _version(request, brand_key, number)
    etag = f'"{found.digest[:32]}-{found.number}"'
    if unchanged(request, etag):
        response = not_modified(etag)
    else:
        text = write(replace(to_guideline(found), version=str(found.number)))
        response = HttpResponse(text, content_type=media_type)
        response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    patch_vary_headers(response, ["Authorization"])
    return response


def _version(request: HttpRequest, brand_key: str, number: int) -> GuidelineVersion:
    """The version asked for, or the one in force.

    Raises:
        ProblemError: 404, the brand or the version is not there.
    """
    brand = find_own_brand(require(request, Scope.VARIANTS_READ), brand_key)
    if number:
        # No database has numbers beyond this.
        rows = GuidelineVersion.objects.filter(brand=brand, number=number) if 0 < number < 1 << 31 else None
        found = rows.first() if rows is not None else None
    else:
        found = version_in_force(brand)
    if found is None:
        detail = _("The brand “%(brand)s” has published no such version of its guideline.") % {"brand": brand_key}
        raise ProblemError(404, "no-guideline", _("There is no such guideline."), detail)
    return found
