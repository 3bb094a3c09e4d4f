"""The short way answers what the long way answers, byte for byte, or lets it answer."""

from datetime import timedelta
from io import BytesIO
from unittest import mock

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.accounts import lately
from hub.accounts.models import ApiToken
from hub.accounts.principal import Scope
from hub.accounts.services import issue_token, revoke_token
from hub.api import kept, quick
from hub.content.models import Piece
from hub.delivery import ledger
from hub.variants.models import Entry, Slot
from hub.variants.rendering import work_off
from hub.variants.selectors import YEAR
from hub.variants.services import append
from tests.hub.api.conftest import API, address
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

#: What differs from answer to answer: the quota.
OTHERS = ["email", "social", "web", "print"]
VOLATILE = {"ratelimit"}


#: How long a token is not looked up again; here, whatever the machine's pace, for the whole of a test.
HELD = lately.HOLDS


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    """No tokens, no bytes; and a request leaves the connection alone that holds the test's transaction."""
    monkeypatch.setattr(lately, "HOLDS", 3600.0)
    lately.forget_tokens()
    kept.parts.__init__()
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


class Ways:
    """One request by both ways."""

    def __init__(self, token: str) -> None:
        self.token, self.long = token, WSGIHandler()
        self.short = quick.with_short_way(self._refuse)

    def ask(self, path: str, **headers: str):
        """The answer of the long way, and that of the short one (None = it lets Django answer)."""
        return self._call(self.long, path, headers), self._call(self.short, path, headers)

    def same(self, path: str, **headers: str):
        """Both answer, and the same."""
        long, short = self.ask(path, **headers)
        assert short is not None, long
        assert short[0] == long[0]
        assert short[2] == long[2]
        assert _lasting(short[1]) == _lasting(long[1])
        return short

    def leaves(self, path: str, **headers: str):
        """The short way keeps out of it; the long one's status."""
        long, short = self.ask(path, **headers)
        assert short is None, path
        return long[0]

    def _refuse(self, _environ, start_response):
        start_response("left", [])
        return ()

    def _call(self, application, path, headers):
        path, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": headers.pop("method", "GET") if "method" in headers else "GET",
            "PATH_INFO": f"{API}{path}",
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_HOST": "testserver",
            "HTTP_AUTHORIZATION": f"Bearer {self.token}",
            "HTTP_ACCEPT_LANGUAGE": "en",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            **headers,
        }
        answer = []
        body = b"".join(application(environ, lambda status, given, *_: answer.extend((status, given))))
        return None if answer[0] == "left" else (answer[0], answer[1], body)


def _lasting(headers):
    return sorted((name.lower(), value) for name, value in headers if name.lower() not in VOLATILE)


@pytest.fixture
def ways(brand) -> Ways:
    return Ways(issue_token(name="test", brands=[brand], scopes=[Scope.VARIANTS_READ]).text)


@pytest.fixture
def light(campaign) -> Piece:
    """A piece for one channel only, which is rendered soon."""
    row = factories.piece(campaign, channels_off=OTHERS, published=True)
    work_off()
    return row


@pytest.fixture
def text(light) -> str:
    return address(light, part="message.txt")


def test_the_same_bytes_and_headers(ways, piece):
    text = address(piece, part="message.txt")
    status, headers, body = ways.same(text)
    assert status == "200 OK"
    assert "Laterne" in body.decode()
    assert dict(headers)["Content-Length"] == str(len(body))
    for channel, form, part in (
        ("web", "article", "body.html"),
        ("email", "newsletter", "message.eml"),
        ("web", "article", "content.json"),
        ("print", "a5-flyer", "print.pdf"),
    ):
        ways.same(address(piece, channel, form, part))
    ways.same(f"/pieces/nordlicht:{piece.slug}/variants/sms/message/message.txt")
    ways.same(f"{text}?locale=de")
    ways.same(f"{text}?locale=de&dialect=plain&perspective=published&arm=&nonsense=1")


