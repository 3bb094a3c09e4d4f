"""The newsletter's look: layout, colors, logos and pictures."""

import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from renderers.channels.email import mjml
from renderers.contract.artifact import Artifact, Media
from renderers.contract.document import Action, Columns, Paragraph, Table
from renderers.contract.text import MergeField, RichText, Text
from renderers.contract.tokens import Logo
from tests.renderers.email.letters import BARE, BRAND, DOCUMENT, SHELF, page, render


def test_layout_tables_are_marked_and_data_tables_are_not(artifact: Artifact) -> None:
    tables = page(artifact).css("table")
    data = [table for table in tables if table.attributes.get("role") != "presentation"]
    assert [table.css_first("th").text() for table in data] == ["Sorte"]
    assert page(artifact).css_first("html").attributes["lang"] == "de-DE"


COLORS = re.compile(r"#[0-9a-fA-F]{6}\b")


def test_only_palette_colors() -> None:
    """A mixed tint is no brand color, in light and in dark."""
    markup = render().part("body.html").text
    mine = {color.srgb for color in BRAND.colors}
    assert set(COLORS.findall(markup)) <= mine | {"#ffffff", "#000000"}
    assert len(set(COLORS.findall(markup)) & mine) >= 5


def test_a_logo_that_is_only_a_drawing_and_one_for_dark_screens() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><path d="M0 0h200v50H0z"/></svg>'
    logos = tuple(Logo(f"Zeichen {on}", on, svg=SHELF.add(drawing, "Zeichen")) for on in ("light", "dark"))
    made = render(BARE, replace(BRAND, logos=logos))
    day, night = page(made).css("img.logo")
    assert (day.attributes["alt"], day.attributes["width"], day.attributes["height"]) == ("Wiesengrund", "160", "40")
    assert "display:none" in (night.parent.attributes["style"] or "").replace(" ", "")
    media = {media.file_name: media for media in made.media}
    first = Image.open(io.BytesIO(media[(day.attributes["src"] or "").removeprefix("media/")].data))
    assert (first.size, first.format) == ((320, 80), "PNG")
    wide = render(BARE, replace(BRAND, logos=(replace(logos[0], min_width_px=220),)))
    assert page(wide).css_first("img.logo").attributes["width"] == "220"


def test_skeleton_vocabulary_is_closed() -> None:
    for name, attributes in (
        ("mj-include", {"path": "x"}),
        ("script", {}),
        ("p", {"onclick": "x"}),
        ("p", {"class_": '"x'}),
    ):
        with pytest.raises(ValueError, match="vocabulary"):
            mjml.element(name, **attributes)


def test_slots_are_filled_once() -> None:
    slots = mjml.Slots()
    first, second = slots.put("__slot_1__"), slots.show(Media.of(b"x", "image/png"))
    layout = mjml.Layout.of(f"<p>{first}</p>{second}")
    online, enclosed = slots.fill(layout, lambda media: media.media_type, lambda _: "a=b")
    assert online.html == b"<p>__slot_1__</p>image/png"
    assert enclosed.quoted.split(b"=\r\n") == [b"<p>", b"__slot_1__", b"</p>", b"a=3Db", b""]


def test_right_to_left() -> None:
    made = render(replace(DOCUMENT, locale="ar"))
    assert page(made).css_first("html").attributes["dir"] == "rtl"
    assert "direction: ltr" not in made.part("body.html").text
    assert "text-align:left" not in made.part("body.html").text.replace(": ", ":").split("<body")[1]


def test_focal_point_of_a_tall_hero_decides_its_crop() -> None:
    tall = SHELF.photo("Hoch", (800, 2000), seed=9, focal=(0.5, 0.1))
    top = render(replace(BARE, hero=tall))
    bottom = render(replace(BARE, hero=replace(tall, focal=(0.5, 0.9))))
    assert top.media[-1].sha256 != bottom.media[-1].sha256


def test_buttons_are_drawn_for_outlook_alone() -> None:
    label = RichText((Text("Jetzt & <sofort> --> bestellen, "), MergeField("first_name", "liebe Gäste")))
    made = render(replace(BARE, action=Action(label, "https://wiesengrund.example/?a=1&b=2")), dialect="brevo")
    markup = made.part("body.html").text
    (drawn,) = re.findall(r"<!--\[if mso\]><tr>.*?<!\[endif\]-->", markup)
    assert "<v:roundrect" in drawn
    assert 'href="https://wiesengrund.example/?a=1&amp;b=2' in drawn
    assert '--&gt; bestellen, {{ contact.FIRSTNAME | default : "liebe Gäste" }}</center>' in drawn
    width, height = map(int, re.findall(r"(?:width|height):(\d+)px", drawn)[:2][::-1])
    assert 200 < width <= 536
    assert 40 < height < 100
    assert "<!--[if !mso]><!--><tr>" in markup
    assert page(made).css_first(".b a").text().startswith("Jetzt & <sofort> --> bestellen, ")
    assert page(made).body.text().count("--> bestellen") == 1


def test_outlooks_tables_are_as_wide_as_their_cells() -> None:
    """A column inside a padded section came out 64 pixels too wide: the mail was wider than its card."""
    pair = Columns(id="c", columns=tuple((Paragraph(id=name, text=RichText.of(name)),) for name in ("eins", "zwei")))
    markup = render(replace(BARE, blocks=(pair,))).part("body.html").text
    rows = re.findall(
        r'<td(?: class="[^"]*")? style="vertical-align:top;width:(\d+)px;"><!\[endif\]--><div class="([^"]*)"', markup
    )
    assert {int(width) for width, name in rows if "per-100" in name} == {600}
    assert {int(width) for width, name in rows if "per-50" in name} == {300}


def test_columns_have_words_of_equal_width() -> None:
    texts = [RichText.of(f"Spalte {number}") for number in range(3)]
    columns = Columns(id="c", columns=tuple((Paragraph(id=f"p{at}", text=text),) for at, text in enumerate(texts)))
    for locale in ("de", "ar"):
        markup = render(replace(BARE, locale=locale, blocks=(columns,))).part("body.html").text
        cells = re.findall(
            r'per-33[^>]*>(?:<table[^>]*>)<tbody><tr><td style="vertical-align:top;padding:0 (\d+)px 0 (\d+)px', markup
        )
        assert len(cells) == 3
        assert {200 - int(right) - int(left) for right, left in cells} == {162}
        outside = (cells[0][1], cells[2][0]) if locale == "de" else (cells[0][0], cells[2][1])
        assert outside == ("32", "34")


def test_amounts_stand_below_each_other() -> None:
    rows = tuple(
        tuple(map(RichText.of, row)) for row in (("Klein", "9,90 €", "12 Stück"), ("Groß", "ab 1.119,00 €", "3 %"))
    )
    table = Table(id="t", header=tuple(map(RichText.of, ("Größe", "Preis", "Menge"))), rows=rows)
    cells = page(render(replace(BARE, blocks=(table,)))).css(".d th, .d td")
    at_the_end = [
        cell.text() for cell in cells if "text-align:right" in (cell.attributes["style"] or "").replace(" ", "")
    ]
    assert at_the_end == ["Preis", "9,90 €", "ab 1.119,00 €"]


def test_outlook_online_has_a_sheet_of_its_own(artifact: Artifact) -> None:
    sheets = [node.text() for node in page(artifact).css("style")]
    (own,) = [sheet for sheet in sheets if "[data-ogsc]" in sheet]
    assert "@media" not in own
    assert "[data-ogsc] .h .night{display:block!important}" in own
    assert "[data-ogsb] .card" in own
