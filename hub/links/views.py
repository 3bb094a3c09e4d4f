"""`/s/{code}`: from a short link to where it leads."""

from urllib.parse import urlsplit, urlunsplit

from django.db import DatabaseError
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hub.links.models import ShortLink
from renderers.contract.escape import Context, escape


@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Send the reader on, and count it; one query, and one more to count. Before it opens there is nothing here."""
    link = ShortLink.objects.filter(code=code).first()
    if link is None or (link.opens_at is not None and link.opens_at > timezone.now()):
        said = _("There is nothing at this address, or not yet.")
        response = HttpResponse(said, status=404, content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(status=302)
        response["Location"] = _written(link.target)
        if request.method == "GET":
            _count(link)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _written(target: str) -> str:
    """An address as a header takes it: in ASCII, on one line. "küche" is "k%C3%BCche", "münchen" "xn--mnchen-3ya"."""
    target = escape(target, Context.URL)
    parts = urlsplit(target)
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        return iri_to_uri(target)
    name, colon, port = parts.netloc.rpartition("@")[2].partition(":")
    netloc = parts.netloc if name.isascii() else f"{host}{colon}{port}"
    return iri_to_uri(urlunsplit(parts._replace(netloc=netloc)))


def _count(link: ShortLink) -> None:
    try:
        ShortLink.objects.filter(pk=link.pk).update(clicks=F("clicks") + 1)
    except DatabaseError:  # busy, full or read-only: the reader is sent on all the same
        return
