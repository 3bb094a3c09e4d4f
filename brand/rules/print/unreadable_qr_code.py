"""The rule `print/unreadable-qr-code`."""

from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.samples import sheet
from brand.subject import Code, Subject, SubjectKind
from renderers.contract.message import Message

_PAGE = Where(part="print.pdf", page=1)
_URL = "https://lum.example/a7f3"


def _with_code(
    side: float = 20, quiet: float = 4, contrast: float = 15, text: str = _URL, locale: str = "en", *, qr: bool = True
) -> Subject:
    code = Code(text, _PAGE, side=side, unit="mm", contrast=contrast, quiet_modules=quiet, qr=qr)
    return replace(sheet(locale=locale), codes=(code,))


class UnreadableQrCode(Rule):
    """A QR code on paper is hard or impossible to scan.

    ## Why it matters
    The code is the only link that paper has. A scanner in the office reads codes that no phone reads at the bus stop.

    ## How to put it right
    At least 20 mm a side, dark on light, and four modules of free space around it. Light codes on a dark ground and
    yellow on white are read by some phones only.
    """

    id = "print/unreadable-qr-code"
    severity = Severity.ERROR
    channels = frozenset({"print"})
    kinds = frozenset({SubjectKind.PDF, SubjectKind.PICTURE})
    options = (
        Option("mm", 20.0, "Smallest side in millimeters"),
        Option("contrast", 7.0, "Lowest contrast of dark and light (ratio)"),
        Option("quiet", 4.0, "Free space around it, in modules"),
    )
    source = "ISO/IEC 18004 (quiet zone of 4 modules); the size of 20 mm is common advice, no standard"
    examples = (
        Good(subject=_with_code()),
        Good(subject=_with_code(side=19.99, quiet=8.0, contrast=21.0, locale="de")),
        Good(subject=_with_code(text="4006381333931", side=12, qr=False, locale="de"), note="Tills read the bar code."),
        Good(subject=sheet(), note="No code, no complaint."),
        Bad(subject=_with_code(side=12), flags=(_URL,)),
        Bad(subject=_with_code(quiet=1.0, locale="de"), flags=(_URL,)),
        Bad(subject=_with_code(contrast=1.8), flags=(_URL,)),
        Bad(subject=_with_code(text="Evening light"), flags=("Evening light",), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Measure each code that was read."""
        for code in (one for one in subject.codes if one.qr):
            for message, verdict in self._complaints(code, subject, guideline):
                evidence = {"side": f"{code.side:.1f} {code.unit}", "contrast": f"{code.contrast:.1f}"}
                yield self.finding(code.where, message, quote=code.text, verdict=verdict, evidence=evidence)

    def _complaints(self, code: Code, subject: Subject, guideline: Guideline) -> Iterator[tuple[Message, Verdict]]:
        side = float(self.option(guideline, subject, "mm"))
        contrast = float(self.option(guideline, subject, "contrast"))
        quiet = float(self.option(guideline, subject, "quiet"))
        if code.unit == "mm" and 0 < code.side < side - 0.5:
            yield (
                Message("The code is {side} mm wide; it takes {least} mm.", side=f"{code.side:.0f}", least=f"{side:g}"),
                Verdict.FAIL,
            )
        if 0 < code.contrast < contrast:
            yield (
                Message(
                    "The contrast of the code is {ratio} to 1; it takes {least} to 1.",
                    ratio=round(code.contrast, 1),
                    least=contrast,
                ),
                Verdict.FAIL,
            )
        # The sheet that a picture is placed on may give its code the free space that the file does not.
        if 0 < code.quiet_modules < quiet - 0.5 and subject.kind is not SubjectKind.PICTURE:
            yield (
                Message(
                    "The free space around the code is {quiet} modules; it takes {least}.",
                    quiet=round(code.quiet_modules, 1),
                    least=quiet,
                ),
                Verdict.FAIL,
            )
        if not code.text.lower().startswith(
            ("http://", "https://", "tel:", "mailto:", "begin:vcard", "wifi:", "smsto:")
        ):
            yield Message("The code leads to no address: “{text}”.", text=code.text), Verdict.NEEDS_REVIEW


plugin = UnreadableQrCode()
