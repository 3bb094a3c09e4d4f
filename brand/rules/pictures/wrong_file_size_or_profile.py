"""The rule `pictures/wrong-file-size-or-profile`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from brand.allowed import allowed
from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Rule
from brand.subject import PictureUse, Subject, SubjectKind, TextRun
from renderers.contract.artifact import MeterKind
from renderers.contract.message import Message
from renderers.contract.renderer import Limit

_BYTES = {"bytes": 1, "KB": 1024, "MB": 1024 * 1024}
#: Profiles whose colors every screen shows as they are meant.
_FOR_SCREENS = re.compile(r"s\s*rgb|iec\s*61966|gr[ae]y|gamma|dot gain", re.IGNORECASE)


def _picture(
    size: int = 90_000, mode: str = "RGB", profile: str = "", *, channel: str = "social", locale: str = "en"
) -> Subject:
    alt = "Eine Leuchte im Regen" if locale == "de" else "A lamp in the rain"
    words = "Licht für lange Abende." if locale == "de" else "Light for long evenings."
    use = PictureUse(
        Where(part="image.jpg"), alt=alt, pixels=(1080, 1350), size=size, color_space=mode, profile=profile
    )
    subject = Subject(name="post", kind=SubjectKind.TEXT, channel=channel, locale=locale, pictures=(use,))
    limits = (Limit("instagram-picture-size", 8, "MB", MeterKind.HARD),)
    return replace(subject, runs=(TextRun(words, Where(part="text.txt", line=1, column=1)),), limits=limits)


class WrongFileSizeOrProfile(Rule):
    """A picture's file is larger than the channel takes, or its colors are made for something else than a screen.

    ## Why it matters
    Too large a file is refused, or squeezed by the platform as it likes. Inks (CMYK) on a screen look dull or, in some
    mail programs, like a negative; a wide profile such as Adobe RGB loses its colors where it is not read.

    ## How to put it right
    Save the picture as JPEG in sRGB, a little smaller or at a lower quality. The renderers do both by themselves: what
    they deliver is sRGB without a profile.
    """

    id = "pictures/wrong-file-size-or-profile"
    severity = Severity.WARNING
    not_channels = frozenset({"print"})
    kinds = frozenset({SubjectKind.TEXT, SubjectKind.PICTURE, SubjectKind.HTML, SubjectKind.MAIL})
    source = "The limits of each channel, with their sources and dates; IEC 61966-2-1 (sRGB)"
    examples = (
        Good(subject=_picture()),
        Good(subject=_picture(profile="sRGB IEC61966-2.1", locale="de")),
        Good(subject=_picture(mode="CMYK", channel="print", locale="de"), note="Print wants inks."),
        Bad(subject=_picture(size=9_000_000), flags=("A lamp in the rain",)),
        Bad(subject=_picture(mode="CMYK", locale="de"), flags=("Eine Leuchte im Regen",)),
        Bad(subject=_picture(profile="Adobe RGB (1998)"), flags=("A lamp in the rain",), verdict=Verdict.NEEDS_REVIEW),
        Bad(
            subject=_picture(mode="CMYK", channel="", locale="de"),
            flags=("Eine Leuchte im Regen",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look at each file's bytes and colors."""
        limit = allowed(subject, guideline).get("size")
        seen: set[tuple[str, str]] = set()
        for picture in subject.pictures:
            key = (picture.sha256, picture.url or picture.where.part)
            if key in seen:
                continue
            seen.add(key)
            for message, verdict in (*_size(picture, limit), *_colors(picture, subject)):
                quote = picture.alt or picture.url or picture.sha256[:12]
                yield self.finding(picture.where, message, quote=quote, verdict=verdict)


def _size(picture: PictureUse, limit: Limit | None) -> Iterator[tuple[Message, Verdict]]:
    if limit is None or limit.unit not in _BYTES or picture.size <= limit.value * _BYTES[limit.unit]:
        return
    message = Message(
        "The file has {size} {unit}; {limit} {unit} are taken.",
        size=round(picture.size / _BYTES[limit.unit], 1),
        limit=float(limit.value),
        unit=limit.unit,
    )
    yield message, Verdict.FAIL


def _colors(picture: PictureUse, subject: Subject) -> Iterator[tuple[Message, Verdict]]:
    if picture.color_space == "CMYK":
        message = Message("The picture is in inks (CMYK); screens want sRGB.")
        yield message, Verdict.FAIL if subject.channel else Verdict.NEEDS_REVIEW
    elif picture.profile and not _FOR_SCREENS.search(picture.profile):
        message = Message("The picture has the color profile “{profile}”; screens want sRGB.", profile=picture.profile)
        yield message, Verdict.NEEDS_REVIEW


plugin = WrongFileSizeOrProfile()
