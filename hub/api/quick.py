"""The short way to the bytes of a stored part: one query, and nothing of Django that they do not need.

Scripts that send newsletters and fill kiosks ask for the same few addresses all day. Such a request is answered before
Django's middleware, routing and validation (hub/decisions/0012), but only if the answer is 200 or 304. Whatever else it
would be (no token, no right, not visible, not there, too often, a strange host), Django gives the answer, and says why.
"""

import json
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.http.request import split_domain_port, validate_host
from django.utils.http import parse_etags

from hub.accounts.lately import principal_lately
from hub.accounts.outage import is_outage
from hub.accounts.principal import Principal, Scope
from hub.api import quota
from hub.api.bytes import CONTENT_SECURITY, media_type_of
from hub.delivery import ledger
from hub.variants.models import Variant
from hub.variants.prepared import Prepared
from hub.variants.standing import Question, Standing, find_showing, find_standing
from hub.variants.storing import part_bytes
from renderers import registry

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]
Answer = tuple[str, list[tuple[str, str]], bytes]

_PATH = re.compile(
    r"/api/v1/pieces/(?:(?P<id>[0-9a-fA-F-]{36})|(?P<brand>[a-z0-9-]{1,50}):(?P<slug>[a-z0-9-]{1,100}))"
    r"/variants/(?P<channel>[a-z0-9-]{1,50})/(?P<format>[a-z0-9-]{1,50})/(?P<part>[A-Za-z0-9._-]{1,100})"
)
_KEY = re.compile(r"/api/v1/variants/(?P<key>[0-9a-f]{64})/(?P<part>[A-Za-z0-9._-]{1,100})")
_WORD = re.compile(r"[A-Za-z0-9-]{0,30}")
#: Bytes of parts that stay in memory, and how large one may be. A key never means other bytes.
KEPT_BYTES, KEPT_PART = 32 << 20, 512 << 10
#: What keeping a part costs beside its bytes, which are often no more than a subject line: key, name, place.
KEPT_BESIDE = 512
_TABLE = connection.ops.quote_name(Variant._meta.db_table)
_PARTS = Prepared(f"SELECT parts FROM {_TABLE} WHERE key = %s")  # noqa: S608 -- the name of our own table


