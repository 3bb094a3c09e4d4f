"""Makes the pictures of one sheet: cut around the focal point, at printing resolution, into files for the template."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from renderers.contract.artifact import Loss, LossKind
from renderers.contract.document import AssetRef
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.renderer import AssetSource
from renderers.contract.tokens import Logo
from renderers.toolkit import pictures
from renderers.toolkit.finished import SHELF
from renderers.toolkit.pdf import drawing_size
from renderers.toolkit.pictures import Cropped

_MM_PER_INCH = 25.4
_QUALITY = 88
_SMALLEST_MM = 18.0
_LOGO_PIXELS = 1200
#: The share of the wanted resolution below which readers begin to see it.
_ENOUGH = 0.8


class Darkroom:
    """Collects picture files and what was wrong with them.

    `resolution` is pixels an inch on paper; with an ICC profile pictures are converted to its inks.
    """

    def __init__(self, assets: AssetSource, resolution: float, icc: bytes = b"") -> None:
        self._assets = assets
        self._resolution = resolution
        self._icc = icc
        self._inks = hashlib.sha256(icc).hexdigest() if icc else ""
        self._files: dict[str, bytes] = {}
        self.losses: list[Loss] = []
        #: A logo that is drawn on the finished PDF, because Typst cannot.
        self.stamp = b""

    @property
    def files(self) -> Mapping[str, bytes]:
        """Every file made so far, by the name that the template knows."""
        return self._files

    def cropped(self, ref: AssetRef, width_mm: float, height_mm: float, place: Place) -> dict[str, Any]:
        """A picture cut to a size on paper."""
        size = self._pixels(width_mm), self._pixels(height_mm)

        def make(data: bytes) -> Cropped:
            made = pictures.crop(_raster(data, size[0], ref), *size, ref.focal, quality=_QUALITY, name=_name(ref))
            if not self._icc:
                return made
            return replace(made, data=pictures.in_inks(made.data, self._icc, quality=_QUALITY, name=_name(ref)))

        made = SHELF.get(ref.sha256, (*size, ref.focal, "paper", self._inks), self._assets.read(ref), make)
        if made.reached < _ENOUGH:
            why = Message(
                "Printed at {have} pixels an inch; {wanted} are good practice. Upload a larger original.",
                have=int(self._resolution * made.reached),
                wanted=round(self._resolution),
            )
            self.losses.append(Loss(LossKind.DEGRADED, ref.alt or _name(ref), why, place))
        return {"file": self._keep(made.data, "jpg"), "alt": ref.alt}

    def whole(self, ref: AssetRef, widest_mm: float, highest_mm: float, place: Place) -> dict[str, Any]:
        """A whole picture, as large as it may be, and no larger than half the wanted resolution allows."""
        info = pictures.probe(_raster(self._assets.read(ref), self._pixels(widest_mm), ref), name=_name(ref))
        sharp = max(_SMALLEST_MM, info.width / (self._resolution / 2) * _MM_PER_INCH)
        width = min(widest_mm, highest_mm * info.width / info.height, sharp)
        return {**self.cropped(ref, width, width * info.height / info.width, place), "width": round(width, 3)}

    def logo(self, logo: Logo, alt: str) -> dict[str, Any] | None:
        """The logo: the print PDF, which keeps its inks, or else the SVG, or else the PNG."""
        made = {"alt": alt, "least": logo.min_width_mm}
        if logo.pdf is not None:
            self.stamp = self._assets.read(logo.pdf)
            return made | {"stamp": drawing_size(self.stamp, name=logo.name)}
        ref = logo.svg or logo.png
        if ref is None:
            return None
        data = self._assets.read(ref)
        if pictures.is_svg(data):
            return made | {"file": self._keep(data, "svg")}

        def make(png: bytes) -> Cropped:
            return pictures.fit_width(png, _LOGO_PIXELS, media_type="image/png", name=logo.name)

        small = SHELF.get(ref.sha256, (_LOGO_PIXELS, "paper"), data, make)
        return made | {"file": self._keep(small.data, "png")}

    def _pixels(self, mm: float) -> int:
        return max(1, round(mm / _MM_PER_INCH * self._resolution))

    def _keep(self, data: bytes, ending: str) -> str:
        known = {content: name for name, content in self._files.items()}
        name = known.get(data) or f"{len(self._files)}.{ending}"
        self._files[name] = data
        return name


def _raster(data: bytes, width: int, ref: AssetRef) -> bytes:
    return pictures.rasterize_svg(data, width, name=_name(ref)).data if pictures.is_svg(data) else data


def _name(ref: AssetRef) -> str:
    return ref.alt or ref.sha256[:12]
