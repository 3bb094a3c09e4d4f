"""The newsletter: what arrives, in every part, and what cannot get in."""

import email
import email.policy
import html
import io
import re
from dataclasses import replace
from email.message import EmailMessage
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from renderers.channels.email import mjml, plugin
from renderers.channels.email.message import message
from renderers.contract.artifact import Artifact, Media
from renderers.contract.document import Action, Document, Override, Paragraph, Quote, Replacement
from renderers.contract.errors import UnsupportedDialectError
from renderers.contract.grammar import read
from renderers.contract.place import Place
from renderers.contract.request import RenderRequest
from renderers.contract.text import MergeField, RichText, Text
from renderers.contract.tokens import Field, Logo, Sender, Tokens
from renderers.contract.view import view
from renderers.contract.walk import texts
from renderers.toolkit.legal import printed_lines
from tests.renderers import everything
from tests.renderers.everything import Shelf

SHELF = Shelf()
DOCUMENT = everything.document(SHELF)
BRAND = everything.brand(SHELF)
BARE = Document(id="1", locale="de-DE", title="Arbeitstitel")


def render(document: Document = DOCUMENT, tokens: Tokens = BRAND, **changes) -> Artifact:
    source = view(document, tokens, everything.request("newsletter", **changes), plugin)
    return plugin.render(source, SHELF)


@pytest.fixture(scope="module")
def artifact() -> Artifact:
    return render()


def page(artifact: Artifact) -> LexborHTMLParser:
    return LexborHTMLParser(artifact.part("body.html").text)


