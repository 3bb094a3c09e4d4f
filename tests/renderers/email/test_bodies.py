"""The newsletter: what arrives in its bodies, and where it came from."""

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from renderers.channels.email import plugin
from renderers.contract.artifact import Artifact
from renderers.contract.document import Action, Offer, Paragraph, Picture, Quote, Table
from renderers.contract.grammar import read
from renderers.contract.request import RenderRequest
from renderers.contract.text import Link, RichText, Text
from renderers.contract.tokens import Tokens
from renderers.contract.view import view
from renderers.contract.walk import texts
from renderers.toolkit.legal import printed_lines
from tests.renderers import everything
from tests.renderers.email.letters import BARE, BRAND, DOCUMENT, SHELF, mail, page, render, words


def test_the_promised_parts(artifact: Artifact) -> None:
    assert tuple(part.name for part in artifact.parts) == plugin.formats[0].parts
    assert artifact.part("subject.txt").text == "Herbst auf der Alm: Käse, der nach „Sommer“ schmeckt"
    assert artifact.part("preheader.txt").text.endswith("ab 24,90 € das Kilo.")


def test_every_word_in_both_bodies(artifact: Artifact) -> None:
    source = view(DOCUMENT, BRAND, everything.request("newsletter"), plugin)
    shown, letter = words(page(artifact).body.text()), words(artifact.part("body.txt").text)
    for place, text in texts(source.document):
        assert words(text.plain) in shown, place
        for run in text.runs:
            assert words(run.plain) in letter, place


def test_pictures_are_named_by_their_digest_and_have_a_size(artifact: Artifact) -> None:
    names = {media.file_name for media in artifact.media}
    images = page(artifact).css("img")
    assert {image.attributes["src"] for image in images} == {f"media/{name}" for name in names}
    for image in images:
        assert image.attributes["alt"]
        assert int(image.attributes["width"] or 0) <= 600
        assert int(image.attributes["height"] or 0) > 0
    hero = next(image for image in images if image.attributes["alt"] == DOCUMENT.hero.alt)
    assert (hero.attributes["width"], hero.attributes["height"]) == ("600", "338")


def test_links_are_tagged_and_the_rest_is_not(artifact: Artifact) -> None:
    links = [link.attributes["href"] for link in page(artifact).css("a")]
    assert "https://wiesengrund.example/kaese?a=1&b=2&utm_source=email&utm_campaign=alm" in links
    assert "https://wiesengrund.example/impressum" in links
    assert "mailto:post@wiesengrund.example?subject=unsubscribe" in links


def test_every_trace_stands_in_its_part_in_order(artifact: Artifact) -> None:
    shown = {
        part.name: words(LexborHTMLParser(part.text).text() if part.name == "body.html" else part.text)
        for part in artifact.parts
        if part.is_text
    }
    position = dict.fromkeys(shown, 0)
    for trace in artifact.provenance:
        if trace.source.field.endswith(".alt") and trace.part == "body.html":
            continue
        if trace.source.field.startswith("tokens.logos"):
            continue
        found = shown[trace.part].find(words(trace.text), position[trace.part])
        assert found >= 0, trace
        position[trace.part] = found


def test_facts_and_prices(artifact: Artifact) -> None:
    assert page(artifact).css_first("s").text() == "29,90 €"
    assert "ab 24,90 € / kg statt 29,90 €" in artifact.part("body.txt").text
    assert "ab 24,90 € / kg statt 29,90 €" in page(artifact).body.text()
    english = render(replace(DOCUMENT, locale="en"))
    assert "instead of 29,90 €" in english.part("body.txt").text
    assert "instead of 29,90 €" in page(english).body.text()
    assert "Alle Preise inkl. MwSt." in page(artifact).body.text()


def test_opt_out_line_of_text_messages_is_not_here(artifact: Artifact) -> None:
    assert "STOP an 12345" not in artifact.part("body.html").text + artifact.part("body.txt").text


def test_same_input_same_bytes() -> None:
    assert render() == render()


def test_a_bare_title_and_no_brand() -> None:
    made = render(BARE, Tokens())
    assert made.part("subject.txt").text == "Arbeitstitel"
    assert page(made).css_first("h1").text() == "Arbeitstitel"
    assert mail(made)["Subject"] == "Arbeitstitel"
    assert "From" not in mail(made)
    assert [loss.what for loss in made.losses] == ["Newsletter abbestellen"]


def test_the_given_addresses_of_the_request() -> None:
    options = (("unsubscribe_url", "https://a.example/ab?x={{1}}"), ("view_online_url", "https://a.example/lesen"))
    made = render(BARE, options=options)
    links = [link.attributes["href"] for link in page(made).css("a")]
    assert "https://a.example/lesen" in links
    assert "https://a.example/ab?x=%7B%7B1%7D%7D" in links
    assert mail(made)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_legal_lines_are_in_both_bodies(artifact: Artifact) -> None:
    source = view(DOCUMENT, BRAND, everything.request("newsletter"), plugin)
    lines = [text for _, _, text in printed_lines(source)]
    assert len(lines) >= 2
    for line in lines:
        assert words(line) in words(page(artifact).body.text())
        assert words(line) in words(artifact.part("body.txt").text)


def test_quotes_have_the_marks_of_their_language() -> None:
    quote = Quote(id="q", text=RichText.of("Nur die Tür ist neu."), attribution="Henrike")
    made = render(replace(BARE, blocks=(quote,)))
    assert page(made).css_first("blockquote").text() == "„Nur die Tür ist neu.“– Henrike"
    assert "„Nur die Tür ist neu.“\n    – Henrike" in made.part("body.txt").text
    english = render(replace(BARE, locale="en", blocks=(replace(quote, text=RichText.of("“Mine.”")),)))
    assert page(english).css_first("blockquote p").text() == "“Mine.”"


