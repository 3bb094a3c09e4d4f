"""Who did it and who read it: a script is named by its token, in histories and in the log."""

import logging

import pytest
from wagtail.models import ModelLogEntry

from hub.accounts.principal import Scope
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from tests.hub.api.conftest import address
from tests.hub.api.test_writing import NEW
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

OFF = ["email", "social", "print", "web"]


@pytest.fixture
def script(brand, caller_for):
    """Its token is called \u201ctest\u201d."""
    return caller_for(brand, scopes=list(Scope))


def told(piece) -> list[tuple[str, str]]:
    """What the history of a piece says, oldest first: the words, and by whom."""
    entries = ModelLogEntry.objects.for_instance(piece).order_by("pk")
    return [(entry.action, str(entry.message)) for entry in entries]


def test_the_history_names_the_token(brand, script, campaign):
    import_guideline(brand, f"schema: guideline/1\n{factories.LEGAL}")
    made = script.post("/pieces", {**NEW, "channels": ["sms"]})
    assert made.status_code == 201, made.content
    path, match = f"/pieces/{made.json()['piece']['id']}", {"If-Match": made["ETag"]}
    edited = script.patch(path, {"headline": "Licht im Winter"}, headers=match)
    assert edited.status_code == 200, edited.content
    published = script.post(f"{path}/publish", headers={"If-Match": edited["ETag"]})
    assert published.status_code == 200, published.content
    assert script.post(f"{path}/unpublish").status_code == 200
    piece = Piece.objects.get()
    assert told(piece) == [
        ("content.script.create", "Draft written by the API token “test”"),
        ("content.script.edit", "Draft edited by the API token “test”"),
        ("content.script.publish", "Published by the API token “test”"),
        ("content.script.unpublish", "Unpublished by the API token “test”"),
    ]
    entries = ModelLogEntry.objects.for_instance(piece).order_by("pk")
    assert [bool(entry.revision_id) for entry in entries] == [True, True, True, False]
    assert all(entry.content_changed for entry in entries)


def test_a_refused_write_leaves_nothing_in_the_history(script, campaign):
    piece = factories.piece(campaign, channels_off=OFF)
    before = told(piece)
    path = f"/pieces/{piece.translation_key}"
    match = {"If-Match": script.get(path, perspective="draft")["ETag"]}
    assert script.patch(path, {"title": ""}, headers=match).status_code == 422
    assert told(piece) == before


def test_the_log_says_who_read_a_draft(script, campaign, caplog):
    piece = factories.piece(campaign, channels_off=OFF, published=True)
    caplog.set_level(logging.INFO, "hub.api.drafts")
    asked = (f"/pieces/{piece.translation_key}", address(piece), address(piece, part="message.txt"))
    for path in asked:
        caplog.clear()
        assert script.get(path, perspective="draft").status_code == 200
        (line,) = [record for record in caplog.records if record.name == "hub.api.drafts"]
        assert str(piece.translation_key) in line.getMessage()
        assert (line.token, line.locale, line.revision) == ("test", "de", piece.latest_revision_id)
    assert (line.channel, line.format) == ("sms", "message")
    caplog.clear()
    script.get(asked[0])
    assert not [record for record in caplog.records if record.name == "hub.api.drafts"]
