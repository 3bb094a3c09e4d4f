"""Text messages are counted as gateways count them, and typography folds to the alphabet."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers.contract import gsm7
from tests.renderers import sms_texts

#: Answers of npm sms-segments-calculator 1.3.0 (MIT): text, encoding, segments.
ORACLE = json.loads(Path(__file__).with_name("sms_segments.json").read_text("utf-8"))

SEVEN = st.text(st.sampled_from(sorted(gsm7.BASIC | gsm7.EXTENDED)), max_size=700)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@pytest.mark.parametrize(("text", "encoding", "count"), ORACLE, ids=range(len(ORACLE)))
def test_equals_the_oracle(text, encoding, count):
    found = gsm7.segments(text)
    assert (found.encoding, found.count) == (encoding, count)


def test_equals_the_oracle_on_thousands() -> None:
    """Six thousand texts around the edges of segments: equal to the calculator's answers, frozen beside them."""
    found = [(one.encoding, one.count) for one in map(gsm7.segments, sms_texts.texts())]
    assert len(found) == sms_texts.COUNT
    wrong = [number for number, pair in enumerate(zip(found, sms_texts.answers(), strict=True)) if pair[0] != pair[1]]
    assert not wrong
    assert {encoding for encoding, _ in found} == {gsm7.GSM7, gsm7.UCS2}


def test_the_alphabet_has_its_size():
    assert len(gsm7.BASIC) == 127  # 128 code points less the escape
    assert len(gsm7.EXTENDED) == 10
    assert not gsm7.BASIC & gsm7.EXTENDED


def test_edges():
    assert gsm7.segments("x" * 160).count == 1
    assert gsm7.segments("x" * 161).count == 2
    assert gsm7.segments("x" * 306).count == 2
    assert gsm7.segments("x" * 307).count == 3
    assert gsm7.segments("x" * 152 + "€" + "y" * 152).count == 3  # the escape would straddle
    assert gsm7.segments("😀" * 35).count == 1
    assert gsm7.segments("ç" + "a" * 65 + "😀" + "b" * 66).count == 3  # so would the surrogate pair
    assert gsm7.segments("Grüße für 5 €").units == 14
    assert gsm7.segments("„a“ ç").costly == ("„", "“", "ç")
    assert gsm7.segments("").count == 1


@given(SEVEN)
def test_gsm7_units_are_septets(text):
    found = gsm7.segments(text)
    assert found.encoding == gsm7.GSM7
    assert found.units == gsm7.septets(text) == sum(2 if character in gsm7.EXTENDED else 1 for character in text)
    assert found.units <= found.capacity
    assert found.costly == ()


@given(ANY)
def test_ucs2_units_are_utf16_units(text):
    found = gsm7.segments(text)
    if found.encoding == gsm7.UCS2:
        assert found.units == len(text.encode("utf-16-le")) // 2
        assert found.costly
    assert found.count >= 1


@given(ANY, st.integers(0, 300))
def test_a_beginning_never_costs_more(text, end):
    """What `fit` relies on."""
    assert gsm7.segments(text[:end]).count <= gsm7.segments(text).count


@given(ANY)
def test_folding_is_idempotent_and_keeps_letters(text):
    folded = gsm7.fold(text)
    assert gsm7.fold(folded) == folded
    assert gsm7.folded(folded) == ()
    letters = [character for character in unicodedata.normalize("NFC", text) if character.isalnum()]
    assert [character for character in folded if character.isalnum() and character != "x"] == [
        character for character in letters if character != "x"
    ]


def test_typography_folds_into_the_alphabet():
    text = "„Jetzt“ ‚ab‘ 5\u00a0€ – z.\u202fB. “quote” ‘it’s’ … «a» A\u0308pfel 3\u00ad\u200b × 4 • Punkt"
    assert not gsm7.is_gsm7(text)
    assert gsm7.fold(text) == '"Jetzt" \'ab\' 5 € - z. B. "quote" \'it\'s\' ... "a" Äpfel 3 x 4 - Punkt'
    assert gsm7.is_gsm7(gsm7.fold(text))
    assert gsm7.folded("„a“ – b“") == ("„", "“", "–")
    assert all(gsm7.is_gsm7(to) for _, to in gsm7.FOLD)
    assert gsm7.fold("ç 😀 Ş") == "ç 😀 Ş"
