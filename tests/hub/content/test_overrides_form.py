"""Overrides in the piece editor: real controls, made of what the renderers declare."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from hub.content.convert import to_document
from hub.content.models import Piece
from hub.content.overriding import EVERY, fields_of, is_out_of_date, out_of_date, sources_of
from renderers import registry
from renderers.contract.fields import field_digest
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

SUBJECT = "overrides:email:*:subject"
POST = "overrides:social:instagram-feed:text"


@pytest.fixture
def campaign(brand):
    return factories.campaign(brand)


@pytest.fixture
def client(client, editor):
    client.force_login(editor)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(Piece.snippet_viewset.get_url_name(name), args=args)


def piece(campaign, **fields: Any) -> Piece:
    return factories.piece(campaign, facts=[], body=[], teaser="Ein Wort", **fields)


def form_of(client, row, **changes: str) -> dict[str, Any]:
    """What a browser sends: the page's own controls, and the changes."""
    page = client.get(url("edit", row.pk)).content.decode()
    form = querydict_from_html(page, form_id="w-editor-form")
    streams = {name: streamfield([]) for name in ("short", "body", "legal", "facts", "arms")}
    kept = {key: value for key, value in form.items() if key.split("-")[0] not in streams}
    kept["channels_off-on"] = form.getlist("channels_off-on")
    return {**kept, **nested_form_data(streams), **changes}


def saved(client, row, **changes: str) -> Piece:
    response = client.post(url("edit", row.pk), form_of(client, row, **changes))
    assert response.status_code == 302, response.context["form"].errors
    return Piece.objects.get(pk=row.pk).get_latest_revision_as_object()


def test_every_field_of_every_renderer_has_a_control(client, campaign):
    page = client.get(url("edit", piece(campaign).pk)).content.decode()
    for renderer in registry.all_renderers():
        for field in fields_of(renderer, EVERY):
            assert f'name="overrides:{renderer.key}:*:{field.name}"' in page
    assert 'name="overrides:social:__FORMAT__:text"' in page
    assert 'data-overrides-format="instagram-feed"' in page
    assert 'placeholder="Licht für den Winter"' in page
    assert client.get(url("add")).status_code == 200


def test_a_wording_is_kept_with_the_digest_of_what_it_replaces(client, campaign):
    row = piece(campaign)
    draft = saved(client, row, **{SUBJECT: " Nur noch\nheute ", POST: "Zeile eins\r\nZeile zwei"})
    assert draft.overrides["email"]["*"]["subject"]["value"] == "Nur noch heute"
    assert draft.overrides["social"]["instagram-feed"]["text"]["value"] == "Zeile eins\nZeile zwei"
    document = to_document(draft)
    digest = draft.overrides["email"]["*"]["subject"]["source_digest"]
    assert digest == field_digest(document, "headline") == sources_of(draft).digest("headline")
    assert not out_of_date(document)
    page = client.get(url("edit", row.pk)).content.decode()
    assert 'value="Nur noch heute"' in page
    assert "14 / 60" in page


def test_a_changed_source_makes_it_out_of_date_until_somebody_keeps_it(client, campaign):
    row = piece(campaign)
    saved(client, row, **{SUBJECT: "Nur noch heute"})
    draft = saved(client, row, headline="Licht für alle")
    (override,) = to_document(draft).overrides
    assert is_out_of_date(to_document(draft), override)
    page = client.get(url("edit", row.pk)).content.decode()
    assert 'data-against="Licht für den Winter"' in page
    assert "Licht für alle</dd>" in page
    # Saving again confirms nothing.
    assert out_of_date(to_document(saved(client, row)))
    draft = saved(client, row, **{f"{SUBJECT}:kept": "=Licht für alle"})
    assert draft.overrides["email"]["*"]["subject"]["value"] == "Nur noch heute"
    assert not out_of_date(to_document(draft))


def test_who_confirmed_other_words_than_there_are_now_confirmed_nothing(client, campaign):
    row = piece(campaign)
    saved(client, row, **{SUBJECT: "Nur noch heute"})
    draft = saved(client, row, headline="Schon wieder neu", **{f"{SUBJECT}:kept": "=Licht für alle"})
    assert out_of_date(to_document(draft))


def test_an_empty_control_takes_the_override_away(client, campaign):
    row = piece(campaign)
    saved(client, row, **{SUBJECT: "Nur noch heute", POST: "Da"})
    draft = saved(client, row, **{SUBJECT: ""})
    assert list(draft.overrides) == ["social"]
    assert saved(client, row, **{POST: ""}).overrides == {}


def test_what_no_renderer_knows_stays_and_is_shown(client, campaign):
    foreign = {
        "hologram": {"*": {"text": {"value": "Schwebt", "source_digest": "x"}}},
        "email": {
            "fax": {"subject": {"value": "Alt", "source_digest": ""}},
            "*": {"tone": {"value": "leise", "source_digest": ""}, "subject": {"value": ["keine Zeile"]}},
        },
    }
    row = piece(campaign, overrides=foreign)
    page = client.get(url("edit", row.pk)).content.decode()
    for words in ("hologram", "Schwebt", "fax", "leise", "keine Zeile"):
        assert words in page
    draft = saved(client, row, **{POST: "Neu"})
    assert draft.overrides["hologram"] == foreign["hologram"]
    assert draft.overrides["email"]["fax"] == foreign["email"]["fax"]
    assert draft.overrides["email"]["*"]["tone"] == foreign["email"]["*"]["tone"]
    assert draft.overrides["social"]["instagram-feed"]["text"]["value"] == "Neu"


