"""Cues: what a rule needs to find anything at all."""

import pytest

from brand.cues import DIGITS, Cues
from brand.finding import Where
from brand.prose import passages
from brand.subject import Subject, SubjectKind, TextRun


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Alles gratis!", True),
        ("GRATIS für alle", True),
        ("Die Gratistasche", True),  # anywhere in a word: the rule's own pattern decides
        ("Alles umsonst.", True),
        ("Kostet 3 Euro", True),
        ("Kostet drei Euro", False),
        ("", False),
    ],
)
def test_words_and_signs(text: str, found: bool) -> None:
    assert Cues("gratis", "Umsonst", *DIGITS).are_in(text) is found


def test_cues_made_later_are_found_in_texts_seen_before() -> None:
    text = "Ein Text über Segelflugzeuge."
    assert not Cues("Heißluft").are_in(text)
    assert Cues("segelflug").are_in(text)


def test_only_the_passages_that_hold_one() -> None:
    runs = tuple(TextRun(text, Where()) for text in ("Nichts.", "Ganz gratis.", "Auch nichts."))
    subject = Subject(name="x", kind=SubjectKind.TEXT, locale="de", runs=runs)
    assert [one.text for one in passages(subject, cues=Cues("gratis"))] == ["Ganz gratis."]
