"""The term matcher: whole words, compounds, exceptions, case, and texts that try to hide a term."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand.guideline import Compound
from brand.language.forms import expand_forms
from brand.terms import TermEntry, TermMatcher, term_matcher


def quotes(text: str, *entries: TermEntry) -> list[str]:
    hits = list(TermMatcher(entries).hits(text))
    assert all(text[hit.start : hit.end] == hit.quote for hit in hits)
    return [hit.quote for hit in hits]


def entry(term: str, **options: object) -> TermEntry:
    return TermEntry(term, expand_forms(term), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alles billig hier", ["billig"]),
        ("BILLIGE Räder", ["BILLIGE"]),
        ("Billig-Angebot", ["Billig"]),
        ("„billig“, (billig) _billig_ *billig* billig.", ["billig"] * 5),
        ("unbillig, Billigung, Billigflug", []),
        ("billig_modus und super_billig", []),
        ("bil\u00adlig", ["bil\u00adlig"]),
        ("bil\u200blig\u00ad!", ["bil\u200blig"]),
        ("billig\u00a0billig\nbillig", ["billig"] * 3),
        ("billig4you", []),
        ("İ billig", ["billig"]),
        ("übillig billigü", []),
    ],
)
def test_whole_words(text: str, expected: list[str]) -> None:
    assert quotes(text, entry("billig")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("New York", ["New York"]),
        ("New\u00a0York", ["New\u00a0York"]),
        ("New  \n York", ["New  \n York"]),
        ("New\n\nYork", []),
        ("NEW YORK", ["NEW YORK"]),
        ("New Yorker", []),
    ],
)
def test_terms_of_several_words(text: str, expected: list[str]) -> None:
    assert quotes(text, TermEntry("ny", ("New York",))) == expected


def test_leftmost_longest() -> None:
    entries = TermEntry("new", ("new",)), TermEntry("ny", ("New York",)), TermEntry("york", ("York City",))
    assert quotes("in New York City", *entries) == ["New York"]
    # a longer term that is no whole word does not swallow the shorter one
    assert quotes("a New Yorker", *entries) == ["New"]


@pytest.mark.parametrize(
    ("compound", "expected"),
    [
        (Compound.NO, ["Angebote"]),
        (Compound.HEAD, ["angebot", "Angebote"]),
        (Compound.MODIFIER, ["Angebots", "Angebote"]),
    ],
)
def test_compounds(compound: Compound, expected: list[str]) -> None:
    assert quotes("Sonderangebot, Angebotspreis, Angebote", entry("Angebot", compound=compound)) == expected


def test_a_head_is_more_than_chance() -> None:
    assert quotes("Brot, Kirschrot", TermEntry("rot", ("rot",), compound=Compound.HEAD)) == ["rot"]


@pytest.mark.parametrize(
    "word", ["Mitarbeiter*innen", "Mitarbeiter:in", "Mitarbeiter/-innen", "Mitarbeiter/in", "Mitarbeiter_innen"]
)
def test_a_gender_form_is_another_word(word: str) -> None:
    assert quotes(f"Alle {word} heute", entry("Mitarbeiter")) == []


def test_marks_that_are_no_gender_marks() -> None:
    assert (
        quotes("Mitarbeiter: in Ulm, Mitarbeiter/innenstadt, Mitarbeiter*", entry("Mitarbeiter")) == ["Mitarbeiter"] * 3
    )


def test_apostrophes() -> None:
    assert quotes("I can't, but I can. Can’t!", TermEntry("can", ("can",))) == ["can"]
    assert quotes("Lumo’s Räder, Lumo's", TermEntry("Lumo", ("Lumo", "Lumo's"))) == ["Lumo’s", "Lumo's"]
    assert quotes("Lumo’s Räder", TermEntry("Lumo", ("Lumo",))) == ["Lumo"]


def test_case_sensitive() -> None:
    sensitive = TermEntry("Lumo", ("Lumo", "lumo.app"), case_sensitive=True)
    assert quotes("LUMO lumo Lumo Lu\u00admo Lumo.app lumo.app", sensitive) == [
        "Lumo",
        "Lu\u00admo",
        "Lumo",
        "lumo.app",
    ]


def test_exceptions() -> None:
    careful = entry("billig", exceptions=("recht und billig", "billigend in Kauf"))
    assert quotes("Was recht und\u00a0billig ist, ist nicht billig.", careful) == ["billig"]
    # the exception of one term is none of another's
    assert quotes("recht und billig", careful, TermEntry("recht", ("recht",))) == ["recht"]
    # an exception that is not there as whole words excepts nothing
    assert quotes("unrecht und billig", careful) == ["billig"]


def test_eszett() -> None:
    street = entry("Straße")
    assert quotes("Straße STRASSE STRAẞE Strasse", street) == ["Straße", "STRASSE", "STRAẞE"]
    assert quotes("Maße Masse MASSE", TermEntry("Maß", ("Maße",))) == ["Maße", "MASSE"]


def test_terms_that_are_no_words() -> None:
    assert quotes("24/7 für C++ und #sale®", *(TermEntry(t, (t,)) for t in ("24/7", "C++", "#sale", "®"))) == [
        "24/7", "C++", "#sale", "®",
    ]  # fmt: skip


def test_equal_forms_of_two_terms_hit_once() -> None:
    hits = list(TermMatcher((TermEntry("a", ("Rad",)), TermEntry("b", ("Rad",)))).hits("Rad"))
    assert [(hit.entry.name, hit.form) for hit in hits] == [("a", "Rad")]
    # ... and the second stands in where the first does not count
    entries = TermEntry("a", ("RAD",), case_sensitive=True), TermEntry("b", ("Rad",))
    assert [hit.entry.name for hit in TermMatcher(entries).hits("Rad RAD")] == ["b", "a"]


def test_no_terms_no_hits() -> None:
    assert quotes("Rad") == []
    assert quotes("Rad", TermEntry("leer", ("", " "))) == []
    assert quotes("", entry("Rad")) == []


def test_matchers_are_built_once_for_equal_content() -> None:
    assert term_matcher((entry("Rad"),)) is term_matcher((entry("Rad"),))
    assert term_matcher((entry("Rad"),)) is not term_matcher((entry("Rad", case_sensitive=True),))


WORDS = st.lists(
    st.sampled_from(["Rad", "Räder", "rad", "RAD", "Rades", "Radweg", "Fahrrad", "und", "e-rad", "Rad,"]), max_size=12
)


@settings(deadline=None)
@given(WORDS)
def test_agrees_with_plain_whole_word_search(found: list[str]) -> None:
    text = " ".join(found)
    expected = [match.span() for match in re.finditer(r"(?i)\b(?:Räder|Rades|Rad)\b", text)]
    matcher = term_matcher((TermEntry("Rad", ("Rad", "Räder", "Rades")),))
    assert [(hit.start, hit.end) for hit in matcher.hits(text)] == expected


def test_five_thousand_terms_in_a_long_text() -> None:
    """Not a benchmark: a set of this size must simply work, and find exactly what was planted."""
    letters = random.Random(7)
    names = sorted({"".join(letters.choices("abcdefghijklmnoprstuwz", k=9)) for _ in range(5000)})
    matcher = TermMatcher(TermEntry(name, expand_forms(name)) for name in names)
    planted = names[::100] * 3
    assert [hit.quote for hit in matcher.hits(" und dann ".join(planted))] == planted
