"""Splits a text into words that keep their gender marks, hyphens and apostrophes."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import overload

from brand.language.remembering import remembered
from brand.language.shapes import Shapes
from brand.language.signs import signs
from brand.language.spans import Span

# A letter or digit with the accents and soft hyphens that belong to it.
_PIECE = r"[^\W_][^\W_\u0300-\u036f\u00ad\u200c\u200d]*(?:[\u0300-\u036f\u00ad\u200c\u200d]+[^\W_]*)*"
# What may follow a gender mark: Kund*innen, jede:r, Kund/-innen. Colon and slash have other work to do as well, so
# they take only endings that stand at the end of a word (or before the rest of a compound, Leser:innenbrief).
_ENDING = r"(?:in(?:nen)?|innen[a-zäöüß]+|r|n|e|m|s|er|es|en|em|ne|die|der|den|dem|das)(?![^\W_])"

ADDRESS = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"„“”»«]*[^\s<>"„“”»«.,;:!?)*]                # web address
    | (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+                            # e-mail address
    | (?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,5}                             # bare host name
      (?:de|com|org|net|eu|at|ch|io|info|shop|app|dev|uk|example|test)\b(?:/[^\s<>"„“”»«]*[^\s<>"„“”»«.,;:!?)*])?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(
    rf"""
    (?:[^\W\d_]\.){{2,}}                                                # z.B., U.S.
    | [0-9]+(?:[.,:'’][0-9]+)+                                          # 1.234,56 and 24.12.2026
    | {_PIECE}
      (?:
          [-\u2010\u2011]{_PIECE}                                       # E-Mail, Rad-Lust
        | ['’ʼ]{_PIECE}                                                 # geht's, don’t
        | (?<=[^\W\d_])[*_](?=[a-zäöüß]){_PIECE}                        # Kund*innen, Kund_innen
        | (?<=[^\W\d_]):{_ENDING}                                       # Kund:innen
        | (?<=[^\W\d_])/-?{_ENDING}                                     # Kund/-innen
        | &{_PIECE}                                                     # H&M
      )*
    """,
    re.VERBOSE,
)
# Most words are letters and nothing that could go on with them: those need not be tried as anything else.
_PLAIN = r"[^\W\d_]++(?![\w.+@:/&*'’ʼ\u2010\u2011\u0300-\u036f\u00ad\u200c\u200d-])"
_TOKEN = re.compile(f"{_PLAIN}|(?i:(?:{ADDRESS.pattern})|(?:{_WORD.pattern}))", re.VERBOSE)
# Looking for addresses takes as long as everything else, and most texts hold none: behind one of its full stops there
# is a letter, or "www" before it.
_TOKEN_NO_ADDRESS = re.compile(f"{_PLAIN}|(?i:{_WORD.pattern})", re.VERBOSE)
_ADDRESS_SIGN = re.compile(r"[@.:](?:(?<=@)|(?<=:)(?=//)|(?<=\.)(?=[^\W\d_])|(?<=[Ww]\.))")


_NO_LETTER = re.compile(r"[\W\d_]")


def _is_letter(character: str) -> bool:
    return character.isalnum() and not character.isdecimal()


_LATIN = "".join(filter(_is_letter, map(chr, range(256))))
_IN_LOWER_CASE = Shapes(
    {one.lower(): "".join(other for other in _LATIN if other.lower() == one.lower()) for one in _LATIN}
)


@remembered
def letter_runs(text: str) -> tuple[str, ...]:
    """Return all letters that stand together, in lower case: parts of words, found in a tenth of the time.

    There are never fewer of them than spoken words. Unless there is a soft hyphen in it, a word without marks is one.
    """
    if any(sign > "\xff" and _is_letter(sign) for sign in signs(text)):
        return tuple(_NO_LETTER.sub(" ", text).lower().split())
    return tuple(_IN_LOWER_CASE.of(text).decode("latin-1").split())


class Words(Sequence[Span]):
    """The words of a text; each is made when it is asked for, since most are only counted or passed over."""

    def __init__(self, text: str) -> None:
        self._found = tuple(_pattern(text).finditer(text))

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, index: int | slice) -> Span | tuple[Span, ...]:
        if isinstance(index, slice):
            return tuple(map(_span, self._found[index]))
        return _span(self._found[index])

    def __iter__(self) -> Iterator[Span]:
        return map(_span, self._found)

    def __len__(self) -> int:
        return len(self._found)

    def bare(self) -> Iterator[str]:
        """The bare words in reading order."""
        return (match[0] for match in self._found)


@remembered
def words(text: str) -> Words:
    """Return the words of a text in reading order, numbers and web addresses included, punctuation left out."""
    return Words(text)


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end(), match.group())


def split_words(text: str) -> list[str]:
    """Return the same words without their places and without remembering them, in half the time."""
    return _pattern(text).findall(text)


def _pattern(text: str) -> re.Pattern[str]:
    return _TOKEN if _ADDRESS_SIGN.search(text) else _TOKEN_NO_ADDRESS


@remembered
def spoken_words(text: str) -> tuple[Span, ...]:
    """Return the words that hold a letter and are no web or e-mail address: what a readability formula counts."""
    return tuple(word for word in words(text) if is_spoken(word.text))


def count_spoken(text: str, start: int, end: int) -> int:
    """Count the spoken words of a text that begin between two places, where a sentence begins and ends."""
    if start and not text[start - 1].isspace():  # perhaps in the middle of an address
        starts = _spoken_starts(text)
        return bisect_left(starts, end) - bisect_left(starts, start)
    return sum(map(is_spoken, _pattern(text).findall(text, start, end)))


@lru_cache(maxsize=16)
def _spoken_starts(text: str) -> tuple[int, ...]:
    return tuple(word.start for word in spoken_words(text))


def is_spoken(word: str) -> bool:
    """Whether a word holds a letter and is no web or e-mail address."""
    return word.isalpha() or (any(map(str.isalpha, word)) and not ADDRESS.fullmatch(word))
