"""The rule `pictures/off-spec-size`."""

from collections.abc import Iterator

from brand.allowed import Allowed, allowed, delivered
from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.subject import PictureUse, Subject, SubjectKind, TextRun
from renderers.contract.artifact import MeterKind
from renderers.contract.message import Message
from renderers.contract.renderer import Limit

#: Sizes are rounded to whole pixels.
_ROUNDING = 0.99


def _post(pixels: tuple[int, int], *, hard: bool = True, locale: str = "en") -> Subject:
    alt = "Eine Leuchte im Regen" if locale == "de" else "A lamp in the rain"
    text = "Licht für lange Abende." if locale == "de" else "Light for long evenings."
    limits = [
        Limit("instagram-picture-width", 1080, "px", MeterKind.ADVICE),
        Limit("instagram-picture-height", 1350, "px", MeterKind.ADVICE),
    ]
    if hard:
        limits += [
            Limit("instagram-picture-ratio-min", 0.8, "ratio", MeterKind.HARD),
            Limit("instagram-picture-ratio-max", 1.91, "ratio", MeterKind.HARD),
        ]
    return Subject(
        name="post",
        kind=SubjectKind.TEXT,
        channel="social",
        format="instagram-feed",
        locale=locale,
        runs=(TextRun(text, Where(part="text.txt", line=1, column=1)),),
        pictures=(PictureUse(Where(part="image.jpg"), alt=alt, pixels=pixels),),
        limits=tuple(limits),
    )


class OffSpecSize(Rule):
    """A picture has other proportions or fewer pixels than the channel shows.

    ## Why it matters
    A network cuts what does not fit, through foreheads and prices, or refuses the file. What has too few pixels is
    enlarged and looks soft.

    ## How to put it right
    Use a picture of the size that the finding names, or let it be cut around its focal point. Where the platform only
    advises, a person has to look; where it refuses, or half of the pixels are missing, the finding is certain.
    """

    id = "pictures/off-spec-size"
    severity = Severity.ERROR
    options = (
        Option("tolerance", 2.0, "How far the proportions may be off, in percent"),
        Option("least", 50.0, "Fewer than so many percent of the advised pixels are too few for certain"),
    )
    source = "The limits of each channel, with their sources and dates"
    examples = (
        Good(subject=_post((1080, 1350))),
        Good(subject=_post((1440, 1440), locale="de"), note="A square is fine, too."),
        Good(subject=_post((1600, 2000), hard=False, locale="de")),
        Bad(subject=_post((1080, 1920)), flags=("A lamp in the rain",)),
        Bad(subject=_post((400, 500), locale="de"), flags=("Eine Leuchte im Regen",)),
        Bad(subject=_post((800, 1000)), flags=("A lamp in the rain",), verdict=Verdict.NEEDS_REVIEW),
        Bad(
            subject=_post((1600, 900), hard=False, locale="de"),
            flags=("Eine Leuchte im Regen",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look at the proportions first, then at the pixels; one finding a picture."""
        limits, card = allowed(subject, guideline), allowed(subject, guideline, "og")
        tolerance = float(self.option(guideline, subject, "tolerance")) / 100
        least = float(self.option(guideline, subject, "least")) / 100
        pictures = [(picture, limits) for picture in delivered(subject)]
        pictures += [
            (picture, card)
            for picture in subject.pictures
            if all(picture.pixels) and picture.where.part.rpartition("/")[2].startswith("og.")
        ]
        for picture, wanted in pictures:
            found = _proportions(picture, wanted, tolerance) or _pixels(picture, wanted, least)
            if found is not None:
                message, verdict = found
                quote = picture.alt or picture.url or picture.sha256[:12]
                yield self.finding(picture.where, message, quote=quote, verdict=verdict)


def _proportions(picture: PictureUse, wanted: Allowed, tolerance: float) -> tuple[Message, Verdict] | None:
    wide, high = picture.pixels
    ratio = wide / high
    low, high_end = wanted.get("ratio-min"), wanted.get("ratio-max")
    if low is not None and high_end is not None:
        if low.value * (1 - tolerance) <= ratio <= high_end.value * (1 + tolerance):
            return None
        message = Message(
            "The picture’s proportions are {ratio} to 1; {low} to {high} are taken.",
            ratio=round(ratio, 2),
            low=float(low.value),
            high=float(high_end.value),
        )
        return message, Verdict.FAIL
    width, height = wanted.value("width"), wanted.value("height")
    if not width or not height or abs(ratio * height / width - 1) <= tolerance:
        return None
    message = Message(
        "The picture has {wide} × {high} pixels; the channel shows {width} × {height} and cuts the rest.",
        wide=wide,
        high=high,
        width=round(width),
        height=round(height),
    )
    return message, _certainty(wanted.get("width"))


def _pixels(picture: PictureUse, wanted: Allowed, least: float) -> tuple[Message, Verdict] | None:
    wide = picture.pixels[0]
    width, smallest = wanted.value("width"), wanted.value("width-min")
    if smallest and wide < smallest:
        message = Message(
            "The picture is {wide} pixels wide; {wanted} are the least.", wide=wide, wanted=round(smallest)
        )
        return message, Verdict.FAIL
    if not width or wide >= width * _ROUNDING:
        return None
    message = Message("The picture is {wide} pixels wide; {wanted} look sharp.", wide=wide, wanted=round(width))
    return message, Verdict.FAIL if wide < width * least else _certainty(wanted.get("width"))


def _certainty(limit: Limit | None) -> Verdict:
    """What is only advised is for a person to judge."""
    return Verdict.FAIL if limit is not None and limit.kind is MeterKind.HARD else Verdict.NEEDS_REVIEW


plugin = OffSpecSize()
