"""Who may ask: tokens, rights, brands, channels. What is not one's own is not there."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.accounts import lately
from hub.accounts.models import ApiToken
from hub.accounts.principal import Scope
from hub.accounts.services import issue_token, revoke_token
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from tests.hub.api.conftest import API, Caller, address, problem
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

#: The id of no piece; fixed, because parallel workers must collect the same tests.
NOWHERE = UUID("3afa8762-1386-4061-b7b5-1210924d8e84")
PATHS = [
    "/brands",
    "/channels",
    "/brands/nordlicht/guideline",
    "/brands/nordlicht/tokens.json",
    "/brands/nordlicht/tokens.css",
    "/campaigns",
    "/campaigns/herbst",
    "/pieces",
    "/variants",
    f"/pieces/{NOWHERE}",
    f"/pieces/{NOWHERE}/variants",
    f"/pieces/{NOWHERE}/variants/sms/message",
    f"/pieces/{NOWHERE}/variants/sms/message/message.txt",
    f"/variants/{'0' * 64}/message.txt",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ein_nonsense", "Basic ein_x", "Bearer ein_\xe4"])
def test_without_a_valid_token_there_is_nothing(db, path, header):
    headers = {} if header is None else {"Authorization": header}
    response = Client().get(f"{API}{path}", headers=headers)
    problem(response, 401, "no-valid-token")
    assert response["WWW-Authenticate"] == "Bearer"


def test_revoked_and_expired_tokens_are_no_tokens(brand):
    issued = issue_token(name="x", brands=[brand])
    assert Caller(issued.text).get("/brands").status_code == 200
    revoke_token(issued.token)
    problem(Caller(issued.text).get("/brands"), 401, "no-valid-token")
    issued = issue_token(name="x", brands=[brand], expires_at=timezone.now() + timedelta(hours=1))
    ApiToken.objects.filter(pk=issued.token.pk).update(expires_at=timezone.now())
    problem(Caller(issued.text).get("/brands"), 401, "no-valid-token")


@pytest.mark.parametrize("path", [path for path in PATHS if path not in ("/brands", "/channels")])
def test_a_token_without_the_right_is_refused_whatever_there_is(brand, caller_for, path):
    body = problem(caller_for(brand, scopes=[Scope.LINT]).get(path), 403, "missing-scope")
    assert body["scope"] == "variants:read"


def test_a_published_only_token_reads_no_drafts(brand, caller, caller_for, piece):
    for path in (f"/pieces/{piece.translation_key}", address(piece), address(piece, part="message.txt")):
        body = problem(caller.get(path, perspective="draft"), 403, "missing-scope")
        assert body["scope"] == "drafts:read"
        allowed = caller_for(brand, scopes=[Scope.DRAFTS_READ])
        assert allowed.get(path, perspective="draft").status_code == 200
        problem(allowed.get(path), 403, "missing-scope")
        problem(caller.get(path, perspective="release:1"), 422, "unknown-perspective")


def foreign_paths(piece, slot):
    slug = f"suedwind:{piece.slug}"
    yield from (f"/pieces/{piece.translation_key}", f"/pieces/{slug}")
    yield from (f"/pieces/{piece.translation_key}/variants", f"/pieces/{slug}/variants")
    yield from (address(piece), address(piece, part="message.txt"))
    yield f"/pieces/{slug}/variants/sms/message"
    yield f"/variants/{slot.current.variant.key}/message.txt"
    yield "/campaigns/winter"


def test_another_brands_things_are_not_there(brand, other_brand, caller_for):
    foreign = factories.piece(factories.campaign(other_brand, slug="winter"), slug="fremd", published=True)
    work_off()
    slot = Slot.objects.select_related("current__variant").get(channel="sms")
    own, stranger = caller_for(other_brand), caller_for(brand, scopes=[Scope.VARIANTS_READ, Scope.DRAFTS_READ])
    for path in foreign_paths(foreign, slot):
        assert own.get(path).status_code == 200, path
        problem(stranger.get(path), 404, "not-found")
        if path.startswith("/pieces/") and not path.endswith("/variants"):
            problem(stranger.get(path, perspective="draft"), 404, "not-found")
    for path in ("/pieces", "/variants", "/campaigns"):
        assert own.get(path).json()["items"]
        assert stranger.get(path).json() == {"items": [], "next": None}
        assert stranger.get(path, brand="suedwind").json() == {"items": [], "next": None}
    assert [found["key"] for found in stranger.get("/brands").json()] == ["nordlicht"]


def test_foreign_and_missing_read_the_same(brand, other_brand, caller):
    foreign = factories.piece(factories.campaign(other_brand), published=True)
    theirs = caller.get(address(foreign)).content.decode()
    missing = uuid4()
    nobodys = caller.get(f"/pieces/{missing}/variants/sms/message").content.decode()
    assert theirs.replace(str(foreign.translation_key), "X") == nobodys.replace(str(missing), "X")


def test_the_same_bytes_in_two_brands_are_each_ones_own(brand, other_brand, caller_for):
    """Two brands may say the very same: one variant. Each sees it through its own slots only."""
    for each in (brand, other_brand):
        factories.piece(factories.campaign(each), slug="gleich", published=True)
    work_off()
    keys = {slot.current.variant.key for slot in Slot.objects.filter(channel="sms").select_related("current__variant")}
    for key in keys:
        assert {caller_for(each).get(f"/variants/{key}/message.txt").status_code for each in (brand, other_brand)} <= {
            200,
            404,
        }
    for each in (brand, other_brand):
        slot = Slot.objects.select_related("current__variant").get(channel="sms", brand=each)
        assert caller_for(each).get(f"/variants/{slot.current.variant.key}/message.txt").status_code == 200


def test_a_channel_scoped_token_knows_its_channels_only(brand, caller_for, piece, sms):
    caller = caller_for(brand, channels=["web"])
    problem(caller.get(address(piece)), 404, "not-found")
    problem(caller.get(address(piece, "carrier-pigeon", "message")), 404, "not-found")
    problem(caller.get(f"/variants/{sms.current.variant.key}/message.txt"), 404, "not-found")
    assert caller.get(address(piece, "web", "article")).status_code == 200
    assert {found["key"] for found in caller.get("/channels").json()} == {"web"}
    assert {found["channel"] for found in caller.get("/variants").json()["items"]} == {"web"}
    assert caller.get("/variants", channel="sms").json()["items"] == []
    assert [found["channels"] for found in caller.get("/pieces").json()["items"]] == [["web"]]
    assert caller.get("/pieces", channel="sms").json()["items"] == []


def test_blocks_of_other_channels_are_not_in_the_document(brand, caller, caller_for, campaign):
    only = [
        ("paragraph", {"text": "<p>Für alle.</p>", "channels": []}),
        ("paragraph", {"text": "<p>Nur im Brief.</p>", "channels": ["email"]}),
        ("paragraph", {"text": "<p>Im Netz.</p>", "channels": ["email", "web"]}),
    ]
    path = f"/pieces/{factories.piece(campaign, body=only, published=True).translation_key}"
    assert len(caller.get(path).json()["document"]["blocks"]) == 3
    seen = caller_for(brand, channels=["web"]).get(path).content.decode()
    assert "Im Netz." in seen
    assert "Nur im Brief." not in seen


def test_overrides_of_other_channels_are_not_in_the_document(brand, caller, caller_for, campaign):
    row = factories.piece(
        campaign, overrides={"sms": {"*": {"text": {"value": "Nur {{ fact.price }}"}}}}, published=True
    )
    path = f"/pieces/{row.translation_key}"
    assert caller.get(path).json()["document"]["overrides"]
    assert caller_for(brand, channels=["web"]).get(path).json()["document"]["overrides"] == []


def test_who_reads_is_not_looked_up_each_time_and_who_writes_is(brand, caller_for, piece, monkeypatch):
    """Another process revoked the token just now: reading ends within seconds, writing at once."""
    monkeypatch.setattr(lately, "HOLDS", 3600.0)
    script = caller_for(brand, scopes=list(Scope))
    assert script.get("/pieces").status_code == 200
    ApiToken.objects.update(revoked_at=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        assert script.get("/pieces").status_code == 200
    assert not [query["sql"] for query in asked if "apitoken" in query["sql"]]
    problem(script.post("/pieces", {}), 401, "no-valid-token")
    lately.forget_tokens()
    problem(script.get("/pieces"), 401, "no-valid-token")


def test_a_token_that_was_changed_here_counts_at_once(brand, other_brand, caller_for, piece, monkeypatch):
    monkeypatch.setattr(lately, "HOLDS", 3600.0)
    script = caller_for(brand)
    assert script.get("/brands").json()[0]["key"] == "nordlicht"
    token = ApiToken.objects.get()
    token.brands.set([other_brand])
    assert script.get("/brands").json()[0]["key"] == "suedwind"
    token.scopes = [Scope.LINT.value]
    token.save()
    problem(script.get("/pieces"), 403, "missing-scope")
