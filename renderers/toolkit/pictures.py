"""Decodes, crops and encodes pictures: within limits, around the focal point, in sRGB, without metadata.

Every picture that leaves a renderer has been decoded and encoded again here, so that nothing a file carries besides
its pixels (place and time it was taken, scripts, other files) is ever delivered. Nothing is kept here but drawings:
`finished` keeps what was made, and no original.
"""

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageCms

from renderers.contract.errors import UnusableAssetError
from renderers.contract.message import Message
from renderers.toolkit.raster import (
    MAX_BYTES,
    MAX_PIXELS,
    MEDIA_TYPES,
    Ground,
    PictureInfo,
    broken,
    check_bytes,
    decode,
    is_svg,
    probe,
    read_picture,
    srgb,
)
from renderers.toolkit.typesetting import Sheet, typeset

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "MEDIA_TYPES",
    "Cropped",
    "PictureInfo",
    "crop",
    "crop_box",
    "fit_width",
    "in_inks",
    "is_svg",
    "probe",
    "rasterize_svg",
    "read_picture",
]

_ENCODERS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_WHITE = (255, 255, 255)
_LOWEST_QUALITY = 40

Focal = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cropped:
    """An encoded picture. `reached` is the share of the wanted width that the original has pixels for: 1.0 = all.

    Below 1.0 the picture is smaller than asked, or softer where enlarging was asked for; the renderer reports it.
    """

    data: bytes
    media_type: str
    width: int
    height: int
    reached: float = 1.0

    @property
    def sha256(self) -> str:
        """The digest that names the bytes."""
        return hashlib.sha256(self.data).hexdigest()


def crop_box(width: int, height: int, ratio: float, focal: Focal) -> tuple[float, float, float, float]:
    """The largest box of a ratio (width / height) inside a picture, as near around the focal point as it can lie."""
    box_width, box_height = min(width, height * ratio), min(height, width / ratio)
    left = min(max(focal[0] * width - box_width / 2, 0), width - box_width)
    top = min(max(focal[1] * height - box_height / 2, 0), height - box_height)
    return left, top, left + box_width, top + box_height


def crop(
    data: bytes,
    width: int,
    height: int,
    focal: Focal = (0.5, 0.5),
    *,
    media_type: str = "image/jpeg",
    quality: int = 84,
    max_bytes: int = 0,
    enlarge: bool = False,
    background: Ground = _WHITE,
    name: str = "",
) -> Cropped:
    """Cut a picture to `width` x `height` pixels around its focal point and encode it.

    A picture with too few pixels is not blown up: it comes back in the wanted ratio at its own size, with `reached`
    below 1.0; with `enlarge` it has the wanted size and the same `reached`. Transparency is laid on `background`, and
    kept where that is None (PNG and WebP only).
    `max_bytes` lowers the quality until the file fits.

    Raises:
        UnusableAssetError: the file is broken, too large, or no picture.
    """
    picture, fraction = decode(data, (width, height), background=background, name=name)
    box = crop_box(*picture.size, width / height, focal)
    reached = min(1.0, (box[2] - box[0]) * fraction / width)
    if reached < 1.0 and not enlarge:
        width, height = max(1, round(width * reached)), max(1, round(height * reached))
    resized = picture.resize((width, height), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    return Cropped(_encode(resized, media_type, quality, max_bytes), media_type, width, height, reached)


def fit_width(
    data: bytes, width: int, *, media_type: str = "image/jpeg", quality: int = 84, max_bytes: int = 0, name: str = ""
) -> Cropped:
    """Scale a whole picture down to a width in pixels; a narrower one keeps its size, with `reached` below 1.0.

    A PNG keeps its transparency.
    """
    info = probe(data, name=name)
    height = max(1, round(info.height * width / info.width))
    ground = None if media_type == "image/png" else _WHITE
    return crop(
        data, width, height, media_type=media_type, quality=quality, max_bytes=max_bytes, background=ground, name=name
    )


@lru_cache(maxsize=12)
def rasterize_svg(svg: bytes, width: int, *, name: str = "") -> Cropped:
    """Draw an SVG as a PNG of `width` pixels with a transparent ground.

    Raises:
        UnusableAssetError: it cannot be drawn.
    """
    check_bytes(svg, name)
    template = f'#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("picture.svg", width: {width}pt)'
    sheet = Sheet(template, {"picture.svg": svg}, picture_ppi=72)
    try:
        drawn = typeset(sheet, wall_s=10, memory_mb=768).pictures[0]
    except RuntimeError as error:
        raise broken(name, str(error)) from error
    info = probe(drawn, name=name)
    return Cropped(drawn, "image/png", info.width, info.height)


def in_inks(data: bytes, icc: bytes, *, quality: int = 88, name: str = "") -> bytes:
    """A picture as a CMYK JPEG in a print shop's profile: colors it can print stay, the others move to the nearest.

    Relative colorimetric with black point compensation, the usual way for photographs in offset printing.

    Raises:
        UnusableAssetError: the profile cannot be used.
    """
    picture, _ = decode(data, (MAX_PIXELS, MAX_PIXELS), background=_WHITE, name=name)
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
        transform = ImageCms.buildTransform(srgb(), profile, "RGB", "CMYK", intent, flags)
        inks = ImageCms.applyTransform(picture, transform) or picture
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        raise UnusableAssetError(
            Message(
                "The ICC profile cannot be used ({error}). Ask the print shop for its CMYK output profile.",
                error=str(error),
            )
        ) from error
    stream = io.BytesIO()
    Image.frombytes("CMYK", picture.size, inks.tobytes()).save(stream, "JPEG", quality=quality, optimize=True)
    return stream.getvalue()


def _encode(picture: Image.Image, media_type: str, quality: int, max_bytes: int) -> bytes:
    while True:
        data = _encode_once(picture, _ENCODERS[media_type], quality)
        if not max_bytes or len(data) <= max_bytes or quality <= _LOWEST_QUALITY or media_type == "image/png":
            return data
        quality = max(_LOWEST_QUALITY, quality - 8)


def _encode_once(picture: Image.Image, encoder: str, quality: int) -> bytes:
    if encoder == "JPEG" and picture.mode == "RGBA":
        picture = picture.convert("RGB")
    clean = Image.frombytes(picture.mode, picture.size, picture.tobytes())  # only pixels: no EXIF, profile, comment
    stream = io.BytesIO()
    if encoder == "PNG":
        clean.save(stream, encoder, optimize=True)
    elif encoder == "WEBP":
        clean.save(stream, encoder, quality=quality, method=4)
    else:
        clean.save(stream, encoder, quality=quality, optimize=True, progressive=True)
    return stream.getvalue()
