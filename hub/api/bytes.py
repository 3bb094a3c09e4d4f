"""Raw bytes of parts: media type, validators, and headers that keep what is inside from running.

Bytes leave as they are. Who compresses them is the proxy, which then makes the ETag a weak one (`W/"..."`), as it has
to; weak ones are understood in If-None-Match.
"""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from hub.api.errors import ProblemError, not_found
from hub.variants.models import Variant
from hub.variants.storing import part_bytes

#: A part may be a page with pictures and styles; it runs nothing, sends nothing and frames nothing.
CONTENT_SECURITY = "default-src 'none'; style-src 'unsafe-inline'; img-src * data:; sandbox"


def variant_part(request: HttpRequest, variant: Variant, name: str, *, locale: str, cache: str) -> HttpResponse:
    """One part of a stored variant, or 304 when the caller has it already.

    Raises:
        ProblemError: 404, naming the parts there are.
    """
    record = variant.part(name)
    if record is None:
        raise no_part(name, [part["name"] for part in variant.parts])
    etag = f'"{variant.key}"'
    if unchanged(request, etag):
        response = not_modified(etag)
        response["Content-Language"] = locale
        response["X-Content-Type-Options"] = "nosniff"
    else:
        response = raw(part_bytes(record), record["media_type"], locale=locale)
        response["ETag"] = etag
    response["Cache-Control"] = cache
    patch_vary_headers(response, ["Authorization"])
    return response


def raw(data: bytes, media_type: str, *, locale: str) -> HttpResponse:
    """Bytes with the headers that every part gets."""
    response = HttpResponse(data, content_type=media_type_of(media_type))
    response["Content-Language"] = locale  # of the words inside, not of the caller
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = CONTENT_SECURITY
    return response


def media_type_of(part: str) -> str:
    """The media type of a part as answers name it: of texts with their charset, which is always UTF-8."""
    return f"{part}; charset=utf-8" if part.startswith("text/") and "charset" not in part else part


def no_part(name: str, known: Iterable[str]) -> ProblemError:
    """404, naming the parts there are."""
    return not_found(
        _("There is no part “%(part)s”. There are: %(known)s.") % {"part": name, "known": ", ".join(known)}
    )


def unchanged(request: HttpRequest, etag: str) -> bool:
    """Whether the caller has these bytes already. A weak comparison, as RFC 9110 has it for If-None-Match."""
    sent = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in sent or etag in {tag.removeprefix("W/") for tag in sent}


def not_modified(etag: str) -> HttpResponse:
    """An answer without a body."""
    response = HttpResponse(status=304)
    del response["Content-Type"]  # of a body that there is none of
    response["ETag"] = etag
    return response