def test_a_refused_form_keeps_what_was_typed(client, campaign):
    row = piece(campaign)
    form = form_of(client, row, **{POST: "<b>Noch nicht fertig</b>", "slug": "GANZ falsch!"})
    response = client.post(url("edit", row.pk), form)
    assert response.status_code == 200
    page = response.content.decode()
    assert "&lt;b&gt;Noch nicht fertig&lt;/b&gt;</textarea>" in page
    form = form_of(client, row, **{"overrides:social:*:hero": "nix", SUBJECT: "Steht noch da"})
    response = client.post(url("edit", row.pk), form)
    assert "overrides" in response.context["form"].errors
    assert "Steht noch da" in response.content.decode()


def test_a_new_piece_can_have_overrides(client, campaign):
    page = client.get(url("add")).content.decode()
    form = querydict_from_html(page, form_id="w-editor-form")
    streams = {name: streamfield([]) for name in ("short", "body", "legal", "facts", "arms")}
    kept = {key: value for key, value in form.items() if key.split("-")[0] not in streams}
    kept |= {"channels_off-on": ["email", "web"], "campaign": campaign.pk, "title": "Neu", SUBJECT: "Betreff"}
    assert client.post(url("add"), {**kept, **nested_form_data(streams)}).status_code == 302
    draft = Piece.objects.get().get_latest_revision_as_object()
    assert draft.overrides["email"]["*"]["subject"]["value"] == "Betreff"
    assert "sms" in draft.channels_off
    assert "email" not in draft.channels_off


def test_pictures_are_chosen_from_the_brands_library_only(client, campaign, other_brand):
    own, foreign = factories.picture(campaign.brand), factories.picture(other_brand, color="#000")
    row = piece(campaign)
    draft = saved(client, row, **{"overrides:email:*:hero": str(own.pk), "overrides:email:*:hero:alt": "Anders"})
    assert draft.overrides["email"]["*"]["hero"]["value"] == {"image": own.pk, "alt": "Anders"}
    assert to_document(draft).overrides[0].value.asset.alt == "Anders"
    response = client.post(url("edit", row.pk), form_of(client, row, **{"overrides:email:*:hero": str(foreign.pk)}))
    assert "overrides" in response.context["form"].errors


def test_whatever_writes_it_a_foreign_picture_is_refused_and_never_shown(campaign, other_brand):
    foreign = factories.picture(other_brand)
    row = piece(campaign)
    row.overrides = {"email": {"*": {"hero": {"value": {"image": foreign.pk}, "source_digest": ""}}}}
    with pytest.raises(ValidationError, match="library"):
        row.full_clean()
    assert to_document(row).overrides == ()


@pytest.mark.parametrize("overrides", [[], {"sms": 1}, {"sms": {"*": {"text": {}}}}, {"sms": {"*": []}}])
def test_overrides_of_a_wrong_shape_are_never_accepted(campaign, overrides):
    row = piece(campaign)
    row.overrides = overrides
    with pytest.raises(ValidationError):
        row.full_clean()
    to_document(row)


def test_fields_that_are_not_there_are_refused(client, campaign):
    row = piece(campaign)
    response = client.post(url("edit", row.pk), form_of(client, row, **{"overrides:email:*:nope": "x"}))
    assert "nope" in str(response.context["form"].errors["overrides"])


def test_the_editor_is_asked_how_long_a_text_is(client, campaign):
    answer = client.post(
        url("measure"), {"channel": "social", "format": "x-post", "field": "text", "text": "x" * 300}
    ).json()
    assert answer["meters"][0] == {
        "used": 300,
        "limit": 280,
        "unit": answer["meters"][0]["unit"],
        "state": "hard",
        "format": "",
        "note": "",
    }
    preheader = {"channel": "email", "format": "*", "field": "preheader", "text": "Kurz"}
    assert client.post(url("measure"), preheader).json()["meters"][0]["limit"] == 100
    for wrong in ({"channel": "fax"}, {"channel": "email", "format": "fax"}, {"channel": "email", "field": "nope"}):
        assert client.post(url("measure"), {"format": "*", "field": "subject", **wrong}).status_code == 404
    assert client.get(url("measure")).status_code == 405


def test_who_may_not_write_measures_nothing(client, campaign, brand):
    from hub.accounts.roles import Role
    from tests.hub.accounts.factories import UserFactory

    client.force_login(UserFactory(role=Role.CHANNEL_TEAM, brands=[brand]))
    answer = client.post(url("measure"), {"channel": "email", "format": "*", "field": "subject", "text": "x"})
    assert answer.status_code in (302, 403)


def test_pictures_out_of_date_are_known_by_their_bytes(client, campaign):
    one, two = (factories.picture(campaign.brand, color=color) for color in ("#111111", "#222222"))
    row = piece(campaign, hero=one)
    saved(client, row, **{"overrides:email:*:hero": str(two.pk)})
    one.credit = "Somebody"
    one.save()
    draft = saved(client, row)
    assert not out_of_date(to_document(draft))
    draft = saved(client, row, hero=str(two.pk))
    assert out_of_date(to_document(draft))
    assert not out_of_date(to_document(saved(client, row, **{"overrides:email:*:hero:kept": f"={two.pk}"})))