def mail(artifact: Artifact) -> EmailMessage:
    parsed = email.message_from_bytes(artifact.part("message.eml").data, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def words(text: str) -> str:
    return " ".join(text.split())


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


def test_layout_tables_are_marked_and_data_tables_are_not(artifact: Artifact) -> None:
    tables = page(artifact).css("table")
    data = [table for table in tables if table.attributes.get("role") != "presentation"]
    assert [table.css_first("th").text() for table in data] == ["Sorte"]
    assert page(artifact).css_first("html").attributes["lang"] == "de-DE"


def test_links_are_tagged_and_the_rest_is_not(artifact: Artifact) -> None:
    links = [link.attributes["href"] for link in page(artifact).css("a")]
    assert "https://wiesengrund.example/kaese?a=1&b=2&utm_source=email&utm_campaign=alm" in links
    assert "https://wiesengrund.example/impressum" in links
    assert "mailto:post@wiesengrund.example?subject=unsubscribe" in links


def test_the_mail_file(artifact: Artifact) -> None:
    parsed = mail(artifact)
    assert parsed["Subject"] == artifact.part("subject.txt").text
    assert parsed["From"] == "Wiesengrund <post@wiesengrund.example>"
    assert parsed["Date"] == "Sat, 21 Nov 2026 09:30:00 +0000"
    assert parsed["List-Unsubscribe"] == "<mailto:post@wiesengrund.example?subject=unsubscribe>"
    text, related = parsed.iter_parts()
    assert text.get_content().splitlines() == artifact.part("body.txt").text.splitlines()
    markup, *pictures = related.iter_parts()
    cids = {f"cid:{picture['Content-ID'].strip('<>')}": picture.get_content() for picture in pictures}
    sources = [image.attributes["src"] for image in LexborHTMLParser(markup.get_content()).css("img")]
    assert set(sources) == set(cids)
    assert sorted(cids.values()) == sorted(media.data for media in artifact.media)
    assert not parsed.defects
    assert not related.defects


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


def test_no_outside_address_is_loaded(artifact: Artifact) -> None:
    markup = artifact.part("body.html").text
    assert not re.search(r"""(src|background)=["']https?:|url\(|@import|<link""", markup)


@pytest.mark.parametrize(
    ("dialect", "field", "unsubscribe", "online"),
    [
        (
            "brevo",
            '{{ contact.FIRSTNAME | default : "liebe Genießerin, lieber Genießer" }}',
            "{{ unsubscribe }}",
            "{{ mirror }}",
        ),
        (
            "mailchimp",
            "*|IF:FNAME|**|FNAME|**|ELSE:|*liebe Genießerin, lieber Genießer*|END:IF|*",
            "*|UNSUB|*",
            "*|ARCHIVE|*",
        ),
    ],
)
def test_dialects(dialect: str, field: str, unsubscribe: str, online: str) -> None:
    made = render(dialect=dialect)
    for name in ("body.html", "body.txt"):
        assert f"Guten Tag, {field}!" in made.part(name).text
    links = [link.attributes["href"] for link in page(made).css("a")]
    assert unsubscribe in links
    assert online in links
    assert f"\n{unsubscribe}\n" in made.part("body.txt").text
    assert "List-Unsubscribe" not in mail(made)


def test_field_names_of_the_register_win() -> None:
    tokens = replace(BRAND, fields=(Field("first_name", names=(("brevo", "VORNAME"),)),))
    assert "{{ contact.VORNAME | default" in render(tokens=tokens, dialect="brevo").part("body.txt").text


@pytest.mark.parametrize("name", ["x}} {{ evil", ""])
def test_a_name_that_could_end_its_tag_is_not_written(name: str) -> None:
    tokens = replace(BRAND, fields=(Field("first_name", names=(("brevo", name),)),))
    made = render(tokens=tokens, dialect="brevo")
    assert "evil" not in made.part("body.html").text
    assert "Guten Tag, liebe Genießerin, lieber Genießer!" in made.part("body.txt").text
    assert [loss.source for loss in made.losses if loss.what.startswith("{{")] == [Place("body.text", "p1")]


def test_dialects_that_are_not_written_are_refused() -> None:
    with pytest.raises(UnsupportedDialectError, match="plain, brevo, mailchimp"):
        render(dialect="pigeon")


def test_same_input_same_bytes() -> None:
    assert render() == render()


def test_without_a_date_there_is_none() -> None:
    assert "Date" not in mail(render(dated=None))


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


def test_headline_too_long_for_a_subject_gives_way_to_a_short_wording() -> None:
    long = replace(DOCUMENT, headline=read("Sehr lange Überschrift " * 6))
    assert render(long).part("subject.txt").text == "Der Almkäse ist da: ab 24,90 € das Kilo"
    assert render(replace(long, short=())).part("subject.txt").text == ("Sehr lange Überschrift " * 6).strip()


def test_preheader_is_cut_at_a_sentence_and_loses_nothing() -> None:
    teaser = "Ein erster Satz mit einigen Worten. " + "Ein zweiter, der zu lang ist " * 5 + "."
    made = render(replace(DOCUMENT, teaser=read(teaser), short=()))
    assert made.part("preheader.txt").text == "Ein erster Satz mit einigen Worten."
    assert teaser in page(made).body.text()


def test_preheader_prefers_the_teaser_and_keeps_its_fields() -> None:
    teaser = read('{{ contact.first_name | default: "Hallo" }}, diese Zwiebel braucht nur Wasser. ' + "Und Licht " * 20)
    document = replace(DOCUMENT, teaser=teaser, short=(read("Eine kurze Fassung, die auch passen würde."),))
    made = render(document, dialect="brevo")
    assert made.part("preheader.txt").text == (
        '{{ contact.FIRSTNAME | default : "Hallo" }}, diese Zwiebel braucht nur Wasser.'
    )
    assert [trace.source for trace in made.provenance if trace.part == "preheader.txt"] == [Place("teaser")]
    endless = replace(document, teaser=read("Ein Satz, der nicht enden will, " * 9))
    assert render(endless).part("preheader.txt").text == "Eine kurze Fassung, die auch passen würde."
    cut = render(replace(endless, short=())).part("preheader.txt").text
    assert cut.endswith("\u00a0…")
    assert len(cut) <= 100


def test_no_break_spaces_stay() -> None:
    line = "Nur 49,90\u00a0€ bis 24.\u202f12."
    made = render(replace(DOCUMENT, headline=RichText.of(line), teaser=RichText.of(line + "  Ja.")))
    assert made.part("subject.txt").text == line
    assert made.part("preheader.txt").text == line + " Ja."
    assert mail(made)["Subject"] == line
    assert page(made).css_first("title").text() == line
    assert page(made).css_first("h1").text() == line


COLORS = re.compile(r"#[0-9a-fA-F]{6}\b")


def test_only_palette_colors() -> None:
    """A mixed tint is no brand color, in light and in dark."""
    markup = render().part("body.html").text
    mine = {color.srgb for color in BRAND.colors}
    assert set(COLORS.findall(markup)) <= mine | {"#ffffff", "#000000"}
    assert len(set(COLORS.findall(markup)) & mine) >= 5


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


FOREIGN = (
    *("{{ contact.NAME }}", "{{7*7}}", "{{{raw}}}", "{% if x %}", "{# note #}", "*|FNAME|*", "%%FIRSTNAME%%"),
    *(
        "%%=v(@x)=%%",
        "$[FNAME|x]$",
        "[[email]]",
        "<% name %>",
        "${name}",
        "{$name}",
        "{contactfield=x}",
        "%FIRST-NAME%",
    ),
)


@pytest.mark.parametrize("tag", FOREIGN)
def test_tags_of_other_systems_that_authors_type_stay_words(tag: str) -> None:
    typed = RichText.of(f"Vor {tag} nach")
    document = replace(
        BARE, headline=typed, blocks=(Paragraph(id="p", text=typed),), hero=replace(DOCUMENT.hero, alt=f"Bild {tag}")
    )
    made = render(document, dialect="plain")
    body = cast("EmailMessage", mail(made).get_body(("html",))).get_content()
    for markup in (made.part("body.html").text, body):
        assert tag not in markup
        assert html.escape(tag) not in markup
    assert page(made).css_first("h1").text() == f"Vor {tag} nach"
    assert f"Vor {tag} nach" in made.part("body.txt").text


def test_overrides_of_subject_and_preheader() -> None:
    overrides = (
        Override("email", "newsletter", "subject", Replacement(text=read("Eigener Betreff"))),
        Override("email", "*", "preheader", Replacement(text=read("Eigene Vorschau"))),
        Override("email", "*", "action.label", Replacement(text=read("Eigener Knopf"))),
    )
    made = render(replace(DOCUMENT, overrides=overrides))
    assert made.part("subject.txt").text == "Eigener Betreff"
    assert made.part("preheader.txt").text == "Eigene Vorschau"
    assert "Eigener Knopf" in page(made).body.text()
    assert made.provenance[0].source == Place("overrides.email.newsletter.subject")


def test_meters() -> None:
    used = {meter.name: meter.used for meter in render().meters}
    assert used["subject"] == 52
    assert 0 < used["html-size"] < 102
    assert [meter.name for meter in plugin.measure("<!DOCTYPE html>" + "x" * 120_000, "newsletter") if meter.over] == [
        "html-size"
    ]
    assert plugin.measure("e\u0301" * 61, "newsletter")[0].used == 61


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "\r\n "])
def test_a_subject_cannot_add_a_header(break_: str) -> None:
    evil = f"Hallo{break_}Bcc: alle@example.de{break_}{break_}<p>"
    made = render(replace(BARE, headline=RichText.of(evil)), replace(BRAND, sender=replace(BRAND.sender, name=evil)))
    parsed = mail(made)
    assert "Bcc" not in parsed
    assert words(parsed["Subject"]) == "Hallo Bcc: alle@example.de <p>"
    assert "\n" not in made.part("subject.txt").text


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["Käse", "„", "“", " ", "x" * 90, "=?utf-8?q?x?=", "👩‍🌾", ","])).map("".join)
)
def test_subjects_arrive_as_they_are(text: str) -> None:
    from renderers.contract.escape import Context, escape

    line = words(escape(text, Context.LINE))
    data = message(subject=line, text="x", html="<p>x", media=(), sender=Sender(), dated=None)
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    parsed = email.message_from_bytes(data, policy=email.policy.default)
    assert parsed["Subject"] == words(line[:900])


