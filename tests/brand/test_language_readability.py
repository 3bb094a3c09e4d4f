"""Readability: the formulas against sums done by hand, syllables, bands, and the 100-word floor."""

import pytest

from brand.audit import audit
from brand.guideline import Guideline, Setting
from brand.inspect.text import inspect_text
from brand.language.readability import ReadingBand, band, count_syllables, readability
from brand.registry import all_rules
from brand.samples import TODAY

# 5 words, 8 syllables, of which "Kaffeetasse" is long and has four syllables; 20 sentences make 100 words.
HUNDRED = "Die neue Kaffeetasse ist rot. " * 20


def test_formulas_by_hand() -> None:
    found = readability(HUNDRED)
    assert found is not None
    assert (found.words, found.sentences, found.syllables) == (100, 20, 180)
    assert (found.long_words, found.many_syllables, found.one_syllable) == (20, 20, 60)
    assert found.amstad == pytest.approx(180 - 5 - 58.5 * 1.8)
    assert found.flesch == pytest.approx(206.835 - 1.015 * 5 - 84.6 * 1.8)
    assert found.wiener == pytest.approx(0.1935 * 20 + 0.1672 * 5 + 0.1297 * 20 - 0.0327 * 60 - 0.875)
    assert found.lix == pytest.approx(5 + 20)
    assert found.ease("de-AT") == found.amstad
    assert found.ease("en") == found.flesch
    assert found.band("de") is ReadingBand.PLAIN


def test_no_value_below_a_hundred_words() -> None:
    assert readability(HUNDRED.replace("Die neue", "Die", 1)) is None
    assert readability("") is None
    assert readability("12 34 https://rad.example " * 100) is None


def test_plain_text_is_easier_than_officialese() -> None:
    plain = "Wir bauen gute Räder. Sie sind leicht. Du fährst damit zur Arbeit oder an den See. " * 10
    official = (
        "Die Inanspruchnahme der Gewährleistung setzt die ordnungsgemäße Durchführung der vorgeschriebenen "
        "Wartungsmaßnahmen durch autorisierte Fachwerkstätten voraus, deren Nachweis schriftlich zu erbringen ist. "
    ) * 10
    easy, hard = readability(plain), readability(official)
    assert easy is not None
    assert hard is not None
    assert easy.amstad > 70 > 30 > hard.amstad
    assert easy.wiener < 5 < 15 < hard.wiener
    assert easy.lix < 40 < 60 < hard.lix
    assert (easy.band("de"), hard.band("de")) == (ReadingBand.VERY_EASY, ReadingBand.VERY_HARD)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("Rad", 1), ("Räder", 2), ("Maus", 1), ("Häuser", 2), ("Kaffee", 2), ("Theater", 3), ("Qualität", 3),
        ("Quelle", 2),
        ("Aktion", 3), ("Donaudampfschiff", 4), ("E-Mail", 2), ("Kund*innen", 3), ("hm", 1), ("Stra\u00adße", 2),
    ],
)  # fmt: skip
def test_german_syllables(word: str, count: int) -> None:
    assert count_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("bike", 1), ("bikes", 1), ("table", 2), ("wanted", 2), ("jumped", 1), ("houses", 2), ("queue", 1),
        ("rhythm", 1),
        ("wonderful", 3), ("don't", 1), ("e-mail", 2), ("the", 1), ("boxes", 2), ("beautiful", 3),
    ],
)  # fmt: skip
def test_english_syllables(word: str, count: int) -> None:
    assert count_syllables(word, "en-GB") == count


@pytest.mark.parametrize(
    ("ease", "name"),
    [(-10, "very hard"), (29.9, "very hard"), (30, "hard"), (65, "plain"), (89, "easy"), (120, "very easy")],
)
def test_bands(ease: float, name: str) -> None:
    assert band(ease) == name


def told(index: str, low: float, high: float) -> list[str]:
    """What the rule says of a text that is Amstad 69.7, Wiener 4.5 and LIX 25."""
    options = (("index", index), ("min", low), ("max", high))
    guideline = Guideline(settings=(Setting("voice/off-target-readability", options=options),))
    (rule,) = [rule for rule in all_rules() if rule.id == "voice/off-target-readability"]
    subject = inspect_text(HUNDRED, name="a.txt", locale="de")
    return [str(one.message) for one in audit([subject], guideline, [rule], today=TODAY, police=False).findings]


@pytest.mark.parametrize(("index", "tolerance"), [("ease", 3.0), ("lix", 3.0), ("wiener", 0.5)])
def test_the_rule_is_as_exact_as_the_formulas(index: str, tolerance: float) -> None:
    """Within the tolerance nothing is said, on either side of the band; a school year is not three of them."""
    found = readability(HUNDRED)
    assert found is not None
    value = {"ease": found.amstad, "lix": found.lix, "wiener": found.wiener}[index]
    less, more = tolerance * 0.95, tolerance * 1.05
    assert told(index, value + less, value + 20) == told(index, 0.001, value - less) == []
    plainer, harder = told(index, value + more, value + 20), told(index, 0.001, value - more)
    assert len(plainer) == len(harder) == 1
    assert ("plainer" in harder[0]) is ("harder" in plainer[0]) is (index == "ease")
