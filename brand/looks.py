"""How words look, stretch by stretch: the stretches of a subject with the words in them."""

from collections.abc import Iterator
from dataclasses import dataclass

from brand.subject import OBJECT, RunKind, Stretch, Style, Subject, TextRun

#: What no reader sees as set words: read aloud, shown by the mail program, or in the window's title.
UNSEEN = frozenset({RunKind.ALT, RunKind.PREHEADER, RunKind.SUBJECT_LINE, RunKind.HASHTAGS})
_POINT = 4 / 3


@dataclass(frozen=True, slots=True)
class Look:
    """Some words of a run in one style."""

    run: TextRun
    stretch: Stretch

    @property
    def style(self) -> Style:
        """The style."""
        return self.stretch.style

    @property
    def words(self) -> str:
        """The words, without the blanks around them."""
        return self.run.text[self.stretch.start : self.stretch.end].strip()

    @property
    def start(self) -> int:
        """Where the words begin in the run."""
        text = self.run.text[self.stretch.start : self.stretch.end]
        return self.stretch.start + len(text) - len(text.lstrip())

    @property
    def end(self) -> int:
        """Where the words end in the run."""
        return self.start + len(self.words)

    @property
    def points(self) -> float:
        """The size in points."""
        return self.style.size if self.style.unit == "pt" else self.style.size / _POINT

    @property
    def is_large(self) -> bool:
        """Large text after WCAG: 18 points, or 14 in bold."""
        return self.points >= 18 or (self.points >= 14 and self.style.weight >= 700)


def looks(subject: Subject) -> Iterator[Look]:
    """The visible stretches that hold letters or digits."""
    for run in subject.runs:
        if run.kind in UNSEEN:
            continue
        for stretch in run.stretches:
            look = Look(run, stretch)
            if any(character.isalnum() for character in look.words.replace(OBJECT, "")):
                yield look
