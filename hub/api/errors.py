"""Errors as problem details (RFC 9457): a stable `type`, a title, what was wrong with this request, and the remedy."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from renderers.contract.errors import RendererError, UnknownChannelError, UnknownFormatError, UnsupportedDialectError

MEDIA_TYPE = "application/problem+json"


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

    @api.exception_handler(ProblemError)
    def on_problem(_request: HttpRequest, error: ProblemError) -> HttpResponse:
        return respond(error)

    @api.exception_handler(AuthenticationError)
    def on_no_token(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        detail = _("Send “Authorization: Bearer ein_…” with a token that is neither revoked nor expired.")
        return respond(ProblemError(401, "no-valid-token", _("No valid token."), detail))

    @api.exception_handler(ValidationError)
    def on_bad_request(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        wrong = [{"where": ".".join(str(step) for step in item["loc"]), "what": item["msg"]} for item in error.errors]
        detail = "; ".join(f"{item['where']}: {item['what']}" for item in wrong)
        return respond(ProblemError(422, "bad-parameters", _("Some parameters are wrong."), detail, errors=wrong))

    @api.exception_handler(HttpError)
    def on_http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return respond(ProblemError(error.status_code, "http-error", str(error)))

    @api.exception_handler(RendererError)
    def on_renderer_error(_request: HttpRequest, error: RendererError) -> HttpResponse:
        return respond(problem_of(error))


def problem_of(error: RendererError) -> ProblemError:
    """A renderer's refusal as a problem."""
    from django.utils.translation import get_language

    from renderers.contract.message import translator

    detail = error.message.show(translator(get_language() or "en"))
    if isinstance(error, UnknownChannelError | UnknownFormatError):
        return ProblemError(404, "unknown-channel-or-format", _("There is no such channel or format."), detail)
    if isinstance(error, UnsupportedDialectError):
        return ProblemError(422, "unsupported-dialect", _("The channel does not write this dialect."), detail)
    return ProblemError(422, "not-renderable", _("This cannot be rendered as it is."), detail)
