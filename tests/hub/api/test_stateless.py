"""`/render` and `/lint`: outside material, on the way that delivered things come about; nothing of it is kept."""

import base64
import io
import json

import pytest
from PIL import Image

from brand.errors import FetchError
from brand.fetch import Fetched
from hub.accounts.principal import Scope
from hub.assets.asset import Clearance
from hub.audits import outside
from hub.content.models import Piece
from hub.links.models import ShortLink
from hub.variants.models import Blob, Slot, Variant
from renderers.contract.message import Message
from tests.hub.api.conftest import Caller, problem
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

GUIDELINE = """
terms:
  - {banned: Funzel, instead: Laterne, reason: klingt billig}
"""
MARKDOWN = """---
title: Laternen
action: "[Ansehen](https://nordlicht.example/laterne)"
---

Die Funzel kostet 49,90 €.
"""


@pytest.fixture
def linter(brand, caller_for) -> Caller:
    from hub.guidelines.services import import_guideline

    import_guideline(brand, "schema: guideline/1\n" + factories.LEGAL + GUIDELINE)
    return caller_for(brand, scopes=[Scope.LINT])


def rules(answer) -> set[str]:
    return {found["rule"] for found in answer.json()["findings"]}


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Piece, Slot, Variant, Blob))


def wanted(**more):
    return {"brand": "nordlicht", "channel": "sms", "format": "message", "markdown": MARKDOWN, **more}


def test_links_stay_whole_and_the_answer_says_so(linter, settings):
    """Nothing is kept, so no code could lead anywhere; a placeholder that somebody sends would lead nowhere."""
    before = linter.post("/render", wanted()).json()
    settings.HUB_SHORT_BASE = "https://kg.example/s/"
    body = linter.post("/render", wanted()).json()
    assert body["parts"][0]["text"] == before["parts"][0]["text"]
    assert "https://nordlicht.example/laterne" in body["parts"][0]["text"]
    (loss,) = [each for each in body["losses"] if each not in before["losses"]]
    assert (loss["kind"], loss["what"]) == ("degraded", "https://nordlicht.example/laterne")
    assert loss["source"]["field"] == "action.url"
    assert "Short links" in loss["why"]
    assert not ShortLink.objects.exists()
    web = linter.post("/render", wanted(channel="web", format="article")).json()
    assert not [each for each in web["losses"] if "Short links" in each["why"]]


def test_markdown_is_rendered_and_judged_and_nothing_is_kept(linter):
    before = rows()
    answer = linter.post("/render", wanted())
    assert answer.status_code == 200, answer.content
    body = answer.json()
    text = next(part["text"] for part in body["parts"] if part["name"] == "message.txt")
    assert "Funzel" in text
    assert "Abmelden mit STOP" in text
    assert "terms/banned-word" in rules(answer)
    assert body["guideline_version"] == 1
    assert rows() == before


def test_parts_that_are_no_text_come_as_base64(brand, linter):
    name = factories.picture(brand).file.name.rpartition("/")[2]
    markdown = MARKDOWN.replace("action:", f"hero: {name}\nhero_alt: Ein Bild\naction:")
    answer = linter.post("/render", wanted(channel="social", format="instagram-feed", markdown=markdown))
    assert answer.status_code == 200, answer.content
    picture = next(part for part in answer.json()["parts"] if part["name"] == "image.jpg")
    assert picture["text"] is None
    assert Image.open(io.BytesIO(base64.b64decode(picture["base64"]))).format == "JPEG"


def test_a_document_gives_the_key_of_the_stored_variant(brand, caller_for, piece, sms):
    """The way is the delivery's own: the same document has the same key and the same bytes."""
    caller = caller_for(brand, scopes=[Scope.LINT, Scope.VARIANTS_READ])
    document = caller.get(f"/pieces/{piece.translation_key}").json()["document"]
    answer = caller.post("/render", wanted(markdown="", document=document))
    assert answer.status_code == 200, answer.content
    stored = sms.current.variant
    text = next(part["text"] for part in answer.json()["parts"] if part["name"] == "message.txt")
    assert text == stored.part("message.txt")["text"]


