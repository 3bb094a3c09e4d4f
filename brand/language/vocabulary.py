"""What the splitter has to know about one language: plain word lists, no code."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The word lists of one language, in lower case and without the last dot.

    `abbreviations` never end a sentence (`Dr.`, `e.g.`). `closing_abbreviations` may (`usw.`, `U.S.`): they do when
    the next word is one of `starters`, words that open sentences. `counting_abbreviations` are words of their own
    and abbreviate only before a number (`No. 5`, `So. 9 Uhr`). `months` keep `24. Dezember` whole.
    `dotted` are the first two together.
    """

    key: str
    abbreviations: frozenset[str]
    closing_abbreviations: frozenset[str]
    counting_abbreviations: frozenset[str]
    months: frozenset[str]
    starters: frozenset[str]
    ordinal_dots: bool
    term_endings: tuple[str, ...]
    dotted: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Gather the words after which a full stop may be part of the word."""
        object.__setattr__(self, "dotted", self.abbreviations | self.closing_abbreviations)


def word_set(text: str) -> frozenset[str]:
    """Read a list of words parted by blanks; `~` stands for a blank inside one entry."""
    return frozenset(word.replace("~", " ") for word in text.split())