def test_meters() -> None:
    used = {meter.name: meter.used for meter in render().meters}
    assert used["subject"] == 52
    assert 0 < used["html-size"] < 102
    assert [meter.name for meter in plugin.measure("<!DOCTYPE html>" + "x" * 120_000, "newsletter") if meter.over] == [
        "html-size"
    ]
    assert plugin.measure("e\u0301" * 61, "newsletter")[0].used == 61


def test_very_long_words_and_articles() -> None:
    article = tuple(
        Paragraph(id=f"p{number}", text=RichText.of("Wort für Wort entsteht ein langer Text. " * 20))
        for number in range(60)
    )
    document = replace(BARE, headline=RichText.of("W" * 10_000), blocks=article)
    made = render(document)
    assert mail(made)["Subject"] == "W" * 900
    assert made.part("subject.txt").text == "W" * 10_000
    assert page(made).body.text().count("Wort für Wort") == 1200 + made.part("preheader.txt").text.count("Wort für")
    sizes = {meter.name: meter.used for meter in made.meters}
    assert sizes["html-size"] < 60 * 20 * 41 / 1024 * 1.5 + 30


def test_unused_request_values_change_nothing() -> None:
    made = RenderRequest(format="newsletter", media_base='https://a.example/"><script>/')
    source = view(DOCUMENT, BRAND, made, plugin)
    markup = plugin.render(source, SHELF).part("body.html").text
    assert "<script>" not in markup


def test_text_runs_join_before_they_are_escaped() -> None:
    text = RichText((Text("*"), Text("|UNSUB|"), Text("*")))
    made = render(replace(BARE, blocks=(Paragraph(id="x", text=text),)), dialect="mailchimp")
    assert made.part("body.txt").text.count("*|UNSUB|*") == 1


def test_a_letter_greets_before_it_tells() -> None:
    hello = Paragraph(id="h", text=read('Guten Tag {{ contact.last_name | default: "und willkommen" }},'))
    rest = Paragraph(id="r", text=RichText.of("der Keller ist offen."))
    document = replace(BARE, teaser=RichText.of("Zwölf Wochen Reife."), blocks=(hello, rest))
    letter = render(document, dialect="mailchimp").part("body.txt").text
    opening = "Arbeitstitel\n============\n\nGuten Tag *|IF:LNAME|**|LNAME|**|ELSE:|*und willkommen*|END:IF|*,\n\n"
    assert letter.startswith(f"{opening}Zwölf Wochen Reife.\n\nder Keller ist offen.\n")
    for other in ("Guten Tag,", 'Für {{ contact.first_name | default: "alle" }} gibt es Käse.'):
        block = replace(hello, text=read(other))
        assert render(replace(document, blocks=(block,))).part("body.txt").text.index("Zwölf") < 40


def test_a_table_of_a_letter_stands_in_columns_where_it_fits() -> None:
    rows = (("Klein", "9,90 €"), ("Mittelgroß", "12 €"))
    table = Table(
        id="t",
        header=(RichText.of("Größe"), RichText.of("Preis")),
        rows=tuple(tuple(map(RichText.of, row)) for row in rows),
    )
    letter = render(replace(BARE, blocks=(table,))).part("body.txt").text
    assert "Größe        Preis\n----------   ------\nKlein        9,90 €\nMittelgroß   12 €\n" in letter
    wide = replace(table, rows=((RichText.of("x" * 80), RichText.of("y")),))
    assert f"Größe | Preis\n{'x' * 80} | y\n" in render(replace(BARE, blocks=(wide,))).part("body.txt").text


@pytest.mark.parametrize(
    ("locale", "words_"),
    [
        ("fr-CH", "au lieu de 29,90 €"),
        ("it", "anziché 29,90 €"),
        ("nl", "in plaats van"),
        ("pl", "zamiast"),
        ("es", "en"),
    ],
)
def test_added_words_are_in_the_language_of_the_piece(locale: str, words_: str) -> None:
    made = render(replace(DOCUMENT, locale=locale))
    assert words_ in words(page(made).body.text())
    assert words_ in made.part("body.txt").text
    assert f'lang="{locale}"' in made.part("body.html").text


def test_a_letter_names_mailboxes_and_telephones_as_people_do() -> None:
    link = Link("mailto:keller@wiesengrund.example?subject=K%C3%A4se", (Text("uns"),))
    text = RichText((Text("Schreib "), link, Text(" oder ruf an.")))
    call = Action(read("Anrufen"), "tel:+49 331 5550100")
    letter = render(replace(BARE, blocks=(Paragraph(id="p", text=text),), action=call)).part("body.txt").text
    assert "» Anrufen: +493315550100\n" in letter
    assert "[1] keller@wiesengrund.example\n" in letter
    assert "Newsletter abbestellen: post@wiesengrund.example\n" in letter
    assert "mailto:" not in letter
    assert "tel:" not in letter


def test_a_letter_shows_pictures_that_say_something_of_their_own() -> None:
    picture = SHELF.photo("Ein Rad Käse", (600, 400), seed=4)
    said = (Picture(id="b", asset=picture), Offer(id="o", product=read("Almkäse"), price=read("9 €"), asset=picture))
    letter = render(replace(BARE, blocks=said)).part("body.txt").text
    assert letter.count("[Bild: Ein Rad Käse]") == 1
    assert "\n\nAlmkäse\n9 €\n" in letter
