"""The rule `fonts/not-embedded`."""

from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Rule
from brand.samples import sheet
from brand.subject import FontUse, Subject, SubjectKind
from renderers.contract.message import Message

_PAGE = Where(part="print.pdf", page=1)


def _set_in(*fonts: FontUse, locale: str = "en") -> Subject:
    return replace(sheet(locale=locale), fonts=fonts)


class NotEmbedded(Rule):
    """A font is not embedded in the PDF, or is drawn as Type 3.

    ## Why it matters
    The printer's machine puts another font in where one is missing, and the type is wrong on every copy. Type 3 fonts
    are drawn without hints and come out thicker.

    ## How to put it right
    Embed all fonts when the file is exported; PDF/X always does.
    """

    id = "fonts/not-embedded"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.PDF})
    source = "ISO 15930 (PDF/X) asks for embedded fonts, as printers’ pages say; the standard is sold and was not read"
    examples = (
        Good(subject=_set_in(FontUse("SourceSans3", _PAGE, type="TrueType"))),
        Good(subject=_set_in(FontUse("SourceSerif4", _PAGE, type="CIDFontType2"), locale="de")),
        Bad(subject=_set_in(FontUse("Helvetica", _PAGE, embedded=False, type="Type1")), flags=("Helvetica",)),
        Bad(subject=_set_in(FontUse("Handschrift", _PAGE, type="Type3"), locale="de"), flags=("Handschrift",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- no settings
        """Look at each font of the file."""
        for font in subject.fonts:
            if not font.embedded:
                message = Message("The font “{family}” is not embedded.", family=font.family)
                yield self.finding(font.where, message, quote=font.family)
            elif font.type.replace(" ", "") == "Type3":
                message = Message("“{family}” is a Type 3 font.", family=font.family)
                yield self.finding(font.where, message, quote=font.family)


plugin = NotEmbedded()
