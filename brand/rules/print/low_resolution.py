"""The rule `print/low-resolution`."""

from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.samples import sheet
from brand.subject import PictureUse, Subject, SubjectKind
from renderers.contract.message import Message

#: Sizes are rounded to whole pixels: 299 is 300.
_ROUNDING = 0.99


def _with_picture(ppi: float, *, format_key: str = "a5-flyer", locale: str = "en") -> Subject:
    use = PictureUse(Where(part="print.pdf", page=1), alt="A lamp at dusk", pixels=(1240, 874), ppi=ppi)
    return replace(sheet(locale=locale), pictures=(use,), format=format_key)


class LowResolution(Rule):
    """A picture has too few pixels for its size on paper.

    ## Why it matters
    On the screen it looks fine; in print it is soft or shows steps.

    ## How to put it right
    Use the original instead of a copy from the web, or show it smaller. Posters are seen from farther away and need
    fewer pixels an inch.
    """

    id = "print/low-resolution"
    severity = Severity.WARNING
    channels = frozenset({"print"})
    kinds = frozenset({SubjectKind.PDF})
    options = (
        Option("ppi", 300, "Fewest pixels an inch"),
        Option("poster_ppi", 150, "Fewest pixels an inch on posters"),
    )
    source = "Printers' pages: 300 ppi, poster 150 ppi"
    examples = (
        Good(subject=_with_picture(300)),
        Good(subject=_with_picture(160, format_key="a4-poster", locale="de")),
        Good(subject=_with_picture(0), note="Vectors have no pixels."),
        Bad(subject=_with_picture(72), flags=("A lamp at dusk",)),
        Bad(subject=_with_picture(140, format_key="a4-poster", locale="de"), flags=("A lamp at dusk",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Compare the effective resolution of each picture."""
        poster = "poster" in subject.format
        wanted = float(self.option(guideline, subject, "poster_ppi" if poster else "ppi"))
        for picture in subject.pictures:
            if 0 < picture.ppi < wanted * _ROUNDING:
                message = Message(
                    "The picture has {ppi} pixels an inch; it takes {wanted}.",
                    ppi=round(picture.ppi),
                    wanted=round(wanted),
                )
                quote = picture.alt or picture.url or picture.sha256[:12]
                yield self.finding(picture.where, message, quote=quote, evidence={"ppi": f"{picture.ppi:.0f}"})


plugin = LowResolution()
