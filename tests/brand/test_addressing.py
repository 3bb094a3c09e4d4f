"""Sentences recast in the other form of address, where only the quoted words have to change."""

import pytest

from brand import samples
from brand.addressing import gathered, recast, spoken
from brand.language.address import Side
from brand.rule import Good


def recast_in(text: str, side: Side, wanted: str) -> list[str]:
    subject = samples.subject_of(Good(text, "de"))
    return [recast(words, wanted) for words in spoken(gathered(subject), side)]


@pytest.mark.parametrize(
    ("text", "polite"),
    [
        ("Hol dir dein Angebot.", "Holen Sie sich Ihr"),
        ("Wir bringen dir deine Leuchte.", "Ihnen Ihre"),
        ("Hast du deine Leuchte?", "Haben Sie Ihre"),
        ("Kannst du dich erinnern?", ""),
        ("Wenn du willst, komm.", ""),
    ],
)
def test_du_becomes_sie(text: str, polite: str):
    assert recast_in(text, Side.DU, "sie")[0] == polite or polite == ""


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Entdecken Sie Ihre Stadt.", "Entdecke deine"),
        ("Sichern Sie sich Ihren Platz.", "Sichere dir deinen"),
        ("Haben Sie Fragen?", "Hast du"),
        ("Wir schenken Ihnen Zeit.", "dir"),
        ("Wenn Sie mögen, kommen Sie mit.", ""),
    ],
)
def test_sie_becomes_du_or_nothing(text: str, plain: str):
    assert recast_in(text, Side.SIE, "du")[0] == plain


def test_sentences_are_told_apart():
    subject = samples.subject_of(Good("Hol dir Licht. Das ist da. Wir freuen uns auf dich.", "de"))
    said = list(spoken(gathered(subject), Side.DU))
    assert [words.sentence.text for words in said] == ["Hol dir Licht.", "Wir freuen uns auf dich."]
    assert [words.quote.text for words in said] == ["Hol dir", "dich"]
