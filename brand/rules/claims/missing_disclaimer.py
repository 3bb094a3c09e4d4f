"""The rule `claims/missing-disclaimer`."""

from collections.abc import Iterator

from brand.finding import Finding, Fix, FixKind, Severity, Where
from brand.guideline import Guideline
from brand.required import Due, due, likest, shows
from brand.rule import Bad, Good, Rule
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message
from renderers.contract.tokens import LegalLine, Tokens

#: These have rules of their own, or are labels of links.
ELSEWHERE = frozenset({"imprint", "unsubscribe", "view-online", "opt-out", "vat"})

_LOAN = Guideline(
    tokens=Tokens(
        legal=(
            LegalLine(
                "disclaimer",
                (
                    ("de", "Ein Angebot der Lichtbank AG, Bonität vorausgesetzt."),
                    ("en", "An offer of Lichtbank AG, subject to status."),
                ),
                channels=("web", "print", "social"),
                triggers=("text:finanzierung", "text:finance"),
            ),
        )
    )
)


class MissingDisclaimer(Rule):
    """A mandatory line is missing, or its wording was altered.

    ## Why it matters
    A disclaimer protects only in the words that were agreed on. In an offer that needs it, a missing line can cost
    more than the campaign.

    ## How to put it right
    Put the line back as the guideline words it. Case, blanks and the kind of quotation mark do not matter. Where the
    line depends on a value that was typed by hand instead of being a fact, a person has to decide.
    """

    id = "claims/missing-disclaimer"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.TEXT, SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    source = "The guideline's legal lines"
    examples = (
        Good(
            "Die Finanzierung ist leicht.\n\nEin Angebot der Lichtbank\u00a0AG, Bonität vorausgesetzt.",
            locale="de",
            channel="web",
            guideline=_LOAN,
        ),
        Good("Unsere Räder sind da.", locale="de", channel="web", guideline=_LOAN, note="No trigger, no line."),
        Good("Finance it with ease.", channel="sms", guideline=_LOAN, note="The line is not asked for in SMS."),
        Good("Die Finanzierung ist leicht.", locale="de", guideline=_LOAN, note="A text in no channel."),
        Bad(
            "Die Finanzierung ist leicht. Kommen Sie vorbei.", locale="de", channel="web", guideline=_LOAN, flags=("",)
        ),
        Bad("Finance your lamp. Come and see us soon.", channel="social", guideline=_LOAN, flags=("",)),
        Bad(
            "Finance it with ease. An offer of Lichtbank AG, subject to its terms.",
            channel="web",
            guideline=_LOAN,
            flags=("An offer of Lichtbank AG, subject to its terms.",),
            fixed="Finance it with ease. An offer of Lichtbank AG, subject to status.",
        ),
        Bad(
            "Zur Finanzierung: Ein Angebot der Lichtbank, gute Bonität vorausgesetzt.",
            locale="de",
            channel="print",
            guideline=_LOAN,
            flags=("Zur Finanzierung: Ein Angebot der Lichtbank, gute Bonität vorausgesetzt.",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each line that is due and not shown as worded."""
        if not subject.channel:
            return
        for line in due(subject, guideline):
            if line.key not in ELSEWHERE and not shows(subject, line.text):
                yield self._missing(subject, line)

    def _missing(self, subject: Subject, line: Due) -> Finding:
        near = likest(subject, line.text)
        if near is None:
            return self.finding(
                Where(part=subject.runs[0].where.part if subject.runs else subject.name),
                Message("The mandatory line “{line}” ({key}) is missing.", line=line.text, key=line.key),
                verdict=line.verdict,
                evidence={"line": line.key},
            )
        return self.at(
            near.run,
            near.start,
            near.end,
            Message("The mandatory line ({key}) is altered. It reads: “{line}”", line=line.text, key=line.key),
            fix=Fix(FixKind.SAFE, line.text),
            verdict=line.verdict,
            evidence={"line": line.key, "likeness": f"{near.likeness:.2f}"},
        )


plugin = MissingDisclaimer()