def test_addresses_by_key(ways, piece):
    """Those that envelopes and lists hand out."""
    for channel, form, part in (("sms", "message", "message.txt"), ("print", "a5-flyer", "print.pdf")):
        key = Slot.objects.get(channel=channel, format=form).current.variant.key
        path = f"/variants/{key}/{part}"
        status, headers, _body = ways.same(path)
        assert status == "200 OK"
        assert dict(headers)["Cache-Control"] == f"private, max-age={YEAR}, immutable"
        for sent in (f'"{key}"', f'W/"{key}"', "*"):
            assert ways.same(path, HTTP_IF_NONE_MATCH=sent)[0] == "304 Not Modified"
    for strange in (
        f"/variants/{key}/nope.txt",
        f"/variants/{'0' * 64}/message.txt",
        f"/variants/{key[:-1]}/print.pdf",
    ):
        assert ways.leaves(strange) == "404 Not Found"
    assert ways.leaves(f"{path}?x=1") == "200 OK"


def test_a_key_is_kept_until_the_last_slot_that_shows_it_ends(ways, light):
    slot = Slot.objects.select_related("current__variant").get(channel="sms")
    path = f"/variants/{slot.current.variant.key}/message.txt"
    end = timezone.now() + timedelta(hours=1, seconds=10)
    append(slot, Entry(variant=slot.current.variant, reason="test", visible_until=end))
    with mock.patch("django.utils.timezone.now", return_value=end - timedelta(hours=1)):
        lately.forget_tokens()
        assert dict(ways.same(path)[1])["Cache-Control"] == "private, max-age=3600, immutable"
    with mock.patch("django.utils.timezone.now", return_value=end - timedelta(seconds=1)):
        assert dict(ways.same(path)[1])["Cache-Control"] == "private, max-age=1, immutable"
    with mock.patch("django.utils.timezone.now", return_value=end):
        assert ways.leaves(path) == "404 Not Found"
    other = Slot.objects.create(
        brand=slot.brand, campaign=slot.campaign, piece_key=slot.piece_key, channel="sms", format="other", locale="de"
    )
    append(other, Entry(variant=slot.current.variant, reason="test"))
    assert dict(ways.same(path)[1])["Cache-Control"] == f"private, max-age={YEAR}, immutable"


def test_a_key_asks_one_query(ways, light):
    path = f"/variants/{Slot.objects.get(channel='sms').current.variant.key}/message.txt"
    ways.same(path)
    with CaptureQueriesContext(connection) as asked:
        ways._call(ways.short, path, {})
    assert len(asked) == 1


