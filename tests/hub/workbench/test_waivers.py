"""Waiving in the Brand panel and the list of waivers: as a browser asks for it, by who may and by who may not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hub.audits.models import Waiver
from hub.audits.waiving import Terms, waive, withdraw
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

GUIDELINE = "schema: guideline/1\nterms:\n  - {banned: billig, language: de, instead: günstig}\n" + factories.LEGAL
RULE = "terms/banned-word"
#: How the panel's script asks.
ASKED = {"X-Requested-With": "XMLHttpRequest"}


def soon(days: int = 30):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def piece(brand):
    import_guideline(brand, GUIDELINE)
    return factories.piece(
        factories.campaign(brand), headline="Wirklich billig", teaser="Auch billig.", facts=[], body=[]
    )


@pytest.fixture
def manager(brand_manager, signed_in):
    brand_manager.language = "en"
    brand_manager.first_name, brand_manager.last_name = "Maren", "Voss"
    brand_manager.save()
    return signed_in(brand_manager)


def lint(client, piece, channel=""):
    url = reverse(Piece.snippet_viewset.get_url_name("lint_edit"), args=[piece.pk])
    return client.get(url + (f"?channel={channel}" if channel else "")).json()


def given(**changes):
    return {
        "rule": RULE,
        "fingerprint": "",
        "channel": "",
        "field": "headline",
        "block": "",
        "quote": "billig",
        "words": "billig",
        "scope": "finding",
        "reason": "Zitat einer Kundin.",
        "expires": soon().isoformat(),
        **changes,
    }


def send(client, piece, **changes):
    return client.post(reverse("waive", args=[piece.pk]), given(**changes), headers=ASKED)


def test_the_panel_offers_it_to_who_may_only(piece, manager, editor, signed_in):
    edit = reverse(Piece.snippet_viewset.get_url_name("edit"), args=[piece.pk])
    assert f'data-waive-url="{reverse("waive", args=[piece.pk])}"' in manager.get(edit).content.decode()
    assert "data-waive " in lint(manager, piece)["html"]
    client = signed_in(editor)
    page = client.get(edit).content.decode()
    assert "data-waive-url" not in page
    assert "data-waive-form" not in page
    assert "data-waive" not in lint(client, piece)["html"]


def test_a_piece_that_is_not_saved_has_nothing_to_waive(piece, manager):
    page = manager.get(reverse(Piece.snippet_viewset.get_url_name("add"))).content.decode()
    assert "data-brand-panel" in page
    assert "data-waive-url" not in page


def test_waived_it_stands_below_with_reason_giver_and_day(piece, manager):
    before = lint(manager, piece)
    response = send(manager, piece)
    assert response.status_code == 200
    assert "Waived until" in response.json()["said"]
    after = lint(manager, piece)
    assert after["errors"] == before["errors"] - 1
    assert after["total"] == before["total"] - 1
    row = Waiver.objects.get()
    open_part, _, waived = after["html"].partition("brand-panel__waived")
    assert 'data-field="headline"' not in open_part
    assert 'data-field="teaser"' in open_part
    assert "Zitat einer Kundin." in waived
    assert "Maren Voss" in waived
    assert reverse("withdraw_waiver", args=[row.pk]) in waived


@pytest.mark.parametrize(("scope", "left"), [("finding", 1), ("place", 1), ("piece", 0)])
def test_each_scope_covers_what_it_says(piece, manager, scope, left):
    send(manager, piece, scope=scope)
    assert lint(manager, piece)["errors"] == left


def test_a_rule_in_a_field_covers_other_words_there_and_a_finding_does_not(piece, manager):
    for scope, quote, left in (("finding", "teuer", 2), ("place", "teuer", 1)):
        send(manager, piece, scope=scope, quote=quote)
        assert lint(manager, piece)["errors"] == left


def test_the_words_are_waived_in_every_channel(piece, manager):
    send(manager, piece, scope="finding")
    for channel in ("email", "web", "social", "sms"):
        html = lint(manager, piece, channel)["html"]
        assert 'data-quote="billig"' not in html.partition("brand-panel__waived")[0]


def test_what_only_a_channel_shows_is_waived_there(brand, piece, manager):
    import_guideline(brand, "\n".join(line for line in GUIDELINE.splitlines() if "opt-out" not in line))
    before = lint(manager, piece, "sms")
    assert 'data-rule="sms/missing-opt-out"' in before["html"]
    send(manager, piece, rule="sms/missing-opt-out", channel="sms", field="", quote="", words="x", fingerprint="0" * 32)
    assert lint(manager, piece, "sms")["errors"] == before["errors"]
    send(manager, piece, rule="sms/missing-opt-out", channel="sms", field="", quote="", scope="place")
    assert lint(manager, piece, "sms")["errors"] == before["errors"] - 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 2001}, "reason"),
        ({"expires": ""}, "expires"),
        ({"expires": "tomorrow"}, "expires"),
        ({"expires": "2020-01-01"}, "expires"),
        ({"scope": "everything"}, "scope"),
        ({"rule": "no/rule"}, "rule"),
        ({"field": "", "fingerprint": ""}, "__all__"),
        ({"fingerprint": "<script>"}, "fingerprint"),
    ],
)
def test_what_is_wrong_is_said_field_by_field(piece, manager, changes, field):
    response = send(manager, piece, **changes)
    assert response.status_code == 400
    assert list(response.json()["errors"]) == [field]
    assert not Waiver.objects.exists()


def test_a_reason_is_shown_as_text(piece, manager):
    send(manager, piece, reason="<script>alert(1)</script>")
    assert "<script>" not in lint(manager, piece)["html"]
    assert "<script>alert" not in manager.get(reverse("waivers")).content.decode()


def test_who_may_not_waive_is_refused(piece, editor, signed_in):
    assert send(signed_in(editor), piece).status_code == 403
    assert not Waiver.objects.exists()


def test_another_brands_piece_and_waiver_are_not_there(piece, manager, other_manager, signed_in):
    send(manager, piece)
    row = Waiver.objects.get()
    client = signed_in(other_manager)
    assert send(client, piece).status_code == 404
    for method in (client.get, client.post):
        assert method(reverse("withdraw_waiver", args=[row.pk])).status_code == 404
    assert "billig" not in client.get(reverse("waivers")).content.decode()
    assert client.get(reverse("waivers"), {"campaign": piece.campaign_id}).status_code == 404
    assert Waiver.objects.get().withdrawn_at is None


def test_it_needs_the_token_of_the_page(piece, brand_manager):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(brand_manager)
    assert send(client, piece).status_code == 403


def test_withdrawn_in_the_panel_it_is_open_again(piece, manager):
    send(manager, piece)
    url = reverse("withdraw_waiver", args=[Waiver.objects.get().pk])
    assert "open again" in manager.post(url, headers=ASKED).json()["said"]
    assert lint(manager, piece)["errors"] == 2


def test_withdrawn_from_the_list_after_a_question(piece, manager, editor, signed_in):
    send(manager, piece)
    url = reverse("withdraw_waiver", args=[Waiver.objects.get().pk])
    assert url in manager.get(reverse("waivers")).content.decode()
    assert "Zitat einer Kundin." in manager.get(url).content.decode()
    assert Waiver.objects.get().withdrawn_at is None
    assert manager.post(url, follow=True).redirect_chain[-1][0] == reverse("waivers")
    assert Waiver.objects.get().withdrawn_at is not None
    client = signed_in(editor)
    assert client.post(url).status_code in {302, 403}
    assert url not in client.get(reverse("waivers")).content.decode()


def test_what_ended_is_open_again_and_says_so(piece, manager):
    send(manager, piece)
    Waiver.objects.update(expires=soon(-1))
    html = lint(manager, piece)["html"]
    assert "A waiver for this ended" in html
    assert lint(manager, piece)["errors"] == 2


def listed(client, **asked) -> str:
    return client.get(reverse("waivers"), asked).content.decode()


def test_the_list_by_status_and_campaign(brand, piece, manager, brand_manager):
    other = factories.piece(factories.campaign(brand, slug="winter"), slug="zwei")

    def leave(about, words, days):
        return waive(about, Terms(rule=RULE), reason="weil", expires=soon(days), user=brand_manager, words=words)

    leave(piece, "wort-aktiv", 90)
    leave(other, "wort-bald", 5)
    leave(brand, "wort-marke", 90)
    Waiver.objects.filter(pk=leave(piece.campaign, "wort-vorbei", 1).pk).update(expires=soon(-3))
    withdraw(leave(piece, "wort-zurück", 80), user=brand_manager)
    words = ("wort-aktiv", "wort-bald", "wort-marke", "wort-vorbei", "wort-zurück")

    def shown(**asked):
        page = listed(manager, **asked)
        return {word for word in words if word in page}

    assert shown() == set(words)
    assert shown(status="active") == {"wort-aktiv", "wort-bald", "wort-marke"}
    assert shown(status="expiring") == {"wort-bald"}
    assert shown(status="expired") == {"wort-vorbei"}
    assert shown(status="withdrawn") == {"wort-zurück"}
    assert shown(campaign=other.campaign_id) == {"wort-bald"}
    assert reverse(Piece.snippet_viewset.get_url_name("edit"), args=[other.pk]) in listed(manager)
    exported = b"".join(manager.get(reverse("waivers"), {"export": "csv"}).streaming_content).decode()
    assert all(word in exported for word in words)
    assert "withdrawn" in exported


def test_an_empty_list_says_how_waivers_come_to_be(piece, manager):
    assert "can be waived in the Brand panel" in listed(manager)


def test_the_list_asks_no_more_for_more(brand, piece, manager, brand_manager):
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            listed(manager)
        return len(seen)

    def leave(row):
        waive(row, Terms(rule=RULE, field="headline"), reason="weil", expires=soon(), user=brand_manager)

    leave(piece)
    asked()
    before = asked()
    for number in range(6):
        leave(factories.piece(piece.campaign, slug=f"stueck-{number}"))
    assert asked() == before


def test_waivers_cost_the_panel_no_query_each(piece, manager, brand_manager):
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            lint(manager, piece)
        return len(seen)

    asked()
    before = asked()
    for number in range(6):
        terms = Terms(rule=RULE, field="headline", quote=f"wort {number}")
        waive(piece, terms, reason="weil", expires=soon(), user=brand_manager)
    send(manager, piece)
    assert asked() == before
