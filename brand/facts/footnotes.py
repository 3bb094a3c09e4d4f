"""Reads footnotes: the mark behind a value or its words (89 €*, 20 % Rabatt¹), and the notes that marks lead to."""

import re

_SIGN = r"\*{1,3}|[†‡]|[¹²³⁴-⁹]+"
# Behind the value, or behind the few words that belong to it: "20 % Rabatt*", not "20 % für Kund*innen", "30 € je m²".
_BEHIND = re.compile(
    rf"""
    (?: (?:[ \u00a0][^\W\d_][\w-]{{0,40}}){{0,3}} (?<=[^\W\d_]{{3}}) | [ \u00a0]? )
    (?P<mark>{_SIGN})\)?(?![\w*-])(?!\s?(?:Hotel|hotel|Sterne|stars?\b))
    """,
    re.VERBOSE,
)
_NOTE = re.compile(
    rf"(?:^|\n|(?<=\ )\()[ \t\u00a0]*\(?(?P<mark>{_SIGN})\)?[ \t\u00a0]*(?P<words>[^\W\d_][^\n]*|[0-9„“\"(][^\n]*)"
)
_WORD = re.compile(r"[^\W\d_]{4,}|[0-9]+(?:[.,][0-9]+)*")


def mark_behind(text: str, end: int) -> str:
    """The footnote mark of a value that ends at `end`: right behind it, or behind the words that go with it."""
    match = _BEHIND.match(text, end)
    return match["mark"] if match else ""


def notes_in(text: str) -> dict[str, str]:
    """The notes of a text by their marks: lines, or what stands in parentheses, that begin with a mark."""
    return {match["mark"]: match["words"].strip() for match in _NOTE.finditer(text)}


def share_of(note: str, text: str) -> float:
    """How much of a note another text says as well, from 0 to 1: its numbers and longer words, however inflected."""
    wanted = {_stem(word) for word in _WORD.findall(note)}
    said = {_stem(word) for word in _WORD.findall(text)}
    return len(wanted & said) / len(wanted) if wanted else 0.0


def _stem(word: str) -> str:
    return word.casefold()[:5]
