"""The newsletter's subject, preheader and mail file."""

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from renderers.channels.email.message import message
from renderers.channels.email.mjml import Layout, Page
from renderers.contract.artifact import Artifact
from renderers.contract.document import Override, Replacement
from renderers.contract.grammar import read
from renderers.contract.place import Place
from renderers.contract.text import RichText
from renderers.contract.tokens import Sender
from tests.renderers.email.letters import BARE, BRAND, DOCUMENT, mail, page, render, words


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


def test_without_a_date_there_is_none() -> None:
    assert "Date" not in mail(render(dated=None))


def test_one_moment_in_several_zones_is_written_in_each() -> None:
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    moments = [noon, noon.astimezone(timezone(timedelta(hours=5, minutes=30))), noon]
    raw = [render(dated=moment).part("message.eml").data.decode() for moment in moments]
    assert [re.search(r"^Date: (.*)\r$", file, re.MULTILINE)[1] for file in raw] == [
        "Sat, 21 Nov 2026 12:00:00 +0000",
        "Sat, 21 Nov 2026 17:30:00 +0530",
        "Sat, 21 Nov 2026 12:00:00 +0000",
    ]


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
    data = message(subject=line, text="x", page=Page(Layout.of("<p>x")), media=(), sender=Sender(), dated=None)
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    parsed = email.message_from_bytes(data, policy=email.policy.default)
    assert parsed["Subject"] == words(line[:900])
