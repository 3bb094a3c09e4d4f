"""While the database is away every address says so, and when to come back; nothing else is taken for an outage."""

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.test import Client, override_settings

from hub.accounts import outage

ADDRESSES = [
    "/admin/",
    "/admin/login/",
    "/admin/reports/site-history/",
    "/files/images/x.png",
    "/media/" + "0" * 64 + ".png",
    "/api/v1/pieces",
    "/api/v1/brands",
    "/brand/nordlicht/",
]


@pytest.fixture
def away_later(monkeypatch):
    """Call it, and no query gets through any more."""

    def refuse(*_args, **_kwargs):
        raise OperationalError("the database system is shutting down")

    return lambda: monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)


@pytest.mark.django_db
@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_answers_503(signed_in, editor, away_later, address, debug):
    client = signed_in(editor)
    client.raise_request_exception = False
    away_later()
    with override_settings(DEBUG=debug):
        answer = client.get(address, headers={"authorization": "Bearer ein_" + "x" * 40})
    assert answer.status_code == 503, answer.content[:300]
    assert answer["Retry-After"] == "5"
    kind = "application/problem+json" if address.startswith("/api/") else "text/html"
    assert answer["Content-Type"].startswith(kind)


@pytest.mark.django_db
def test_the_page_is_for_people(signed_in, editor, away_later):
    client = signed_in(editor)
    client.raise_request_exception = False
    away_later()
    page = client.get("/admin/", headers={"accept-language": "de"}).content.decode()
    assert "<h1>" in page
    assert "Traceback" not in page


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OperationalError("server closed the connection unexpectedly"), True),
        (InterfaceError("connection already closed"), True),
        (OperationalError("no such table: content_piece"), False),
        (DatabaseError("syntax error"), False),
        (ValueError("x"), False),
        (None, False),
    ],
)
def test_what_is_an_outage(error, expected):
    assert outage.is_outage(error) is expected


def test_what_comes_of_an_outage_is_one():
    error = RuntimeError("no page")
    error.__context__ = OperationalError("gone")
    assert outage.is_outage(error)


@pytest.mark.django_db
def test_a_defect_is_a_defect(monkeypatch, client: Client):
    def broken(*_args, **_kwargs):
        raise RuntimeError("out of paper")

    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_request", broken)
    client.raise_request_exception = False
    assert client.get("/admin/").status_code == 500
