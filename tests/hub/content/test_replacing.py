"""Find and replace: every text is reached, fields and addresses are not, and nothing goes live."""

import pytest

from hub.content.models import Campaign, Piece
from hub.content.replacing import Search, digest_of, find_hits, replace_hits
from tests.hub.content import factories as make


@pytest.fixture
def campaign(brand) -> Campaign:
    return make.campaign(brand)


def hits(campaign: Campaign, **search) -> list[tuple[str, str]]:
    return [(hit.place.split(".")[0], hit.found) for each in find_hits(campaign, Search(**search)) for hit in each.hits]


def replace(campaign: Campaign, find: str, new: str, **options) -> Piece:
    search = Search(find, new, **options)
    chosen = [hit.key for each in find_hits(campaign, search) for hit in each.hits]
    replace_hits(campaign, search, chosen=chosen)
    return Piece.objects.get(campaign=campaign).get_latest_revision_as_object()


def test_every_kind_of_text_is_reached(campaign):
    table = {"columns": [{"type": "text", "heading": "Zinn"}], "rows": [{"values": ["Zinn"]}], "caption": "Zinn"}
    make.piece(
        campaign,
        title="Zinn",
        headline="Zinn",
        teaser="Zinn",
        action_label="Zinn",
        hashtags=["Zinn"],
        short=[("wording", "Zinn")],
        legal=[("note", "Zinn")],
        facts=[make.fact("words", "Zinn", "text"), make.fact("code", "Zinn", "code")],
        arms=[("arm", {"key": "b", "field": "headline", "value": "Zinn"})],
        overrides={"sms": {"*": {"text": {"value": "Zinn", "source_digest": "x"}, "tags": {"value": ["Zinn"]}}}},
        body=[
            ("paragraph", {"text": "<p>Zinn <b>Zinn</b></p>", "channels": []}),
            ("list", {"items": ["<p>Zinn</p>"], "ordered": False, "channels": []}),
        ],
    )
    row = Piece.objects.get(campaign=campaign)
    field = row._meta.get_field("body")
    row.body = field.stream_block.to_python(
        [
            *row.body.get_prep_value(),
            {"type": "table", "value": {"table": table, "channels": []}},
            {"type": "columns", "value": {"left": [{"type": "heading", "value": {"text": "Zinn"}}], "right": []}},
        ]
    )
    row.save_revision()
    found = hits(campaign, find="zinn", replace="")
    assert len([place for place, _ in found if place == "body"]) == 7
    assert {place for place, _ in found} == {
        *("title", "headline", "teaser", "action_label", "hashtags", "short", "legal", "facts", "arms"),
        *("overrides", "body"),
    }
    done = replace(campaign, "Zinn", "Blech")
    assert hits(campaign, find="Zinn", replace="") == []
    assert done.facts[1].value["value"] == "Zinn"  # a code is data
    assert done.overrides["sms"]["*"]["text"] == {"value": "Blech", "source_digest": "x"}
    assert done.body[0].value["text"].source == "<p>Blech <b>Blech</b></p>"


def test_fields_are_never_touched(campaign):
    teaser = 'Kosten: {{ fact.price }}, {{ contact.first_name | default: "Price" }}, price'
    make.piece(campaign, teaser=teaser, facts=[])
    assert hits(campaign, find="price", replace="") == [("teaser", "price")]
    assert replace(campaign, "price", "Preis").teaser == teaser[:-5] + "Preis"


def test_addresses_and_tags_are_left_alone(campaign):
    text = '<p><a href="https://a.example/laterne">Laterne &amp; Licht</a></p>'
    row = make.piece(campaign, title="x", headline="", body=[("paragraph", {"text": text, "channels": []})])
    assert "laterne" in row.action_url
    done = replace(campaign, "laterne", "<Lampe>")
    assert done.action_url == row.action_url
    assert done.body[0].value["text"].source == text.replace("Laterne", "&lt;Lampe&gt;")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "ROT ROT, ROTwein"),
        ({"match_case": True}, "Rot ROT, ROTwein"),
        ({"whole_words": True}, "ROT ROT, rotwein"),
        ({"match_case": True, "whole_words": True}, "Rot ROT, rotwein"),
    ],
)
def test_case_and_whole_words(campaign, options, expected):
    make.piece(campaign, teaser="Rot rot, rotwein", headline="")
    assert replace(campaign, "rot", "ROT", **options).teaser == expected


def test_nothing_is_a_pattern(campaign):
    make.piece(campaign, teaser="a.c abc", headline="")
    assert replace(campaign, "a.c", r"\1").teaser == r"\1 abc"


def test_only_what_was_chosen_is_replaced(campaign):
    make.piece(campaign, teaser="alt und alt", headline="", title="x")
    search = Search("alt", "neu")
    second = find_hits(campaign, search)[0].hits[1].key
    assert replace_hits(campaign, search, chosen=[second]) == 1
    assert Piece.objects.get().get_latest_revision_as_object().teaser == "alt und neu"


def test_it_makes_one_draft_and_publishes_nothing(campaign, editor):
    row = make.piece(campaign, published=True)
    before = row.revisions.count()
    search = Search("Licht", "Glanz")
    keys = [hit.key for each in find_hits(campaign, search) for hit in each.hits]
    assert replace_hits(campaign, search, chosen=keys, user=editor) == 1
    row.refresh_from_db()
    assert row.headline == "Licht für den Winter"
    assert row.has_unpublished_changes
    assert row.revisions.count() == before + 1
    assert row.latest_revision.user == editor


def test_without_a_choice_nothing_is_saved(campaign):
    row = make.piece(campaign)
    assert replace_hits(campaign, Search("Licht", "Glanz"), chosen=[]) == 0
    assert row.revisions.count() == 1


def test_locked_pieces_stay_out(campaign):
    row = make.piece(campaign)
    Piece.objects.filter(pk=row.pk).update(locked=True)
    assert find_hits(campaign, Search("Licht", "Glanz")) == []


def test_the_digest_tells_that_somebody_wrote_meanwhile(campaign):
    row = make.piece(campaign)
    search = Search("Licht", "Glanz")
    before = digest_of(find_hits(campaign, search))
    assert before == digest_of(find_hits(campaign, search))
    draft = row.get_latest_revision_as_object()
    draft.headline = "Licht zum Schenken"
    draft.save_revision()
    assert digest_of(find_hits(campaign, search)) != before


def test_half_written_drafts_can_be_changed(campaign):
    draft = make.piece(campaign, headline="Licht").get_latest_revision_as_object()
    draft.action_url = "nur so"
    draft.save_revision(clean=False)
    assert replace(campaign, "Licht", "Glanz" * 80).headline == "Glanz" * 80
