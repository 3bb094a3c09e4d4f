"""Scripts write drafts: checked as an import is, never over what others wrote, published only through the gate."""

import pytest

from hub.accounts.models import RepeatedRequest
from hub.accounts.principal import Scope
from hub.content.convert import to_document
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from tests.hub.api.conftest import Caller, problem
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

ALL = (Scope.CONTENT_WRITE, Scope.DRAFTS_READ, Scope.VARIANTS_READ, Scope.PUBLISH)
NEW = {
    "brand": "nordlicht",
    "campaign": "herbst",
    "title": "Laterne",
    "headline": "Licht für den Winter",
    "teaser": "Die Laterne kostet {{ fact.price }}.",
    "facts": {"price": {"type": "price", "value": "49,90 €"}},
    "body": "Aus **Kupfer** gefalzt.\n\n- eins\n- zwei\n",
    "action": {"label": "Ansehen", "url": "https://nordlicht.example/laterne"},
    "hashtags": ["Herbst"],
    "channels": ["sms", "web"],
}


@pytest.fixture
def writer(brand, campaign, caller_for) -> Caller:
    return caller_for(brand, scopes=ALL)


@pytest.fixture
def draft(campaign) -> Piece:
    return factories.piece(campaign, channels_off=["email", "social", "print", "web"])


def etag(caller: Caller, piece: Piece) -> dict[str, str]:
    return {"If-Match": caller.get(f"/pieces/{piece.translation_key}", perspective="draft")["ETag"]}


def patch(caller: Caller, piece: Piece, **fields):
    return caller.patch(f"/pieces/{piece.translation_key}", fields, headers=etag(caller, piece))


def newest(piece: Piece) -> Piece:
    return Piece.objects.get(pk=piece.pk).get_latest_revision_as_object()


def test_a_new_draft(writer):
    answer = writer.post("/pieces", NEW)
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert body["piece"]["live"] is False
    assert body["piece"]["channels"] == ["sms", "web"]
    piece = Piece.objects.get(slug="laterne")
    document = to_document(piece.get_latest_revision_as_object())
    assert [block.__class__.__name__ for block in document.blocks] == ["Paragraph", "ListBlock"]
    assert document.facts[0].value == "49.90 EUR"
    assert writer.get(answer["Location"]).json() == body
    assert answer["ETag"] == etag(writer, piece)["If-Match"]
    assert not Slot.objects.exists()
    assert piece.latest_revision is not None


def test_a_markdown_piece_as_it_is(writer):
    markdown = "---\ntitle: Laterne\nslug: leuchte\n---\n\nText.\n"
    answer = writer.post("/pieces", {"brand": "nordlicht", "campaign": "herbst", "markdown": markdown})
    assert answer.status_code == 201, answer.content
    assert answer.json()["piece"]["slug"] == "leuchte"
    body = problem(
        writer.post("/pieces", {"brand": "nordlicht", "campaign": "herbst", "markdown": "---\ntitel: x\n---\n"}),
        422,
        "bad-piece",
    )
    assert body["errors"][0]["where"] == "markdown line 1"


def test_a_translation_is_of_the_same_piece(writer, draft):
    english = {**NEW, "slug": draft.slug, "locale": "en"}
    answer = writer.post("/pieces", english)
    assert answer.status_code == 201, answer.content
    assert answer.json()["piece"]["id"] == str(draft.translation_key)
    assert answer.json()["locales"] == ["de", "en"]
    problem(writer.post("/pieces", english), 409, "already-exists")


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"teaser": "{{ fact.nope }}"}, "teaser"),
        ({"teaser": "Hallo {{ contact.first_name }}"}, "teaser"),
        ({"action": {"label": "x", "url": "javascript:alert(1)"}}, "action"),
        ({"facts": {"price": {"type": "price", "value": "viel"}}}, "facts"),
        ({"hero": "nope.jpg"}, "hero"),
        ({"body": "Ein Bild: ![x](nope.jpg)"}, "body line 1"),
        ({"channels": ["fax"]}, "channels"),
        ({"title": "x" * 201}, "title"),
        ({"slug": "GROSS"}, "slug"),
        ({"locale": "fr"}, "locale"),
        ({"locale": "klingon"}, "locale"),
        ({"overrides": {"sms": {"*": {"nonsense": "x"}}}}, "overrides"),
        ({"hashtags": ["zwei Wörter"]}, "hashtags"),
    ],
)
def test_what_is_wrong_is_said_with_its_field(writer, more, where):
    body = problem(writer.post("/pieces", {**NEW, **more}), 422, "bad-piece")
    assert where in {error["where"] for error in body["errors"]}, body
    assert not Piece.objects.exists()


