"""The values of variants compared with the piece and with one another."""

from brand import samples
from brand.comparison import documents, is_known, known, odd_ones, said, same, variants
from brand.facts import FactKind
from brand.guideline import Guideline
from brand.inspect.document import inspect_document
from renderers.contract.document import Fact, FactType

PRICE = Fact("price", FactType.PRICE, "89.00 EUR", display="89 €")
END = Fact("end", FactType.DATE, "2026-12-24T18:00:00+01:00", display="24. Dezember")


def prices(*texts: str) -> list[list[object]]:
    return [said(samples.variant(text, "email", locale="de"), FactKind.PRICE) for text in texts]


def odd(*texts: str) -> list[tuple[str, str]]:
    return [(one.fact.quote, other.fact.quote) for one, other in odd_ones(prices(*texts), same)]


def test_of_two_that_differ_the_second_is_odd():
    assert odd("Nur 89 €.", "Nur 79 €.") == [("79 €", "89 €")]
    assert odd("Nur 89 €.", "Nur 89,00 EUR.") == []


def test_of_three_the_one_alone_is_odd():
    assert odd("Nur 79 €.", "Nur 89 €.", "Für 89 €.") == [("79 €", "89 €")]


def test_a_value_more_is_no_contradiction():
    assert odd("Nur 89 €.", "Nur 89 € statt 99 €.") == []
    assert odd("Nur 89 €.", "Ohne Preis.") == []


def test_facts_agree_whatever_they_look_like():
    days = said(samples.variant("Bis 24.12. oder 24. Dezember 2026", "email", locale="de"), FactKind.DATE)
    assert all(is_known(day.fact, [END], ()) for day in days)
    other = said(samples.variant("Bis 25.12.", "email", locale="de"), FactKind.DATE)
    assert not is_known(other[0].fact, [END], ())


def test_the_piece_knows_its_facts_its_words_and_the_brands_lines():
    document = samples.piece("Versand 4,95 €.", facts=(PRICE,), locale="de")
    values = {fact.normal for fact in known(document, Guideline(), FactKind.PRICE)}
    assert values == {"4.95 EUR", "89.00 EUR"}
    strict = known(document, Guideline(), FactKind.PRICE, keep=lambda _text, _fact: False)
    assert {fact.normal for fact in strict} == {"89.00 EUR"}


def test_variants_are_outputs_and_overrides():
    document = samples.piece("Licht.")
    source = inspect_document(document)
    output = samples.variant("Light.", "sms", document=document)
    assert variants([source, output]) == [output]
    assert documents([output]) is document
