"""The one picture of a post: which, how cut, and its alternative text."""

from dataclasses import dataclass

from renderers.contract import walk
from renderers.contract.artifact import Loss, LossKind
from renderers.contract.document import AssetRef, Document
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.renderer import AssetSource, Limit
from renderers.toolkit import fit
from renderers.toolkit.gallery import Gallery
from renderers.toolkit.lines import plain
from renderers.toolkit.pictures import Cropped

ONE_PICTURE = Message("A post shows one picture.")
SOFT = "The picture has too few pixels: {share} % of the width that the network shows."
LONG_ALT = Message("The network takes no longer alternative text.")


@dataclass(frozen=True, slots=True)
class Shot:
    """A post's picture, ready."""

    place: Place
    cropped: Cropped
    alt: str
    credit: str
    losses: tuple[Loss, ...]

    def inside(self, name: str) -> Place:
        """The place of one of the picture's own texts: `alt`, `credit`."""
        return Place(f"{self.place.field}.{name}", self.place.block)


def chosen(document: Document) -> tuple[Place, AssetRef] | None:
    """The hero, or else the first picture of the body."""
    return next(((place, ref) for place, ref in walk.pictures(document) if ref.sha256), None)


def shoot(document: Document, assets: AssetSource, limits: dict[str, Limit]) -> Shot | None:
    """Cut the picture to the network's size around its focal point.

    Raises:
        MissingAssetError, UnusableAssetError: there is no such picture, or it is broken.
    """
    found = chosen(document)
    if found is None:
        return None
    place, ref = found
    width, height = int(limits["picture-width"].value), int(limits["picture-height"].value)
    made = Gallery(assets).cropped(ref, width, height)
    losses = []
    if made.reached < 1:
        why = Message(SOFT, share=round(made.reached * 100))
        losses.append(Loss(LossKind.DEGRADED, ref.alt, why, place))
    most = limits["alt"].value
    alt, lost = fit.cut(plain(ref.alt), lambda text: len(text) <= most, language=document.language)
    if lost:
        losses.append(Loss(LossKind.SHORTENED, lost, LONG_ALT, Place(f"{place.field}.alt", place.block)))
    return Shot(place, made, alt, plain(ref.credit), tuple(losses))


def others(document: Document) -> list[Loss]:
    """A loss for each picture that the post does not show."""
    shown = chosen(document)
    return [
        Loss(LossKind.DROPPED, ref.alt, ONE_PICTURE, place)
        for place, ref in walk.pictures(document)
        if shown is None or place != shown[0]
    ]
