"""Inline text: runs of plain words, links, merge fields and fact references."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class Mark(StrEnum):
    """How a stretch of text is emphasized."""

    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words. `\\n` is a line break the author asked for."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def plain(self) -> str:
        """The words."""
        return self.text

    @property
    def source(self) -> str:
        """The words as typed; two braces are quoted so that they do not read as a field."""
        return self.text.replace("{{", '{{ "{{" }}')


@dataclass(frozen=True, slots=True)
class MergeField:
    """A value the sending system fills in: `{{ contact.first_name | default: "there" }}` has the name `first_name`.

    `default` is None where the author gave none (a finding in drafts, refused at publish). `filters` are `upcase`,
    `downcase`, `capitalize`, in the order written.
    """

    name: str
    default: str | None = None
    filters: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def plain(self) -> str:
        """What a reader sees of whom nothing is known."""
        return self.default or ""

    @property
    def source(self) -> str:
        """The canonical way to write it."""
        default = "" if self.default is None else f" | default: {quote(self.default)}"
        return "{{ contact." + self.name + default + "".join(f" | {name}" for name in self.filters) + " }}"


@dataclass(frozen=True, slots=True)
class FactRef:
    """A reference to a fact: `{{ fact.price }}`. `text` is what the reader sees; `view()` fills it in."""

    name: str
    marks: tuple[Mark, ...] = ()
    text: str = ""

    @property
    def plain(self) -> str:
        """What the reader sees, or the reference itself while no fact is resolved."""
        return self.text or self.source

    @property
    def source(self) -> str:
        """The canonical way to write it."""
        return "{{ fact." + self.name + " }}"


Word = Text | MergeField | FactRef


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere. `tagged`: whether campaign parameters (UTM) are added to the address."""

    url: str
    runs: tuple[Word, ...]
    tagged: bool = True

    @property
    def plain(self) -> str:
        """The words of the link."""
        return "".join(run.plain for run in self.runs)

    @property
    def source(self) -> str:
        """The words of the link, fields as typed."""
        return "".join(run.source for run in self.runs)


Inline = Text | Link | MergeField | FactRef


@dataclass(frozen=True, slots=True)
class RichText:
    """A line or paragraph of inline runs."""

    runs: tuple[Inline, ...] = ()

    @classmethod
    def of(cls, text: str) -> "RichText":
        """Wrap plain words."""
        return cls((Text(text),)) if text else cls()

    @property
    def plain(self) -> str:
        """The words a reader sees who is not known to the sender."""
        if len(self.runs) == 1:
            return self.runs[0].plain
        return "".join([run.plain for run in self.runs])

    @property
    def source(self) -> str:
        """The words with fields as typed and without marks; `Place.start` and `end` count in it."""
        return "".join(run.source for run in self.runs)

    @property
    def words(self) -> Iterator[Word]:
        """Every run, those inside links included."""
        for run in self.runs:
            if isinstance(run, Link):
                yield from run.runs
            else:
                yield run

    @property
    def links(self) -> tuple[Link, ...]:
        """The links, in reading order."""
        return tuple([run for run in self.runs if isinstance(run, Link)])

    def mapped(self, change: Callable[[Word], Word]) -> "RichText":
        """Return the same text with every word run put through `change`."""
        return RichText(
            tuple(
                replace(run, runs=tuple(change(word) for word in run.runs)) if isinstance(run, Link) else change(run)
                for run in self.runs
            )
        )

    def __bool__(self) -> bool:
        # Asked of every text in every render: a generator takes twice as long. Words are blank where their source is.
        for run in self.runs:  # noqa: SIM110
            if (run.text if isinstance(run, Text) else run.source).strip():
                return True
        return False


def join(texts: Iterable[RichText], separator: str) -> RichText:
    """Join several texts into one, leaving out the empty ones."""
    runs: list[Inline] = []
    for text in texts:
        if text:
            runs += [Text(separator), *text.runs] if runs else text.runs
    return RichText(tuple(runs))


def quote(value: str) -> str:
    """Write a string the way the grammar reads it back."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
