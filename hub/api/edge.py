"""What every address of the API has in common, put around the views once: HEAD, and errors that views never see."""

import functools
from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, URLPattern, resolve
from django.utils.translation import gettext as _

from hub.api import quota
from hub.api.body import BODY_BYTES, TEXT_BYTES, refuse_larger
from hub.api.errors import ProblemError, respond

View = Callable[..., HttpResponseBase]


def with_manners(patterns: Iterable[Any]) -> list[Any]:
    """The same addresses, their views wrapped."""
    wrapped = []
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = _polite(pattern.callback)
        wrapped.append(pattern)
    return wrapped


def _polite(view: View) -> View:
    @functools.wraps(view)
    def polite(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "HEAD":
            request.method, request.wants_body = "GET", False  # type: ignore[attr-defined]
            return _without_body(polite(request, *args, **kwargs))
        if "\0" in request.path or any("\0" in value for values in request.GET.lists() for value in values[1]):
            # No database can be asked for it, PostgreSQL not even that.
            return respond(ProblemError(404, "not-found", _("There is nothing at this address.")))
        try:
            # Forms bring files; whatever else is sent is text.
            refuse_larger(request, BODY_BYTES if request.content_type == "multipart/form-data" else TEXT_BYTES)
            response = view(request, *args, **kwargs)
        except Http404:  # of a view that is no operation: the root
            return nothing_here(request)
        except ProblemError as problem:
            return respond(problem)
        return _counted(request, _not_allowed(response) if response.status_code == 405 else response)

    return polite


def _counted(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Count the answer against the quota of the token that asked, and say what is left. A 304 does not count."""
    principal = getattr(request, "principal", None)
    if principal is None:
        return response
    if response.status_code not in (304, 429):
        quota.take(principal, quota.HEAVY if getattr(request, "is_heavy", False) else 1)
    for name, value in quota.headers(principal).items():
        response[name] = value
    return response


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    """What GET answers, but the body. Its length is said: that is what HEAD is asked for."""
    if isinstance(response, HttpResponse) and response.status_code != 304:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _not_allowed(response: HttpResponseBase) -> HttpResponse:
    methods = {method.strip() for method in response.headers.get("Allow", "GET").split(",")}
    allowed = ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))
    detail = _("This address takes: %(methods)s.") % {"methods": allowed}
    answer = respond(ProblemError(405, "method-not-allowed", _("The method is not allowed here."), detail))
    answer["Allow"] = allowed
    return answer


def nothing_here(request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    """An address below `/api/` that means nothing."""
    detail = _("GET /api/v1/openapi.json lists the addresses there are.")
    bare = request.path.rstrip("/")
    if bare != request.path and bare not in ("/api", "/api/v1") and _means_something(bare):
        detail = _("Leave out the slash at its end.")
    return respond(ProblemError(404, "not-found", _("There is nothing at this address."), detail))


def _means_something(path: str) -> bool:
    try:
        return resolve(path).func is not nothing_here
    except Resolver404:
        return False
