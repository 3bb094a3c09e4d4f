"""The article for machines: head, structured data, JSON, a card for link previews."""

import io
import json
from dataclasses import replace

import pytest
from PIL import Image, ImageFont

from renderers.channels.web.widths import width
from renderers.contract.artifact import Artifact
from renderers.contract.document import (
    Fact,
    FactType,
    Offer,
    Override,
    Replacement,
)
from renderers.contract.grammar import read
from renderers.contract.place import Place
from renderers.contract.text import RichText
from tests.renderers.web.pages import BARE, DOCUMENT, page, render


def test_the_card_of_link_previews(artifact: Artifact) -> None:
    head = page(artifact, "head.html")
    image = head.css_first('meta[property="og:image"]').attributes["content"] or ""
    card = next(media for media in artifact.media if f"media/{media.file_name}" == image)
    assert card.data == artifact.part("og.jpg").data
    assert Image.open(io.BytesIO(card.data)).size == (1200, 630)
    drawn = render(BARE).part("og.jpg").data
    assert Image.open(io.BytesIO(drawn)).size == (1200, 630)
    assert drawn != render(replace(BARE, title="Anderer Titel")).part("og.jpg").data
    assert render(replace(BARE, title="W" * 9000)).part("og.jpg").data
    assert render(replace(BARE, title="יום")).part("og.jpg").data == render(replace(BARE, title="")).part("og.jpg").data


def test_head(artifact: Artifact) -> None:
    head = page(artifact, "head.html")
    assert head.css_first("title").text() == "Herbst auf der Alm: Käse, der nach „Sommer“ schmeckt"
    described = head.css_first('meta[name="description"]').attributes["content"] or ""
    assert described.startswith("Zwölf Wochen")
    assert head.css_first('meta[property="og:locale"]').attributes["content"] == "de_DE"
    assert not head.css('link[rel="canonical"]')


def test_no_break_spaces_stay_in_what_machines_read() -> None:
    line = "Nur 49,90\u00a0€ bis 24.\u202f12."
    made = render(replace(DOCUMENT, headline=RichText.of(line), teaser=RichText.of(f"{line}\n Ja.")))
    head = page(made, "head.html")
    assert head.css_first("title").text() == line
    for name in ('name="description"', 'property="og:description"'):
        assert head.css_first(f"meta[{name}]").attributes["content"] == f"{line} Ja."
    article = json.loads(made.part("data.jsonld").text)["@graph"][0]
    assert (article["headline"], article["description"]) == (line, f"{line} Ja.")
    assert made.part("content.md").text.startswith(f"# {line}\n".replace("-", ""))


def test_a_focal_point_stays_in_sight() -> None:
    made = render(replace(DOCUMENT, hero=replace(DOCUMENT.hero, focal=(0.25, 0.4))))
    assert page(made).css_first(".ein-hero img").attributes["style"] == "object-position:25% 40%"
    assert (
        "style"
        not in page(render(replace(DOCUMENT, hero=replace(DOCUMENT.hero, focal=(0.5, 0.5)))))
        .css_first(".ein-hero img")
        .attributes
    )


def test_overrides_for_search_engines() -> None:
    overrides = (
        Override("web", "*", "search-title", Replacement(text=read("Suchtitel"))),
        Override("web", "article", "search-description", Replacement(text=read("Beschreibung"))),
    )
    made = render(replace(DOCUMENT, overrides=overrides))
    assert page(made, "head.html").css_first("title").text() == "Suchtitel"
    assert page(made).css_first("h1").text() != "Suchtitel"
    assert made.provenance[1].source == Place("overrides.web.article.search-description")


def test_structured_data(artifact: Artifact) -> None:
    graph = json.loads(artifact.part("data.jsonld").text)["@graph"]
    assert [entry["@type"] for entry in graph] == ["Article", "Product"]
    assert graph[1]["offers"] == {
        "@type": "AggregateOffer",
        "lowPrice": "24.90",
        "priceCurrency": "EUR",
        "url": "https://wiesengrund.example/almkaese",
    }
    assert graph[0]["datePublished"] == "2026-11-21T09:30:00+00:00"


def test_an_exact_price() -> None:
    offer = Offer(id="o", product=read("Ding"), price=read("{{ fact.preis }}"))
    made = render(replace(BARE, blocks=(offer,), facts=(Fact("preis", FactType.PRICE, "9.80 EUR", display="9,80 €"),)))
    product = json.loads(made.part("data.jsonld").text)["@graph"][1]
    assert product["offers"] == {"@type": "Offer", "price": "9.80", "priceCurrency": "EUR"}
    block = json.loads(made.part("content.json").text)["blocks"][0]
    assert block["amount"] == {"value": "9.80", "currency": "EUR", "qualifier": ""}


def test_json_for_front_ends(artifact: Artifact) -> None:
    data = json.loads(artifact.part("content.json").text)
    assert data["schema"] == "article/1"
    assert [block["type"] for block in data["blocks"]][:5] == ["paragraph", "paragraph", "heading", "list", "quote"]
    assert data["blocks"][1]["text"]["html"].count("<strong>") == 1
    assert data["hero"]["sources"][0]["width"] == 1600
    assert data["action"]["url"].endswith("utm_source=web&utm_campaign=alm")
    columns = next(block for block in data["blocks"] if block["type"] == "columns")["columns"]
    assert [block["type"] for column in columns for block in column] == [
        "picture",
        "heading",
        "paragraph",
        "offer",
        "paragraph",
    ]


def test_widths_are_those_of_arial() -> None:
    path = "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"
    try:
        font = ImageFont.truetype(path, 1000, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        pytest.skip("needs the Liberation fonts (as wide as Arial): apt install fonts-liberation")
    for text in ("Herbst auf der Alm: Käse, der nach „Sommer“ schmeckt", "ABC xyz 0123 €%&!?–—…@ßÄÖÜéç"):
        assert abs(width(text, 1000) - font.getlength(text)) <= len(text) * 3
