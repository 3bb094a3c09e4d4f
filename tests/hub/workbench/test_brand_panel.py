"""The Brand panel: what the server finds in a form that nobody has saved, however unfinished it is."""

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from hub.accounts.roles import Role
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories
from tests.hub.content.typed import STREAMS, address, form_of

pytestmark = pytest.mark.django_db

GUIDELINE = """
schema: guideline/1
terms:
  - {banned: billig, language: de, instead: günstig}
  - {banned: cheap, language: en, instead: good value}
"""


@pytest.fixture
def piece(brand):
    import_guideline(brand, GUIDELINE)
    return factories.piece(factories.campaign(brand))


@pytest.fixture
def client(client, editor):
    client.force_login(editor)
    return client


def lint(client, piece, changes=None, channel=""):
    form = form_of(client, piece)
    for name, value in (changes or {}).items():
        form[name] = value
    url = address("lint_edit", piece.pk) + (f"?channel={channel}" if channel else "")
    response = client.post(url, form)
    assert response.status_code == 200
    return response.json()


def test_the_panel_is_in_the_editor(client, piece):
    for url in (address("edit", piece.pk), address("add")):
        page = client.get(url).content.decode()
        assert "data-brand-panel" in page
        assert 'data-side-panel-toggle="brand"' in page
        assert "workbench/brand_panel.js" in page
    assert f'data-url="{address("lint_edit", piece.pk)}"' in client.get(address("edit", piece.pk)).content.decode()


def test_what_is_typed_is_judged_and_neither_saved_nor_logged(client, piece, caplog):
    before = Revision.objects.count()
    with caplog.at_level(logging.DEBUG):
        answer = lint(client, piece, {"headline": "Wirklich billig"})
    assert answer["errors"] == 1
    assert 'data-quote="billig"' in answer["html"]
    assert 'data-path="headline"' in answer["html"]
    assert 'data-new="günstig"' in answer["html"]
    assert reverse("workbench_rule", args=["terms", "banned-word"]) in answer["html"]
    assert Revision.objects.count() == before
    assert Piece.objects.get(pk=piece.pk).headline == "Licht für den Winter"
    assert "Wirklich billig" not in caplog.text


def test_blocks_are_named_by_their_ids(client, piece):
    block = piece.body[0]
    answer = lint(client, piece, {"body-0-value-text": rich_text("<p>Recht billig.</p>")})
    assert f'data-path="body.{block.id}.text"' in answer["html"]


def test_blocks_in_columns_are_named_by_their_path(client, brand, piece):
    column = {"left": [("heading", {"text": "Billig hier", "level": "2", "channels": []})], "right": [], "channels": []}
    row = factories.piece(piece.campaign, slug="zwei", body=[("columns", column)])
    outer = row.body[0]
    inner = outer.value["left"][0]
    answer = lint(client, row)
    assert f'data-path="body.{outer.id}.left.{inner.id}.text"' in answer["html"]


def speak(user, language):
    user.language = language
    user.save()


def test_a_space_that_keeps_words_together_is_seen(client, piece):
    html = lint(client, piece, {"teaser": "Nur 49 € <i>heute</i>."})["html"]
    assert '<span class="brand-space" title="no-break space">\u00a0</span>' in html
    assert "<i>" not in html


def test_findings_come_in_the_users_language(client, editor, piece):
    speak(editor, "de")
    german = lint(client, piece, {"headline": "Wirklich billig"})
    speak(editor, "en")
    english = lint(client, piece, {"headline": "Wirklich billig"})
    assert "„billig“ ist verboten" in german["html"]
    assert "Fehler" in german["html"]
    assert "Error" in english["html"]
    assert english["summary"].startswith("1 error")


def test_what_is_typed_is_escaped(client, piece):
    answer = lint(client, piece, {"headline": 'billig <script>alert("x")</script>', "title": "<img src=x>"})
    assert "<script>" not in answer["html"]
    assert "<img" not in answer["html"]


@pytest.mark.parametrize("channel", ["", "sms", "social", "email", "web"])
@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "", "title": "", "teaser": "", "slug": ""},
        {"campaign": ""},
        {"campaign": "", "headline": "billig"},
        {"headline": "billig " * 100},
        {"headline": "{{ contact. }} {{ fact.nothing }} {{", "teaser": "{{ contact.first_name }}"},
        {"action_url": "javascript:alert(1)", "action_label": "x"},
        {"facts-0-value-value": "not a price", "facts-0-value-name": ""},
        {"hero": "999999", "hashtags": "##, # #", "overrides": "{"},
        {"headline": "\x00 \ud83d".encode("utf-8", "replace").decode()},
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else str(value),
)
def test_unfinished_and_broken_forms_are_judged_as_far_as_they_can_be(client, piece, changes, channel):
    html = lint(client, piece, changes, channel)["html"]
    assert "cannot be judged" not in html
    assert html.strip()


def test_what_breaks_a_rule_or_a_renderer_does_not_break_the_panel(client, piece, monkeypatch, caplog):
    def broken(*_args, **_kwargs):
        raise RuntimeError("secret words")

    monkeypatch.setattr("hub.workbench.live_findings.to_document", broken)
    assert "cannot be judged" in lint(client, piece)["html"]
    assert "RuntimeError" in caplog.text
    assert "secret words" not in caplog.text


def test_a_field_that_does_not_validate_is_judged_all_the_same(client, piece):
    answer = lint(client, piece, {"headline": "billig " * 100})
    assert 'data-quote="billig"' in answer["html"]
    assert 'data-jump="headline"' in answer["html"]


