"""The rule `email/bad-subject-line`."""

from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Quotation, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.subject import RunKind, Subject, SubjectKind, TextRun
from renderers.contract.artifact import Meter, MeterKind
from renderers.contract.message import Message

_NAMES = {RunKind.SUBJECT_LINE: "subject", RunKind.PREHEADER: "preheader"}


def _mail(subject_line: str, preheader: str = "", *, locale: str = "en", meters: tuple[Meter, ...] = ()) -> Subject:
    words = ((RunKind.SUBJECT_LINE, subject_line), (RunKind.PREHEADER, preheader), (RunKind.PARAGRAPH, "Light."))
    runs = tuple(TextRun(text, Where(part="message.eml"), kind) for kind, text in words if text)
    subject = Subject(name="message.eml", kind=SubjectKind.MAIL, channel="email", locale=locale)
    return replace(subject, runs=runs, meters=meters)


class BadSubjectLine(Rule):
    """The subject line or the preheader is missing, too long, or says the same thing twice.

    ## Why it matters
    Subject and preheader decide whether the mail is opened. A phone shows about forty characters of the first and
    ninety of both; what is said twice there wastes half of it.

    ## How to put it right
    Put the point into the first words. Let the preheader go on where the subject stops.
    """

    id = "email/bad-subject-line"
    severity = Severity.WARNING
    channels = frozenset({"email"})
    kinds = frozenset({SubjectKind.MAIL})
    options = (
        Option("subject", 60, "Most characters of a subject line that no renderer measured"),
        Option("preheader", 100, "Most characters of a preheader that no renderer measured"),
    )
    source = "Common practice (subject 40 to 60 characters, preheader 40 to 100); there is no standard"
    examples = (
        Good(subject=_mail("Light for long evenings", "Three lamps that stay cool, and one that does not.")),
        Good(subject=_mail("Licht für lange Abende", "Drei Leuchten, die mitgehen.", locale="de")),
        Bad(subject=_mail("", "Three lamps."), flags=("",)),
        Bad(subject=_mail("Licht für lange Abende", locale="de"), flags=("",)),
        Bad(
            subject=_mail("Light for long evenings", "Light for long evenings: see our lamps."),
            flags=("Light for long evenings: see our lamps.",),
        ),
        Bad(
            subject=_mail(
                "Ein sehr langer Betreff, der niemals auf ein Telefon passt, wie kurz man ihn auch liest",
                "Drei Leuchten.",
                locale="de",
            ),
            flags=("Ein sehr langer Betreff, der niemals auf ein Telefon passt, wie kurz man ihn auch liest",),
        ),
        Bad(
            subject=_mail("Light", "Lamps.", meters=(Meter("subject", 61, 60, "characters", MeterKind.ADVICE),)),
            flags=("Light",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look at both lines, then at what they share."""
        lines = {kind: next(subject.runs_of(kind), None) for kind in _NAMES}
        for kind, run in lines.items():
            if run is None or not run.text.strip():
                message = (
                    Message("The mail has no subject line.")
                    if kind is RunKind.SUBJECT_LINE
                    else Message("The mail has no preheader.")
                )
                yield self.finding(Where(part=subject.name, path=_NAMES[kind]), message)
            else:
                yield from self._length(run, subject, guideline)
        head, tail = lines.values()
        if head is not None and tail is not None and _repeats(head.text, tail.text):
            yield self.finding(
                tail.where, Message("The preheader repeats the subject line."), quote=tail.text, related=(head.where,)
            )

    def _length(self, run: TextRun, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        name = _NAMES[run.kind]
        meter = next((meter for meter in subject.meters if meter.name == name), None)
        used = meter.used if meter is not None else len(run.text)
        limit = meter.limit if meter is not None else float(self.option(guideline, subject, name))
        if used > limit:
            yield self.finding(
                run.where,
                Message("{used} characters; about {limit} are shown.", used=f"{used:g}", limit=f"{limit:g}"),
                quote=Quotation(run.text),
                verdict=Verdict.FAIL,
            )


def _repeats(head: str, tail: str) -> bool:
    one, other = (" ".join(text.casefold().split()).strip(" .!?") for text in (head, tail))
    return other.startswith(one) or one.startswith(other)


plugin = BadSubjectLine()
