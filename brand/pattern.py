"""A rule that a brand writes itself, as data: what to look for, where, what to say, and texts that prove it."""

from dataclasses import dataclass
from enum import StrEnum

from brand.finding import Severity
from renderers.contract.tokens import Localized


class Check(StrEnum):
    """What an own rule does with what it finds."""

    FIND = "find"  # every hit of `pattern` (or of a pair's first half) is a breach
    COUNT = "count"  # more than `most` or fewer than `least` hits in one place are
    REPEAT = "repeat"  # a hit that follows itself is, more than `most` times (none: once already)
    EITHER = "either"  # both halves of a pair in one text are
    NEEDS = "needs"  # a hit without `needs` up to there is; a group in `needs` must hold the hit's own words
    CASE = "case"  # words not written in `style` are
    FORMULA = "formula"  # a comparison over the whole text that is true is


class Scope(StrEnum):
    """Where an own rule looks, piece by piece."""

    TEXT = "text"  # every paragraph, heading, cell and so on, each by itself
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    CELL = "cell"
    ALT = "alt"
    PIECE = "piece"  # all of the text together, for counts


#: The ways of writing that have a name; any other `style` is a pattern that the whole text must match.
STYLES = ("title", "sentence", "lower", "upper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One rule of the brand's own; its findings are of `own/<id>`.

    Patterns are RE2's regular expressions: they take linear time, whatever the text. With `words`, hits are whole words
    (of any alphabet). `exceptions` are patterns of hits that are fine. `message` may hold {found}, {instead}, {count}
    and {limit}. `replacement` is offered as a fix, None = none; it is `safe` only if said so. `pairs` are pattern and
    replacement (FIND) or two that exclude each other (EITHER). `level` narrows headings. The texts `good` must have no
    hit and those in `bad` at least one: they are run whenever the guideline is read.
    """

    id: str
    pattern: str = ""
    message: Localized = ()
    check: Check = Check.FIND
    severity: Severity = Severity.WARNING
    locale: str = ""
    channel: str = ""
    scope: Scope = Scope.TEXT
    level: int = 0
    words: bool = False
    ignore_case: bool = False
    exceptions: tuple[str, ...] = ()
    replacement: str | None = None
    safe: bool = False
    pairs: tuple[tuple[str, str], ...] = ()
    needs: str = ""
    least: int | None = None
    most: int | None = None
    style: str = ""
    formula: str = ""
    source: str = ""
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The id of its findings."""
        return f"own/{self.id}"
