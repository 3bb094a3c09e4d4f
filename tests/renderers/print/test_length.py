"""Print: what fits, and what goes when it does not."""

from dataclasses import replace

import pytest

from renderers.channels.print import plugin
from renderers.contract.artifact import LossKind
from renderers.contract.document import (
    Heading,
    LegalNote,
    ListBlock,
    Offer,
    Paragraph,
    VideoLink,
)
from renderers.contract.errors import RenderFailedError
from renderers.contract.tokens import Tokens
from tests import corpus
from tests.renderers.print.drafts import SENTENCE, document, losses_of, paragraphs, prose
from tests.renderers.print.printing import flat, printed, rich, words


@pytest.mark.parametrize("number", [500, 2000, 8000])
def test_an_article_of_any_length_is_two_pages_and_every_sentence_is_accounted_for(number):
    text = prose(number)
    made = printed(document(blocks=paragraphs(text)), tokens=Tokens())
    shown = words(made.part("print.pdf").data)
    lost = flat(" ".join(loss.what for loss in made.losses))
    assert made.meters[0].used == 2
    for n in range(1, number // 15 + 1):
        sentence = flat(f"Satz {n}: {SENTENCE}")
        assert (sentence in shown) is not (sentence in lost), n
    assert len(shown) > 3000
    places = [loss.source for loss in made.losses if loss.source.block]
    assert len(places) == len(set(places)), "one loss a block"


def test_one_endless_sentence_is_cut_at_a_word_with_an_ellipsis():
    text = "Der Fluss " + " ".join(f"und Kilometer {n}," for n in range(3000)) + " Ende."
    made = printed(document(blocks=(Paragraph(id="p", text=rich(text)),)), tokens=Tokens())
    (loss,) = losses_of(made, "body.text")
    (trace,) = [trace for trace in made.provenance if trace.source.field == "body.text"]
    assert loss.kind is LossKind.SHORTENED
    assert trace.text.endswith("\u00a0…")
    assert trace.text.removesuffix("\u00a0…") + ", " + loss.what == text
    assert len(trace.text) > 2500


def test_a_short_piece_takes_one_side_and_a_high_picture():
    hero = corpus.document("every-block").hero
    made = printed(document(hero=hero, teaser=rich("Ab 1. Mai.")))
    longer = printed(document(hero=hero, teaser=rich("Ab 1. Mai."), blocks=paragraphs(prose(120))))
    heights = [next(t.position.height for t in one.provenance if t.source.field == "hero") for one in (made, longer)]
    assert made.meters[0].used == longer.meters[0].used == 1
    assert heights[0] > heights[1] + 20
    assert not [loss for loss in made.losses if loss.source.field.startswith(("body", "headline", "teaser"))]


def test_the_brand_may_print_on_one_side_only():
    made = printed(document(blocks=paragraphs(prose(900))), limits=(("print", "pages", 1.0),))
    assert (made.meters[0].used, made.meters[0].limit) == (1, 1)
    assert losses_of(made, "body.text")


def test_headings_do_not_stay_behind_alone():
    blocks = []
    for number, block in enumerate(paragraphs(prose(3000), size=2)):
        blocks += [Heading(id=f"h{number}", text=rich(f"Abschnitt {number}")), block]
    made = printed(document(blocks=tuple(blocks)), tokens=Tokens())
    kept = [trace.source.block for trace in made.provenance if trace.source.block]
    assert kept[-1].startswith("p")


def test_a_long_headline_shrinks_then_is_cut():
    some = "Warum wir im Frühling lieber paddeln als radfahren, wandern, klettern oder schwimmen"
    made = printed(document(headline=rich(some)))
    assert not losses_of(made, "headline")
    made = printed(document(headline=rich(f"{some} gehen. {some} und überhaupt. " * 5)))
    (loss,) = losses_of(made, "headline")
    (trace,) = [trace for trace in made.provenance if trace.source.field == "headline"]
    assert loss.kind is LossKind.SHORTENED
    assert trace.text.endswith(".")
    assert flat(trace.text + loss.what) == flat(f"{some} gehen. {some} und überhaupt. " * 5)


def test_a_teaser_that_is_too_long_gives_way_to_an_approved_wording():
    short = ("Kurz und gut.", "Ab 1. Mai liegen 62 Boote bereit, und die erste Tour kostet 49 €.")
    long = prose(200)
    made = printed(document(teaser=rich(long), short=tuple(map(rich, short))))
    (loss,) = losses_of(made, "teaser")
    assert (loss.kind, flat(loss.what)) == (LossKind.REPLACED, flat(long))
    (trace,) = [trace for trace in made.provenance if trace.source.field.startswith("short")]
    assert (trace.text, trace.source.field) == (short[1], "short.1")
    made = printed(document(teaser=rich(long)))
    assert losses_of(made, "teaser")[0].kind is LossKind.SHORTENED


def test_offers_codes_and_notes_stay_when_text_goes():
    offer = Offer(id="o", product=rich("Kanadier"), price=rich("ab 49 €"), old_price=rich("59 €"), code=rich("FLUSS26"))
    note = LegalNote(id="n", text=rich("Nur für Schwimmer."))
    made = printed(document(blocks=(*paragraphs(prose(4000)), Heading(id="h", text=rich("Angebot")), offer, note)))
    shown = words(made.part("print.pdf").data)
    for text in ("Kanadier", "ab49€", "59€", "FLUSS26", "NurfürSchwimmer.", "Angebot"):
        assert text in shown


def test_more_offers_than_paper_go_from_the_end():
    offers = tuple(Offer(id=f"o{n}", product=rich(f"Boot {n:03}"), price=rich(f"{n} €")) for n in range(40))
    made = printed(document(blocks=offers), tokens=Tokens())
    lost = [loss.source.block for loss in made.losses if loss.kind is LossKind.DROPPED]
    kept = [trace.source.block for trace in made.provenance if trace.source.field == "body.product"]
    assert kept + lost == [f"o{n}" for n in range(40)]
    assert len(kept) >= 8
    assert made.losses[0].what == f"Boot {len(kept):03}\n{len(kept)} €"


def test_legal_lines_that_need_more_than_the_sheet_are_refused_not_cut():
    notes = tuple(LegalNote(id=f"n{n}", text=rich(SENTENCE * 12)) for n in range(40))
    with pytest.raises(RenderFailedError, match="legal lines alone need more room than the sheet has"):
        printed(document(blocks=notes))


def test_a_list_is_cut_after_an_item():
    items = tuple(rich(f"Punkt {n}") for n in range(200))
    made = printed(document(blocks=(ListBlock(id="l", items=items),)), tokens=Tokens())
    (loss,) = [loss for loss in made.losses if loss.source.block == "l"]
    kept = [trace.text for trace in made.provenance if trace.source.block == "l"]
    assert kept + loss.what.split("\n") == [f"Punkt {n}" for n in range(200)]


def test_a_video_is_a_title_and_an_address_and_says_so_only_if_it_is_printed():
    poster = replace(corpus.document("every-block").hero, alt="Ein Steg")
    video = VideoLink(id="v", url="https://video.example/steg", title="Einsteigen", poster=poster)
    made = printed(document(blocks=(video,)))
    assert {loss.kind for loss in made.losses if loss.source.block == "v"} == {LossKind.REPLACED, LossKind.DROPPED}
    assert "video.example/steg" in words(made.part("print.pdf").data)
    made = printed(document(blocks=(*paragraphs(prose(4000)), video)))
    (loss,) = [loss for loss in made.losses if loss.source.block == "v"]
    assert (loss.kind, loss.what) == (LossKind.DROPPED, "Einsteigen\nhttps://video.example/steg")


def test_the_counter_while_writing():
    (meter,) = plugin.measure("Zwei  Wörter", "a5-flyer")
    assert (meter.name, meter.used, meter.limit) == ("characters", 11, 4000)