def test_a_key_finds_its_slots_without_walking_through_the_others(ways, light):
    """On a database that nobody has analyzed, too, as ours are."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's planner")
    path = f"/variants/{Slot.objects.get(channel='sms').current.variant.key}/message.txt"
    with CaptureQueriesContext(connection) as asked:
        ways._call(ways.short, path, {})
    (sql,) = [query["sql"] for query in asked if '"variants_slot"' in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [row[3] for row in cursor.fetchall()]
    assert not [step for step in steps if "SCAN" in step or step.endswith("(brand_id=?)")], steps


def test_not_modified(ways, text):
    etag = dict(ways.same(text)[1])["ETag"]
    for sent in (etag, f"W/{etag}", "*", f'"x", {etag}'):
        status, headers, body = ways.same(text, HTTP_IF_NONE_MATCH=sent)
        assert (status, body) == ("304 Not Modified", b"")
        assert dict(headers)["ETag"] == etag
    assert ways.same(text, HTTP_IF_NONE_MATCH='"x"')[0] == "200 OK"


def test_head_says_what_get_says_and_pulls_nothing(ways, piece):
    by_key = f"/variants/{Slot.objects.get(channel='print', format='a5-flyer').current.variant.key}/print.pdf"
    for path in (address(piece, part="message.txt"), address(piece, "print", "a5-flyer", "print.pdf"), by_key):
        with mock.patch.object(ledger, "note") as noted:
            status, headers, body = ways.same(path, REQUEST_METHOD="HEAD")
            known = ways.same(path, REQUEST_METHOD="HEAD", HTTP_IF_NONE_MATCH=dict(headers)["ETag"])
        assert (status, body, known[0], noted.called) == ("200 OK", b"", "304 Not Modified", False), path
        assert _lasting(headers) == _lasting(ways.same(path)[1]), path
    assert ways.leaves(address(piece, part="nope.txt"), REQUEST_METHOD="HEAD") == "404 Not Found"


def test_head_reads_no_large_file(ways, piece, monkeypatch):
    monkeypatch.setattr(kept, "KEPT_PART", 1000)
    path = address(piece, "print", "a5-flyer", "print.pdf")
    with mock.patch("hub.variants.blobs.read", side_effect=AssertionError):
        status, headers, _body = ways._call(ways.short, path, {"REQUEST_METHOD": "HEAD"})
    assert status == "200 OK"
    assert dict(headers)["Content-Length"] == str(len(ways.same(path)[2]))


def test_one_query_and_none_for_the_token_again(ways, text):
    ways.same(text)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ways._call(ways.short, text, {})
    assert len(asked) == 1


def test_a_statement_that_was_prepared_asks_with_the_time_it_is(ways, text):
    """The clock is no part of what was prepared."""
    ways.same(text)
    slot = Slot.objects.select_related("current__variant").get(channel="sms")
    append(
        slot,
        Entry(variant=slot.current.variant, reason="test", visible_from=timezone.now() + timedelta(hours=1)),
    )
    assert ways.leaves(text) == "404 Not Found"


@pytest.mark.parametrize(
    "query", ["?arm=b", "?perspective=draft", "?version=1", "?locale=en", "?dialect=klingon", "?locale=%00"]
)
def test_what_is_rare_goes_the_long_way(ways, text, query):
    ways.leaves(text + query)


def test_other_methods_go_the_long_way(ways, text):
    for method in ("POST", "PUT", "OPTIONS"):
        assert ways.leaves(text, REQUEST_METHOD=method)


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_AUTHORIZATION": ""},
        {"HTTP_AUTHORIZATION": "Bearer ein_x"},
        {"HTTP_AUTHORIZATION": "Bearer \xe4"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": ""},
    ],
)
def test_strangers_go_the_long_way(ways, text, headers):
    status = ways.leaves(text, **headers)
    assert not status.startswith("2") or headers == {"HTTP_HOST": ""}


def test_plain_http_where_https_is_asked_for(ways, text, settings):
    settings.SECURE_SSL_REDIRECT = True
    ways.long = WSGIHandler()  # middleware reads its settings once
    assert ways.leaves(text) == "301 Moved Permanently"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ways.long = WSGIHandler()
    assert ways.leaves(text, HTTP_X_FORWARDED_PROTO="http") == "301 Moved Permanently"
    assert ways._call(ways.short, text, {"HTTP_X_FORWARDED_PROTO": "https"}) is not None


def test_rights_brands_and_channels(brand, other_brand, text):
    def token(brands, scopes=(Scope.VARIANTS_READ,), channels=()):
        return Ways(issue_token(name="x", brands=brands, scopes=scopes, channels=channels).text)

    assert token([other_brand]).leaves(text) == "404 Not Found"
    assert token([brand], scopes=[Scope.LINT]).leaves(text) == "403 Forbidden"
    assert token([brand], channels=["web"]).leaves(text) == "404 Not Found"
    token([brand, other_brand]).same(text)
    token([brand], channels=["sms"]).same(text)
    by_key = f"/variants/{Slot.objects.get(channel='sms').current.variant.key}/message.txt"
    assert token([other_brand]).leaves(by_key) == "404 Not Found"
    assert token([brand], scopes=[Scope.LINT]).leaves(by_key) == "403 Forbidden"
    assert token([brand], channels=["web"]).leaves(by_key) == "404 Not Found"
    token([brand, other_brand], channels=["sms"]).same(by_key)


def test_what_is_gone_is_gone_at_once(ways, light, text):
    ways.same(text)
    by_key = f"/variants/{Slot.objects.get(channel='sms').current.variant.key}/message.txt"
    ways.same(by_key)
    Piece.objects.filter(pk=light.pk).update(expire_at=timezone.now())
    assert ways.leaves(text) == "404 Not Found"
    Piece.objects.filter(pk=light.pk).update(expire_at=None)
    ways.same(text)
    switched = factories.edit(light, channels_off=[*OTHERS, "sms"])
    assert ways.leaves(text) == "404 Not Found"
    factories.edit(switched, channels_off=OTHERS)
    work_off()
    ways.same(text)
    Piece.objects.get(pk=light.pk).unpublish()
    assert ways.leaves(text) == "404 Not Found"
    assert ways.leaves(by_key) == "404 Not Found"


def test_a_new_version_is_served_at_once(ways, light, text):
    before = ways.same(text)[2]
    factories.edit(light, teaser="Jetzt: {{ fact.price }}.")
    work_off()
    assert ways.same(text)[2] != before


def test_revoked_tokens_end_within_seconds(brand, text, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(lately.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(lately, "HOLDS", HELD)
    issued = issue_token(name="x", brands=[brand])
    ways = Ways(issued.text)
    ways.same(text)
    ApiToken.objects.update(revoked_at=timezone.now())  # as another process does it
    now[0] += HELD
    assert HELD <= 5
    assert ways.leaves(text) == "401 Unauthorized"


def test_a_token_that_is_revoked_here_ends_at_once(brand, text):
    issued = issue_token(name="x", brands=[brand])
    ways = Ways(issued.text)
    ways.same(text)
    revoke_token(issued.token)
    assert ways.leaves(text) == "401 Unauthorized"


def test_a_tokens_end_holds_to_the_instant(brand, text, monkeypatch):
    issued = issue_token(name="x", brands=[brand], expires_at=timezone.now() + timedelta(hours=1))
    ways = Ways(issued.text)
    ways.same(text)
    end = ApiToken.objects.get(pk=issued.token.pk).expires_at
    monkeypatch.setattr(lately.timezone, "now", lambda: end)
    assert ways._call(ways.short, text, {}) is None


def test_the_quota_counts_and_304_does_not(ways, text, settings):
    settings.HUB_API_RATE = 2
    etag = dict(ways._call(ways.short, text, {})[1])["ETag"]
    for _ in range(3):
        assert ways._call(ways.short, text, {"HTTP_IF_NONE_MATCH": etag})[0] == "304 Not Modified"
    answer = ways._call(ways.short, text, {})
    assert dict(answer[1])["RateLimit"].startswith('"minute";r=0;t=')
    assert ways.leaves(text) == "429 Too Many Requests"


def test_memory_is_bounded(monkeypatch):
    """What keeping costs counts, too: a million subject lines are no megabytes by themselves."""
    monkeypatch.setattr(kept, "KEPT_BYTES", 2 * (4 + kept.KEPT_BESIDE) + 3)
    parts = kept.Parts()
    for number in range(100):
        parts._keep((str(number), "x"), (b"1234", "text/plain"))
    assert len(parts._kept) == 2
    assert parts._size == 2 * (4 + kept.KEPT_BESIDE)


def test_a_database_that_is_away_is_told_by_the_long_way(ways, text, monkeypatch):
    from django.db import OperationalError

    def away(*_):
        raise OperationalError("gone")

    monkeypatch.setattr(quick, "find_standing", away)
    assert ways._call(ways.short, text, {}) is None


def test_the_application_has_the_short_way():
    from hub import wsgi

    assert wsgi.application.__qualname__.startswith("with_short_way")
