"""The rule `pictures/outside-safe-zone`."""

from collections.abc import Iterator
from dataclasses import replace

from brand.allowed import Allowed, allowed, delivered
from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Rule
from brand.samples import piece
from brand.subject import Code, PictureUse, Subject, SubjectKind, TextRun
from renderers.contract import walk
from renderers.contract.artifact import MeterKind
from renderers.contract.document import AssetRef
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.renderer import Limit

#: Left, top, right and bottom as shares of width and height.
Box = tuple[float, float, float, float]
_HERO = Place("hero")


def _story(focal: tuple[float, float], code: Box | None = None, *, locale: str = "en", zones: bool = True) -> Subject:
    alt = "Eine Leuchte im Regen" if locale == "de" else "A lamp in the rain"
    words = "Licht für lange Abende." if locale == "de" else "Light for long evenings."
    hero = AssetRef("p", "0" * 64, alt=alt, focal=focal, width=2160, height=3840)
    edges = (("top", 14), ("bottom", 20)) if zones else ()
    limits = tuple(Limit(f"instagram-story-safe-{edge}", share, "%", MeterKind.ADVICE) for edge, share in edges)
    use = PictureUse(Where(part="image.jpg", source=_HERO), alt=alt, pixels=(1080, 1920))
    subject = Subject(name="story", kind=SubjectKind.TEXT, channel="social", format="instagram-story", locale=locale)
    codes = () if code is None else (Code("https://lumora.example", Where(part="image.jpg", box=code)),)
    runs = (TextRun(words, Where(part="text.txt", line=1, column=1)),)
    document = piece("Light.", hero=hero, locale=locale)
    return replace(subject, runs=runs, pictures=(use,), codes=codes, document=document, limits=limits)


class OutsideSafeZone(Rule):
    """What matters in a picture lies where the platform puts its own signs, or cuts.

    ## Why it matters
    Above a story stand the account and the bar of the time, below it the field for answers; the grid of a profile cuts
    the sides. A face or a code under them is not seen.

    ## How to put it right
    Choose a picture with more room around what matters, move the focal point, or set another picture for this format.
    Looked at are the focal point and codes that can be read; words inside a picture are not read.
    """

    id = "pictures/outside-safe-zone"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.TEXT, SubjectKind.PICTURE})
    source = "The limits of each channel, with their sources and dates"
    examples = (
        Good(subject=_story((0.5, 0.4))),
        Good(subject=_story((0.5, 0.5), (400, 900, 680, 1180), locale="de")),
        Good(subject=_story((0.5, 0.02), zones=False), note="Nothing is laid over it."),
        Bad(subject=_story((0.5, 0.05)), flags=("A lamp in the rain",)),
        Bad(subject=_story((0.5, 0.95), locale="de"), flags=("Eine Leuchte im Regen",)),
        Bad(subject=_story((0.5, 0.5), (400, 1500, 680, 1780)), flags=("https://lumora.example",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Compare focal point and codes of each picture with the zones of its channel."""
        zones = allowed(subject, guideline, "safe")
        if not zones.limits:
            return
        assets = dict(walk.pictures(subject.document)) if subject.document is not None else {}
        for picture in delivered(subject):
            place = picture.where.source
            asset = assets.get(place.whole) if place is not None else None
            spot = _focal(asset, picture) if asset is not None else None
            edge = _edge((*spot, *spot), zones) if spot is not None else ""
            if edge:
                message = Message("The focal point lies where the channel covers or cuts the picture.")
                quote = picture.alt or picture.sha256[:12]
                yield self.finding(picture.where, message, quote=quote, evidence={"edge": edge})
            yield from self._codes(subject, picture, zones)

    def _codes(self, subject: Subject, picture: PictureUse, zones: Allowed) -> Iterator[Finding]:
        wide, high = picture.pixels
        for code in subject.codes:
            box = code.where.box
            if box is None or code.where.part != picture.where.part:
                continue
            edge = _edge((box[0] / wide, box[1] / high, box[2] / wide, box[3] / high), zones)
            if edge:
                message = Message("The code lies where the channel covers or cuts the picture.")
                yield self.finding(code.where, message, quote=code.text, evidence={"edge": edge})


def _focal(asset: AssetRef, picture: PictureUse) -> tuple[float, float] | None:
    """Where the focal point of the original has come to lie in a picture cut from around it."""
    if not asset.width or not asset.height:
        return None
    ratio = picture.pixels[0] / picture.pixels[1]
    width, height = min(asset.width, asset.height * ratio), min(asset.height, asset.width / ratio)
    left = min(max(asset.focal[0] * asset.width - width / 2, 0), asset.width - width)
    top = min(max(asset.focal[1] * asset.height - height / 2, 0), asset.height - height)
    return (asset.focal[0] * asset.width - left) / width, (asset.focal[1] * asset.height - top) / height


def _edge(box: Box, zones: Allowed) -> str:
    """The edge whose zone a box reaches into; "" for none."""
    left, top, right, bottom = box
    if top < zones.value("top") / 100:
        return "top"
    if bottom > 1 - zones.value("bottom") / 100:
        return "bottom"
    if left < zones.value("left") / 100:
        return "left"
    return "right" if right > 1 - zones.value("right") / 100 else ""


plugin = OutsideSafeZone()
