"""Figures and shapes: quick ways to what a regular expression finds, tried over texts of all kinds."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from brand.language.figures import at_figures, figures, gaps
from brand.language.shapes import Shapes

_TEXTS = st.text(st.sampled_from("0123456789.,:-/ ab?Äß½²٣€„“ő\u00a0\n\ud800😀")) | st.text(
    st.characters(exclude_characters="\x1a")
)


@given(_TEXTS)
@example("24.12.2026, 18:30 Uhr; ½ 3² ٣")
def test_figures_are_where_digits_stand_together(text: str) -> None:
    assert list(figures(text)) == [match.span() for match in re.finditer("[0-9]+", text)]


@given(_TEXTS)
@example("1.2, 3. 4 und 5")
def test_gaps_stand_between_two_figures(text: str) -> None:
    assert gaps(text) == {match[1] for match in re.finditer(r"[0-9](?=([^0-9]{1,2})[0-9])", text, re.DOTALL)}


@given(_TEXTS)
@example("1.234.567,8")
def test_a_pattern_at_figures_finds_what_it_finds_everywhere(text: str) -> None:
    for pattern in (
        r"(?<![\w.])[0-9]+(?:[.,][0-9]+)*",
        r"[0-9](?<![\w.,:].)[0-9.]*(?P<gap> ?)a",
        "(?<![0-9])[0-9]{1,2}b?",
    ):
        compiled = re.compile(pattern)
        assert [one.span() for one in at_figures(compiled, text)] == [one.span() for one in compiled.finditer(text)]


@given(_TEXTS)
@example("Wie? „So“, Łukasz! \ud800")
def test_shapes_have_a_sign_for_each_character(text: str) -> None:
    kinds = {"a": "abÄß", "!": "?!"}
    shape = Shapes(kinds, beyond="x").of(text)
    meant = {character: sign for sign, characters in kinds.items() for character in characters}
    assert shape.decode() == "".join("x" if one > "\xff" else meant.get(one, " ") for one in text)
