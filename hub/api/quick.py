"""The short way to the bytes of a stored part: one query, and nothing of Django that they do not need.

Scripts that send newsletters and fill kiosks ask for the same few addresses all day. Such a request is answered before
Django's middleware, routing and validation (hub/decisions/0012), but only if the answer is 200 or 304, by GET or HEAD.
Whatever else it would be (no token, no right, not visible, not there, too often, a strange host), Django gives the
answer, and says why.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.http.request import split_domain_port, validate_host
from django.utils.http import parse_etags

from hub.accounts.lately import principal_lately
from hub.accounts.outage import NOTICED, is_outage, is_slow
from hub.accounts.principal import Principal, Scope
from hub.api import quota
from hub.api.bytes import CONTENT_SECURITY
from hub.api.kept import parts
from hub.api.manners import SAFE
from hub.delivery import ledger
from hub.variants.standing import Question, Standing, find_showing, find_standing
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


def with_short_way(application: Application) -> Application:
    """The application, with the short way before it."""

    def answer(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        found = _answer(environ) if environ["REQUEST_METHOD"] in SAFE else None
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
        return _about(environ, standing, match["part"], principal)
    except Exception as error:
        if is_slow(error):
            environ[NOTICED] = error  # Django need not wait as long again to tell
            return None
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


def _about(environ: dict[str, Any], standing: Standing, name: str, principal: Principal) -> Answer | None:
    etag = f'"{standing.key}"'
    if _is_known(etag, environ.get("HTTP_IF_NONE_MATCH", "")):
        return _unchanged(standing, etag, name, principal)
    answer = _head if environ["REQUEST_METHOD"] == "HEAD" else _part
    return answer(standing, etag, name, principal)


def _part(standing: Standing, etag: str, name: str, principal: Principal) -> Answer | None:
    found = parts.get(standing.key, name)
    if found is None:
        return None
    body, media_type = found
    quota.take(principal, 1)
    ledger.note(principal, standing.slot, standing.entry)
    return "200 OK", _whole(standing, etag, media_type, len(body), principal), body


def _head(standing: Standing, etag: str, name: str, principal: Principal) -> Answer | None:
    """What GET would say, but the body: a request like any other for the quota, and nobody pulled anything."""
    found = parts.described(standing.key, name)
    if found is None:
        return None
    size, media_type = found
    quota.take(principal, 1)
    return "200 OK", _whole(standing, etag, media_type, size, principal), b""


def _unchanged(standing: Standing, etag: str, name: str, principal: Principal) -> Answer | None:
    if parts.described(standing.key, name) is None:
        return None
    return "304 Not Modified", [*_common(standing, etag), *quota.headers(principal).items()], b""


def _whole(standing: Standing, etag: str, media_type: str, size: int, principal: Principal) -> list[tuple[str, str]]:
    return [
        *_common(standing, etag),
        ("Content-Type", media_type),
        ("Content-Length", str(size)),
        ("Content-Security-Policy", CONTENT_SECURITY),
        *quota.headers(principal).items(),
    ]


def _common(standing: Standing, etag: str) -> list[tuple[str, str]]:
    keep = standing.keep
    return [
        ("ETag", etag),
        ("Content-Language", standing.locale),
        ("Cache-Control", "private, no-cache" if keep is None else f"private, max-age={keep}, immutable"),
        ("Vary", "Authorization, Accept-Language"),
        ("X-Content-Type-Options", "nosniff"),
        *_always(),
    ]


def _is_known(etag: str, sent: str) -> bool:
    if not sent:
        return False
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
