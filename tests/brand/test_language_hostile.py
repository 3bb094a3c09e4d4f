"""Long texts without sense end in time too. Nothing is timed: a pattern gone quadratic shows as a suite that hangs."""

import pytest

from brand.facts import find_facts
from brand.language import quoted, sentences, words
from brand.language.address import evidence
from brand.language.folding import fold
from brand.language.gender import gender_forms
from brand.language.readability import readability

PIECES = [
    "a", "1", "1.", "1. ", "z. ", "„", "„a ", '"a ', "«»", "(", "+1 ", "0-", "a*", "a-", "a'", "ab/in", "a:r", "a@",
    "a.", "ab.de", "www.", "\n", " ", "\u00ad", "🎉", "!", "Code ", "du ", "Ihr ", "24., ", "24. und ", "9-", "bis ",
    "1,111", "111\u00a0", "18 Uhr 18 ", "Mo., ", "e. V. ", "Kundinnen und ", "u\u0308", "İ",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_long_nonsense(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    for answer in (
        sentences(text), words(text), quoted(text), evidence(text), gender_forms(text), find_facts(text),
        find_facts(text, "en"),
    ):  # fmt: skip
        assert all(0 <= getattr(item, "start", 0) <= len(text) for item in answer)
    assert fold(text)[1][-1] == len(text)
    assert readability(text) is None or readability(text)
