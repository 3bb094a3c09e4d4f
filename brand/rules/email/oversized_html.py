"""The rule `email/oversized-html`."""

from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject, SubjectKind
from renderers.contract.artifact import Meter, MeterKind
from renderers.contract.message import Message

_METER = "html-size"


def _mail(kilobytes: float, *, locale: str = "en", measured: bool = True) -> Subject:
    meters = (Meter(_METER, kilobytes, 102, "KB", MeterKind.FOLD),) if measured else ()
    subject = Subject(name="body.html", kind=SubjectKind.HTML, channel="email", locale=locale, meters=meters)
    return replace(subject, metadata=(("size", str(round(kilobytes * 1024))),))


class OversizedHtml(Rule):
    """The mail's HTML is so large that Gmail cuts it off.

    ## Why it matters
    Gmail shows the first hundred kilobytes and hides the rest, the unsubscribe link and the imprint with it.

    ## How to put it right
    Leave blocks out, or link to the page instead of repeating it. Pictures do not count, their addresses do.
    """

    id = "email/oversized-html"
    severity = Severity.WARNING
    channels = frozenset({"email"})
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL})
    options = (
        Option("kb", 102.0, "Most kilobytes, for mails that no renderer measured"),
        Option("warn", 0.88, "Share of the limit from which on a person should look"),
    )
    source = "Gmail clipping at about 102 KB (spamresource, 2022; a test of the same year found 105)"
    examples = (
        Good(subject=_mail(40)),
        Good(subject=_mail(85, locale="de", measured=False)),
        Bad(subject=_mail(110), flags=("110 KB",)),
        Bad(subject=_mail(104, locale="de", measured=False), flags=("104 KB",)),
        Bad(subject=_mail(95, locale="de"), flags=("95 KB",), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Judge the renderer's meter, or else the size of the file."""
        used, limit = self._measured(subject, guideline)
        if used < limit * float(self.option(guideline, subject, "warn")):
            return
        over = used > limit
        message = (
            Message("The HTML has {used} KB; Gmail shows {limit} KB.", used=f"{used:.0f}", limit=f"{limit:g}")
            if over
            else Message(
                "The HTML has {used} KB, close to the {limit} KB that Gmail shows.",
                used=f"{used:.0f}",
                limit=f"{limit:g}",
            )
        )
        verdict = Verdict.FAIL if over else Verdict.NEEDS_REVIEW
        yield self.finding(Where(part=subject.name), message, quote=f"{used:.0f} KB", verdict=verdict)

    def _measured(self, subject: Subject, guideline: Guideline) -> tuple[float, float]:
        meter = next((meter for meter in subject.meters if meter.name == _METER), None)
        if meter is not None:
            return meter.used, meter.limit
        return int(subject.meta("size") or 0) / 1024, float(self.option(guideline, subject, "kb"))


plugin = OversizedHtml()
