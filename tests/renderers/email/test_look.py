"""The newsletter's look: layout, colors, logos and pictures."""

import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from renderers.channels.email import mjml
from renderers.contract.artifact import Artifact, Media
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
    first, second = slots.put("__slot_1__"), slots.put(Media.of(b"x", "image/png"))
    layout = mjml.Layout.of(f"<p>{first}</p>{second}")
    filled = list(slots.fill(layout, lambda media: media.media_type, lambda _: "x"))
    assert filled == ["<p>__slot_1__</p>image/png", "<p>__slot_1__</p>x"]


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
