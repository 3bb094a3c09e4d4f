"""Every piece with merge fields, read aloud: by the named sample person and by somebody of whom nothing is known.

Email (subject, preheader, HTML, letter) and text messages, in German and English. No empty salutation, no blank before
a comma, nothing doubled, no field left in braces.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from selectolax.lexbor import LexborHTMLParser

from brand import samples
from brand.inspect.document import inspect_document
from brand.rules.personalization.gap_for_unknown_reader import plugin as gaps
from hub.demo.loading import write_files
from renderers import registry
from renderers.assets import Joined
from renderers.contract.artifact import Artifact
from renderers.contract.document import Document, Paragraph
from renderers.contract.grammar import read
from renderers.contract.renderer import AssetSource, Renderer
from renderers.contract.text import MergeField, RichText
from renderers.contract.tokens import Tokens
from renderers.contract.view import view
from renderers.contract.walk import texts
from renderers.markdown.piece import read_piece
from renderers.toolkit.greeting import greets
from renderers.toolkit.persona import named_reader, read_by
from tests import corpus
from tests.renderers.email import demonstration

#: Salutations as brands write them, with the persons of their field registers.
SALUTATIONS = {
    "Sie, Titel": ("de", '{{ contact.salutation | default: "Guten Tag" }},', "Sehr geehrte Frau Dr. Berger"),
    "Sie, Herr": ("de", '{{ contact.salutation | default: "Sehr geehrte Damen und Herren" }},', "Guten Tag, Herr Öz"),
    "divers": ("de", '{{ contact.salutation | default: "Guten Tag" }},', "Guten Tag, Kim Yıldız"),
    "du": ("de", 'Hallo {{ contact.first_name | default: "zusammen" }},', "Jörg"),
    "du, Ruf": ("de", 'Moin{{ contact.first_name | default: "" }}!', ", Jörg"),
    "Firma": ("de", 'Guten Tag nach {{ contact.city | default: "nebenan" }},', "Buxtehude"),
    "Ms": ("en", '{{ contact.salutation | default: "Hello" }},', "Dear Dr Berger"),
    "first name": ("en", 'Hi {{ contact.first_name | default: "there" }},', "Anne-Sophie"),
}
FOLLOWS = {
    "de": 'schön, dass Sie da sind. Bei {{ contact.company | default: "Ihnen" }} ist bald Sommer.',
    "en": 'good to see you. Summer is near at {{ contact.company | default: "your place" }}.',
}
#: What no sentence has. French, which has blanks before high punctuation, is not among the languages here.
BAD = re.compile(
    r"[^\S\n][,.;:!?](?!\S)|[^\S\n]{2,}(?=\S)|,,|[!?],|,[.!?]|\(\s*\)|\{\{|\}\}|geehrter?\(|/-?r\b|\bNone\b"
)
#: A salutation that calls nobody: "Hallo," may stand alone, "Sehr geehrte," and "Guten Tag ," may not.
ORPHAN = re.compile(r"(?:Sehr geehrte[rs]?|Liebe[rs]?|Dear|nach|near at|Bei)\s*[,!.]")
TWICE = re.compile(r"\b(\w{3,}(?: \w+)?)[ ,]+\1\b", re.IGNORECASE)


#: Where the demonstration's pieces lie as files while they are read.
_FOLDER = TemporaryDirectory()


@lru_cache(maxsize=1)
def pieces() -> dict[str, tuple[Document, Tokens, AssetSource]]:
    """German and English documents with merge fields: of corpus and demonstration, and one for every salutation."""
    found: dict[str, tuple[Document, Tokens, AssetSource]] = {}
    for name in corpus.names():
        found[name] = corpus.document(name), corpus.tokens(), corpus.Pictures()
    for file in write_files(Path(_FOLDER.name)):
        piece = read_piece(file, fields=demonstration.tokens().fields)
        document = replace(
            piece.document, facts=(*piece.document.facts, *demonstration.campaign(piece.document.locale))
        )
        found[file.stem] = document, demonstration.tokens(), Joined((piece.assets, demonstration.Files()))
    for name, (locale, salutation, sample) in SALUTATIONS.items():
        blocks = tuple(Paragraph(id=f"p{at}", text=read(text)) for at, text in enumerate((salutation, FOLLOWS[locale])))
        register = tuple(
            replace(entry, sample=sample) if f"contact.{entry.name} " in salutation else entry
            for entry in Tokens().fields
        )
        document = Document(id="s", locale=locale, title="Sommer", headline=read("Sommer"), blocks=blocks)
        found[name] = document, replace(corpus.tokens(), fields=register), corpus.Pictures()
    return {name: given for name, given in found.items() if given[0].language in ("de", "en") and _fields(given[0])}


def _fields(document: Document) -> list[MergeField]:
    wordings = [*(text for _, text in texts(document)), *document.short]
    return [word for text in wordings for word in text.words if isinstance(word, MergeField)]


@lru_cache(maxsize=1)
def readings() -> tuple[tuple[str, str], ...]:
    """Every part of every piece for both readers: a name, and the words as lines."""
    return tuple(_readings())


def _readings() -> Iterator[tuple[str, str]]:
    for name, (document, tokens, assets) in pieces().items():
        for reader in ("nobody", "named"):
            read_ = document if reader == "nobody" else read_by(document, named_reader(tokens, document.locale))
            for channel, form in (("email", "newsletter"), ("email", "announcement"), ("sms", "message")):
                renderer = registry.get(channel)
                made = renderer.render(view(read_, tokens, corpus.request(form), renderer), assets)
                for part in made.parts:
                    if part.name in ("subject.txt", "preheader.txt", "body.txt", "message.txt"):
                        yield f"{name}, {reader}: {form} {part.name}", part.text
                    if part.name == "body.html":
                        page = LexborHTMLParser(part.text)
                        said = [" ".join(node.text().split()) for node in page.css("h1, .lead, .p, .li, .b a, .b3 a")]
                        yield f"{name}, {reader}: {form} {part.name}", "\n".join(said)


def test_there_is_something_to_read():
    assert {"facts", "amaryllis.de", "amaryllis.en", *SALUTATIONS} <= set(pieces())


def test_both_readers_read_whole_sentences():
    found = {}
    for name, text in readings():
        words = re.sub(r"https?://\S+", "", text)
        lines = [line for line in words.splitlines() if not re.search(r"   ", line)]  # columns of a letter's table
        hits = [
            match[0] for line in lines for pattern in (BAD, ORPHAN, TWICE) for match in pattern.finditer(line.strip())
        ]
        if hits:
            found[name] = (hits, text[:300])
    assert found == {}


def test_the_rule_finds_no_gap_in_them_and_every_gap_of_others():
    def flagged(document: Document, tokens: Tokens) -> list[str]:
        guideline = replace(samples.GUIDELINE, tokens=tokens)
        return [
            str(finding.message) for finding in gaps.check(inspect_document(document, today=samples.TODAY), guideline)
        ]

    found = {name: flagged(document, tokens) for name, (document, tokens, _) in pieces().items()}
    assert {name: said for name, said in found.items() if said} == {}
    for text in (
        'Guten Tag {{ contact.first_name | default: "" }},',
        'Sehr geehrte Frau {{ contact.salutation | default: "Berger" }},',
    ):
        assert len(flagged(Document(id="x", locale="de", title="x", headline=read(text)), Tokens())) == 1, text


def test_the_named_person_is_met_and_the_unknown_one_is_not():
    for name, (document, tokens, _) in pieces().items():
        samples = {value for _, value in named_reader(tokens, document.locale).values}
        for other, text in readings_of(name):
            is_met = any(sample in text or sample.upper() in text for sample in samples)
            assert is_met == ("named" in other), (other, text[:300])


def readings_of(name: str) -> list[tuple[str, str]]:
    """The letters of a piece."""
    return [
        (other, text) for other, text in readings() if other.startswith(f"{name},") and "newsletter body.txt" in other
    ]


def test_a_salutation_is_told_from_news():
    def said(text: str) -> bool:
        return greets(Paragraph(id="p", text=read(text)))

    for text in ("Guten Tag,", "Sehr geehrte Frau Dr. Berger,", "Hallo Jörg!", "Dear Ms O’Neill,", "مرحباً،"):
        assert said(text), text
    assert said('{{ contact.first_name | default: "Hallo" }}!')
    for text in ("", "Heute ist es so weit.", "Jetzt zugreifen!", "Hallo! Der Winter war lang.", "x" * 80 + ","):
        assert not said(text), text


def test_a_salutation_is_no_preheader_and_never_the_last_word():
    document, tokens, assets = pieces()["Sie, Titel"]
    email, sms = registry.get("email"), registry.get("sms")

    def made(given: Document, channel: Renderer, form: str) -> Artifact:
        return channel.render(view(given, tokens, corpus.request(form), channel), assets)

    assert made(document, email, "newsletter").part("preheader.txt").text.startswith("Schön, dass Sie da sind.")
    long = replace(document, blocks=(document.blocks[0], Paragraph(id="p1", text=read("Wort für Wort. " * 60))))
    message = made(replace(long, short=(), teaser=RichText()), sms, "message")
    assert "Guten Tag,\nWort" in message.part("message.txt").text
    word = Paragraph(id="p1", text=read("W" * 2000))
    alone = made(replace(document, blocks=(document.blocks[0], word)), sms, "message")
    assert "Guten Tag" not in alone.part("message.txt").text or "W" in alone.part("message.txt").text
    assert (
        "Guten Tag"
        not in made(replace(document, blocks=(document.blocks[0], word)), email, "announcement")
        .part("body.txt")
        .text.split("– – –")[0]
    )
