"""Every wording of a qualifier is found: those of the patterns are written out one by one."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any

import pytest

from brand.facts import FoundQualifier
from brand.facts import qualifiers as tables

# What `re` makes of a pattern: the only list of its wordings that cannot be out of date.
_PARSER: Any = re._parser  # type: ignore[attr-defined]


def wordings(pattern: str) -> Iterator[str]:
    """All texts that a pattern without open repetitions stands for; of classes one character."""
    return _sequence(_PARSER.parse(pattern, re.VERBOSE))


def _sequence(items: Sequence[tuple[Any, Any]]) -> Iterator[str]:
    return ("".join(parts) for parts in product(*(list(_item(str(op), value)) for op, value in items)))


def _item(op: str, value: Any) -> Iterator[str]:
    if op == "LITERAL":
        yield chr(value)
    elif op == "IN":
        yield " " if str(value[0][1]).endswith("SPACE") else "x"
    elif op == "BRANCH":
        for branch in value[1]:
            yield from _sequence(branch)
    elif op == "SUBPATTERN":
        yield from _sequence(value[-1])
    elif op in {"MAX_REPEAT", "MIN_REPEAT"}:
        least, most, inner = value
        for times in range(least, min(int(most), max(least, 1)) + 1):
            yield from ("".join(parts) for parts in product(list(_sequence(inner)), repeat=times))
    elif op in {"AT", "ASSERT", "ASSERT_NOT"}:
        yield ""
    else:
        raise AssertionError(f"unknown: {op}")


CASES = [
    (words, name, pattern)
    for words, table in (
        (tables._GERMAN, tables._WORDS),
        (tables._ENGLISH, tables._ENGLISH_WORDS + tables._WORDS),
        (tables._DAYS, tables._WORDS_BEFORE_DAYS),
    )
    for name, pattern in table
]


@pytest.mark.parametrize(("words", "name", "pattern"), CASES)
def test_each_wording_is_found(words: tables._Words, name: FoundQualifier, pattern: str) -> None:
    found = list(islice(wordings(pattern), 500))
    assert found
    for wording in found:
        for before in (f"Es kostet {wording} ", f"({wording}: ", wording):
            assert words.first(before) is not FoundQualifier.NONE, before
    assert any(words.first(f"x {wording} ") is name for wording in found)


def test_other_words_are_none() -> None:
    assert tables._GERMAN.first("das kostet heute ") is FoundQualifier.NONE
    assert tables._ENGLISH.first("it costs ") is FoundQualifier.NONE
