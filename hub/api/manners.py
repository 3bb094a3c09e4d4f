"""What HTTP asks of every answer to a script, put right once, outside of Django's own middleware."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

API, MEDIA = "/api/", "/media/"
#: Methods whose answers may be kept at all.
SAFE = ("GET", "HEAD")


class MannersMiddleware:
    """Caching said outright, one picture for all languages, no length of a body that is not sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass it on, and put right what comes back."""
        response = self.get_response(request)
        if request.path.startswith(API):
            _say_who_may_keep_it(request, response)
        elif request.path.startswith(MEDIA):
            # It is the same for everybody; else a CDN would keep it once for each Accept-Language there is.
            del response.headers["Vary"]
            del response.headers["Content-Language"]
        if response.status_code == 304:
            # RFC 9110, 8.6: that of the body it stands for, or none; Django's CommonMiddleware says 0.
            del response.headers["Content-Length"]
        return response


def _say_who_may_keep_it(request: HttpRequest, response: HttpResponseBase) -> None:
    """What says nothing of it may be kept by the caller and is to be asked for again; errors and drafts, not even that.

    Without a word caches may keep a 404 as long as they think fit (RFC 9111, 4.2.2), past the end of an embargo.
    """
    lasting = request.method in SAFE and response.status_code < 400 and request.GET.get("perspective") != "draft"
    response.headers.setdefault("Cache-Control", "private, no-cache" if lasting else "no-store")
    patch_vary_headers(response, ("Authorization", "Accept-Language"))
