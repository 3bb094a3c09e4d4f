"""Lists: filters, pages by cursor, locales; what a list costs does not grow with its length."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.audits.models import Verdict
from hub.audits.services import judge_unjudged
from hub.content.models import Piece
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from tests.hub.api.conftest import address, problem
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pieces(brand, campaign):
    """Three in German, one of them in English too, one only by mail, one draft, one in another campaign."""
    made = {slug: factories.piece(campaign, slug=slug, published=True) for slug in ("eins", "zwei", "drei")}
    english = made["eins"].copy_for_translation(factories.locale("en"))
    english.teaser = "The lantern costs {{ fact.price }}."
    english.save()
    english.publish(english.save_revision())
    factories.edit(made["drei"], channels_off=["sms", "social", "web", "print"])
    factories.piece(campaign, slug="entwurf")
    other = factories.campaign(brand, slug="winter")
    made["vier"] = factories.piece(other, slug="vier", published=True)
    return made


def slugs(response) -> list[tuple[str, str]]:
    return [(found["slug"], found["locale"]) for found in response.json()["items"]]


def test_filters(caller, pieces):
    every = [("eins", "de"), ("zwei", "de"), ("drei", "de"), ("eins", "en"), ("vier", "de")]
    assert sorted(slugs(caller.get("/pieces"))) == sorted(every)
    assert slugs(caller.get("/pieces", campaign="winter")) == [("vier", "de")]
    assert slugs(caller.get("/pieces", locale="en")) == [("eins", "en")]
    assert len(slugs(caller.get("/pieces", brand="nordlicht"))) == 5
    assert slugs(caller.get("/pieces", brand="nobody")) == []
    assert ("drei", "de") not in slugs(caller.get("/pieces", channel="sms"))
    assert ("drei", "de") in slugs(caller.get("/pieces", channel="email"))
    problem(caller.get("/pieces", channel="ema"), 404, "unknown-channel-or-format")
    moment = Piece.objects.get(slug="vier").last_published_at
    assert slugs(caller.get("/pieces", updated_after=(moment - timedelta(microseconds=1)).isoformat())) == [
        ("vier", "de")
    ]
    assert slugs(caller.get("/pieces", updated_after=moment.isoformat())) == []
    assert len(slugs(caller.get("/pieces", updated_after="2026-01-01T00:00:00"))) == 5


@pytest.mark.parametrize("when", ["yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_moments_that_are_none(caller, when):
    problem(caller.get("/pieces", updated_after=when), 422, "bad-parameters")


def test_what_a_piece_says_of_itself(caller, pieces):
    found = caller.get("/pieces", campaign="winter").json()["items"][0]
    assert found["id"] == str(pieces["vier"].translation_key)
    assert (found["brand"], found["campaign"], found["live"]) == ("nordlicht", "winter", True)
    assert found["channels"] == ["email", "print", "sms", "social", "web"]
    assert caller.get(found["url"]).json()["piece"] == found


@pytest.mark.parametrize("path", ["/pieces", "/variants"])
def test_pages_hold_everything_once(caller, pieces, path):
    work_off()
    whole = caller.get(path, limit=200).json()
    assert whole["next"] is None
    walked, cursor, pages = [], "", 0
    while cursor is not None:
        answer = caller.get(path, limit=2, cursor=cursor).json()
        assert len(answer["items"]) <= 2
        walked += answer["items"]
        cursor, pages = answer["next"], pages + 1
    assert walked == whole["items"]
    assert pages == (len(walked) + 1) // 2


def test_what_is_not_near_is_found(caller, other_brand, campaign, monkeypatch):
    """Pages are looked for among the next rows first: between them stand drafts and another brand's."""
    theirs = factories.campaign(other_brand)
    for number in range(3):
        for slug in (f"eins-{number}", f"zwei-{number}"):
            factories.piece(campaign, slug=slug, published=True, channels_off=["email", "social", "print", "web"])
        for entry in range(4):
            factories.piece(campaign, slug=f"entwurf-{number}-{entry}")
            factories.piece(theirs, slug=f"fremd-{number}-{entry}")
    work_off()
    Piece.objects.filter(campaign=theirs).update(live=True, last_published_at=timezone.now())
    for path, query in (("/pieces", {}), ("/variants", {}), ("/pieces", {"updated_after": "2026-01-01T00:00:00"})):
        whole = caller.get(path, limit=200, **query).json()["items"]
        assert len(whole) == 6
        for near in (0, 1, 3):
            monkeypatch.setattr("hub.api.paging._NEAR", near)
            walked, cursor = [], ""
            while cursor is not None:
                answer = caller.get(path, limit=2, cursor=cursor, **query).json()
                walked += answer["items"]
                cursor = answer["next"]
            assert walked == whole