def test_what_would_keep_it_from_being_published_is_said(client, piece):
    answer = lint(client, piece, {"headline": "Ab {{ fact.nothing }}"})
    assert answer["errors"] >= 1
    assert "nothing" in answer["html"]


def test_a_form_that_is_none_is_refused(client, piece):
    assert client.post(address("lint_edit", piece.pk), {"headline": "x"}).status_code == 400
    for broken in ({"body-count": "many"}, {"body-0-value-text": "no content state"}, {"body-0-type": "unheard of"}):
        response = client.post(address("lint_edit", piece.pk), form_of(client, piece) | broken)
        assert response.status_code == (200 if "body-0-type" in broken else 400)
    assert client.get(address("lint_edit", piece.pk), {"channel": "telepathy"}).status_code == 404


def test_a_new_piece_is_judged_before_it_is_saved(client, piece):
    form = nested_form_data(
        {
            "title": "Neu",
            "headline": "Sehr billig",
            "campaign": str(piece.campaign_id),
            **{name: streamfield([]) for name in STREAMS},
        }
    )
    answer = client.post(address("lint_add") + "?locale=de", form).json()
    assert 'data-quote="billig"' in answer["html"]
    # Before a campaign is chosen, it can only be of the one brand this editor has.
    answer = client.post(address("lint_add") + "?locale=de", {**form, "campaign": ""}).json()
    assert 'data-quote="billig"' in answer["html"]
    assert Piece.objects.count() == 1


def test_another_brands_campaign_is_no_choice(client, other_brand, piece):
    import_guideline(other_brand, "schema: guideline/1\nterms:\n  - {banned: licht, language: de}\n")
    foreign = factories.campaign(other_brand, slug="fremd")
    answer = lint(client, piece, {"campaign": str(foreign.pk)})
    assert 'data-quote="Licht"' not in answer["html"]


def test_another_brands_piece_is_not_there(client, other_brand, piece):
    foreign = factories.piece(factories.campaign(other_brand, slug="fremd"), slug="fremd")
    assert client.post(address("lint_edit", foreign.pk), form_of(client, piece)).status_code == 404
    assert client.get(address("lint_edit", foreign.pk)).status_code == 404
    assert client.get(address("lint_edit", 999_999)).status_code == 404


def test_who_may_not_write_gets_no_findings(client, brand, piece):
    form = form_of(client, piece)
    client.force_login(UserFactory(role=Role.CHANNEL_TEAM, brands=[brand]))
    for url in (address("lint_edit", piece.pk), address("lint_add")):
        assert client.post(url, form).status_code in {302, 403}
    client.logout()
    assert client.post(address("lint_edit", piece.pk), form).status_code == 302


@pytest.mark.parametrize("channel", ["sms", "social", "email", "web"])
def test_every_channel_has_its_meters(client, piece, channel):
    assert "brand-meter" in lint(client, piece, channel=channel)["html"]


def test_channels_say_only_what_the_source_does_not(client, piece):
    answer = lint(client, piece, {"headline": "Wirklich billig"}, channel="email")
    assert 'data-quote="billig"' not in answer["html"]


def test_findings_come_as_one_reads(client, piece):
    row = factories.piece(
        piece.campaign,
        slug="zwei",
        headline="Billig",
        action_label="Billig",
        body=[("heading", {"text": f"Billig {number}", "level": "2", "channels": []}) for number in range(3)],
    )
    html = lint(client, row)["html"]
    places = ["headline", *(f"body.{child.id}.text" for child in row.body), "action_label"]
    at = [html.index(f'data-path="{place}"') for place in places]
    assert at == sorted(at)


def test_facts_and_merge_fields_are_offered(client, piece):
    html = lint(client, piece)["html"]
    assert 'data-insert="{{ fact.price }}"' in html
    assert "contact.first_name" in html


def queries(client, piece, channel=""):
    form = form_of(client, piece)
    url = address("lint_edit", piece.pk) + (f"?channel={channel}" if channel else "")
    client.post(url, form)
    with CaptureQueriesContext(connection) as seen:
        client.post(url, form)
    return len(seen)


@pytest.mark.parametrize("channel", ["", "sms", "email"])
def test_a_larger_library_costs_no_more_queries(client, brand, piece, channel):
    before = queries(client, piece, channel)
    for number in range(8):
        factories.piece(piece.campaign, slug=f"stueck-{number}")
        factories.picture(brand, color=f"#0000{number}0")
        factories.campaign(brand, slug=f"kampagne-{number}")
    assert queries(client, piece, channel) == before


def test_longer_pieces_cost_no_more_queries(client, brand, piece):
    paragraph = ("paragraph", {"text": "<p>Gut.</p>", "channels": []})
    few, many = (factories.piece(piece.campaign, slug=f"p{count}", body=[paragraph] * count) for count in (2, 60))
    assert queries(client, few) == queries(client, many)


def test_every_rule_has_its_page(client):
    from brand.catalogue import described

    assert client.get(reverse("workbench_rules")).status_code == 200
    for rule in described():
        page = client.get(reverse("workbench_rule", args=rule.split("/")))
        assert page.status_code == 200
        assert rule in page.content.decode()
    assert client.get(reverse("workbench_rule", args=["no", "rule"])).status_code == 404
    client.logout()
    assert client.get(reverse("workbench_rules")).status_code == 302
