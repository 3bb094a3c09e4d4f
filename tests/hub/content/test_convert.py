"""A piece becomes a document: complete or not, saved or not."""

import pytest

from hub.content.convert import complaints_of, to_document
from hub.content.models import Piece
from renderers.contract.checks import complaints
from renderers.contract.document import Columns, Heading, ListBlock, Offer, Paragraph, Picture, Table
from renderers.contract.text import FactRef, Link, Mark, MergeField, Text
from renderers.contract.tokens import Tokens
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


def test_text_fields_are_read_by_the_grammar(brand):
    row = factories.piece(
        factories.campaign(brand), headline='{{ contact.first_name | default: "Hallo" }}, jetzt {{ fact.price }}'
    )
    document = to_document(row)
    assert document.headline.runs == (
        MergeField("first_name", "Hallo"),
        Text(", jetzt "),
        FactRef("price"),
    )
    assert document.fact("price").value == "49.90 EUR"
    assert document.fact("price").display == "49,90\u00a0€"


def test_rich_text_keeps_marks_links_and_ids(brand):
    link = '<a href="https://nordlicht.example/x?a=1&amp;b=2">Link</a>'
    html = f"<p>Ein <b>fetter <i>Satz</i></b> mit {link}.<br/>Neue Zeile</p><p>Zweiter.</p>"
    row = factories.piece(factories.campaign(brand), body=[("paragraph", {"text": html, "channels": ["email"]})])
    first, second = to_document(row).blocks
    assert isinstance(first, Paragraph)
    assert first.text.runs == (
        Text("Ein "),
        Text("fetter ", (Mark.BOLD,)),
        Text("Satz", (Mark.BOLD, Mark.ITALIC)),
        Text(" mit "),
        Link("https://nordlicht.example/x?a=1&b=2", (Text("Link"),)),
        Text(".\nNeue Zeile"),
    )
    assert first.channels == ("email",)
    assert second.id == f"{first.id}-2"
    assert first.id == row.body[0].id


def test_every_block_is_converted(brand):
    image = factories.picture(brand)
    inner = ("paragraph", {"text": "<p>Innen</p>", "channels": []})
    row = factories.piece(
        factories.campaign(brand),
        body=[
            ("heading", {"text": "Überschrift", "level": "3", "channels": []}),
            ("list", {"items": ["<p>eins</p>", "<p>zwei</p>"], "ordered": True, "channels": []}),
            ("quote", {"text": "<p>Schön</p>", "attribution": "Henrike", "channels": []}),
            ("picture", {"picture": image, "alt": "", "caption": "Am Fenster", "channels": []}),
            ("action", {"label": "Los", "url": "https://nordlicht.example", "channels": []}),
            (
                "offer",
                {
                    "product": "Laterne",
                    "price": "{{ fact.price }}",
                    "old_price": "59 €",
                    "text": "",
                    "code": "X1",
                    "picture": image,
                    "url": "",
                    "channels": [],
                },
            ),
            ("columns", {"left": [inner], "right": [inner], "channels": []}),
            ("divider", {"channels": []}),
            ("video", {"title": "Film", "url": "https://nordlicht.example/film", "poster": None, "channels": []}),
            ("markdown", {"text": "## Titel\n\n- a\n- b", "channels": []}),
            ("legal", {"text": "Solange der Vorrat reicht.", "channels": []}),
        ],
    )
    row = Piece.objects.get(pk=row.pk)
    kinds = [type(block).__name__ for block in to_document(row).blocks]
    assert kinds == [
        *("Heading", "ListBlock", "Quote", "Picture", "ActionBlock", "Offer", "Columns", "Divider", "VideoLink"),
        *("Heading", "ListBlock", "LegalNote"),
    ]
    blocks = {type(block): block for block in to_document(row).blocks}
    assert blocks[Picture].asset.sha256 == image.sha256
    assert blocks[Picture].asset.alt == "Ein Bild"
    assert [item.plain for item in blocks[ListBlock].items] == ["a", "b"]
    assert isinstance(blocks[Columns].columns[1][0], Paragraph)
    assert blocks[Offer].asset.id == f"image:{image.pk}"
    assert blocks[Heading].level == 2


def test_tables_keep_their_cells(brand):
    table = {
        "columns": [{"type": "text", "heading": "Größe"}, {"type": "text", "heading": "Preis"}],
        "rows": [{"values": ["S", "{{ fact.price }}"]}],
    }
    row = factories.piece(factories.campaign(brand))
    row.body = row.body.stream_block.to_python([{"type": "table", "value": {"table": table, "channels": []}}])
    (block,) = to_document(row).blocks
    assert isinstance(block, Table)
    assert [cell.plain for cell in block.header] == ["Größe", "Preis"]
    assert block.rows[0][1].runs == (FactRef("price"),)


def test_an_unsaved_empty_piece_is_a_document():
    document = to_document(Piece())
    assert (document.title, document.locale, document.blocks) == ("", "de", ())


def test_the_piece_wins_over_its_campaign(brand):
    campaign = factories.campaign(
        brand, facts=[factories.fact("price", "10 €"), factories.fact("ends", "24.12.2026", "date")]
    )
    document = to_document(factories.piece(campaign))
    assert {fact.name: fact.value for fact in document.facts} == {"price": "49.90 EUR", "ends": "2026-12-24"}


def test_an_unpublished_campaign_lends_no_facts(brand):
    campaign = factories.campaign(brand, live=False, facts=[factories.fact("ends", "24.12.2026", "date")])
    assert to_document(factories.piece(campaign)).fact("ends") is None


def test_facts_are_shown_in_the_language_of_the_piece(brand):
    row = factories.piece(
        factories.campaign(brand), code="en", facts=[factories.fact("price", "1299.00 EUR", qualifier="from")]
    )
    fact = to_document(row).fact("price")
    assert fact.qualified("en") == "from €1,299"


def test_a_fact_that_cannot_be_read_is_named(brand):
    row = factories.piece(factories.campaign(brand), facts=[factories.fact("price", "viel Geld")])
    (complaint,) = complaints_of(row)
    assert str(complaint.place) == "facts.price"
    assert "viel Geld" in complaint.message.show()
    assert [str(found.place) for found in complaints(to_document(row), Tokens())] == ["teaser"]


def test_overrides_and_arms(brand):
    image = factories.picture(brand)
    overrides = {
        "social": {
            "instagram-feed": {
                "headline": {"value": "Kürzer", "source_digest": "x"},
                "hero": {"value": {"image": image.pk}},
            }
        },
        "gone": {"*": {"text": {"value": "bleibt"}}},
    }
    row = factories.piece(
        factories.campaign(brand),
        overrides=overrides,
        arms=[("arm", {"key": "b", "field": "headline", "value": "Andere Zeile"})],
    )
    document = to_document(row, arm="b")
    assert [(found.channel, found.format, found.field) for found in document.overrides] == [
        ("gone", "*", "text"),
        ("social", "instagram-feed", "headline"),
        ("social", "instagram-feed", "hero"),
    ]
    assert document.arm.value.text.plain == "Andere Zeile"
    assert to_document(row, arm="unknown").arm is None
