"""Print: words, links and the action on paper."""

import io

import pikepdf
import pypdfium2
import zxingcpp
from PIL import Image

from renderers.contract.artifact import LossKind
from renderers.contract.document import (
    Action,
    ActionBlock,
    Paragraph,
    Quote,
)
from renderers.contract.place import Place
from renderers.contract.request import LinkPolicy
from renderers.contract.text import Link, MergeField, RichText, Text
from tests.renderers.print.drafts import document, losses_of
from tests.renderers.print.printing import MM, flat, printed, rich, words


def test_a_link_in_the_text_shows_its_address_or_is_a_loss():
    near = RichText((Text("Zum "), Link("https://www.fluss.example/touren/", (Text("Plan"),)), Text(".")))
    far = RichText((Text("Zum "), Link("https://fluss.example/" + "a" * 60, (Text("Plan"),)), Text(".")))
    bad = RichText((Text("Zum "), Link("javascript:alert(1)", (Text("Plan"),)), Text(".")))
    blocks = tuple(Paragraph(id=f"p{n}", text=text) for n, text in enumerate((near, far, bad)))
    made = printed(document(blocks=blocks))
    assert "ZumPlan(fluss.example/touren)." in words(made.part("print.pdf").data)
    assert [(loss.kind, loss.source.block) for loss in made.losses if loss.source.block] == [
        (LossKind.DEGRADED, "p1"),
        (LossKind.DROPPED, "p2"),
    ]
    with pikepdf.open(io.BytesIO(made.part("print.pdf").data)) as opened:
        assert all("/Annots" not in page.obj for page in opened.pages)


def test_merge_fields_print_their_defaults():
    text = RichText((Text("Hallo "), MergeField("first_name", "liebe Paddlerin"), MergeField("city"), Text("!")))
    made = printed(document(blocks=(Paragraph(id="p", text=text),)))
    assert "Halloliebe Paddlerin!".replace(" ", "") in words(made.part("print.pdf").data)
    (loss,) = [loss for loss in made.losses if loss.source.block == "p"]
    assert loss.what == "{{ contact.city }}"


def test_characters_without_a_glyph_are_left_out_and_quoted():
    made = printed(document(teaser=rich("Boote 🛶🛶 bereit 👨‍👩‍👧 , los 1️⃣!"), headline=rich("عنوان عربي")))
    assert "Bootebereit,los1!" in words(made.part("print.pdf").data)
    assert losses_of(made, "teaser")[0].what.startswith("🛶🛶 👨‍👩‍👧 ")
    assert losses_of(made, "headline")[0].what == "عنوان عربي"


def test_data_is_never_markup():
    typed = '#read("/etc/passwd") *fett* _kursiv_ $x$ `roh` \\ #panic() @label <x> //nein /* nein */ ~ -- ---'
    made = printed(document(headline=rich("#set text(red)"), blocks=(Paragraph(id="p", text=rich(typed)),)))
    shown = words(made.part("print.pdf").data)
    assert flat(typed) in shown
    assert "#settext(red)" in shown


def test_a_word_without_an_end_stays_on_the_sheet():
    made = printed(document(headline=rich("W" * 300), teaser=rich("x" * 400)))
    with pypdfium2.PdfDocument(made.part("print.pdf").data) as opened:
        page = opened[0].get_textpage()
        boxes = [
            page.get_charbox(index) for index in range(page.count_chars()) if page.get_text_range(index, 1).strip()
        ]
    assert max(box[2] for box in boxes) <= (148 + 3 - 4) * MM


def codes(png: bytes) -> list[str]:
    with Image.open(io.BytesIO(png)) as picture:
        return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


def test_the_qr_code_leads_to_the_tagged_address_and_the_bare_one_is_printed():
    url = "https://www.fluss.example/frühling"
    links = LinkPolicy(utm=(("utm_source", "{channel}"), ("utm_content", "{format}")))
    made = printed(document(action=Action(rich("Jetzt buchen"), url)), links=links)
    assert "fluss.example/frühling" in words(made.part("print.pdf").data)
    assert codes(made.part("proof.png").data) == [f"{url}?utm_source=print&utm_content=a5-flyer"]
    short = printed(document(action=Action(rich("Los"), url)), links=LinkPolicy(short=((url, "https://fl.example/s"),)))
    assert "fl.example/s" in words(short.part("print.pdf").data)
    assert codes(short.part("proof.png").data) == ["https://fl.example/s"]


def test_a_very_long_address_is_printed_whole():
    url = "https://fluss.example/" + "/".join(f"weg-{n}" for n in range(30)) + "?a=" + "b" * 80
    made = printed(document(action=Action(rich("Los"), url)), links=LinkPolicy())
    assert flat(url.removeprefix("https://")) in words(made.part("print.pdf").data)
    assert codes(made.part("proof.png").data) == [url]


def test_an_action_without_a_proper_address():
    made = printed(document(action=Action(rich("Los"), "javascript:alert(1)")))
    assert losses_of(made, "action.url")[0].kind is LossKind.DROPPED
    assert "Los" in words(made.part("print.pdf").data)
    made = printed(document(action=Action(RichText(), "https://fluss.example")))
    assert codes(made.part("proof.png").data)


def test_an_action_block_prints_its_address():
    block = ActionBlock(id="a", action=Action(rich("Gutschein"), "https://fluss.example/gutschein"))
    made = printed(document(blocks=(block,)))
    assert "Gutscheinfluss.example/gutschein" in words(made.part("print.pdf").data)


def test_every_text_of_a_quote_is_traced():
    made = printed(document(blocks=(Quote(id="q", text=rich("Schön."), attribution="Ann, Leeds"),)))
    assert [trace.source for trace in made.provenance if trace.source.block == "q"] == [
        Place("body.text", "q"),
        Place("body.attribution", "q"),
    ]