def test_what_comes_while_one_pages_is_found_and_what_goes_is_not_missed(caller, campaign, pieces):
    first = caller.get("/pieces", limit=2).json()
    Piece.objects.get(slug="eins", locale__language_code="de").unpublish()
    factories.piece(campaign, slug="neu", published=True)
    rest = caller.get("/pieces", limit=200, cursor=first["next"]).json()
    assert ("neu", "de") in [(found["slug"], found["locale"]) for found in rest["items"]]
    assert not {found["id"] for found in first["items"]} & {
        found["id"] for found in rest["items"] if found["locale"] == "de"
    }


@pytest.mark.parametrize(
    "cursor", ["x", "MTo", "MjoxMg", "MTotNQ", "MTo5OTk5OTk5OTk5OTk5OTk5OTk5OQ", "MTrCsg", "%", "ü", "a" * 5000]
)
@pytest.mark.parametrize("path", ["/pieces", "/variants", "/campaigns"])
def test_a_cursor_that_is_none(caller, cursor, path):
    problem(caller.get(path, cursor=cursor), 422, "bad-cursor")


@pytest.mark.parametrize(("limit", "most"), [(0, 1), (-5, 1), (10**30, 200)])
def test_limits_are_brought_into_range(caller, pieces, limit, most):
    assert 1 <= len(caller.get("/pieces", limit=limit).json()["items"]) <= most


def test_by_id_and_by_slug(caller, pieces):
    row = pieces["eins"]
    by_id, by_slug = caller.get(f"/pieces/{row.translation_key}"), caller.get("/pieces/nordlicht:eins")
    assert by_id.json() == by_slug.json()
    assert by_id.json()["locales"] == ["de", "en"]
    assert by_id.json()["piece"]["locale"] == "de"
    assert by_id.json()["document"]["schema"] == "document/1"
    english = caller.get("/pieces/nordlicht:eins", locale="en").json()
    assert english["piece"]["id"] == by_id.json()["piece"]["id"]
    assert english["document"]["locale"] == "en"


@pytest.mark.parametrize("path", ["", "/variants", "/variants/sms/message", "/variants/sms/message/message.txt"])
def test_an_absent_locale_names_those_there_are(caller, pieces, path):
    body = problem(caller.get(f"/pieces/nordlicht:eins{path}", locale="fr"), 404, "locale-not-available")
    assert body["locales"] == ["de", "en"]
    assert "de, en" in body["detail"]
    body = problem(caller.get(f"/pieces/nordlicht:zwei{path}", locale="en"), 404, "locale-not-available")
    assert body["locales"] == ["de"]


def test_the_only_locale_answers_where_none_is_asked_for(caller, campaign):
    factories.piece(campaign, slug="only", code="en", teaser="From {{ fact.price }}.", published=True)
    assert caller.get("/pieces/nordlicht:only").json()["piece"]["locale"] == "en"


@pytest.mark.parametrize("path", ["/pieces", "/variants", "/sync"])
def test_a_channel_that_there_is_not_is_no_empty_list(caller, pieces, path):
    """Who mistypes it would wait for ever."""
    detail = problem(caller.get(path, channel="emial"), 404, "unknown-channel-or-format")["detail"]
    assert "email" in detail
    assert caller.get(path, channel="print").status_code == 200


def test_a_format_that_its_channel_has_not_is_no_empty_list(caller, pieces):
    problem(caller.get("/variants", channel="email", format="newsleter"), 404, "unknown-channel-or-format")
    assert caller.get("/variants", channel="email", format="newsletter").status_code == 200


def test_what_was_taken_back_in_the_brand_s_own_locale_is_not_there_in_another(caller, pieces):
    """A script that names no locale sends German mails: it must not send English ones since this morning."""
    path = "/pieces/nordlicht:eins"
    assert caller.get(path).json()["piece"]["locale"] == "de"
    pieces["eins"].unpublish()
    assert problem(caller.get(path), 404, "locale-not-available")["locales"] == ["en"]
    assert caller.get(path, locale="en").json()["piece"]["locale"] == "en"


@pytest.mark.parametrize(
    "wrong", ["nope", "nordlicht:", ":eins", "nordlicht:eins:zwei", "a:b", "urn:uuid:x", "%2e%2e", "%00"]
)
def test_addresses_of_nothing(caller, pieces, wrong):
    problem(caller.get(f"/pieces/{wrong}"), 404, "not-found")


