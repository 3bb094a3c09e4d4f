"""The guideline's terms in a text, and replacements in the case of what they replace."""

import pytest

from brand import samples, termbase
from brand.guideline import Guideline, Term, TermKind
from brand.rule import Good


def found(text: str, *terms: Term, locale: str = "de", kind: TermKind = TermKind.BANNED) -> list[str]:
    subject = samples.subject_of(Good(text, locale))
    return [hit.quote for hit in termbase.find(subject, Guideline(terms=terms), kind)]


def test_terms_hold_in_their_language():
    assert found("Rat und Tat", Term("Tat", language="de")) == ["Tat"]
    assert found("Rat und Tat", Term("Tat", language="en")) == []
    assert found("Rat und Tat", Term("Tat")) == ["Tat"]


def test_what_is_offered_instead_is_no_hit_itself():
    mail = Term("Mail", TermKind.NON_PREFERRED, instead="E-Mail")
    assert found("Eine Mail, zwei E-Mails, eine E-Mail.", mail, kind=TermKind.NON_PREFERRED) == ["Mail"]


def test_addresses_hold_no_terms():
    assert found("billig auf https://billig.example und an billig@x.example", Term("billig")) == ["billig"]


def test_another_guideline_has_its_own_terms():
    """The cache goes by the list of terms: two guidelines never share one."""
    for word in ("Apfel", "Birne", "Apfel"):
        assert found("Ein Apfel und eine Birne.", Term(word)) == [word]


@pytest.mark.parametrize(
    ("quote", "replacement", "written"),
    [
        ("email", "e-mail", "e-mail"),
        ("Email", "e-mail", "E-mail"),
        ("EMAIL", "E-Mail", "E-MAIL"),
        ("Handy", "Mobiltelefon", "Mobiltelefon"),
        ("A", "an", "An"),
    ],
)
def test_replacement_keeps_the_case(quote: str, replacement: str, written: str):
    assert termbase.like(quote, replacement) == written
