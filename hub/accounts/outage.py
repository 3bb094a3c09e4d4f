"""While the database is away every address answers 503 with Retry-After: a problem for scripts, a page for people.

So do those addresses that need a file while the bucket with the files is away.
"""

import logging
import sys
from collections.abc import Iterator
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.defaults import server_error as defect_page

logger = logging.getLogger(__name__)

#: Seconds after which it is worth trying again.
RETRY_AFTER = 5
#: SQLite says so with the same exception: not an outage, but a database that was never set up.
_DEFECTS = ("no such table", "no such column", "has no column named")
#: What PostgreSQL says of a statement that it ended.
_TOO_LONG = "57014"
#: Where the short way leaves an outage in a request's environment, for which it waited already.
NOTICED = "hub.outage"
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.5rem;color:#1f2937}}
h1{{font-size:1.5rem}}@media (prefers-color-scheme:dark){{body{{background:#14171c;color:#e5e7eb}}}}</style></head>
<body><main><h1>{title}</h1><p>{what}</p><p>{remedy}</p></main></body></html>
"""


class OutageMiddleware:
    """Turns "the database cannot be reached", or the files, wherever in a view it shows, into an answer."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass it on."""
        if noticed := request.META.get(NOTICED):
            return unavailable(request, noticed)
        answer: HttpResponseBase = self.get_response(request)
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to an outage; nothing for anything else."""
        return unavailable(request, error) if is_outage(error) else None


def server_error(request: HttpRequest) -> HttpResponseBase:
    """What nobody else caught: an outage noticed outside of views, or a defect of ours."""
    error = sys.exc_info()[1]
    return unavailable(request, error) if is_outage(error) else defect_page(request)


def is_outage(error: BaseException | None) -> bool:
    """Whether an error, or what it came of, is that the database or the storage of files cannot be reached."""
    for cause in _causes(error):
        if isinstance(cause, OperationalError | InterfaceError):
            return not any(words in str(cause) for words in _DEFECTS)
        if _is_of_bucket(cause):
            return True
    return False


def is_slow(error: BaseException | None) -> bool:
    """Whether it is that a statement took longer than a request waits: it would again."""
    return any(getattr(cause, "sqlstate", None) == _TOO_LONG for cause in _causes(error))


def is_outage_of_files(error: BaseException | None) -> bool:
    """Whether it is the storage of files that cannot be reached."""
    return any(_is_of_bucket(cause) for cause in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and what it came of."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        yield error
        seen.add(id(error))
        error = error.__cause__ or error.__context__


def _is_of_bucket(error: BaseException) -> bool:
    """Whether boto3, which is there only where files lie in a bucket, did not reach the bucket's server."""
    boto3, botocore = sys.modules.get("boto3.exceptions"), sys.modules.get("botocore.exceptions")
    if boto3 is None or botocore is None:
        return False
    if isinstance(error, botocore.ClientError):
        return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)) >= 500
    away = (botocore.ConnectionError, botocore.HTTPClientError, boto3.RetriesExceededError)
    return isinstance(error, away)


def unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """503, and when to come back."""
    is_of_files = is_outage_of_files(error)
    logger.warning("%s %s: %s: %s", request.method, request.path, "files" if is_of_files else "database", error)
    title = _("Back in a moment")
    what = _("The hub cannot reach its database at the moment. Nothing that was saved is lost.")
    detail = _("The hub cannot reach its database at the moment. Try again soon.")
    if is_of_files:
        what = _("The hub cannot reach the storage of its files at the moment. Nothing that was saved is lost.")
        detail = _("The hub cannot reach the storage of its files at the moment. Try again soon.")
    elif is_slow(error):
        what = _("The hub's database did not answer in time. Nothing that was saved is lost.")
        detail = _("The hub's database did not answer in time. Try again soon.")
    answer: HttpResponse
    if request.path.startswith("/api/"):
        problem = {
            "type": "urn:einklang:problem:unavailable",
            "title": _("Not available at the moment."),
            "status": 503,
            "detail": detail,
            "retry_after": RETRY_AFTER,
        }
        answer = JsonResponse(problem, status=503, content_type="application/problem+json")
    else:
        remedy = _("Go back and try again: what stood in a form is still there. This page need not be kept open.")
        page = format_html(_PAGE, language=get_language() or "en", title=title, what=what, remedy=remedy)
        answer = HttpResponse(page, status=503)
    answer["Retry-After"] = str(RETRY_AFTER)
    answer["Cache-Control"] = "no-store"
    return answer
