"""Whether *Sie* and *Ihr* at the start of a sentence speak of what the sentence before has named.

"Unsere Stiefel sind zurück. Sie sind aus Leder." speaks of the boots. Who would be meant by "Unsere Stiefel sind
zurück. Sie sparen 20 %." is plain as well: boots save nothing. So a sentence about what readers do (buy, save, ask)
or own (their order, their account) is never explained by the one before.
"""

import re
from bisect import bisect_right
from operator import attrgetter

from brand.language.address import lists
from brand.language.sentences import sentences
from brand.language.spans import Span
from brand.language.words import split_words

_NUMBER = (
    r"\d+|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|hundert|alle|beide|viele|einige|mehrere|"
    r"manche|wenige|sämtliche"
)
_ADJECTIVES = r"(?:[a-zäöüß]+e[nr]?\s+){0,2}"
_COUNTED = re.compile(rf"(?<!\w)(?:{_NUMBER})\s+{_ADJECTIVES}[A-ZÄÖÜ]\w+", re.IGNORECASE)
# A noun inside the sentence that looks like a plural: "kleine Narben", "Zitronen".
_PLURAL_NOUN = re.compile(r"(?<=[a-zäöüß,;:–] )[A-ZÄÖÜ]\w{2,}n\b")
_FEMININE = re.compile(
    rf"(?<!\w)(?:[Ff]rau\s+[A-ZÄÖÜ]|(?:die|k?eine|diese|jede|[msd]eine|unsere|eure)\s+{_ADJECTIVES}"
    r"[A-ZÄÖÜ]\w+)"
)
_OF_THE_THIRD = frozenset({"sie", "ihr", "ihre", "ihrem", "ihren", "ihrer", "ihres", "ihnen"})
_OTHER_SUBJECTS = frozenset({"wir", "Wir", "Sie", "du", "Du"})


def explained(text: str, start: int) -> bool:
    """Whether the pronoun at `start` has something to refer to in the sentence before, and is no word to readers."""
    own, before = _sentences_at(text, start)
    if not before or own.endswith("?"):
        return False
    spoken = split_words(own)
    if any(word.lower() in lists.READER_VERBS for word in spoken):
        return False
    owning = spoken[:1] != ["Sie"]
    if owning and any(word in lists.READER_NOUNS for word in spoken[1:4]):
        return False
    named = set(split_words(before))
    if named & _OF_THE_THIRD or _names_several(before, named):
        return True
    return owning and _FEMININE.search(before) is not None


def _names_several(before: str, named: set[str]) -> bool:
    several = bool(named & lists.PLURAL_VERBS) and not named & _OTHER_SUBJECTS
    return several or _COUNTED.search(before) is not None or _PLURAL_NOUN.search(before) is not None


def _sentences_at(text: str, start: int) -> tuple[str, str]:
    """The sentence that begins at `start` (or holds it), and the one before it in the same paragraph."""
    spans = sentences(text)
    own = bisect_right(spans, start, key=_end)
    if own == len(spans):
        return text[start:], spans[-1].text if spans else ""
    before = spans[own - 1] if own else Span(0, 0, "")
    return text[start : spans[own].end], "" if "\n" in text[before.end : spans[own].start] else before.text


_end = attrgetter("end")