HOSTILE = "<script>alert(1)</script> {{7*7}} *|UNSUB|* %%=v(@x)=%% </style><!-- --> ]]> &lt; \u202eTXT\u200b \x00\x1b"


def test_hostile_words_are_inert_everywhere() -> None:
    hostile = RichText.of(HOSTILE)
    document = replace(
        DOCUMENT,
        headline=hostile,
        teaser=hostile,
        action=Action(hostile, "https://a.example/?x=*|UNSUB|*&y={{7*7}}"),
        blocks=(Paragraph(id="x", text=RichText((*hostile.runs, MergeField("first_name", HOSTILE)))), *DOCUMENT.blocks),
        hero=replace(DOCUMENT.hero, alt=f'"><img src=x onerror=alert(1)>{HOSTILE}'),
    )
    for dialect in plugin.dialects:
        made = render(document, dialect=dialect)
        parsed = page(made)
        assert not parsed.css("script")
        assert not [node for node in parsed.css("*") if any(name.startswith("on") for name in node.attributes)]
        markup = made.part("body.html").text
        assert dialect == "mailchimp" or "{{7*7}}" not in markup
        assert "%%=v" not in markup or dialect != "plain"
        assert dialect == "brevo" or markup.count("*|UNSUB|*") == (dialect == "mailchimp")
        assert "\u202e" not in markup
        shown = words(parsed.css_first("h1").text().replace("\u2060", ""))
        assert shown == words("<script>alert(1)</script> {{7*7}} *|UNSUB|* %%=v(@x)=%% </style><!-- --> ]]> &lt; TXT")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/nur/ein/pfad", "java\nscript:x"])
def test_refused_addresses_leave_their_words_and_a_loss(url: str) -> None:
    made = render(replace(BARE, action=Action(read("Los"), url)))
    assert "Los" in page(made).body.text()
    assert not [link for link in page(made).css("a") if "script" in (link.attributes["href"] or "")]
    assert Place("action.url") in {loss.source for loss in made.losses}


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
    filled = slots.fill(first + second, lambda media: media.media_type)
    assert filled == "__slot_1__image/png"


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


def test_unused_request_values_change_nothing() -> None:
    made = RenderRequest(format="newsletter", media_base='https://a.example/"><script>/')
    source = view(DOCUMENT, BRAND, made, plugin)
    markup = plugin.render(source, SHELF).part("body.html").text
    assert "<script>" not in markup


def test_text_runs_join_before_they_are_escaped() -> None:
    text = RichText((Text("*"), Text("|UNSUB|"), Text("*")))
    made = render(replace(BARE, blocks=(Paragraph(id="x", text=text),)), dialect="mailchimp")
    assert made.part("body.txt").text.count("*|UNSUB|*") == 1
