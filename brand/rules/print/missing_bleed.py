"""The rule `print/missing-bleed`."""

from collections.abc import Iterator

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.samples import MM, sheet
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message

#: Points: boxes are rounded when they are written.
_ROUNDING = 0.03

Box = tuple[float, float, float, float]


class MissingBleed(Rule):
    """A page has no trim box, or too little bleed.

    ## Why it matters
    Paper is cut after printing, and no knife cuts to the hair. Without color beyond the edge a white line shows.

    ## How to put it right
    Export with the printer's bleed, usually 3 mm on each side, and with trim and bleed boxes in the file.
    """

    id = "print/missing-bleed"
    severity = Severity.ERROR
    channels = frozenset({"print"})
    kinds = frozenset({SubjectKind.PDF})
    options = (Option("mm", 3.0, "Bleed on each side in millimeters; printers ask for 2 to 5"),)
    source = "Printers' pages: 3 mm, some 2 mm"
    examples = (
        Good(subject=sheet(bleed_mm=3.0)),
        Good(subject=sheet(bleed_mm=5.0, locale="de")),
        Bad(subject=sheet(bleed_mm=1.0), flags=("1",)),
        Bad(subject=sheet(bleed_mm=None), flags=("1",), note="No trim box at all."),
        Bad(subject=sheet(bleed_mm=0.0, locale="de"), flags=("1",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Measure each page; without a bleed box the media box is what the file offers."""
        wanted = float(self.option(guideline, subject, "mm"))
        for page in subject.pages:
            where = Where(part=subject.name, page=page.number)
            if page.trim is None:
                message = Message("Page {page} has no trim box.", page=page.number)
                yield self.finding(where, message, quote=str(page.number))
                continue
            bleed = _margin(page.trim, page.bleed or page.media)
            if bleed < wanted * MM - _ROUNDING:
                message = Message(
                    "Page {page} has a bleed of {bleed} mm; it takes {wanted} mm.",
                    page=page.number,
                    bleed=round(max(bleed, 0.0) / MM, 1),
                    wanted=wanted,
                )
                yield self.finding(where, message, quote=str(page.number), evidence={"bleed": f"{bleed / MM:.2f} mm"})


def _margin(trim: Box, outer: Box) -> float:
    """The narrowest margin between the two boxes (left, bottom, right, top), in points."""
    return min(trim[0] - outer[0], trim[1] - outer[1], outer[2] - trim[2], outer[3] - trim[3])


plugin = MissingBleed()
