"""Print: what random documents once broke."""

from dataclasses import replace

import pytest

from renderers.contract.document import (
    Action,
    ActionBlock,
    AssetRef,
    Columns,
    Heading,
    LegalNote,
    ListBlock,
    Offer,
    Paragraph,
    Picture,
    Quote,
    Table,
)
from renderers.contract.text import Link, Mark, RichText, Text
from tests import corpus
from tests.renderers.print.drafts import SENTENCE, document
from tests.renderers.print.printing import outside, printed, rich, words

ENDLESS = "W" * 335


MIXED = RichText(
    (Text("ärlgzsöbfxkr", (Mark.BOLD,)), Text("hhmifgäzymkcjwpuyiyan"), Text("ßypaörgacruk", (Mark.ITALIC,)))
)


LINKED = RichText((Link("https://a.example/b", (Text("59 €"),)),))


STRANGE = {
    "an underlined old price": (Offer(id="o", product=rich("Boot"), price=rich("49 €"), old_price=LINKED),),
    "a table of endless words": (
        Table(id="t", rows=tuple(tuple(rich(ENDLESS[:60]) for _ in range(7)) for _ in range(3))),
    ),
    "a word in many styles": (Table(id="t", rows=((MIXED, MIXED, MIXED, MIXED, MIXED),)),),
    "an endless item": (ListBlock(id="l", items=(rich(f"Ein {ENDLESS} Wort"),)),),
    "an endless quote": (Quote(id="q", text=rich(ENDLESS), attribution=ENDLESS),),
    "an endless offer": (
        Offer(id="o", product=rich(ENDLESS), price=rich("9" * 80), code=rich("X" * 90), text=rich(ENDLESS)),
    ),
    "an empty table": (Table(id="t", rows=((), ())),),
    "a deep heading first": (Heading(id="h", text=rich("Tief"), level=4),),
    "a table in columns with an action": (
        Columns(
            id="c",
            columns=(
                (ActionBlock(id="a", action=Action(rich("Los"), "https://x.example")),),
                (Table(id="t", rows=tuple(tuple(rich("Wort " * 40) for _ in range(5)) for _ in range(13))),),
            ),
        ),
    ),
    "a note in columns beside much": (
        Columns(
            id="c",
            columns=(
                (LegalNote(id="n", text=rich("Nur für Schwimmer.")),),
                tuple(Paragraph(id=f"p{n}", text=rich(SENTENCE * 9)) for n in range(20)),
            ),
        ),
    ),
    "pictures behind very much in columns": (
        Columns(
            id="c",
            columns=(
                (Offer(id="o", product=rich("Boot"), price=rich("49 €")),),
                (
                    Paragraph(id="p", text=rich(SENTENCE * 20)),
                    Picture(id="b", asset=AssetRef(id="", sha256="", alt="Ein Boot")),
                ),
            ),
        ),
    ),
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_documents_stay_on_the_sheet(name):
    hero = corpus.document("every-block").hero
    blocks = tuple(_with_picture(block, hero) for block in STRANGE[name])
    made = printed(document(headline=rich("عنوان") if "first" in name else RichText(), blocks=blocks))
    assert made.meters[0].used <= 2
    assert outside(made) == ""


def _with_picture(block, asset):
    if isinstance(block, Columns):
        return replace(block, columns=tuple(tuple(_with_picture(b, asset) for b in column) for column in block.columns))
    return replace(block, asset=asset) if isinstance(block, Picture) else block


def test_a_note_in_columns_stays_when_the_rest_goes():
    made = printed(document(blocks=STRANGE["a note in columns beside much"]))
    assert "NurfürSchwimmer." in words(made.part("print.pdf").data)
    assert any(loss.source.block == "p19" for loss in made.losses)
