"""The article: semantic HTML, safe data, Markdown that reads back, a card for link previews."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import markdown
import pytest
import tinycss2
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont
from selectolax.lexbor import LexborHTMLParser

from renderers.channels.web import plugin
from renderers.channels.web.widths import width
from renderers.contract.artifact import Artifact
from renderers.contract.document import (
    Action,
    Document,
    Fact,
    FactType,
    Heading,
    ListBlock,
    Offer,
    Override,
    Paragraph,
    Replacement,
    Table,
)
from renderers.contract.escape import clean
from renderers.contract.grammar import read
from renderers.contract.place import Place
from renderers.contract.text import Link, Mark, RichText, Text
from renderers.contract.tokens import Tokens
from renderers.contract.view import view
from renderers.contract.walk import pictures, texts
from renderers.markdown import read_piece
from tests import corpus
from tests.renderers import everything
from tests.renderers.everything import Shelf

SHELF = Shelf()
DOCUMENT = everything.document(SHELF)
BRAND = everything.brand(SHELF)
BARE = Document(id="1", locale="de-DE", title="Arbeitstitel")


def render(document: Document = DOCUMENT, tokens: Tokens = BRAND, **changes) -> Artifact:
    return plugin.render(view(document, tokens, everything.request("article", **changes), plugin), SHELF)


@pytest.fixture(scope="module")
def artifact() -> Artifact:
    return render()


def page(artifact: Artifact, part: str = "body.html") -> LexborHTMLParser:
    return LexborHTMLParser(artifact.part(part).text)


def words(text: str) -> str:
    return " ".join(text.split())


def shown(text: str) -> str:
    """What a reader sees of Markdown."""
    return words(LexborHTMLParser(markdown.markdown(text, extensions=["tables"])).body.text(separator=" "))


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


def test_only_palette_colors(artifact: Artifact) -> None:
    """A mixed tint is no brand color, in light and in dark."""
    used = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", artifact.part("style.css").text))
    assert used <= {color.srgb for color in BRAND.colors} | {"#ffffff", "#000000"}
    assert "rgb" not in artifact.part("style.css").text
    assert "#44474a" in render(tokens=Tokens()).part("style.css").text  # quiet greys where a brand has no colors


def test_nothing_is_smaller_than_twelve_pixels(artifact: Artifact) -> None:
    for size, unit in re.findall(r"font-size:([\d.]+)(rem|em|px)", artifact.part("style.css").text):
        assert float(size) * {"rem": 16, "em": 16, "px": 1}[unit] >= 12


def test_a_focal_point_stays_in_sight() -> None:
    made = render(replace(DOCUMENT, hero=replace(DOCUMENT.hero, focal=(0.25, 0.4))))
    assert page(made).css_first(".ein-hero img").attributes["style"] == "object-position:25% 40%"
    assert (
        "style"
        not in page(render(replace(DOCUMENT, hero=replace(DOCUMENT.hero, focal=(0.5, 0.5)))))
        .css_first(".ein-hero img")
        .attributes
    )


def test_the_same_picture_is_credited_once() -> None:
    hero = replace(DOCUMENT.hero, credit="Mara Lind")
    offer = Offer(id="o", product=read("Ding"), price=read("9 €"), asset=hero)
    made = render(replace(DOCUMENT, hero=hero, blocks=(offer,)))
    assert [node.text() for node in page(made).css(".ein-credit")] == ["Bild: Mara Lind"]


@pytest.mark.parametrize("name", [name for name in corpus.names() if name != "hostile"])
def test_markdown_comes_home_through_our_own_reader(name: str, tmp_path: Path) -> None:
    """Every word and alternative text; `hostile` holds control characters that no file may have."""
    request = corpus.request("article")
    source = view(corpus.document(name), corpus.tokens(), request, plugin)
    made = plugin.render(source, corpus.Pictures())
    (tmp_path / "media").mkdir()
    for media in made.media:
        (tmp_path / "media" / media.file_name).write_bytes(media.data)
    piece = read_piece(made.part("content.md").text, name="piece.md", folder=tmp_path).checked()
    back = squeezed(" ".join(text.plain for _, text in texts(piece.document)))
    alts = [asset.alt for _, asset in pictures(piece.document)]
    for place, text in texts(source.document):
        assert squeezed(text.plain) in back, place
    for place, asset in pictures(source.document):
        assert asset.alt in alts, place


def test_line_breaks_come_home() -> None:
    lines = RichText.of("Eins\nzwei  \\\ndrei")
    made = render(replace(BARE, blocks=(Paragraph(id="p", text=lines), ListBlock(id="l", items=(lines, lines)))))
    document = read_piece(made.part("content.md").text, name="piece.md").document
    assert isinstance(document.blocks[0], Paragraph)
    assert isinstance(document.blocks[1], ListBlock)
    said = [document.blocks[0].text.plain, *(item.plain for item in document.blocks[1].items)]
    assert said == ["Eins\nzwei \\\ndrei"] * 3


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


HOSTILE = (
    "</script><script>alert(1)</script> {{7*7}} *|UNSUB|* %%=v(@x)=%% "
    '"><img src=x onerror=y> # **a** [x](javascript:y) \u202eTXT'
)


def test_hostile_words_are_inert_everywhere() -> None:
    hostile = RichText.of(HOSTILE)
    document = replace(
        DOCUMENT,
        headline=hostile,
        teaser=hostile,
        slug=HOSTILE,
        locale="de-DE",
        action=Action(hostile, "javascript:alert(1)"),
        hero=replace(DOCUMENT.hero, alt=HOSTILE, credit=HOSTILE),
        blocks=(Paragraph(id=HOSTILE, text=hostile), Heading(id="h", text=hostile), *DOCUMENT.blocks),
    )
    made = render(document)
    for part in ("body.html", "head.html"):
        parsed = page(made, part)
        assert not parsed.css("script")
        assert not [node for node in parsed.css("*") if any(name.startswith("on") for name in node.attributes)]
        assert "{{7" not in made.part(part).text
    assert "</script" not in made.part("data.jsonld").text.lower()
    html = markdown.markdown(made.part("content.md").text, extensions=["tables"])
    assert not LexborHTMLParser(html).css("script, [onerror], [href^=javascript]")
    assert "{{7" not in made.part("content.md").text
    data = json.loads(made.part("content.json").text)
    assert data["action"]["url"] is None
    assert "<script" not in json.dumps([data["headline"]["html"], data["blocks"][0]["text"]["html"]])
    assert Place("action.url") in {loss.source for loss in made.losses}


def test_articles_of_eight_thousand_words() -> None:
    blocks = tuple(
        Paragraph(id=f"p{n}", text=RichText.of("Wort für Wort entsteht hier ein Text. " * 20)) for n in range(60)
    )
    made = render(replace(BARE, blocks=blocks))
    assert page(made).body.text().count("Wort für Wort") == 1200
    assert not made.losses


def test_addresses_on_the_same_host_are_taken() -> None:
    made = render(replace(BARE, action=Action(read("Los"), "/shop?a=1")))
    assert page(made).css_first("a.ein-button").attributes["href"] == "/shop?a=1"


MARKUP = st.sampled_from(
    [
        *(
            "*",
            "**",
            "***",
            "_",
            "`",
            "# ",
            "- ",
            "+ ",
            "1. ",
            "2) ",
            "> ",
            "    ",
            "\t",
            "| ",
            "---",
            "===",
            "~~",
            "\\",
        ),
        *("[a](b)", "![", "<b>", "&amp;", "&", "\n", "a", "Käse", " ", "!", ":", "^", "{: .x}", "http://a.b", "<!--"),
        *("<a@b.c>", "[^1]", "  \n", "\n\n"),
    ]
)
SOURCES = st.lists(MARKUP, max_size=12).map("".join)
MARKED = st.lists(
    st.builds(Text, SOURCES, st.lists(st.sampled_from(list(Mark)), max_size=2, unique=True).map(tuple)), max_size=3
)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", clean(text))


@settings(max_examples=400, deadline=None)
@given(MARKED)
def test_markdown_reads_back_as_the_words(runs: list[Text]) -> None:
    text = RichText(tuple(runs))
    linked = RichText((Link("https://a.example/x_(y)?a=1&amp;b=*", (*runs, Text("x"))),))
    blocks = (
        Paragraph(id="1", text=text),
        Heading(id="2", text=text),
        ListBlock(id="3", items=(text, linked)),
        Table(id="4", rows=((text, read("b")),)),
    )
    made = plugin.render(view(replace(BARE, blocks=blocks), Tokens(), everything.request("article"), plugin), SHELF)
    html = LexborHTMLParser(markdown.markdown(made.part("content.md").text, extensions=["tables"]))
    expected = squeezed("Arbeitstitel" + text.plain * 3 + text.plain + "x" + text.plain + "b")
    assert squeezed(html.body.text()) == expected
    allowed = {
        "h1",
        "h2",
        "p",
        "ul",
        "li",
        "a",
        "strong",
        "em",
        "br",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "body",
    }
    assert {node.tag for node in html.body.traverse(include_text=False)} <= allowed


def test_widths_are_those_of_arial() -> None:
    path = "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"
    try:
        font = ImageFont.truetype(path, 1000, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        pytest.skip("needs the Liberation fonts (as wide as Arial): apt install fonts-liberation")
    for text in ("Herbst auf der Alm: Käse, der nach „Sommer“ schmeckt", "ABC xyz 0123 €%&!?–—…@ßÄÖÜéç"):
        assert abs(width(text, 1000) - font.getlength(text)) <= len(text) * 3