def test_pictures_are_those_of_the_library(brand, linter):
    image = factories.picture(brand, color="#804020")
    name = image.file.name.rpartition("/")[2]
    markdown = f"---\ntitle: Laternen\nhero: {name}\nhero_alt: Eine Laterne\n---\n\nText.\n"
    answer = linter.post("/render", wanted(channel="web", format="article", markdown=markdown))
    assert answer.status_code == 200, answer.content
    assert answer.json()["media"]
    image.clearance = Clearance.WITHDRAWN
    image.save()
    problem(linter.post("/render", wanted(channel="web", format="article", markdown=markdown)), 422, "not-renderable")
    body = problem(linter.post("/render", wanted(markdown="---\ntitle: X\nhero: nope.jpg\n---\n")), 422, "bad-piece")
    assert "nope.jpg" in body["detail"]


@pytest.mark.parametrize(
    ("more", "status", "slug"),
    [
        ({"markdown": "---\ntitel: x\n---\n"}, 422, "bad-piece"),
        ({"markdown": ""}, 422, "bad-parameters"),
        ({"document": {}}, 422, "bad-parameters"),
        ({"markdown": "", "document": {"schema": "document/99"}}, 422, "bad-parameters"),
        ({"markdown": "", "document": {"schema": "document/1", "title": 5}}, 422, "bad-parameters"),
        ({"channel": "fax"}, 404, "unknown-channel-or-format"),
        ({"format": "x-post"}, 404, "unknown-channel-or-format"),
        ({"dialect": "klingon"}, 422, "unsupported-dialect"),
        ({"brand": "suedwind"}, 404, "not-found"),
        ({"brand": None}, 422, "bad-parameters"),
    ],
)
def test_what_cannot_be_rendered_is_told(linter, other_brand, more, status, slug):
    body = problem(linter.post("/render", wanted(**more)), status, slug)
    assert body.get("detail")


def test_values_that_no_document_has_are_no_defect_of_ours(brand, caller_for, piece):
    caller = caller_for(brand, scopes=[Scope.LINT, Scope.VARIANTS_READ])
    document = caller.get(f"/pieces/{piece.translation_key}").json()["document"]
    for broken in (
        {"locale": "x" * 50},
        {"blocks": [{"type": "Heading", "id": "", "text": {"runs": []}, "level": -3, "channels": []}]},
        {"facts": [{"name": "p", "type": "price", "value": "nope", "qualifier": "", "display": ""}]},
        {"action": {"label": {"runs": []}, "url": "javascript:alert(1)"}},
    ):
        answer = caller.post("/render", wanted(markdown="", document={**document, **broken}))
        assert answer.status_code in (200, 422), answer.content


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        (b"{", 400, "unreadable-body"),
        (b"\xff\xfe", 400, "unreadable-body"),
        (b'{"a": NaN}', 400, "unreadable-body"),
        (b"[" * 100_000, 400, "unreadable-body"),
        (b'{"brand": "\\ud800"}', 400, "unreadable-body"),
        (b'{"brand": "a\\u0000b"}', 400, "unreadable-body"),
        (b"x" * (5 * 1024 * 1024 + 1), 413, "too-large"),
        (b"[]", 422, "bad-parameters"),
        (b"null", 422, "bad-parameters"),
    ],
)
@pytest.mark.parametrize("path", ["/render", "/lint"])
def test_bodies_that_are_none(linter, path, body, status, slug):
    problem(linter.post(path, body), status, slug)


@pytest.mark.parametrize("path", ["/render", "/lint"])
def test_other_kinds_of_bodies_are_not_read(linter, path):
    problem(linter.post(path, b"<a/>", headers={"Content-Type": "text/xml"}), 415, "unsupported-media-type")


@pytest.mark.parametrize("path", ["/render", "/lint"])
def test_without_the_right_not_even_the_body_is_read(caller, path):
    body = problem(caller.post(path, b"{"), 403, "missing-scope")
    assert body["scope"] == "lint"


def test_a_text_is_judged(linter):
    answer = linter.post("/lint", {"brand": "nordlicht", "text": "Die Funzel ist da.", "channel": "sms"})
    assert answer.status_code == 200, answer.content
    found = next(found for found in answer.json()["findings"] if found["rule"] == "terms/banned-word")
    assert (found["quote"], found["line"], found["fix"]["new"]) == ("Funzel", 1, "Laterne")
    assert answer.json()["clean"] is False
    german = linter.post(
        "/lint", {"brand": "nordlicht", "text": "Die Funzel ist da."}, headers={"Accept-Language": "de"}
    )
    assert next(iter(german.json()["findings"]))["message"] != found["message"]


