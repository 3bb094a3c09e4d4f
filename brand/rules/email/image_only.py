"""The rule `email/image-only`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.inspect.html import inspect_html
from brand.looks import looks
from brand.rule import Bad, Good, Option, Rule
from brand.samples import TODAY, letter
from brand.subject import PictureUse, RunKind, Subject, SubjectKind
from renderers.contract.message import Message

#: A letter is about half as wide as its line is high, and a line takes 1.4 times its size.
_LETTER = 0.5 * 1.4
#: Marks, icons and what counts openings.
_SMALL = 120 * 120

_WORDS = (
    "<p>Three lamps that stay cool to the touch, and one that does not. Each has a switch in the "
    "cable, and fits the lamp holders you know. Come and see them at dusk, when light matters most.</p>"
)
_WORTE = "<p>Drei Leuchten, die kühl bleiben, und eine, die wärmt. Jede hat einen Schalter im Kabel.</p>"
_PICTURE = '<img src="https://lumora.example/a.jpg" alt="A lamp at dusk" width="560" height="300">'
_POSTER = '<img src="https://lumora.example/p.jpg" alt="Alles zum Lichterfest" width="600" height="1400">'
_FOOT = '<p class="footer">Lumora GmbH, Lichtweg 7, 10115 Berlin, info@lumora.example</p>'


def _mail(body: str, parts: str, *, locale: str = "en") -> Subject:
    shown = inspect_html(letter(body, locale=locale), name="message.eml", channel="email", locale=locale, today=TODAY)
    return replace(shown, kind=SubjectKind.MAIL, metadata=tuple(sorted((*shown.metadata, ("parts", parts)))))


class ImageOnly(Rule):
    """A mail is nearly all picture, its pictures name no size, or it has no plain text beside the HTML.

    ## Why it matters
    Many programs load no pictures until they are asked to. Then a mail made of one picture is an empty frame, nobody
    can search it, a screen reader has little to say, and filters take it for spam. A picture without a width is shown
    by Outlook in the size of the file. Watches, screen readers and filters look for the plain text.

    ## How to put it right
    Write headline, message and action as text, give every picture its width, and send a plain text part along.
    """

    id = "email/image-only"
    severity = Severity.WARNING
    channels = frozenset({"email"})
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL})
    options = (
        Option("share", 80, "Largest share of the area that pictures may fill, in percent"),
        Option("words", 30, "From so many words on a mail is no picture, whatever its area"),
    )
    source = "Common practice; there is no standard"
    examples = (
        Good(subject=_mail(_WORDS + _PICTURE, "html plain")),
        Good(subject=_mail(_WORTE, "html plain", locale="de")),
        Good(
            letter(_WORTE + '<img src="https://lumora.example/o.gif" alt="" width="1" height="1">', locale="de"),
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
            note="A page alone is not asked for a plain text.",
        ),
        Bad(subject=_mail(_WORDS, "html"), flags=("",)),
        Bad(
            letter(_POSTER + _FOOT, locale="de"),
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
            flags=("Alles zum Lichterfest",),
        ),
        Bad(
            letter(_WORDS + '<img src="https://lumora.example/b.jpg" alt="A lamp in the hall">'),
            kind=SubjectKind.HTML,
            channel="email",
            flags=("A lamp in the hall",),
        ),
        Bad(
            letter(
                _WORTE + '<img src="https://lumora.example/b.jpg" alt="Flurlicht" style="max-width:100%">', locale="de"
            ),
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
            flags=("Flurlicht",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look at the plain text part, at the sizes, and at how much of the mail is picture."""
        if subject.kind is SubjectKind.MAIL and subject.meta("parts") == "html":
            yield self.finding(
                Where(part=subject.name, path="text/plain"), Message("The mail has no plain text beside the HTML.")
            )
        shown = [picture for picture in subject.pictures if picture.url]
        unsized = {picture.url: picture for picture in reversed(shown) if not picture.width}
        for picture in reversed(unsized.values()):
            message = Message("The picture names no width: Outlook shows it in the size of its file.")
            yield self.finding(picture.where, message, quote=_quote(picture))
        largest = max(shown, key=_area, default=None)
        if largest is not None:
            yield from self._share(shown, largest, subject, guideline)

    def _share(
        self, shown: list[PictureUse], largest: PictureUse, subject: Subject, guideline: Guideline
    ) -> Iterator[Finding]:
        pictures = sum(map(_area, shown))
        words, letters = _text(subject)
        if pictures < _SMALL or words >= int(self.option(guideline, subject, "words")):
            return
        share = 100 * pictures / (pictures + letters)
        if share > float(self.option(guideline, subject, "share")):
            yield self.finding(
                largest.where,
                Message(
                    "{words} words and {share} % picture: who loads no pictures sees an empty mail.",
                    words=words,
                    share=round(share),
                ),
                quote=_quote(largest),
                evidence={"words": words, "share": f"{share:.0f}"},
            )


def _area(picture: PictureUse) -> float:
    """What a picture fills, in square pixels; of one without a height, the proportions of its file or a square."""
    wide, high = picture.pixels
    height = picture.height or (picture.width * high / wide if wide and high else picture.width)
    return picture.width * height


def _text(subject: Subject) -> tuple[int, float]:
    """The words a reader sees, small print left out, and about how many square pixels they fill."""
    words, area = 0, 0.0
    for look in looks(subject):
        if look.run.kind is not RunKind.LEGAL and not look.run.where.path.startswith("head"):
            words += len(re.findall(r"\w+", look.words))
            area += len(look.words) * look.style.size**2 * _LETTER
    return words, area


def _quote(picture: PictureUse) -> str:
    return picture.alt or picture.url[:120]


plugin = ImageOnly()
