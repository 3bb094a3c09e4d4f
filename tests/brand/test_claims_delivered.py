"""Rules on claims, fields and dialects over what the renderers really deliver, and the traps of their examples."""

from dataclasses import replace

import pytest

from brand import samples
from brand.evidence import calls_to_buy, is_approved, struck
from brand.finding import Finding, Verdict
from brand.guideline import Guideline, Setting, Term, TermKind, named
from brand.inspect.artifact import Delivery, inspect_artifact
from brand.inspect.html import inspect_html
from brand.inspect.text import inspect_text
from brand.portable import read_guideline, write_guideline
from brand.prose import passages
from brand.registry import get
from brand.rule import Bad, Good, Rule
from brand.rules.voice.insensitive_wording.words import ENGLISH, GERMAN
from brand.samples import piece
from brand.subject import Subject
from renderers import registry
from renderers.contract.document import Document, Fact, FactType, Offer
from renderers.contract.grammar import read
from tests import corpus
from tests.brand.clean_corpus import texts
from tests.contracts.judging import findings

HELLO = '{{ contact.first_name | default: "Hallo" | capitalize }}'


def delivered(document: Document, channel: str, format_key: str, dialect: str = "plain") -> Subject:
    renderer = registry.get(channel)
    request = replace(corpus.request(format_key), dialect=dialect)
    artifact = registry.render(renderer, document, corpus.tokens(), request, corpus.Pictures()).artifact
    about = Delivery(
        name="piece", channel=channel, format=format_key, locale=document.locale, dialect=dialect, document=document
    )
    return replace(inspect_artifact(artifact, about)[0], today=samples.TODAY)


def found(rule_id: str, subject: Subject, guideline: Guideline = samples.GUIDELINE) -> list[Finding]:
    rule = get(rule_id)
    assert isinstance(rule, Rule)
    return list(rule.check(subject, guideline)) if rule.applies_to(subject) else []


def offered(*facts: Fact, lines: str = "Die Leuchte ist da.") -> Document:
    made = piece(lines, headline="Licht", locale="de", facts=facts)
    offer = Offer(id="o1", product=read("Leuchte"), price=read("39 €"), old_price=read("59 €"))
    return replace(made, blocks=(*made.blocks, offer))


def test_a_long_name_overflows_a_subject_line() -> None:
    subject = delivered(piece("Licht.", headline=f"{HELLO}, das Licht für die langen Abende im Winter", locale="de"),
                        "email", "newsletter")  # fmt: skip
    meter = next(meter for meter in subject.meters if meter.name == "subject")
    assert not meter.over
    (finding,) = found("personalization/worst-case-overflow", subject)
    assert finding.quote.text.startswith("Hallo, das Licht")
    assert finding.where.source is not None
    assert finding.where.source.field == "headline"
    short = delivered(piece("Licht.", headline=f"{HELLO}, Licht!", locale="de"), "email", "newsletter")
    assert found("personalization/worst-case-overflow", short) == []


def test_what_a_dialect_cannot_say_is_passed_on() -> None:
    document = piece("Licht.", headline='Licht für {{ contact.shoe_size | default: "alle" }}', locale="de")
    subject = delivered(document, "email", "newsletter", "mailchimp")
    reasons = [str(finding.message) for finding in found("personalization/lost-in-dialect", subject)]
    assert any("shoe_size" in reason for reason in reasons), (reasons, subject.losses)
    assert found("personalization/lost-in-dialect", delivered(document, "email", "newsletter")) == []


@pytest.mark.parametrize(
    ("channel", "format_key"), [("email", "newsletter"), ("web", "article"), ("print", "a5-flyer")]
)
def test_an_offer_needs_the_lowest_price(channel: str, format_key: str) -> None:
    lacking = delivered(offered(), channel, format_key)
    assert [one.quote.text.strip() for one in found("claims/missing-lowest-price", lacking)] == ["59 €"]
    assert found("claims/unexplained-strike-price", lacking) == [], "the renderers say what the struck price is"
    known = offered(Fact("lowest_30d", FactType.PRICE, "59.00 EUR"))
    assert found("claims/missing-lowest-price", delivered(known, channel, format_key)) == []
    other = offered(Fact("lowest_30d", FactType.PRICE, "49.00 EUR"))
    assert len(found("claims/missing-lowest-price", delivered(other, channel, format_key))) == 1
    told = offered(lines="Niedrigster Preis der letzten 30 Tage: 49 €.")
    assert found("claims/missing-lowest-price", delivered(told, channel, format_key)) == []


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p><s>59 €</s> 39 €</p>", ["59 €"]),
        ('<p><span style="text-decoration-line: line-through">59 <b>€</b></span> 39 €</p>', ["59 €"]),
        ("<style>.old {text-decoration: line-through}</style><p><i class='old'>59 €</i> 39 €</p>", ["59 €"]),
        ("<p><u>59 €</u> 39 €</p>", []),
    ],
)
def test_struck_words_of_a_page(page: str, words: list[str]) -> None:
    subject = inspect_html(page, name="page.html", locale="de")
    seen = ["".join(run.text[start:end] for start, end in struck(run)) for run in subject.runs]
    assert [one for one in seen if one] == words


