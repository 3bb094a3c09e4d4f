"""Writes a message's words: folded to GSM-7, with merge fields as single marks until the text has its final length."""

import re

from renderers.contract import gsm7
from renderers.contract.artifact import Loss, LossKind
from renderers.contract.escape import Context
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.text import MergeField, RichText
from renderers.contract.view import RenderInput
from renderers.toolkit.lines import plain
from renderers.toolkit.pen import Pen

REPLACED = Message("These characters would more than halve what fits a text message; plain ones stand for them.")

#: Marks for merge fields: one private character each, so that none is ever cut in two.
_FIRST_MARK, _LAST_MARK = 0xF0000, 0xFFFFD
_MARKS = range(_FIRST_MARK, _LAST_MARK + 1)
_MARK = re.compile(f"([{chr(_FIRST_MARK)}-{chr(_LAST_MARK)}])")


class Words:
    """Folds texts and remembers their merge fields and what was replaced.

    A folded text is measured by `longest` (every merge field as long as the register allows), delivered by
    `written`, and quoted by `quoted` (every merge field as its default).
    """

    def __init__(self, source: RenderInput) -> None:
        self._pen = Pen(source)
        self._tokens = source.tokens
        self._written: dict[str, str] = {}
        self._longest: dict[str, str] = {}
        self._quoted: dict[str, str] = {}
        self._replaced: dict[Place, str] = {}
        self._originals: dict[Place, str] = {}

    def fold(self, text: RichText, place: Place) -> str:
        """The words of a text in GSM-7 where that is possible without changing them."""
        pieces = [self._mark(word, place) if isinstance(word, MergeField) else _free(word.plain) for word in text.words]
        words = plain("".join(pieces))
        self._originals[place] = plain(text)
        if found := gsm7.folded(words):
            self._replaced[place] = " ".join(character for character in found if not character.isspace())
        return gsm7.fold(words)

    def longest(self, folded: str) -> str:
        """The text with every merge field at its longest."""
        return self._replace(folded, self._longest)

    def written(self, folded: str) -> str:
        """The text as it is delivered, with merge fields in the dialect."""
        return self._replace(folded, self._written)

    def quoted(self, folded: str, place: Place) -> str:
        """The text as the document has it; folded, where it is only a part of what stands at that place."""
        words, original = self._replace(folded, self._quoted, escaped=False), self._originals.get(place, "")
        return original if gsm7.fold(original) == words else words

    def losses(self, said: set[Place]) -> list[Loss]:
        """Characters replaced in what is said, and merge fields that the dialect cannot write."""
        replaced = [
            Loss(LossKind.REPLACED, what, REPLACED, place)
            for place, what in self._replaced.items()
            if place in said and what
        ]
        return [*replaced, *(loss for loss in self._pen.losses if loss.source in said)]

    def _mark(self, field: MergeField, place: Place) -> str:
        written = self._pen.field(field, place, Context.TEXT)
        if self._pen.dialect.key == "plain":
            return _free(written)
        mark = chr(_FIRST_MARK + len(self._written))
        register = self._tokens.register(field.name)
        self._written[mark] = gsm7.fold(written)
        self._longest[mark] = "x" * register.max_length if register else gsm7.fold(written)
        self._quoted[mark] = gsm7.fold(field.plain)
        return mark

    def _replace(self, folded: str, marks: dict[str, str], *, escaped: bool = True) -> str:
        stretches = _MARK.split(folded)
        marked = ["", *stretches, ""]
        return "".join(
            marks[stretch] if index % 2 else self._words(stretch, marked[index], marked[index + 2], escaped=escaped)
            for index, stretch in enumerate(stretches)
        )

    def _words(self, words: str, before: str, after: str, *, escaped: bool) -> str:
        """Words between two marks. The tags beside them decide how they are written, also where others are shown."""
        if not escaped:
            return words
        tags = {"before": self._written.get(before, ""), "after": self._written.get(after, "")}
        written = self._pen.dialect.beside(self._pen.words(words, Context.TEXT), Context.TEXT, **tags)
        # A word joiner would leave 70 of 160 characters; a space does the same job.
        return re.sub(r"\u2060(?=\s)", "", written).replace("\u2060", " ") if "\u2060" in written else written


def _free(words: str) -> str:
    """Words without the marks: private characters mean nothing on a telephone."""
    return "".join(character for character in words if ord(character) not in _MARKS)
