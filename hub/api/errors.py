"""Errors as problem details (RFC 9457): a stable `type`, a title, what was wrong with this request, and the remedy."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from brand.errors import BrandError
from hub.accounts.language import current_translator
from hub.accounts.outage import is_outage, unavailable
from hub.api.complaints import complaint
from renderers.contract.errors import RendererError, UnknownChannelError, UnknownFormatError, UnsupportedDialectError

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
#: How the OpenAPI document describes everything that is no success.
_PROBLEM = {
    "description": "What was wrong, and the remedy (RFC 9457). `type` is stable; scripts may test for it.",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def problems(*more: int) -> dict[str, Any]:
    """What an operation says of its refusals: those that every one has, and these."""
    return {"responses": {str(status): _PROBLEM for status in sorted({401, 403, 404, 422, 429, 503, *more})}}


PROBLEMS = problems()
#: Those of an operation that reads a body.
BODY_PROBLEMS = problems(400, 413, 415)


class ProblemError(Exception):
    """An answer that is no success. `slug` is stable and documented; scripts may test for it."""

    def __init__(self, status: int, slug: str, title: str, detail: str = "", **extra: Any) -> None:
        super().__init__(detail or title)
        self.status, self.slug, self.title, self.detail, self.extra = status, slug, title, detail, extra


def not_found(detail: str) -> ProblemError:
    """Nothing there, for this caller."""
    return ProblemError(404, "not-found", _("There is nothing at this address."), detail)


def forbidden(scope: str) -> ProblemError:
    """The token lacks a right."""
    return ProblemError(
        403,
        "missing-scope",
        _("The token lacks a right."),
        _("This needs the right “%(scope)s”. Ask for a token that has it.") % {"scope": scope},
        scope=scope,
    )


def wrong_parameters(where: str, what: str) -> ProblemError:
    """422, naming what is wrong and where."""
    wrong = [{"where": where, "what": what}]
    return ProblemError(422, "bad-parameters", _("Some parameters are wrong."), f"{where}: {what}", errors=wrong)


def respond(problem: ProblemError) -> HttpResponse:
    """The problem as an answer."""
    body = {
        "type": f"urn:einklang:problem:{problem.slug}",
        "title": problem.title,
        "status": problem.status,
        **({"detail": problem.detail} if problem.detail else {}),
        **problem.extra,
    }
    response = JsonResponse(body, status=problem.status, content_type=MEDIA_TYPE)
    if problem.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if retry := problem.extra.get("retry_after"):
        response["Retry-After"] = str(retry)
    return response


def install(api: NinjaAPI) -> None:
    """Let every error leave as a problem."""
    for kind, handle in _HANDLERS.items():
        api.add_exception_handler(kind, handle)


def _on_problem(_request: HttpRequest, error: Any) -> HttpResponse:
    return respond(error)


def _on_no_token(_request: HttpRequest, _error: Any) -> HttpResponse:
    detail = _("Send “Authorization: Bearer ein_…” with a token that is neither revoked nor expired.")
    return respond(ProblemError(401, "no-valid-token", _("No valid token."), detail))


def _on_bad_request(_request: HttpRequest, error: Any) -> HttpResponse:
    wrong = [complaint(item) for item in error.errors]
    detail = "; ".join(f"{item['where']}: {item['what']}" for item in wrong)
    return respond(ProblemError(422, "bad-parameters", _("Some parameters are wrong."), detail, errors=wrong))


def _on_http_error(_request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error.__cause__, ProblemError):  # of our parser of bodies, which ninja wraps
        return respond(error.__cause__)
    return respond(ProblemError(error.status_code, "http-error", str(error)))


def _on_not_found(_request: HttpRequest, _error: Any) -> HttpResponse:
    return respond(not_found(""))


def _on_renderer_error(request: HttpRequest, error: Any) -> HttpResponse:
    if is_outage(error):
        return unavailable(request, error)
    return respond(problem_of(error))


def _on_broken_body(_request: HttpRequest, _error: Any) -> HttpResponse:
    return respond(ProblemError(400, "unreadable-body", _("The body cannot be read."), _("The body broke off.")))


def _on_brand_error(_request: HttpRequest, error: Any) -> HttpResponse:
    return respond(unreadable_material(error))


def _on_outage(request: HttpRequest, error: Any) -> HttpResponse:
    return unavailable(request, error)


def _on_defect(request: HttpRequest, error: Any) -> HttpResponse:
    if is_outage(error):  # of the storage of files: its errors have no common kind
        return unavailable(request, error)
    logger.error("%s %s", request.method, request.path, exc_info=error)
    got_request_exception.send(sender=NinjaAPI, request=request)
    detail = _("It is our fault, and it is in the hub's log.")
    return respond(ProblemError(500, "internal-error", _("Something failed inside the hub."), detail))


_HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    ProblemError: _on_problem,
    AuthenticationError: _on_no_token,
    ValidationError: _on_bad_request,
    HttpError: _on_http_error,
    Http404: _on_not_found,
    RendererError: _on_renderer_error,
    OperationalError: _on_outage,
    InterfaceError: _on_outage,
    BrandError: _on_brand_error,
    UnreadablePostError: _on_broken_body,
    Exception: _on_defect,
}


def unreadable_material(error: BrandError) -> ProblemError:
    """Why outside material cannot be judged."""
    title = _("This cannot be judged.")
    return ProblemError(422, "not-readable", title, error.message.show(current_translator()))


def problem_of(error: RendererError) -> ProblemError:
    """A renderer's refusal as a problem."""
    detail = error.message.show(current_translator())
    if isinstance(error, UnknownChannelError | UnknownFormatError):
        return ProblemError(404, "unknown-channel-or-format", _("There is no such channel or format."), detail)
    if isinstance(error, UnsupportedDialectError):
        return ProblemError(422, "unsupported-dialect", _("The channel does not write this dialect."), detail)
    return ProblemError(422, "not-renderable", _("This cannot be rendered as it is."), detail)
