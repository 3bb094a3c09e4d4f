"""Where a word stands: at the start of a sentence, at the start of a clause, or inside."""

from collections.abc import Sequence
from dataclasses import dataclass

from brand.language.address import lists
from brand.language.spans import Span

# Emoji and bullets open clauses and sentences as line breaks do. What stands for a picture or a field is a word.
_FIRST_EMOJI = 0x2600
_BLANKS = " \t\u00a0\u202f\u200b\u2060\ufeff"
_CLITICS = ("'s", "’s", "ʼs")
OBJECT = "\ufffc"
_CLAUSE_MARKS = frozenset('.!?…:;,–—(„"»«›‚“•·|✓✔→➜*')
_DASHES = frozenset("–—")
_SENTENCE_MARKS = frozenset('.!?…:„(•»›‚"“·|✓✔→➜*')


def plain(word: str) -> str:
    """The word without soft hyphens and without a clitic: "du" of "du's"."""
    word = word.replace("\u00ad", "")
    return word[:-2] if word.endswith(_CLITICS) else word


@dataclass(frozen=True, slots=True)
class Position:
    """One word of a text, with its neighbors and what stands before it."""

    text: str
    all: Sequence[Span]
    index: int
    begins: bool

    @property
    def word(self) -> Span:
        """The word itself."""
        return self.all[self.index]

    @property
    def plain(self) -> str:
        """The word without soft hyphens and without a clitic: "du" of "du's"."""
        return plain(self.word.text)

    def near(self, distance: int) -> str:
        """The word so many places away, "" where there is none or a sentence mark lies between."""
        index = self.index + distance
        if not 0 <= index < len(self.all):
            return ""
        first, last = sorted((self.index, index))
        between = self.text[self.all[first].end : self.all[last].start]
        return "" if any(mark in between for mark in ".!?…:;\n") else self.all[index].text

    @property
    def before(self) -> str:
        """The last visible character before the word; a line break counts, the start of the text is ""."""
        return self._last_before(self.word.start)[0]

    @property
    def opens_sentence(self) -> bool:
        """Whether the word stands where a capital letter proves nothing."""
        before, at = self._last_before(self.word.start)
        if before in _DASHES:  # "Aber sie lesen nicht. – Sie lesen ununterbrochen.": a dialogue
            before = self._last_before(at)[0]
        if before == "“" and self.text.rfind("„", 0, at) > self.text.rfind("“", 0, at):
            before = self.text[at - 1]  # it closes: in "den Band „Titel“ Sie" the last word quoted decides
        return self.begins if not before else _opens(before, _SENTENCE_MARKS)

    def _last_before(self, position: int) -> tuple[str, int]:
        while position and self.text[position - 1] in _BLANKS:
            position -= 1
        return self.text[position - 1 : position], max(position - 1, 0)

    @property
    def opens_clause(self) -> bool:
        """Whether an imperative may stand here."""
        if not self.before:
            return self.begins
        if _opens(self.before, _CLAUSE_MARKS) or self.near(-1).lower() in lists.CLAUSE_OPENERS:
            return True
        return self.before == "-" and self.text[self.word.start - 1] == " "


def _opens(before: str, marks: frozenset[str]) -> bool:
    return before in marks or before in "\n\r\u2028\x0b" or (ord(before) >= _FIRST_EMOJI and before != OBJECT)
