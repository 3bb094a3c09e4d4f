"""The signs of a text, and what is asked of them instead of searching the text."""

import re
import string

from hypothesis import example, given
from hypothesis import strategies as st

from brand.language.signs import BLANKS, holds, is_touched, signs
from brand.language.words import letter_runs

TEXTS = st.text(st.sampled_from("abcXYZäöüß  .,;:!?-'’“”(1234²½_\u00a0\n\u00ad\ud83d😀中"), max_size=60)


def test_blanks_are_all_white_space_but_the_plain_blank() -> None:
    assert {chr(code) for code in range(0x110000) if chr(code).isspace()} - {" "} == BLANKS


@given(TEXTS)
def test_signs_are_all_but_letters_and_blanks(text: str) -> None:
    assert signs(text) == set(text) - set(string.ascii_letters) - {" "}


@given(TEXTS, st.sets(st.sampled_from(".,ä1😀\ud83d"), min_size=1))
def test_a_text_holds_what_is_in_it(text: str, some: set[str]) -> None:
    assert holds(text, frozenset(some)) == any(sign in text for sign in some)


@given(TEXTS, st.sampled_from(".,:!"))
def test_a_mark_is_touched_by_what_is_no_blank(text: str, mark: str) -> None:
    assert is_touched(text, mark) == (re.search(rf"{re.escape(mark)}[^ ]", text) is not None)


@given(TEXTS | st.text(st.characters(max_codepoint=0x17F)))
@example("Größe ÄÖÜ straße SOS 5² ½ łódź ŸÿµΜ")
@example("".join(map(chr, range(0x21, 0x2FF))) + "wort 中文")
def test_runs_of_letters_are_those_of_the_pattern(text: str) -> None:
    assert letter_runs(text) == tuple(run.lower() for run in re.findall(r"[^\W\d_]+", text))
