"""Folding keeps the way back to the original; forms of terms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand.language.folding import INVISIBLE, fold, plain_quotes, unify
from brand.language.forms import expand_forms

TRICKY = st.text(
    alphabet=st.sampled_from("aÄßẞİıΣς \u00a0\u00ad\u200b\n\tu\u0308é’‘-‑„“🚲ﬁK") | st.characters(), max_size=40
)


@settings(deadline=None)
@given(TRICKY)
def test_map_is_as_long_as_the_folded_text_and_never_goes_back(text: str) -> None:
    folded, origin = fold(text)
    assert len(origin) == len(folded) + 1
    assert list(origin) == sorted(origin)
    assert all(0 <= position <= len(text) for position in origin)
    assert origin[-1] == len(text)
    assert not set(folded) & set(INVISIBLE)


@settings(deadline=None)
@given(TRICKY, TRICKY)
def test_a_word_is_found_again_behind_anything(noise: str, more: str) -> None:
    folded, origin = fold(f"{noise} Rückenwind {more}")
    at = folded.find(" rückenwind ") + 1
    start, end = origin[at], origin[at + len("rückenwind")]
    assert f"{noise} Rückenwind {more}"[start:end] == "Rückenwind"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("İSTANBUL Preis", "i\u0307stanbul preis"),
        ("Ange\u00adbot", "angebot"),
        ("New\u00a0York", "new york"),
        ("New \u202f\n York", "new york"),
        ("New\n\nYork", "new\nyork"),
        ("Grüße", "grüße"),
        ("Gru\u0308ße", "grüße"),
        ("STRAẞE", "straße"),
        ("Lumo’s E‑Mail", "lumo's e-mail"),
        ("ΟΔΟΣ οδος", "οδοσ οδοσ"),
        ("\ufeffHallo", "hallo"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text)[0] == folded


def test_capital_i_with_dot_does_not_shift_what_follows() -> None:
    text = "İİİ Rad"
    folded, origin = fold(text)
    assert len(folded) == len(text) + 3
    assert text[origin[folded.index("rad")] :] == "Rad"


def test_unify_keeps_case() -> None:
    assert unify("Lu\u00admo’s\u00a0 RAD") == "Lumo's RAD"


def test_plain_quotes_keep_the_length() -> None:
    text = "„Ja“ «nein» ‚viel’ “leicht” ›so‹"
    assert plain_quotes(text) == '"Ja" "nein" \'viel\' "leicht" \'so\''


@pytest.mark.parametrize(
    ("term", "language", "expected"),
    [
        ("Produkt", "de", {"Produkt", "Produkts", "Produktes", "Produkte", "Produkten"}),
        ("Tasche", "de", {"Tasche", "Taschen", "Tasches"}),
        ("Rat", "de", {"Rat", "Rats", "Rates", "Raten"}),
        (
            "billig",
            "de",
            {"billig", "billigs", "billige", "billiger", "billigen", "billigem", "billiges"}
            | {"billigere", "billigeren", "billigerem", "billigerer", "billigeres"}
            | {"billigste", "billigsten", "billigstem", "billigster", "billigstes"},
        ),
        ("crazy", "en", {"crazy", "crazys", "crazyes", "crazy's", "crazier", "craziest"}),
        ("use", "en", {"use", "uses", "usees", "use's"}),
        ("Preis", "de", {"Preis", "Preises", "Preisen", "Preise"}),
        ("box", "en", {"box", "boxes", "box's"}),
        ("bike", "en-GB", {"bike", "bikes", "bikees", "bike's"}),
        ("C++", "de", {"C++"}),
        ("24/7", "en", {"24/7"}),
        ("Straße", "de-CH", {"Straße", "Straßen", "Straßes", "Strasse", "Strassen", "Strasses"}),
    ],
)
def test_expand_forms(term: str, language: str, expected: set[str]) -> None:
    forms = expand_forms(term, language)
    assert forms[0] == term
    assert set(forms) == expected
    assert len(forms) == len(expected)


def test_declared_forms_come_along_once() -> None:
    assert expand_forms(" Haus ", "de", ("Häuser", "Häusern", "Häuser", "")) == (
        "Haus", "Häuser", "Häusern", "Hausen", "Hauses",
    )  # fmt: skip
    assert expand_forms("", "de") == ()
