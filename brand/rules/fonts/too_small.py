"""The rule `fonts/too-small`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from brand.color import lightness, screen
from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.looks import Look, looks
from brand.rule import Bad, Good, Option, Rule
from brand.samples import sheet
from brand.subject import Stretch, Style, Subject, SubjectKind, TextRun
from renderers.contract.message import Message

#: A file's own rounding of sizes.
_ROUNDING = 0.05
# Marks are raised and small by nature; the note that they lead to must be legible.
_MARKS = re.compile(r"[\s⁰¹²³⁴-⁹*†‡®™°,()]+")


def _printed(
    text: str, size: float, *, color: str = "#000000", background: str = "#ffffff", locale: str = "en"
) -> Subject:
    style = Style("SourceSans3", size, "pt", color=color, background=background)
    run = TextRun(text, Where(part="print.pdf", page=1), stretches=(Stretch(0, len(text), style),), locale=locale)
    return replace(sheet(locale=locale), runs=(run,))


class TooSmall(Rule):
    """Text is set smaller than the channel's minimum.

    ## Why it matters
    What cannot be read was not said: a note in 4 points is no note in the eyes of a court either.

    ## How to put it right
    Set it larger, or say less. White type on a dark ground runs in when printed and takes a point more.
    """

    id = "fonts/too-small"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    options = (
        Option("px", 12.0, "Smallest size on screens, in pixels"),
        Option("pt", 6.0, "Smallest size on paper, in points"),
        Option("negative_pt", 7.0, "Smallest size on paper for light type on a dark ground, in points"),
    )
    source = "Printers' pages (6 pt, negative 7 pt); on screens common practice"
    examples = (
        Good('<p style="font-size:12px">Light</p>', kind=SubjectKind.HTML),
        Good('<p style="font-size:11px;display:none">Vorschau</p><p>Licht</p>', kind=SubjectKind.HTML, locale="de"),
        Good(subject=_printed("Alle Preise inkl. MwSt.", 6.0, locale="de")),
        Good('<p>Nur 39 €<sup style="font-size:8px">1</sup>, heute.</p>', kind=SubjectKind.HTML, locale="de"),
        Bad(
            '<p>Prices <span style="font-size:9px">plus shipping</span>.</p>',
            kind=SubjectKind.HTML,
            flags=("plus shipping",),
        ),
        Bad(subject=_printed("Alle Preise inkl. MwSt.", 4.5, locale="de"), flags=("Alle Preise inkl. MwSt.",)),
        Bad(subject=_printed("White on night", 6.5, color="#ffffff", background="#14213d"), flags=("White on night",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Compare the size of each stretch with the smallest one for its unit."""
        for look in looks(subject):
            style = look.style
            if _MARKS.fullmatch(look.words):
                continue
            least = float(self.option(guideline, subject, _option(look, subject)))
            if 1 < style.size < least - _ROUNDING:
                yield self.at(
                    look.run,
                    look.start,
                    look.end,
                    Message(
                        "{size} {unit} is too small; the least is {least} {unit}.",
                        size=style.size,
                        least=least,
                        unit=style.unit,
                    ),
                    evidence={"size": f"{style.size:g} {style.unit}"},
                )


def _option(look: Look, subject: Subject) -> str:
    if look.style.unit == "px" and subject.kind is not SubjectKind.PDF:
        return "px"
    color, background = screen(look.style.color), screen(look.style.background)
    negative = bool(color and background) and lightness(color) > lightness(background)
    return "negative_pt" if negative else "pt"


plugin = TooSmall()