def test_variants_of_a_piece(caller, pieces):
    work_off()
    row = pieces["eins"]
    everything = caller.get(f"/pieces/{row.translation_key}/variants", limit=200).json()["items"]
    assert {found["locale"] for found in everything} == {"de", "en"}
    german = caller.get("/pieces/nordlicht:eins/variants", locale="de", limit=200).json()["items"]
    assert german == [found for found in everything if found["locale"] == "de"]
    slots = Slot.objects.filter(piece_key=row.translation_key, locale="de", current__variant__isnull=False)
    assert len(german) == slots.count()
    found = next(found for found in german if found["channel"] == "email")
    assert {part["name"] for part in found["parts"]} >= {"subject.txt", "body.html", "message.eml"}
    assert all(caller.get(part["url"]).status_code == 200 for part in found["parts"])
    assert caller.get(found["url"]).json()["key"] == found["key"]
    assert "text" not in found["parts"][0]


def test_variants_by_filter(caller, pieces):
    work_off()

    def places(**query):
        return {
            (found["channel"], found["format"], found["locale"])
            for found in caller.get("/variants", limit=200, **query).json()["items"]
        }

    assert places(channel="sms") == {("sms", "message", "de"), ("sms", "message", "en")}
    assert places(channel="sms", locale="en") == {("sms", "message", "en")}
    assert places(format="article") == {("web", "article", "de"), ("web", "article", "en")}
    assert {locale for _, _, locale in places(campaign="winter")} == {"de"}
    assert places(dialect="brevo") == set()
    assert caller.get(address(pieces["zwei"], "email", "newsletter"), dialect="brevo").status_code == 200
    assert places(dialect="brevo") == {("email", "newsletter", "de")}
    assert places(brand="nobody") == set()


def test_lists_judge_nothing_and_show_what_is_known(caller, pieces):
    work_off()
    found = caller.get("/variants", channel="sms").json()["items"]
    assert [each["findings"] for each in found] == [None] * 4
    assert not Verdict.objects.exists()
    while judge_unjudged():
        pass
    for each in caller.get("/variants", limit=200).json()["items"]:
        assert set(each["findings"]) == {"error", "warning", "note"}


def test_what_lists_cost_does_not_grow(caller, campaign, django_assert_num_queries):
    for number in range(3):
        factories.piece(campaign, slug=f"stueck-{number}", published=True)
    work_off()
    caller.get("/brands")  # notes when the token was used, once in a while
    for limit in (1, 200):
        with django_assert_num_queries(5):  # token, its brands, how far to look, keys, rows
            assert caller.get("/pieces", limit=limit).status_code == 200
        with django_assert_num_queries(6):  # and verdicts
            assert caller.get("/variants", limit=limit).status_code == 200
        with django_assert_num_queries(3):
            assert caller.get("/campaigns", limit=limit).status_code == 200


def test_campaigns(brand, other_brand, caller, caller_for):
    factories.campaign(brand, slug="herbst", goal="Licht", regions=["DE"], voucher_codes=["LICHT"])
    factories.campaign(brand, slug="geheim", live=False)
    factories.campaign(other_brand, slug="herbst")
    assert [found["slug"] for found in caller.get("/campaigns").json()["items"]] == ["herbst"]
    found = caller.get("/campaigns/herbst").json()
    assert (found["brand"], found["goal"], found["utm_campaign"]) == ("nordlicht", "Licht", "herbst")
    problem(caller.get("/campaigns/geheim"), 404, "not-found")
    both = caller_for(brand, other_brand)
    problem(both.get("/campaigns/herbst"), 422, "ambiguous-campaign")
    assert both.get("/campaigns/herbst", brand="suedwind").json()["brand"] == "suedwind"


def test_a_piece_that_expired_a_moment_ago_is_in_no_list(caller, pieces):
    row = pieces["vier"]
    Piece.objects.filter(pk=row.pk).update(expire_at=timezone.now())
    assert ("vier", "de") not in slugs(caller.get("/pieces"))
    problem(caller.get("/pieces/nordlicht:vier"), 404, "not-found")


def test_channels_say_what_they_can(caller):
    found = {channel["key"]: channel for channel in caller.get("/channels").json()}
    assert set(found) == {"email", "print", "sms", "social", "web"}
    assert "brevo" in found["email"]["dialects"]
    for channel in found.values():
        assert all(limit["source"] and limit["as_of"] for limit in channel["limits"] if limit["kind"] == "hard")


@pytest.mark.parametrize(
    ("query", "where"),
    [({"format": "nope"}, "query.format"), ({"dialect": "klingon"}, "query.dialect")],
)
def test_a_filter_that_nothing_could_pass_is_told(caller, query, where):
    """A slip of the pen would look like an empty library."""
    body = problem(caller.get("/variants", **query), 422, "bad-parameters")
    assert body["errors"][0]["where"] == where
    assert next(iter(query.values())) in body["detail"]
    assert caller.get("/variants", format="message", dialect="brevo").status_code == 200
    problem(caller.get("/variants", channel="sms", dialect="klingon"), 422, "bad-parameters")
    problem(caller.get("/variants", channel="sms", format="nope"), 404, "unknown-channel-or-format")
