"""A rich text becomes the words a reader sees, with the way back to the characters the author typed."""

from dataclasses import dataclass

from brand.subject import Origin, Stretch, Style
from renderers.contract.document import Document
from renderers.contract.place import Place
from renderers.contract.text import FactRef, Inline, Link, Mark, MergeField, RichText, Text, Word


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of a rich text as a reader sees them, where each came from, and which are links or bold."""

    text: str
    origins: tuple[Origin, ...]
    stretches: tuple[Stretch, ...]


def shown(text: RichText, place: Place, document: Document) -> Shown:
    """Resolve facts and defaults of a text that stands at `place` of the document."""
    return _Reader(place, document).read(text)


class _Reader:
    """Collects one text run by run."""

    def __init__(self, place: Place, document: Document) -> None:
        self._place, self._document = place.whole, document
        self._words: list[str] = []
        self._length = self._typed = 0
        self._origins: list[Origin] = []
        self._stretches: list[Stretch] = []

    def read(self, text: RichText) -> Shown:
        for run in text.runs:
            self._inline(run)
        return Shown("".join(self._words), tuple(self._origins), tuple(self._stretches))

    def _inline(self, run: Inline) -> None:
        if isinstance(run, Link):
            for word in run.runs:
                self._word(word, run.url)
        else:
            self._word(run, "")

    def _word(self, run: Word, url: str) -> None:
        said = self._said(run)
        start, end = self._length, self._length + len(said)
        typed = len(run.source)
        exact = isinstance(run, Text) and run.source == said
        if said:
            self._origins.append(Origin(start, end, self._place.at(self._typed, self._typed + typed), exact))
            bold = Mark.BOLD in run.marks
            if url or bold:
                self._stretches.append(Stretch(start, end, Style(weight=700 if bold else 400), url))
        self._words.append(said)
        self._length, self._typed = end, self._typed + typed

    def _said(self, run: Word) -> str:
        if isinstance(run, Text):
            return run.text
        if isinstance(run, MergeField):
            return run.plain
        return run.text or self._fact(run)

    def _fact(self, run: FactRef) -> str:
        fact = self._document.fact(run.name)
        if fact is None:
            return run.source
        value = fact.display or fact.value
        qualifier = fact.qualifier_word(self._document.locale)
        before = "".join(self._words[-3:]).rstrip().casefold()
        return f"{qualifier} {value}" if qualifier and not before.endswith(qualifier) else value