class Parts:
    """The bytes of parts asked for last, by render key and name."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], tuple[bytes, str]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: str, name: str) -> tuple[bytes, str] | None:
        """Bytes and media type; None where the variant has no such part."""
        with self._lock:
            found = self._kept.get((key, name))
            if found is not None:
                self._kept.move_to_end((key, name))
                return found
        record = _record(key, name)
        if record is None:
            return None
        found = (part_bytes(record), media_type_of(record["media_type"]))
        if len(found[0]) <= KEPT_PART:
            self._keep((key, name), found)
        return found

    def _keep(self, place: tuple[str, str], found: tuple[bytes, str]) -> None:
        with self._lock:
            if place in self._kept:
                return
            self._kept[place] = found
            self._size += len(found[0]) + KEPT_BESIDE
            while self._size > KEPT_BYTES:
                self._size -= len(self._kept.popitem(last=False)[1][0]) + KEPT_BESIDE


def _record(key: str, name: str) -> dict[str, Any] | None:
    """What is kept of a part, read without the ORM."""
    row = _PARTS.first([key])
    known = (json.loads(row[0]) if isinstance(row[0], str) else row[0]) if row else ()
    return next((part for part in known if part["name"] == name), None)


parts = Parts()


def with_short_way(application: Application) -> Application:
    """The application, with the short way before it."""

    def answer(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        found = _answer(environ) if environ["REQUEST_METHOD"] == "GET" else None
        if found is None:
            return application(environ, start_response)
        status, headers, body = found
        start_response(status, headers)
        return (body,)

    return answer


def _answer(environ: dict[str, Any]) -> Answer | None:
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    match = _PATH.fullmatch(path) or _KEY.fullmatch(path)
    if match is None or environ.get("SCRIPT_NAME") or not _is_at_home(environ):
        return None
    question = _question(match, query)
    scheme, _space, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    if question is None or scheme.lower() != "bearer":
        return None
    try:
        _tidy()
        # A connection that went away raises, and Django tries with a new one: it need not be asked first.
        connections[DEFAULT_DB_ALIAS].health_check_done = True  # type: ignore[attr-defined]
        principal = principal_lately(token.strip())
        if principal is None or not _may_ask(principal):
            return None
        standing = _stands(principal, question)
        if standing is None:
            return None
        return _part(standing, match["part"], principal, environ.get("HTTP_IF_NONE_MATCH", ""))
    except Exception as error:
        if isinstance(error, DatabaseError | OSError) or is_outage(error):
            return None  # Django tries again, and tells
        raise
    finally:
        _tidy()


def _tidy() -> None:
    """What Django does before and after every request: a connection that is old or broken is not used again."""
    database = connections[DEFAULT_DB_ALIAS]
    if not database.in_atomic_block:  # of a test
        database.close_if_unusable_or_obsolete()


def _stands(principal: Principal, question: Question | str) -> Standing | None:
    return find_showing(principal, question) if isinstance(question, str) else find_standing(principal, question)


def _part(standing: Standing, name: str, principal: Principal, sent: str) -> Answer | None:
    found = parts.get(standing.key, name)
    if found is None:
        return None
    body, media_type = found
    etag, keep = f'"{standing.key}"', standing.keep
    headers = [
        ("ETag", etag),
        ("Content-Language", standing.locale),
        ("Cache-Control", "private, no-cache" if keep is None else f"private, max-age={keep}, immutable"),
        ("Vary", "Authorization, Accept-Language"),
        ("X-Content-Type-Options", "nosniff"),
        *_always(),
    ]
    if sent and _is_known(etag, sent):
        return "304 Not Modified", [*headers, *quota.headers(principal).items()], b""
    quota.take(principal, 1)
    ledger.note(principal, standing.slot, standing.entry)
    headers += [
        ("Content-Type", media_type),
        ("Content-Length", str(len(body))),
        ("Content-Security-Policy", CONTENT_SECURITY),
        *quota.headers(principal).items(),
    ]
    return "200 OK", headers, body


def _is_known(etag: str, sent: str) -> bool:
    tags = parse_etags(sent)
    return "*" in tags or etag in {tag.removeprefix("W/") for tag in tags}


def _question(match: re.Match[str], query: str) -> Question | str | None:
    """The place or render key that is asked for; None for arms, drafts, earlier versions and what reads strangely."""
    if match.re is _KEY:
        return None if query else str(match["key"])
    try:
        asked = dict(parse_qsl(query, keep_blank_values=True, errors="strict")) if query else {}
        piece = UUID(match["id"]) if match["id"] else None
    except ValueError:
        return None
    if asked.get("arm") or asked.get("perspective", "published") != "published" or "version" in asked:
        return None
    locale, dialect = asked.get("locale", ""), asked.get("dialect", "plain")
    if not (_WORD.fullmatch(locale) and dialect in _offered().get((match["channel"], match["format"]), ())):
        return None
    return Question(
        match["channel"],
        match["format"],
        dialect=dialect,
        locale=locale,
        piece=piece,
        brand=match["brand"] or "",
        slug=match["slug"] or "",
    )


def _may_ask(principal: Principal) -> bool:
    return principal.has_scope(Scope.VARIANTS_READ) and (not settings.HUB_API_RATE or quota.left(principal) > 0)


def _is_at_home(environ: dict[str, Any]) -> bool:
    """Whether Django would let the request in at all: a known host, and https where that is asked for."""
    if settings.SECURE_SSL_REDIRECT:
        name, value = settings.SECURE_PROXY_SSL_HEADER or ("wsgi.url_scheme", "https")
        if environ.get(name) != value:
            return False
    return _is_host(environ.get("HTTP_HOST", ""), tuple(settings.ALLOWED_HOSTS), settings.DEBUG)


@lru_cache(maxsize=64)
def _is_host(host: str, allowed: tuple[str, ...], debug: bool) -> bool:
    if debug and not allowed:
        allowed = (".localhost", "127.0.0.1", "[::1]")
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, allowed)


@lru_cache(maxsize=1)
def _offered() -> dict[tuple[str, str], tuple[str, ...]]:
    """The dialects of each channel and format there is."""
    return {
        (renderer.key, form.key): tuple(renderer.dialects)
        for renderer in registry.all_renderers()
        for form in renderer.formats
    }


@lru_cache(maxsize=1)
def _always() -> tuple[tuple[str, str], ...]:
    """What Django's security middleware puts into every answer."""
    hsts = []
    if settings.SECURE_HSTS_SECONDS and settings.SECURE_SSL_REDIRECT:
        text = f"max-age={settings.SECURE_HSTS_SECONDS}"
        text += "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
        text += "; preload" if settings.SECURE_HSTS_PRELOAD else ""
        hsts = [("Strict-Transport-Security", text)]
    return (
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
        *hsts,
    )