@pytest.mark.parametrize("name", ["text.txt", "piece.md"])
@pytest.mark.parametrize(
    ("text", "words"),
    [("Nur ~~59 €~~ 39 €.", ["59 €"]), ("Etwa ~50 km oder ~60 km weit.", []), ("Ein ~ und ein ~~ allein.", [])],
)
def test_struck_words_of_a_text(name: str, text: str, words: list[str]) -> None:
    subject = inspect_text(text, name=name, locale="de")
    assert [run.text[start:end] for run in subject.runs for start, end in struck(run)] == words


def test_an_approved_claim_covers_its_own_words_only() -> None:
    subject = inspect_text("Hält 25 Jahre; das Kabel hält 5 Jahre.", name="text.txt", locale="de", today=samples.TODAY)
    (passage,) = passages(subject)
    assert is_approved(passage, 0, 13, subject, samples.GUIDELINE)
    assert not is_approved(passage, 24, 37, subject, samples.GUIDELINE)


@pytest.mark.parametrize("text", ["Jetzt bestellen", "20 % Rabatt", "order now", "Save 20%", "30% off"])
def test_calls_to_buy(text: str) -> None:
    assert calls_to_buy(text)


def test_pressing_for_time_depends_on_the_day() -> None:
    text = "Nur noch wenige Tage: Bis 30. November 2026 sparen Sie 10 €."
    rule = get("claims/false-urgency")
    assert rule is not None
    subject = inspect_text(text, name="mail.txt", locale="de", today=samples.TODAY)
    assert found("claims/false-urgency", subject) == []
    late = replace(subject, today=samples.TODAY.replace(month=12))
    assert [finding.quote.text for finding in found("claims/false-urgency", late)] == ["Nur noch wenige Tage"]


@pytest.mark.parametrize(("words", "locale"), [(GERMAN, "de"), (ENGLISH, "en")])
def test_every_entry_of_the_list_is_found_with_its_advice(words: tuple[object, ...], locale: str) -> None:
    rule = get("voice/insensitive-wording")
    assert rule is not None
    frame = {"de": "Es geht um {}, sagte sie gestern.", "en": "It is about {}, she said."}[locale]
    for word in GERMAN if locale == "de" else ENGLISH:
        for form in (word.word, *word.forms):
            hits = findings(rule, Good(frame.format(form), locale))
            assert hits, form
            assert hits[0].quote.text == form
            assert (hits[0].fix is not None) is bool(word.instead)
            assert hits[0].verdict is (Verdict.NEEDS_REVIEW if word.depends else Verdict.FAIL)
    assert len(words) == len({entry.word for entry in (GERMAN if locale == "de" else ENGLISH)})


def test_no_advice_of_the_list_is_on_the_list() -> None:
    rule = get("voice/insensitive-wording")
    assert rule is not None
    for locale, words in (("de", GERMAN), ("en", ENGLISH)):
        for word in words:
            assert findings(rule, Good(f"{word.instead}.", locale)) == [], word.instead


def test_a_guideline_extends_and_empties_the_list_in_its_file() -> None:
    guideline = Guideline(
        terms=(Term("Normalo", TermKind.INSENSITIVE, instead="Mensch", reason="Niemand ist die Norm.", language="de"),),
        settings=(Setting("voice/insensitive-wording", options=(("shipped", False),)),),
    )
    guideline = named(guideline, "lumora")
    again = read_guideline(write_guideline(guideline).text)
    assert again.digest == guideline.digest
    rule = get("voice/insensitive-wording")
    assert rule is not None
    (finding,) = findings(rule, Bad("Normalos und Putzfrauen.", "de", guideline=again))
    assert (finding.quote.text, finding.fix and finding.fix.new) == ("Normalos", "Mensch")


SILENT = [
    *("claims/guarantee-without-terms", "claims/false-urgency", "claims/missing-lowest-price"),
    *("claims/missing-unit-price", "claims/missing-vat-or-shipping-note", "claims/unexplained-strike-price"),
    *("claims/unlisted-health-claim", "claims/generic-green-claim", "claims/unsourced-test-seal"),
    *("voice/off-target-readability", "voice/insensitive-wording", "voice/off-style-call-to-action"),
]


@pytest.mark.parametrize("rule_id", SILENT)
def test_clean_texts_are_left_alone_one_by_one(rule_id: str) -> None:
    heard = [
        (subject.name, finding.quote.text)
        for text in texts()
        for subject in (*text.pieces(), *text.pieces(page=True), text.subject(text.paragraphs, text.name))
        for finding in found(rule_id, subject, text.guideline)
    ]
    assert heard == []
