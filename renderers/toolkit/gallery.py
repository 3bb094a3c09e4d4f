"""Makes a document's pictures ready for a page or a mail, and keeps each once."""

from dataclasses import dataclass
from functools import lru_cache

from renderers.contract.artifact import Loss, LossKind, Media
from renderers.contract.document import AssetRef
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.renderer import AssetSource
from renderers.contract.tokens import Logo
from renderers.toolkit import css, pictures
from renderers.toolkit.finished import SHELF
from renderers.toolkit.pictures import Cropped

#: Between these ratios (width / height) a picture is shown whole.
Ratios = tuple[float, float]
ANY_RATIO: Ratios = (0.2, 5.0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that is ready: its bytes by their digest, and its pixels."""

    media: Media
    width: int
    height: int


class Gallery:
    """Collects the pictures of one artifact."""

    def __init__(self, assets: AssetSource) -> None:
        self._assets = assets
        self._media: dict[str, Media] = {}
        self._losses: list[Loss] = []

    @property
    def media(self) -> tuple[Media, ...]:
        """Every picture, in the order of first use."""
        return tuple(self._media.values())

    @property
    def losses(self) -> tuple[Loss, ...]:
        """Pictures that have too few pixels for their place."""
        return tuple(self._losses)

    def scaled(self, ref: AssetRef, width: int, place: Place, *, ratios: Ratios = ANY_RATIO, least: int = 0) -> Shown:
        """The picture as `made` makes it, kept."""
        return self.keep(self.made(ref, width, place, ratios=ratios, least=least))

    def made(self, ref: AssetRef, width: int, place: Place, *, ratios: Ratios = ANY_RATIO, least: int = 0) -> Cropped:
        """The picture as a JPEG of at most `width` pixels, not kept; cropped around its focal point outside `ratios`.

        Fewer than `least` pixels in width are recorded as a loss.

        Raises:
            MissingAssetError, UnusableAssetError: there is no such picture, or it is broken.
        """

        def make(data: bytes) -> Cropped:
            name = ref.alt or ref.sha256[:12]
            data = _pixels(data, width, name)
            info = pictures.probe(data, name=name)
            ratio = min(max(info.width / info.height, ratios[0]), ratios[1])
            return pictures.crop(data, width, max(1, round(width / ratio)), ref.focal, name=name)

        made = SHELF.get(ref.sha256, (width, ratios, ref.focal), self._assets.read(ref), make)
        if made.width < least:
            why = Message("The picture is {have} pixels wide; its place needs {need}.", have=made.width, need=least)
            self._losses.append(Loss(LossKind.DEGRADED, ref.alt, why, place))
        return made

    def cropped(self, ref: AssetRef, width: int, height: int) -> Cropped:
        """The picture cut to exactly these pixels around its focal point; not kept."""

        def make(data: bytes) -> Cropped:
            name = ref.alt or ref.sha256[:12]
            return pictures.crop(_pixels(data, width, name), width, height, ref.focal, enlarge=True, name=name)

        return SHELF.get(ref.sha256, (width, height, ref.focal), self._assets.read(ref), make)

    def logo(self, logo: Logo, width: int, *, ground: str) -> Shown | None:
        """A logo as a PNG of that width on a ground: the brand's own scaled, or drawn from its SVG; None without both.

        The ground (`#rrggbb`) is part of the picture: programs that darken a mail cannot take it away under the logo.
        """
        ref = logo.png or logo.svg
        if ref is None:
            return None

        def make(data: bytes) -> Cropped:
            data = _pixels(data, width, logo.name)
            info = pictures.probe(data, name=logo.name)
            height = max(1, round(info.height * width / info.width))
            paper = css.rgb(ground)
            return pictures.crop(data, width, height, media_type="image/png", background=paper, name=logo.name)

        return self.keep(SHELF.get(ref.sha256, (width, ground), self._assets.read(ref), make))

    def keep(self, made: Cropped) -> Shown:
        """Add a finished picture."""
        ready = shown(made)
        self._media.setdefault(ready.media.sha256, ready.media)
        return ready


@lru_cache(maxsize=64)
def shown(made: Cropped) -> Shown:
    """A picture with the digest of its bytes."""
    return Shown(Media(made.sha256, made.media_type, made.data), made.width, made.height)


def _pixels(data: bytes, width: int, name: str) -> bytes:
    """A picture file's bytes; a drawing's as it is drawn in that width."""
    return pictures.rasterize_svg(data, width, name=name).data if pictures.is_svg(data) else data
