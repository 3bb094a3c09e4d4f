"""What a rule hands back: one breach at one place, with the words that prove it and the remedy it offers."""

import hashlib
from dataclasses import dataclass, field, replace
from enum import StrEnum

from brand.compiled import written_plainly
from renderers.contract.making import made_quickly
from renderers.contract.message import Message
from renderers.contract.place import Place


class Severity(StrEnum):
    """How grave a finding is, in SARIF's words. Open errors block a publish."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for a note, 2 for an error."""
        return list(Severity).index(self)


class Verdict(StrEnum):
    """Whether the rule is certain, or a person must look."""

    FAIL = "fail"
    NEEDS_REVIEW = "needs-review"


class FixKind(StrEnum):
    """Whether a fix may be applied in one click, or waits for a person."""

    SAFE = "safe"
    SUGGEST = "suggest"


@made_quickly
@dataclass(frozen=True, slots=True)
class Fix:
    """Words to put in place of the finding's quote."""

    kind: FixKind
    new: str


@made_quickly
@written_plainly
@dataclass(frozen=True, slots=True)
class Where:
    """Where something stands in what was inspected, and where it came from.

    `part` is the part's or file's name. Text: `line` and `column` from 1, `start` and `end` in characters of the run.
    HTML: `path` is a CSS path; headers and metadata: the name. PDF: `page` from 1 and `box` in points, pixels: `box`
    in pixels (left, top, right, bottom). `source` is the document field it was made of, where that is known.
    """

    part: str = ""
    line: int = 0
    column: int = 0
    path: str = ""
    page: int = 0
    box: tuple[float, float, float, float] | None = None
    start: int | None = None
    end: int | None = None
    source: Place | None = None

    def __str__(self) -> str:
        spot = [self.part or "text"]
        if self.page:
            spot.append(f"page {self.page}")
        elif self.line:
            spot.append(f"{self.line}:{self.column}")
        elif self.path:
            spot.append(self.path)
        return ":".join(spot)


@made_quickly
@dataclass(frozen=True, slots=True)
class Quotation:
    """The exact words a finding is about, with the text just before and after."""

    text: str
    before: str = ""
    after: str = ""


@made_quickly
@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule at one place.

    `evidence` holds computed values ("ratio" -> "3.1"); `related` names the other places of a comparison; `subject`
    is the label of what was inspected and `piece` the id of the piece, where known; `scope` (subject, channel, format,
    locale) and `occurrence` go into the fingerprint. `also` names the outputs ("email/newsletter") in which the same
    breach of the same document field was found.
    """

    rule: str
    severity: Severity
    message: Message
    where: Where
    quote: Quotation = Quotation("")
    verdict: Verdict = Verdict.FAIL
    fix: Fix | None = None
    evidence: tuple[tuple[str, str], ...] = ()
    related: tuple[Where, ...] = ()
    subject: str = ""
    channel: str = ""
    format: str = ""
    locale: str = ""
    piece: str = ""
    also: tuple[str, ...] = ()
    occurrence: int = 0
    waiver: str = field(default="", compare=False)

    @property
    def scope(self) -> str:
        """What the finding is judged within; part of the fingerprint."""
        return f"{self.subject}/{self.channel}/{self.format}/{self.locale}"

    @property
    def fingerprint(self) -> str:
        """A stable name of this finding across audits: no offsets, so edits elsewhere keep it (RULES.md)."""
        return hashlib.sha256("\0".join(self.identity).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def identity(self) -> tuple[str, ...]:
        """What the fingerprint is made of."""
        return self.rule, self.scope, _neighbored(self.quote), str(self.occurrence)

    @property
    def is_open_error(self) -> bool:
        """Whether this finding closes the gate: a certain error that nobody has waived.

        What needs a person's look does not block: it is never a guessed failure (RULES.md, ground rule 2).
        """
        return self.severity is Severity.ERROR and self.verdict is Verdict.FAIL and not self.waiver

    def within(
        self, subject: str, channel: str, format_key: str, locale: str, piece: str, *, severity: Severity
    ) -> "Finding":
        """The same finding of that severity, which says what it is about where it did not yet."""
        return Finding(  # every finding comes by here, and `replace` takes three times as long
            self.rule,
            severity,
            self.message,
            self.where,
            self.quote,
            self.verdict,
            self.fix,
            self.evidence,
            self.related,
            self.subject or subject,
            self.channel or channel,
            self.format or format_key,
            self.locale or locale,
            self.piece or piece,
            self.also,
            self.occurrence,
            self.waiver,
        )

    def waived(self, waiver: str) -> "Finding":
        """The same finding under a waiver of that id."""
        return replace(self, waiver=waiver)


def _neighbored(quotation: Quotation) -> str:
    """The normalized quote with two neighboring words on either side."""
    words = (*quotation.before.split()[-2:], *quotation.text.split(), *quotation.after.split()[:2])
    return " ".join(words).casefold()
