"""Finds the words that show how the reader is addressed."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import compress, count

from brand.language.address import lists
from brand.language.address.antecedent import explained
from brand.language.address.position import Position, plain
from brand.language.locales import language_of
from brand.language.remembering import remembered
from brand.language.spans import inside, quoted
from brand.language.words import letter_runs, words


class Side(StrEnum):
    """A form of address."""

    DU = "du"
    SIE = "sie"
    IHR = "ihr"


class Strength(StrEnum):
    """Whether the words can mean nothing else."""

    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that show how the reader is addressed; `quote` is the text from `start` to `end`.

    `explained`: weak words that may as well speak of what the sentence before has named.
    """

    side: Side
    strength: Strength
    start: int
    end: int
    quote: str
    explained: bool = False

    @property
    def strong(self) -> bool:
        """Whether the words can mean nothing else."""
        return self.strength is Strength.STRONG


_UNINFLECTED = re.compile(r"(?:ent|ant|haft|ekt)$")  # "Ihr intelligent vernetztes Haus"
_INFINITIVE = re.compile(r"[^\W\d_]+(?:en|eln|ern)|tun|sein", re.IGNORECASE)


def evidence(
    text: str, *, locale: str = "de", sentence_initial: bool = True, include_quoted: bool = False
) -> tuple[Evidence, ...]:
    """Return all evidence of du, Sie and ihr in a text, in reading order.

    `sentence_initial` says whether the text begins a sentence; pass False for a run that goes on with one. Quoted
    speech is a scope of its own and left out unless `include_quoted`. Languages other than German have no forms of
    address to tell apart: the answer is empty.
    """
    if language_of(locale) != "de":
        return ()
    return _evidence(text, sentence_initial, include_quoted)


@remembered
def _evidence(text: str, begins: bool, include_quoted: bool) -> tuple[Evidence, ...]:
    if "\u00ad" not in text and _TRIGGERS.isdisjoint(letter_runs(text)):
        return ()
    skipped = () if include_quoted else quoted(text)
    spans = words(text)
    found: list[Evidence] = []
    for index in compress(count(), map(_IS_TRIGGER.__getitem__, spans.bare())):
        word = spans[index]
        if skipped and inside(word.start, word.end, skipped):
            continue
        item = _look(Position(text, spans, index, begins))
        if item and found and found[-1].end > item.start and found[-1].side is item.side:  # "habt" and "habt ihr"
            found[-1] = max(found[-1], item, key=lambda piece: piece.end - piece.start)
        elif item:
            found.append(item)
    return tuple(_weighed(text, item) for item in found)


class _Triggers(dict[str, bool]):
    """Whether a word may show how somebody is addressed, for all words that were met."""

    def __missing__(self, word: str) -> bool:
        if len(self) >= _KEPT:
            self.clear()
        self[word] = found = len(word) <= _LONGEST and _folded(word) in _TRIGGERS
        return found


_IS_TRIGGER = _Triggers()
_KEPT = 1 << 16


def _folded(word: str) -> str:
    return plain(word).lower()


def _weighed(text: str, item: Evidence) -> Evidence:
    if item.strong or item.side is not Side.SIE or not explained(text, item.start):
        return item
    return replace(item, explained=True)


def _look(here: Position) -> Evidence | None:
    folded = _folded(here.word.text)
    if folded in lists.DU_PRONOUNS or folded in lists.DU_VERBS:
        return _du(here, folded)
    if folded in lists.IHR_PRONOUNS or folded in lists.IHR_VERBS:
        return _found(here, Side.IHR, Strength.STRONG)
    if folded == "ihr":
        return _ihr(here) or _sie(here)
    if folded in _FOLDED_SIE_PRONOUNS:
        return _sie(here)
    return _imperative(here, folded)


def _found(here: Position, side: Side, strength: Strength, reach: int = 0) -> Evidence:
    """Evidence that covers the word and `reach` words after it (before it, if negative)."""
    first, last = sorted((here.index, here.index + reach))
    start, end = here.all[first].start, here.all[last].end
    return Evidence(side, strength, start, end, here.text[start:end])


