"""What HTTP asks of every answer: how long it may be kept and by whom, what it varies with, lengths, methods."""

import pytest

from hub.accounts.principal import Scope
from hub.content.models import Campaign
from tests.hub.api.conftest import address, problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def every(caller_for, brand):
    """A caller who may do everything."""
    return caller_for(brand, scopes=list(Scope))


def names(answer, header: str) -> set[str]:
    return {name.strip() for name in answer.get(header, "").split(",")}


def test_every_answer_says_who_may_keep_it(every, piece, sms):
    lists = ("/variants", "/sync", "/pieces", "/campaigns", "/brands", "/channels", "/rules", "/webhooks", "/audits")
    kept = [*lists, f"/pieces/{piece.translation_key}", address(piece), address(piece, part="message.txt")]
    for path in kept:
        answer = every.get(path)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache"), path
        assert {"Authorization", "Accept-Language"} <= names(answer, "Vary"), path
    assert every.get(f"/variants/{sms.current.variant.key}/message.txt")["Cache-Control"].startswith("private, max-age")


def test_errors_and_drafts_are_kept_by_nobody(every, piece):
    """A 404 that a cache kept would outlive an embargo."""
    strange = every.client.get("/api/v1/pieces")
    assert (strange.status_code, strange["Cache-Control"]) == (401, "no-store")
    for path in ("/nothing", "/pieces/nothing", address(piece, "web", "nothing"), address(piece, part="nothing")):
        answer = every.get(path)
        assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store"), path
        assert {"Authorization", "Accept-Language"} <= names(answer, "Vary"), path
    for path in (address(piece), address(piece, part="message.txt"), f"/pieces/{piece.translation_key}", "/pieces"):
        answer = every.get(path, perspective="draft")
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store"), path
    made = every.post("/lint", {"text": "Hallo.", "brand": "nordlicht", "channel": "sms"})
    assert made["Cache-Control"] == "no-store"
    assert every.post("/render", {})["Cache-Control"] == "no-store"


def test_an_answer_without_a_body_has_no_length_of_one(every, piece, sms):
    """RFC 9110, 8.6: the length of the body it stands for, or none."""
    key = f"/variants/{sms.current.variant.key}/message.txt"
    for path in (address(piece), address(piece, part="message.txt"), key):
        answer = every.get(path)
        again = every.get(path, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert "Content-Length" not in again
        assert "Content-Type" not in again
        # RFC 9110, 15.4.5: what a cache has to learn again.
        for name in ("ETag", "Cache-Control", "Vary"):
            assert again[name] == answer[name], (path, name)


def test_head_is_among_the_methods_that_are_taken(every, piece):
    for path, taken in (
        ("/webhooks", {"GET", "HEAD", "POST"}),
        (address(piece), {"GET", "HEAD"}),
        ("/render", {"POST"}),
    ):
        for method in ("DELETE", "OPTIONS", "PUT", "TRACE"):
            answer = every.client.generic(method, every._url(path), headers=every.headers)
            assert (answer.status_code, names(answer, "Allow")) == (405, taken), (method, path)


def test_an_envelopes_etag_follows_its_names(every, piece):
    """A campaign may be given another address: the bytes stay, the envelope does not."""
    before = every.get(address(piece))
    Campaign.objects.filter(pk=piece.campaign_id).update(slug="umbenannt")
    after = every.get(address(piece), headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after.json()["campaign"] == "umbenannt"
    assert after.json()["key"] == before.json()["key"]


def test_a_slash_too_many_is_told(every, piece):
    """Many clients add it by themselves."""
    for path in ("/pieces/", f"/pieces/{piece.translation_key}/", "/docs/", "/openapi.json/", f"{address(piece)}//"):
        body = problem(every.get(path), 404, "not-found")
        assert body["detail"] == "Leave out the slash at its end.", path
    for path in ("/nothing/", "/", "//", "/nothing"):
        assert "slash" not in problem(every.get(path), 404, "not-found")["detail"], path