def test_unknown_fields_are_refused(writer):
    body = problem(writer.post("/pieces", {**NEW, "teser": "x"}), 422, "bad-parameters")
    assert "teser" in body["detail"]
    problem(writer.post("/pieces", {"brand": "nordlicht", "campaign": "nope", "title": "x"}), 404, "not-found")
    problem(writer.post("/pieces", {"brand": "nope", "campaign": "herbst", "title": "x"}), 404, "not-found")
    problem(writer.post("/pieces", {"brand": "nordlicht", "campaign": "herbst"}), 422, "bad-piece")


def test_a_repeated_request_makes_one_piece(writer):
    key = {"Idempotency-Key": "4711"}
    first = writer.post("/pieces", NEW, headers=key)
    again = writer.post("/pieces", NEW, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert (again["ETag"], again["Idempotency-Replayed"]) == (first["ETag"], "true")
    assert Piece.objects.count() == 1
    problem(writer.post("/pieces", {**NEW, "title": "Anders"}, headers=key), 422, "bad-idempotency-key")
    problem(writer.post("/pieces", NEW, headers={"Idempotency-Key": "x" * 201}), 422, "bad-idempotency-key")


def test_what_failed_may_be_tried_again_with_the_same_key(writer):
    key = {"Idempotency-Key": "4711"}
    problem(writer.post("/pieces", {**NEW, "hero": "nope.jpg"}, headers=key), 422, "bad-piece")
    assert not RepeatedRequest.objects.exists()
    assert writer.post("/pieces", NEW, headers=key).status_code == 201


def test_only_what_is_given_changes(writer, campaign):
    piece = factories.piece(campaign, short=[("wording", "Kurz")], hashtags=["Licht"])
    before = newest(piece).serializable_data()
    answer = patch(writer, piece, teaser="Neu: {{ fact.price }}.")
    assert answer.status_code == 200, answer.content
    after = newest(piece).serializable_data()
    changed = {name for name in after if after[name] != before[name]} - {"latest_revision", "has_unpublished_changes"}
    assert changed == {"teaser"}
    assert answer.json()["document"]["teaser"] != before["teaser"]


def test_of_a_published_piece_too_only_what_is_given_changes(writer, campaign):
    """Wagtail hands out the live row itself as its newest draft while nothing waits to be published."""
    piece = factories.piece(
        campaign,
        short=[("wording", "Kurz")],
        legal=[("note", "Solange der Vorrat reicht.")],
        arms=[("arm", {"key": "b", "field": "headline", "value": "Licht, das bleibt"})],
        overrides={"sms": {"*": {"text": {"value": "Nur {{ fact.price }}"}}}},
        hashtags=["Licht"],
        channels_off=["print"],
        published=True,
    )
    before = newest(piece).serializable_data()
    assert patch(writer, piece, teaser="Neu: {{ fact.price }}.").status_code == 200
    after = newest(piece).serializable_data()
    bookkeeping = {"latest_revision", "has_unpublished_changes", "last_published_at"}
    changed = {name for name in after if after[name] != before[name]} - bookkeeping
    assert changed == {"teaser"}, (before, after)
    assert Piece.objects.get(pk=piece.pk).teaser == before["teaser"]


def test_blocks_keep_their_ids_and_fields_can_be_emptied(writer, draft):
    assert patch(writer, draft, body="Aus **Messing** gefalzt.", hashtags=None, action=None).status_code == 200
    found = newest(draft)
    assert (found.action_label, found.action_url, found.hashtags) == ("", "", [])
    assert "Messing" in str(found.body)
    problem(patch(writer, draft, title=None), 422, "bad-parameters")
    problem(patch(writer, draft, title="  "), 422, "bad-parameters")
    problem(patch(writer, draft), 422, "bad-parameters")
    problem(patch(writer, draft, slug="neu"), 422, "bad-parameters")


def test_what_is_wrong_elsewhere_is_no_reason_to_refuse(writer, campaign):
    piece = factories.piece(campaign, headline="{{ fact.nope }}")
    assert patch(writer, piece, teaser="Gut.").status_code == 200
    problem(patch(writer, piece, teaser="{{ fact.nope }}"), 422, "bad-piece")


def test_a_live_piece_stays_as_it_is_until_it_is_published(writer, campaign):
    piece = factories.piece(campaign, channels_off=["email", "social", "print", "web"], published=True)
    assert patch(writer, piece, teaser="Später.").status_code == 200
    row = Piece.objects.get(pk=piece.pk)
    assert row.teaser == "Die Laterne kostet {{ fact.price }}."
    assert row.has_unpublished_changes
    assert row.live


def test_nobody_is_overwritten(writer, draft):
    read = etag(writer, draft)
    factories_edit = newest(draft)
    factories_edit.headline = "Von einem Menschen"
    factories_edit.save_revision()
    path = f"/pieces/{draft.translation_key}"
    body = problem(writer.patch(path, {"teaser": "x"}, headers=read), 412, "changed-meanwhile")
    problem(writer.patch(path, {"teaser": "x"}), 428, "if-match-missing")
    assert writer.patch(path, {"teaser": "x"}, headers={"If-Match": body["etag"]}).status_code == 200
    assert newest(draft).headline == "Von einem Menschen"


def test_what_people_hold_is_not_touched(writer, draft, workflow, editor):
    Piece.objects.filter(pk=draft.pk).update(locked=True)
    problem(patch(writer, draft, teaser="x"), 409, "held-by-people")
    Piece.objects.filter(pk=draft.pk).update(locked=False)
    workflow.start(Piece.objects.get(pk=draft.pk), editor)
    problem(patch(writer, draft, teaser="x"), 409, "held-by-people")


def test_channels_of_others_stay(brand, writer, draft, caller_for):
    both = {"sms": {"*": {"text": "Kurz"}}, "web": {"*": {"headline": "Im Netz"}}}
    assert patch(writer, draft, overrides=both).status_code == 200, patch(writer, draft, overrides=both).content
    sms = caller_for(brand, scopes=ALL, channels=["sms"])
    assert patch(sms, draft, overrides={"sms": {"*": {"text": "Kürzer"}}}, channels=[]).status_code == 200
    found = newest(draft)
    assert found.overrides["web"]["*"]["headline"]["value"] == "Im Netz"
    assert found.overrides["sms"]["*"]["text"]["value"] == "Kürzer"
    assert set(found.channels_off) >= {"email", "social", "print", "web"}
    problem(patch(sms, draft, overrides={"web": {"*": {"headline": "Meins"}}}), 422, "bad-piece")
    assert patch(writer, draft, overrides={"sms": {}}).status_code == 200
    assert set(newest(draft).overrides) == {"web"}


def publish(caller: Caller, piece: Piece, deed: str = "publish"):
    return caller.post(f"/pieces/{piece.translation_key}/{deed}", headers=etag(caller, piece))


def test_publishing_goes_through_the_gate(brand, writer, draft):
    import_guideline(brand, "schema: guideline/1\n" + factories.LEGAL + "terms:\n  - {banned: Funzel}\n")
    patch(writer, draft, teaser="Eine Funzel.")
    body = problem(publish(writer, draft), 409, "publish-refused")
    assert "Funzel" in body["detail"]
    assert not Piece.objects.get(pk=draft.pk).live
    patch(writer, draft, teaser="Eine Laterne.")
    answer = publish(writer, draft)
    assert answer.status_code == 200, answer.content
    assert answer.json()["live"] is True
    work_off()
    assert writer.get(f"/pieces/{draft.translation_key}/variants/sms/message/message.txt").status_code == 200
    assert publish(writer, draft, "unpublish").json()["live"] is False
    assert publish(writer, draft, "unpublish").json()["live"] is False
    problem(writer.get(f"/pieces/{draft.translation_key}"), 404, "not-found")


def test_publishing_what_changed_meanwhile_is_refused(writer, draft):
    read = etag(writer, draft)
    patch(writer, draft, teaser="Anders.")
    path = f"/pieces/{draft.translation_key}/publish"
    problem(writer.post(path, headers=read), 412, "changed-meanwhile")
    problem(writer.post(path), 428, "if-match-missing")


def test_rights(brand, other_brand, campaign, draft, caller_for):
    path = f"/pieces/{draft.translation_key}"
    reader = caller_for(brand)
    assert problem(reader.post("/pieces", NEW), 403, "missing-scope")["scope"] == "content:write"
    assert problem(reader.patch(path, {"teaser": "x"}), 403, "missing-scope")["scope"] == "content:write"
    only_writing = caller_for(brand, scopes=[Scope.CONTENT_WRITE])
    for deed in ("publish", "unpublish"):
        assert problem(only_writing.post(f"{path}/{deed}"), 403, "missing-scope")["scope"] == "publish"
    stranger = caller_for(other_brand, scopes=ALL)
    problem(stranger.post("/pieces", NEW), 404, "not-found")
    for answer in (
        stranger.patch(path, {"teaser": "x"}),
        stranger.post(f"{path}/publish"),
        stranger.post(f"{path}/unpublish"),
    ):
        problem(answer, 404, "not-found")


def test_a_drafts_address_leads_to_it(brand, other_brand, writer, caller_for):
    """Whoever may read drafts is told that it is one; to others there is nothing."""
    made = writer.post("/pieces", NEW).json()["piece"]
    assert writer.get(made["url"]).json()["piece"] == made
    body = problem(writer.get("/pieces/nordlicht:laterne"), 404, "not-found")
    assert "?perspective=draft" in body["detail"]
    assert "?perspective=draft" in problem(writer.get("/pieces/nordlicht:laterne/variants"), 404, "not-found")["detail"]
    for blind in (caller_for(brand), caller_for(other_brand, scopes=ALL)):
        assert "draft" not in problem(blind.get("/pieces/nordlicht:laterne"), 404, "not-found")["detail"]