def _du(here: Position, folded: str) -> Evidence | None:
    if folded == "du" and here.near(1).lower() in lists.FRENCH_AFTER_DU:
        return None
    return _found(here, Side.DU, Strength.STRONG)


def _imperative(here: Position, folded: str) -> Evidence | None:
    if folded in lists.DU_IMPERATIVES:
        if here.opens_clause and here.near(1).lower() != "ich":
            return _found(here, Side.DU, Strength.WEAK)
    elif here.opens_sentence and here.near(1).lower() not in {"er", "sie", "es", "man", "ihr"}:
        return _found(here, Side.IHR, Strength.WEAK)
    return None


def _ihr(here: Position) -> Evidence | None:
    """Plural du: "Ihr könnt", "habt ihr", and less surely "ihr spart"."""
    after, before = here.near(1), here.near(-1)
    if after in lists.IHR_VERBS_BESIDE:
        return _found(here, Side.IHR, Strength.STRONG, 1)
    if before.lower() in lists.IHR_VERBS_BESIDE:
        return _found(here, Side.IHR, Strength.STRONG, -1)
    if (
        _third_person(after)
        and after not in lists.SINGULAR_VERBS | lists.DATIVE_VERBS
        and not _UNINFLECTED.search(after)
    ):
        sure = here.plain == "Ihr"  # lower case may be "mit ihr kommt …"
        return _found(here, Side.IHR, Strength.STRONG if sure else Strength.WEAK, 1)
    return None


def _sie(here: Position) -> Evidence | None:
    text = here.plain
    if text.isupper():
        return _shouted_sie(here)
    if text not in lists.SIE_PRONOUNS:
        return None
    if text == "Sie" and _after_infinitive(here):
        return _found(here, Side.SIE, Strength.STRONG, -1)
    if not here.opens_sentence:
        return _found(here, Side.SIE, Strength.STRONG)
    if text != "Sie":
        return _found(here, Side.SIE, Strength.WEAK)
    return _sie_with_plural_verb(here)


def _after_infinitive(here: Position) -> bool:
    if here.index == 0:
        return False
    previous = here.all[here.index - 1]
    gap = here.text[previous.end : here.word.start]
    return gap.isspace() and _INFINITIVE.fullmatch(previous.text) is not None and previous.text.lower() != "wegen"


def _shouted_sie(here: Position) -> Evidence | None:
    """In capitals the first letter proves nothing, so only "ENTDECKEN SIE" is strong."""
    if here.plain == "SIE" and _after_infinitive(here) and here.all[here.index - 1].text.isupper():
        return _found(here, Side.SIE, Strength.STRONG, -1)
    return _found(here, Side.SIE, Strength.WEAK)


def _sie_with_plural_verb(here: Position) -> Evidence | None:
    """At the start of a sentence the nearest verb decides: "Sie haben" may be you, "Sie ist" is she."""
    for distance in range(1, 5):
        word = here.near(distance)
        if _third_person(word):
            return None
        if distance <= 3 and _plural_verb(word):
            return _found(here, Side.SIE, Strength.WEAK, distance)
    return None


def _third_person(word: str) -> bool:
    if word in lists.SINGULAR_VERBS:
        return True
    return len(word) >= 4 and word.endswith("t") and word.islower() and word not in lists.NOT_VERBS


def _plural_verb(word: str) -> bool:
    if word in lists.PLURAL_VERBS:
        return True
    return len(word) >= 5 and word.endswith(("en", "eln", "ern")) and word.islower() and word not in lists.NOT_VERBS


_FOLDED_SIE_PRONOUNS = frozenset(pronoun.lower() for pronoun in lists.SIE_PRONOUNS)
_TRIGGERS = (
    lists.DU_PRONOUNS
    | lists.DU_VERBS
    | lists.DU_IMPERATIVES
    | lists.IHR_PRONOUNS
    | lists.IHR_VERBS
    | lists.IHR_IMPERATIVES
    | _FOLDED_SIE_PRONOUNS
)
_LONGEST = max(map(len, _TRIGGERS)) + 4  # soft hyphens and 's included
