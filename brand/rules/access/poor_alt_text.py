"""The rule `access/poor-alt-text`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline
from brand.language.vocabulary import word_set
from brand.rule import Bad, Good, Rule
from brand.subject import PictureUse, Subject, SubjectKind
from renderers.contract.message import Message

_FILE = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|svg|avif|heic|tiff?|pdf)|(?:IMG|DSC[FN]?|DCIM|PXL|Screenshot|Bildschirmfoto|image|"
    r"bild|foto|photo)"
    r"[-_ ]?\d{2,}[\w-]*|[0-9a-f]{16,}|[\w]+(?:_[\w]+){2,}",
    re.IGNORECASE,
)
_EMPTY_WORDS = word_set(
    "bild foto grafik abbildung logo icon banner platzhalter image picture photo graphic placeholder img header hero "
    "alt alt~text alternativtext untitled ohne~titel"
)
_PREFIX = re.compile(
    r"(?:(?:ein|das|dieses) )?(?:bild|foto|fotografie|grafik|abbildung|illustration)(?: (?:von|zeigt|mit)\b|:)\s*"
    r"|(?:an? |the |this )?(?:image|picture|photo|photograph|graphic|illustration)(?: (?:of|shows|showing)\b|:)\s*",
    re.IGNORECASE,
)


class PoorAltText(Rule):
    """A picture has no alternative text, or one that says nothing.

    ## Why it matters
    Who cannot see the picture, or whose mail program does not load it, reads the alternative text. “IMG_4711.jpg” and
    “picture” tell nothing.

    ## How to put it right
    Say what the picture shows, as you would on the phone, without “picture of”: screen readers say that themselves. A
    picture that only decorates gets an empty alternative text on purpose.
    """

    id = "access/poor-alt-text"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.SOURCE, SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.TEXT})
    source = "WCAG 2.2, success criterion 1.1.1 (Non-text Content)"
    examples = (
        Good('<img src="a.jpg" alt="A lamp on a desk at night">', kind=SubjectKind.HTML),
        Good('<img src="line.png" alt="">', kind=SubjectKind.HTML, note="Decoration."),
        Good('<img src="t.gif" width="1" height="1">', kind=SubjectKind.HTML, note="Nothing to see."),
        Good('<img src="a.jpg" alt="Fotograf beim Bild des Jahres">', kind=SubjectKind.HTML, locale="de"),
        Bad(
            '<p>See this.</p><img src="https://lumora.example/a.jpg">',
            kind=SubjectKind.HTML,
            flags=("https://lumora.example/a.jpg",),
        ),
        Bad('<img src="a.jpg" alt="IMG_4711.jpg">', kind=SubjectKind.HTML, locale="de", flags=("IMG_4711.jpg",)),
        Bad('<img src="a.jpg" alt="Foto">', kind=SubjectKind.HTML, locale="de", flags=("Foto",)),
        Bad(
            '<img src="a.jpg" alt="Bild von einer Leuchte im Regen">',
            kind=SubjectKind.HTML,
            locale="de",
            flags=("Bild von einer Leuchte im Regen",),
            fixed='<img src="a.jpg" alt="Einer Leuchte im Regen">',
        ),
        Bad(
            '<img src="a.jpg" alt="Picture of a lamp">',
            kind=SubjectKind.HTML,
            flags=("Picture of a lamp",),
            fixed='<img src="a.jpg" alt="A lamp">',
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- no settings
        """Look at each picture's alternative text."""
        for picture in subject.pictures:
            if 0 < picture.width <= 2 or 0 < picture.height <= 2:
                continue
            yield from self._look(picture, subject)

    def _look(self, picture: PictureUse, subject: Subject) -> Iterator[Finding]:
        alt = (picture.alt or "").strip()
        if picture.alt is None or (not alt and subject.kind is SubjectKind.SOURCE):
            verdict = Verdict.NEEDS_REVIEW if picture.alt is not None else Verdict.FAIL
            message = Message("The picture has no alternative text.")
            yield self.finding(picture.where, message, quote=picture.url, verdict=verdict)
        elif _FILE.fullmatch(alt):
            message = Message("“{alt}” is a file name, not a description.", alt=alt)
            yield self.finding(picture.where, message, quote=alt)
        elif alt.casefold().strip(".:!") in _EMPTY_WORDS:
            message = Message("“{alt}” does not say what the picture shows.", alt=alt)
            yield self.finding(picture.where, message, quote=alt)
        elif (match := _PREFIX.match(alt)) and alt[match.end() :]:
            rest = alt[match.end() :]
            message = Message(
                "Screen readers say themselves that it is a picture: leave out “{words}”.", words=match[0].strip()
            )
            fix = Fix(FixKind.SUGGEST, rest[0].upper() + rest[1:])
            yield self.finding(picture.where, message, quote=alt, fix=fix)


plugin = PoorAltText()
