"""What is wrong with a Markdown piece, collected so that an author sees all of it at once."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from renderers.contract.errors import DocumentError
from renderers.contract.message import Message
from renderers.markdown.source import Source

_MOST = 50


class PieceError(DocumentError):
    """A Markdown piece that cannot be used. `problems` holds everything that was found, in the file's order."""

    def __init__(self, problems: Sequence[DocumentError]) -> None:
        first = problems[0]
        super().__init__(first.message, line=first.line, column=first.column, file=first.file)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class Problems:
    """A growing list of problems with one file."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._found: dict[tuple[int, Message], DocumentError] = {}

    def add(self, message: Message, offset: int) -> None:
        """Note a problem at a character of the file."""
        if len(self._found) < _MOST:
            line, column = self._source.position(offset)
            error = DocumentError(message, line=line, column=column, file=self._source.name)
            self._found.setdefault((offset, message), error)

    def starts(self, offset: int, text: str) -> bool:
        """Whether a text stands at a character of the file."""
        return self._source.text.startswith(text, offset)

    @property
    def found(self) -> tuple[DocumentError, ...]:
        """Everything noted so far, in the file's order; at most fifty."""
        return tuple(sorted(self._found.values(), key=lambda error: (error.line, error.column)))

    def stop(self) -> PieceError:
        """The exception that carries what was found."""
        return PieceError(self.found)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or nothing."""
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=0.6)), "")


def unknown_key(key: str, known: Iterable[str]) -> Message:
    """A key that means nothing here."""
    if guess := nearest(key, known := sorted(known)):
        return Message("There is no key “{key}” here. Did you mean “{guess}”?", key=key, guess=guess)
    return Message("There is no key “{key}” here. Known: {known}.", key=key, known=", ".join(known))


def unknown_field(name: str, known: Iterable[str]) -> Message:
    """A merge field that the field register lacks."""
    if guess := nearest(name, known := sorted(known)):
        return Message("There is no merge field “{name}”. Did you mean “{guess}”?", name=name, guess=guess)
    return Message("There is no merge field “{name}”. Known: {known}.", name=name, known=", ".join(known))


def unknown_fact(name: str, known: Iterable[str]) -> Message:
    """A reference to a fact that there is not."""
    if guess := nearest(name, known := sorted(known)):
        return Message("There is no fact “{name}”. Did you mean “{guess}”?", name=name, guess=guess)
    if known:
        return Message("There is no fact “{name}”. Known: {known}.", name=name, known=", ".join(known))
    return Message("There is no fact “{name}”. Add it under “facts” in the front matter.", name=name)


def unknown_word(word: str, known: Iterable[str]) -> Message:
    """A word that stands where only some may."""
    return Message("“{word}” is not known here. Known: {known}.", word=word, known=", ".join(sorted(known)))
