"""The rule `fonts/unlisted-family`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Severity
from brand.guideline import Guideline
from brand.language.vocabulary import word_set
from brand.rule import Bad, Good, Option, Rule
from brand.subject import FontUse, Subject, SubjectKind
from renderers.contract.message import Message

# What stands for a class of typefaces, and what mail programs are given as a fallback for all of them.
_GENERIC = word_set(
    "serif sansserif monospace cursive fantasy systemui uiserif uisansserif uimonospace inherit initial unset "
    "applesystem blinkmacsystemfont"
)
_STYLES = re.compile(
    r"(?:thin|extralight|ultralight|light|regular|roman|book|medium|semibold|demibold|bold|extrabold|black|heavy|"
    r"italic|oblique|it|"
    r"mt|ps|psmt|vf|variable|wght)+$"
)


class UnlistedFamily(Rule):
    """A typeface is used that the guideline does not list.

    ## Why it matters
    The typeface is the brand's handwriting. Where it is missing, a program puts another one in, and the line breaks
    are no longer those that were approved.

    ## How to put it right
    Use a family of the guideline. In mails the brand's family comes first and its listed fallbacks behind it.
    """

    id = "fonts/unlisted-family"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    options = (Option("also", "", "Further families that are fine, separated by commas"),)
    source = "The guideline's typography"
    examples = (
        Good("<p style=\"font-family:'Source Sans 3', Arial, sans-serif\">Light</p>", kind=SubjectKind.HTML),
        Good('<p style="font-family:Arial, sans-serif">A listed fallback.</p>', kind=SubjectKind.HTML),
        Good(
            '<p style="font-family:Georgia,serif">Licht</p><p style="font-family:inherit">Mehr</p>',
            kind=SubjectKind.HTML,
            locale="de",
        ),
        Good('<p style="font-family:Papyrus">Nothing is listed.</p>', kind=SubjectKind.HTML, guideline=Guideline()),
        Bad('<p style="font-family:Papyrus, fantasy">Light</p>', kind=SubjectKind.HTML, flags=("Papyrus",)),
        Bad(
            "<p style=\"font-family:'Source Sans 3',Verdana,sans-serif\">Licht</p>",
            kind=SubjectKind.HTML,
            locale="de",
            flags=("Verdana",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each family once that no listed name accounts for."""
        if not guideline.tokens.typography:
            return
        also = str(self.option(guideline, subject, "also")).split(",")
        listed = {_plain(name) for font in guideline.tokens.typography for name in (font.family, *font.stack)}
        listed |= {_plain(name) for name in also if name.strip()}
        seen: set[str] = set()
        for font in subject.fonts:
            for family in _families(font):
                plain = _plain(family)
                if not plain or plain in seen or plain in _GENERIC:
                    continue
                seen.add(plain)
                if plain not in listed and _STYLES.sub("", plain) not in {_STYLES.sub("", name) for name in listed}:
                    message = Message("The guideline does not list the typeface “{family}”.", family=family)
                    yield self.finding(font.where, message, quote=family)


def _families(font: FontUse) -> tuple[str, ...]:
    return font.stack or ((font.family,) if font.family else ())


def _plain(family: str) -> str:
    """A family without subset prefix, blanks, hyphens and case: "ABCDEF+SourceSans3-Bold" -> "sourcesans3bold"."""
    return re.sub(r"[\s_,-]+", "", re.sub(r"^[A-Z]{6}\+", "", family.strip().strip("\"'"))).casefold()


plugin = UnlistedFamily()
