"""A document becomes runs that lead back to the very characters the author typed."""

import re

import pytest

from brand.inspect.document import inspect_document, inspect_overrides
from brand.subject import RunKind
from renderers.contract import grammar, walk
from renderers.contract.document import (
    Action,
    Arm,
    AssetRef,
    Document,
    Fact,
    FactType,
    Heading,
    LegalNote,
    ListBlock,
    Override,
    Paragraph,
    Picture,
    Qualifier,
    Quote,
    Replacement,
)
from renderers.contract.place import Place
from renderers.contract.text import Link, RichText, Text
from tests import corpus

PICTURE = AssetRef("a", "0" * 64, alt="Ein Boot", width=4, height=3)
DOCUMENT = Document(
    id="p",
    locale="de",
    title="Titel",
    slug="stueck",
    headline=grammar.read('{{ contact.first_name | default: "Hallo" }}, nur {{ fact.price }}!'),
    teaser=grammar.read("Schon ab {{ fact.price }} und {{ fact.lost }}."),
    short=(RichText.of("Kurz."),),
    blocks=(
        Heading(id="h", text=RichText.of("Zwischen"), level=3),
        Paragraph(id="a", text=RichText((Text("Ein "), Link("https://a.example/x", (Text("Link"),)), Text(" hier.")))),
        ListBlock(id="l", items=(RichText.of("eins"), RichText.of("zwei"))),
        Quote(id="q", text=RichText.of("Gut."), attribution="Ann"),
        Picture(id="b", asset=PICTURE, caption=RichText.of("Am Fluss")),
        LegalNote(id="n", text=RichText.of("Klein.")),
    ),
    action=Action(RichText.of("Kaufen"), "https://a.example/kauf"),
    hero=PICTURE,
    hashtags=("herbst",),
    facts=(Fact("price", FactType.PRICE, "9.00 EUR", Qualifier.FROM, "9 €"),),
    overrides=(
        Override("sms", "*", "text", Replacement(text=RichText.of("Nur hier"))),
        Override("social", "x-post", "hashtags", Replacement(items=("neu",))),
    ),
    arm=Arm("b", "headline", Replacement(text=RichText.of("Anders"))),
)


def test_every_text_is_a_run() -> None:
    subject = inspect_document(DOCUMENT)
    runs = {str(run.where.source): (run.kind, run.text) for run in subject.runs}
    assert runs["headline"] == (RunKind.TITLE, "Hallo, nur ab 9 €!")
    assert runs["teaser"] == (RunKind.PARAGRAPH, "Schon ab 9 € und {{ fact.lost }}.")
    assert runs["short.0"] == (RunKind.PARAGRAPH, "Kurz.")
    assert runs["body.text[h]"] == (RunKind.HEADING, "Zwischen")
    assert runs["body.items.1[l]"] == (RunKind.LIST_ITEM, "zwei")
    assert runs["body.text[q]"] == (RunKind.QUOTE, "Gut.")
    assert runs["body.caption[b]"] == (RunKind.CAPTION, "Am Fluss")
    assert runs["body.text[n]"] == (RunKind.LEGAL, "Klein.")
    assert runs["action.label"] == (RunKind.ACTION, "Kaufen")
    assert runs["hero.alt"] == (RunKind.ALT, "Ein Boot")
    assert runs["hashtags.0"] == (RunKind.HASHTAGS, "#herbst")
    assert runs["arms.b"] == (RunKind.PARAGRAPH, "Anders")
    assert {place for place, _ in walk.texts(DOCUMENT)} <= {run.where.source for run in subject.runs}
    assert [(link.url, link.text, str(link.where.source)) for link in subject.links] == [
        ("https://a.example/x", "Link", "body.text[a]"),
        ("https://a.example/kauf", "Kaufen", "action.url"),
    ]


def test_overrides_are_judged_in_their_channel() -> None:
    found = inspect_overrides(DOCUMENT)
    assert [(one.channel, one.format, one.runs[0].text) for one in found] == [
        ("sms", "", "Nur hier"),
        ("social", "x-post", "#neu"),
    ]
    assert found[0].runs[0].where.source == Place("overrides.sms.*.text")


def test_positions_lead_to_what_was_typed() -> None:
    subject = inspect_document(DOCUMENT)
    (headline,) = (run for run in subject.runs if run.kind is RunKind.TITLE)
    typed = DOCUMENT.headline.source

    def source(words: str) -> str:
        at = headline.text.index(words)
        place = headline.spot(at, at + len(words)).source
        assert place is not None
        return typed[place.start : place.end]

    assert source("nur") == "nur"
    assert source("!") == "!"
    assert source("9 €") == "{{ fact.price }}"
    assert source("Hallo") == '{{ contact.first_name | default: "Hallo" }}'
    assert source("nur ab 9 €") == "nur {{ fact.price }}"
    assert source(", nur") == ", nur"


@pytest.mark.parametrize("name", corpus.names())
def test_every_word_of_the_corpus_leads_back(name: str) -> None:
    document = corpus.document(name)
    typed = {place: text.source for place, text in walk.texts(document)}
    checked = 0
    for run in inspect_document(document).runs:
        if run.where.source not in typed:
            continue
        for origin in run.origins:
            place = origin.place
            assert place.start is not None
            if origin.exact:
                assert typed[place.whole][place.start : place.end] == run.text[origin.start : origin.end]
                checked += 1
        for word in re.finditer(r"\w+", run.text):
            assert run.spot(*word.span()).source is not None
    assert checked or name in {"empty-body", "title-only"}
