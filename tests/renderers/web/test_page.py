"""The article: semantic HTML in the brand's look."""

import io
import re
from dataclasses import replace

import tinycss2
from PIL import Image

from renderers.channels.web import plugin
from renderers.contract.artifact import Artifact
from renderers.contract.document import (
    Offer,
    Paragraph,
)
from renderers.contract.grammar import read
from renderers.contract.text import RichText
from renderers.contract.tokens import Tokens
from renderers.contract.view import view
from renderers.contract.walk import texts
from tests.renderers import everything
from tests.renderers.web.pages import BARE, BRAND, DOCUMENT, page, render, shown, words


def test_the_promised_parts(artifact: Artifact) -> None:
    assert tuple(part.name for part in artifact.parts) == plugin.formats[0].parts


def test_every_word_is_in_the_page_the_markdown_and_the_json(artifact: Artifact) -> None:
    source = view(DOCUMENT, BRAND, everything.request("article"), plugin)
    body, written, data = (
        words(page(artifact).body.text(separator="")),
        words(shown(artifact.part("content.md").text)),
        words(artifact.part("content.json").text.replace('\\"', '"')),
    )
    for place, text in texts(source.document):
        for run in text.runs:
            assert words(run.plain) in body, place
            assert words(run.plain) in written, place
            assert words(run.plain) in data, place


def test_semantic_elements(artifact: Artifact) -> None:
    body = page(artifact)
    assert [node.tag for node in body.body.iter()] == ["article"]
    assert len(body.css("h1")) == 1
    assert body.css_first("article").attributes["lang"] == "de-DE"
    assert [node.text() for node in body.css("h2, h3")] == [
        "Was ihn besonders macht",
        "Das Angebot der Woche",
        "Wandern",
    ]
    assert body.css_first("table caption").text() == "Sorten im Vergleich"
    assert {node.attributes["scope"] for node in body.css("th")} == {"col"}
    assert body.css_first("figure.ein-quote figcaption").text() == "Frau Huber, Kundin aus Mittenwald"
    assert body.css_first("s").text() == "29,90 €"
    assert "ab 24,90 € / kg statt 29,90 €" in body.text()
    assert body.css_first(".ein-quote blockquote").text()[0] == "„"
    for node in body.css("[class]"):
        assert all(name.startswith("ein-") for name in (node.attributes["class"] or "").split())


def test_pictures_in_two_sizes(artifact: Artifact) -> None:
    sizes = {media.file_name: Image.open(io.BytesIO(media.data)).size for media in artifact.media}
    named = set()
    for image in page(artifact).css("img"):
        file = (image.attributes["src"] or "").removeprefix("media/")
        assert (int(image.attributes["width"] or 0), int(image.attributes["height"] or 0)) == sizes[file]
        named.add(file)
        for candidate in filter(None, (image.attributes.get("srcset") or "").split(", ")):
            address, described = candidate.split(" ")
            assert sizes[address.removeprefix("media/")][0] == int(described.removesuffix("w"))
            named.add(address.removeprefix("media/"))
    hero = page(artifact).css_first(".ein-hero img")
    assert [item.split(" ")[1] for item in (hero.attributes["srcset"] or "").split(", ")] == ["1600w", "800w"]
    assert set(sizes) - named == {
        next(media.file_name for media in artifact.media if sizes[media.file_name] == (1200, 630))
    }


def test_only_palette_colors(artifact: Artifact) -> None:
    """A mixed tint is no brand color, in light and in dark."""
    used = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", artifact.part("style.css").text))
    assert used <= {color.srgb for color in BRAND.colors} | {"#ffffff", "#000000"}
    assert "rgb" not in artifact.part("style.css").text
    assert "#44474a" in render(tokens=Tokens()).part("style.css").text  # quiet greys where a brand has no colors


def test_nothing_is_smaller_than_twelve_pixels(artifact: Artifact) -> None:
    for size, unit in re.findall(r"font-size:([\d.]+)(rem|em|px)", artifact.part("style.css").text):
        assert float(size) * {"rem": 16, "em": 16, "px": 1}[unit] >= 12


def test_the_same_picture_is_credited_once() -> None:
    hero = replace(DOCUMENT.hero, credit="Mara Lind")
    offer = Offer(id="o", product=read("Ding"), price=read("9 €"), asset=hero)
    made = render(replace(DOCUMENT, hero=hero, blocks=(offer,)))
    assert [node.text() for node in page(made).css(".ein-credit")] == ["Bild: Mara Lind"]


def test_style_sheet_is_valid_and_stays_inside(artifact: Artifact) -> None:
    rules = tinycss2.parse_stylesheet(artifact.part("style.css").text, skip_whitespace=True, skip_comments=True)
    assert not [rule for rule in rules if rule.type == "error"]
    selectors = [tinycss2.serialize(rule.prelude) for rule in rules if rule.type == "qualified-rule"]
    assert len(selectors) > 40
    assert all(part.strip().startswith(".ein-") for selector in selectors for part in selector.split(","))
    assert "--ein-accent:#a16207" in artifact.part("style.css").text


def test_every_class_of_the_page_that_is_styled_exists(artifact: Artifact) -> None:
    styled = set(re.findall(r"\.(ein-[\w-]+)", artifact.part("style.css").text))
    used = {name for node in page(artifact).css("[class]") for name in (node.attributes["class"] or "").split()}
    assert styled - used == {"ein-credit", "ein-heading-4"}


def test_same_input_same_bytes() -> None:
    assert render() == render()


def test_picture_credits_are_shown() -> None:
    credited = replace(DOCUMENT, hero=replace(DOCUMENT.hero, credit="Foto: A. Öztürk"))
    made = render(credited)
    assert page(made).css_first(".ein-credit").text() == "Foto: A. Öztürk"


def test_every_trace_stands_in_its_part(artifact: Artifact) -> None:
    read_parts = {
        "body.html": words(page(artifact).body.text()),
        "head.html": words(page(artifact, "head.html").html),
        "content.md": shown(artifact.part("content.md").text),
    }
    for trace in artifact.provenance:
        if not trace.source.field.endswith(".alt"):
            squeezed = re.sub(r"\s", "", read_parts[trace.part])
            assert re.sub(r"\s", "", trace.text) in squeezed, trace


def test_articles_of_eight_thousand_words() -> None:
    blocks = tuple(
        Paragraph(id=f"p{n}", text=RichText.of("Wort für Wort entsteht hier ein Text. " * 20)) for n in range(60)
    )
    made = render(replace(BARE, blocks=blocks))
    assert page(made).body.text().count("Wort für Wort") == 1200
    assert not made.losses