def test_a_text_too_long_for_its_channel_is_measured(linter):
    long = {"brand": "nordlicht", "text": "Licht! " * 200, "channel": "social", "format": "x-post"}
    assert any("limit" in rule or "long" in rule for rule in rules(linter.post("/lint", long)))


def test_files_are_judged_by_their_kind(linter):
    page = b"<!doctype html><html lang=de><title>x</title><p>Die Funzel ist da."
    assert "terms/banned-word" in rules(linter.upload("/lint", page, "seite.html", brand="nordlicht"))
    mail = b"Subject: Die Funzel\nFrom: a@b.example\n\nHallo"
    assert "terms/banned-word" in rules(linter.upload("/lint", mail, "brief.eml", brand="nordlicht"))
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "#fff").save(out, "PNG")
    assert linter.upload("/lint", out.getvalue(), "bild.png", brand="nordlicht").status_code == 200
    problem(linter.upload("/lint", b"%PDF-1.7 broken", "x.pdf", brand="nordlicht"), 422, "not-readable")
    problem(linter.upload("/lint", b"MZ", "x.exe", brand="nordlicht"), 422, "not-readable")
    problem(linter.upload("/lint", b"x", "x.txt", brand="suedwind"), 404, "not-found")
    problem(linter.upload("/lint", b"x", "x.txt"), 422, "bad-parameters")


def test_a_pdf_of_ours_is_taken_apart(linter):
    made = linter.post("/render", wanted(channel="print", format="a5-flyer")).json()
    assert "parts" in made, made
    data = next(part["base64"] for part in made["parts"] if part["name"] == "print.pdf")
    answer = linter.upload("/lint", base64.b64decode(data), "karte.pdf", brand="nordlicht", channel="print")
    assert "terms/banned-word" in rules(answer)
    assert any(found.get("page") == 1 for found in answer.json()["findings"])


def test_addresses_are_fetched_by_the_guarded_fetcher(linter, monkeypatch):
    asked = []

    def get(url, **options):
        asked.append((url, options["seconds"] <= outside.FETCH_S))
        if url.endswith("gone"):
            raise FetchError(Message("The address leads into a private network."), file=url)
        return Fetched(url, 0, 200, "text/html", "utf-8", b"<p lang=de>Die Funzel")

    monkeypatch.setattr(outside, "fetch", get)
    answer = linter.post("/lint", {"brand": "nordlicht", "url": "https://shop.example/x"})
    assert "terms/banned-word" in rules(answer)
    assert asked == [("https://shop.example/x", True)]
    problem(linter.post("/lint", {"brand": "nordlicht", "url": "https://shop.example/gone"}), 422, "not-readable")


@pytest.mark.parametrize("url", ["/etc/passwd", "file:///etc/passwd", "-", ".", "HTTP://x", "http://127.0.0.1:1/"])
def test_nothing_of_this_machine_is_read(linter, url):
    body = problem(linter.post("/lint", {"brand": "nordlicht", "url": url}), 422, "not-readable")
    assert "root:" not in json.dumps(body)


def test_channels_of_others_are_not_there(brand, caller_for, linter):
    web = caller_for(brand, scopes=[Scope.LINT], channels=["web"])
    problem(web.post("/lint", {"brand": "nordlicht", "text": "x", "channel": "sms"}), 404, "not-found")
    problem(web.post("/render", wanted()), 404, "not-found")
    problem(
        linter.post("/lint", {"brand": "nordlicht", "text": "x", "channel": "fax"}), 404, "unknown-channel-or-format"
    )
    problem(linter.post("/lint", {"brand": "nordlicht", "text": "x", "format": "message"}), 422, "not-readable")
    problem(linter.post("/lint", {"brand": "nordlicht"}), 422, "bad-parameters")
    problem(linter.post("/lint", {"brand": "nordlicht", "text": "x", "media_type": "text/xml"}), 422, "bad-parameters")


def test_rules_have_pages(caller):
    listed = caller.get("/rules").json()
    assert len(listed) > 50
    one = next(rule for rule in listed if rule["id"] == "terms/banned-word")
    page = caller.get(one["url"]).json()
    assert page["page"].startswith("# terms/banned-word")
    german = caller.get(one["url"], headers={"Accept-Language": "de"}).json()
    assert german["title"] != page["title"]
    assert "banned-word" in problem(caller.get("/rules/terms/baned-word"), 404, "not-found")["detail"]
