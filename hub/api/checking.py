"""`POST /lint`: a text, a file or an address, judged by a brand's guideline. Nothing of it is stored."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import ConfigDict, ValidationError

from brand.report.json import finding_body
from hub.accounts.language import current_translator
from hub.accounts.principal import Scope
from hub.api.auth import Bearer, caller
from hub.api.body import BODY_BYTES, TEXT_BYTES, read, read_form, read_json, refuse_larger, wrong_type
from hub.api.catalog import find_own_brand
from hub.api.complaints import complaint
from hub.api.errors import BODY_PROBLEMS, ProblemError, wrong_parameters
from hub.api.locales import require_locale
from hub.api.schemas import LintOut
from hub.audits.outside import TEXTS, Asked, Judged, judge_address, judge_file

router = Router(tags=["Stateless"])
FORM, JSON = "multipart/form-data", "application/json"


class LintIn(Schema):
    """What to judge: either `text` (of the kind `media_type`) or `url`; and by whose guideline, for which channel."""

    model_config = ConfigDict(extra="forbid")

    brand: str
    text: str = ""
    media_type: str = "text/plain"
    url: str = ""
    channel: str = ""
    format: str = ""
    locale: str = ""


_FORM_SCHEMA = {
    "type": "object",
    "required": ["file", "brand"],
    "properties": {
        "file": {
            "type": "string",
            "format": "binary",
            "description": "A file ending in .html .eml .pdf .png .jpg .gif .webp .md or .txt.",
        },
        **{name: {"type": "string"} for name in ("brand", "channel", "format", "locale")},
    },
}
_BODY = {
    "required": True,
    "content": {
        JSON: {"schema": LintIn.model_json_schema()},
        FORM: {"schema": _FORM_SCHEMA},
    },
}


@router.post(
    "/lint",
    response=LintOut,
    auth=Bearer(Scope.LINT),
    operation_id="lint",
    openapi_extra={**BODY_PROBLEMS, "requestBody": _BODY},
    url_name="lint",
)
def lint(request: HttpRequest) -> Any:
    """Judge outside material: a text or an address as JSON, or a file as a form. Messages come in your language.

    Addresses are fetched by the hub, public ones only. A PDF is taken apart in a guarded process.
    """
    request.is_heavy = True  # type: ignore[attr-defined]
    if request.content_type == FORM:
        return _shown(_file(request))
    if request.content_type == JSON:
        return _shown(_text(request))
    raise wrong_type(JSON, FORM)


def _file(request: HttpRequest) -> Judged:
    refuse_larger(request, BODY_BYTES)
    read_form(request)
    given = request.FILES.get("file")
    if given is None:
        raise wrong_parameters("body.file", _("Give a file under this name."))
    asked = _asked(request, {name: request.POST.get(name, "") for name in ("brand", "channel", "format", "locale")})
    return judge_file(given.read(), given.name or "", asked)


def _text(request: HttpRequest) -> Judged:
    try:
        body = LintIn.model_validate(read_json(read(request, most=TEXT_BYTES)))
    except ValidationError as error:
        first = error.errors()[0]
        raise wrong_parameters(**complaint({**first, "loc": ("body", "body", *first["loc"])})) from error
    if bool(body.text.strip()) == bool(body.url):
        raise wrong_parameters("body", _("Give either “text” or “url”."))
    if body.media_type not in TEXTS:
        known = ", ".join(TEXTS)
        raise wrong_parameters("body.media_type", _("Known kinds of texts: %(known)s.") % {"known": known})
    asked = _asked(request, body.model_dump(include={"brand", "channel", "format", "locale"}))
    if body.url:
        return judge_address(body.url, asked)
    return judge_file(body.text.encode(), f"text{TEXTS[body.media_type]}", asked)


def _asked(request: HttpRequest, given: dict[str, str]) -> Asked:
    principal = caller(request)
    if given["channel"] and not principal.uses_channel(given["channel"]):
        detail = _("This token has no access to the channel “%(channel)s”.") % {"channel": given["channel"]}
        raise ProblemError(404, "not-found", _("There is nothing at this address."), detail)
    if not given["brand"]:
        raise wrong_parameters("body.brand", _("Name the brand by whose guideline it is judged."))
    require_locale(given["locale"], "body.locale")
    brand = find_own_brand(principal, given["brand"])
    return Asked(brand, channel=given["channel"], format=given["format"], locale=given["locale"])


def _shown(judged: Judged) -> dict[str, Any]:
    translate = current_translator()
    counts = {severity.value: count for severity, count in judged.audit.counts.items()}
    return {
        "findings": [finding_body(found, translate) for found in judged.audit.findings],
        "counts": counts,
        "clean": judged.audit.clean,
        "files": list(judged.files),
        "guideline_version": judged.guideline_version,
    }
