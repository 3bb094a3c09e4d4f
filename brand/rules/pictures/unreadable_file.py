"""The rule `pictures/unreadable-file`."""

from collections.abc import Iterator

from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Rule
from brand.subject import PictureUse, Subject, SubjectKind, TextRun
from renderers.contract.message import Message

_TROUBLE = Message("The picture is broken: {problem}. Export it again.", problem="image file is truncated")


def _mail(trouble: Message | None, *, locale: str = "en", unopened: str = "") -> Subject:
    german = locale == "de"
    alt = "Eine Leuchte im Regen" if german else "A lamp in the rain"
    text = "Licht für lange Abende." if german else "Light for long evenings."
    pixels = (600, 400) if trouble is None else (0, 0)
    return Subject(
        name="mail",
        kind=SubjectKind.MAIL,
        channel="email",
        locale=locale,
        runs=(TextRun(text, Where(part="mail.eml", path="p")),),
        pictures=(
            PictureUse(
                Where(part="mail.eml"), alt=alt, url="cid:hero", pixels=pixels, trouble=trouble, unopened=unopened
            ),
        ),
    )


class UnreadableFile(Rule):
    """A picture inside a page, mail or PDF cannot be read.

    ## Why it matters
    Where the picture should be, readers see an empty frame. And what cannot be opened cannot be checked for its size,
    colors and codes.

    ## How to put it right
    The finding says what is wrong with the file. Export the picture again and put it in anew. Some encodings in PDF
    files (JPEG 2000, fax, JBIG2) are not opened here: a person has to look whether such a picture is sound.
    """

    id = "pictures/unreadable-file"
    severity = Severity.ERROR
    examples = (
        Good(subject=_mail(None)),
        Good(subject=_mail(None, locale="de")),
        Bad(subject=_mail(_TROUBLE), flags=("A lamp in the rain",)),
        Bad(subject=_mail(_TROUBLE, locale="de"), flags=("Eine Leuchte im Regen",)),
        Bad(subject=_mail(None, unopened="JPXDecode"), flags=("A lamp in the rain",), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- no settings
        """Flag each file once."""
        seen: set[tuple[str, str]] = set()
        for picture in subject.pictures:
            key = (picture.sha256, picture.url)
            if (picture.trouble is None and not picture.unopened) or (key in seen and any(key)):
                continue
            seen.add(key)
            quote = picture.alt or picture.url[:120] or picture.sha256[:12]
            if picture.trouble is not None:
                yield self.finding(picture.where, picture.trouble, quote=quote)
                continue
            message = Message(
                "This picture is encoded as {encoding} and was not opened: see for yourself whether it is sound.",
                encoding=picture.unopened,
            )
            yield self.finding(picture.where, message, quote=quote, verdict=Verdict.NEEDS_REVIEW)


plugin = UnreadableFile()
