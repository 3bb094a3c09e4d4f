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

    @property
    def found(self) -> tuple[DocumentError, ...]:
        """Everything noted so far, in the file's order; at most fifty."""
        return tuple(sorted(self._found.values(), key=lambda error: (error.line, error.column)))

    def stop(self) -> PieceError:
        """The exception that carries what was found."""
        return PieceError(self.found)


def unknown(what: Message, word: str, known: Iterable[str]) -> Message:
    """Add to "There is no ... “{word}”." what may have been meant, or what there is."""
    names = sorted(known)
    guess = get_close_matches(word, names, n=1, cutoff=0.6)
    if guess:
        return Message(f"{what.text} Did you mean “{{guess}}”?", **dict(what.params), guess=guess[0])
    if names:
        return Message(f"{what.text} Known: {{known}}.", **dict(what.params), known=", ".join(names))
    return what
