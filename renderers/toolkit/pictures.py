"""Decodes, crops and encodes pictures: within limits, around the focal point, in sRGB, without metadata.

Every picture that leaves a renderer has been decoded and encoded again here, so that nothing a file carries besides
its pixels (place and time it was taken, scripts, other files) is ever delivered.
"""

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from renderers.contract.errors import MissingAssetError, UnusableAssetError
from renderers.contract.message import Message
from renderers.toolkit.typesetting import Sheet, typeset

#: Bytes of a file and pixels of a picture that are still taken: a 50 megapixel camera, in an ordinary file.
MAX_BYTES = 64 * 1024 * 1024
MAX_PIXELS = 50_000_000

#: What is decoded, and what people call it. Every further format is a further decoder to attack.
MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "AVIF": "image/avif",
}
_ENCODERS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_WHITE = (255, 255, 255)
_LOWEST_QUALITY = 40

Focal = tuple[float, float]
Ground = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class PictureInfo:
    """What a file is, read from its head: pixels as shown (upright), media type."""

    width: int
    height: int
    media_type: str


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


def read_picture(path: Path) -> bytes:
    """Read a picture file, having looked at its size and head first: a huge one is refused unread.

    Raises:
        MissingAssetError: there is no such file.
        UnusableAssetError: too large, broken, or no picture.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(path.name, size)
        if not is_svg(_head(path)):
            with path.open("rb") as stream:
                _open(stream, path.name).close()
        return path.read_bytes()
    except UnusableAssetError:
        raise
    except OSError as error:
        raise MissingAssetError(
            Message(
                "The picture “{name}” cannot be read ({error}). Check its name and place.",
                name=str(path),
                error=error.strerror or str(error),
            )
        ) from error


def probe(data: bytes, *, name: str = "") -> PictureInfo:
    """Say how large a picture is and of which kind, without decoding it.

    Raises:
        UnusableAssetError: too large, broken, or no picture.
    """
    _check_bytes(data, name)
    with _open(io.BytesIO(data), name) as picture:
        width, height = picture.size
        if picture.getexif().get(0x0112, 1) >= 5:
            width, height = height, width
        return PictureInfo(width, height, MEDIA_TYPES[picture.format or ""])


def is_svg(data: bytes) -> bool:
    """Whether bytes look like an SVG, which is drawn by `rasterize_svg` and never decoded here."""
    return b"<svg" in data[:4096].lower()


def crop_box(width: int, height: int, ratio: float, focal: Focal) -> tuple[float, float, float, float]:
    """The largest box of a ratio (width / height) inside a picture, as near around the focal point as it can lie."""
    box_width, box_height = min(width, height * ratio), min(height, width / ratio)
    left = min(max(focal[0] * width - box_width / 2, 0), width - box_width)
    top = min(max(focal[1] * height - box_height / 2, 0), height - box_height)
    return left, top, left + box_width, top + box_height


@lru_cache(maxsize=12)
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
    picture, fraction = _decode(data, (width, height), background=background, name=name)
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
    _check_bytes(svg, name)
    template = f'#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("picture.svg", width: {width}pt)'
    sheet = Sheet(template, {"picture.svg": svg}, picture_ppi=72)
    try:
        drawn = typeset(sheet, wall_s=10, memory_mb=768).pictures[0]
    except RuntimeError as error:
        raise _broken(name, str(error)) from error
    info = probe(drawn, name=name)
    return Cropped(drawn, "image/png", info.width, info.height)


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(4096)


def _check_bytes(data: bytes, name: str) -> None:
    if len(data) > MAX_BYTES:
        raise _too_large(name, len(data))


def _open(stream: IO[bytes], name: str) -> Image.Image:
    """Read the head of a picture and refuse what is no picture or has too many pixels; nothing is decoded yet."""
    try:
        picture = Image.open(stream, formats=tuple(MEDIA_TYPES))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(name, str(error)) from error
    except UnidentifiedImageError as error:
        raise UnusableAssetError(
            Message(
                "The picture “{name}” is of a kind that is not taken. Save it as {kinds}.",
                name=name,
                kinds="JPEG, PNG, WebP, GIF, AVIF",
            )
        ) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise _broken(name, str(error)) from error
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels(name, f"{picture.width} × {picture.height}")
    return picture


def _decode(data: bytes, wanted: tuple[int, int], *, background: Ground, name: str) -> tuple[Image.Image, int]:
    """Decode to upright sRGB without transparency; a large JPEG at a fraction of its size, which comes back too."""
    _check_bytes(data, name)
    with _open(io.BytesIO(data), name) as picture:
        try:
            fraction = _draft(picture, wanted)
            picture.load()
            return _to_srgb(_flatten(ImageOps.exif_transpose(picture), background)), fraction
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
            raise _broken(name, str(error)) from error


def _draft(picture: Image.Image, wanted: tuple[int, int]) -> int:
    """Let the JPEG decoder skip detail that would be thrown away: at most an eighth, never below what is wanted."""
    if picture.format != "JPEG":
        return 1
    width, height = picture.size
    shorter, longer = sorted((width, height))
    fraction = min(shorter // max(1, *wanted), 8)  # the longer side wanted, out of the shorter one there is
    fraction = 1 << max(0, fraction.bit_length() - 1)
    if fraction > 1:
        picture.draft(None, (width // fraction, height // fraction))
    return max(1, round(longer / max(picture.size)))


def _flatten(picture: Image.Image, background: Ground) -> Image.Image:
    """Lay a picture with transparency on a plain ground."""
    if not picture.has_transparency_data:
        return picture
    rgba = picture.convert("RGBA")
    if background is not None:
        rgba = Image.alpha_composite(Image.new("RGBA", rgba.size, (*background, 255)), rgba).convert("RGB")
    if picture.mode in {"RGB", "RGBA", "P", "PA"} and "icc_profile" in picture.info:
        rgba.info["icc_profile"] = picture.info["icc_profile"]
    return rgba


def _to_srgb(picture: Image.Image) -> Image.Image:
    """Convert any mode to sRGB (with alpha where there is some), through the embedded profile if it is usable."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I")
    if picture.mode in {"I", "F"}:  # sixteen bits a pixel, in wider numbers
        picture = picture.point(lambda value: value * (1 / 257)).convert("L")
    wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
    if picture.mode not in {"RGB", "RGBA", "CMYK", "LAB", "L"}:
        picture = picture.convert(wanted)
    converted = _through_profile(picture, profile, wanted) if profile else None
    return converted or (picture if picture.mode == wanted else picture.convert(wanted))


def _through_profile(picture: Image.Image, profile: bytes, wanted: str) -> Image.Image | None:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, _srgb(), outputMode=wanted)
    except (ImageCms.PyCMSError, OSError):
        return None  # a broken or unfitting profile says nothing: take the numbers as they are


@lru_cache(maxsize=1)
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


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


def _too_large(name: str, size: int) -> UnusableAssetError:
    return UnusableAssetError(
        Message(
            "The picture “{name}” is a file of {size} MB; at most {limit} MB are taken. Save a smaller version of it.",
            name=name,
            size=size >> 20,
            limit=MAX_BYTES >> 20,
        )
    )


def _too_many_pixels(name: str, size: str) -> UnusableAssetError:
    return UnusableAssetError(
        Message(
            "The picture “{name}” has too many pixels ({size}); at most {limit} megapixels are taken. "
            "Save a smaller version of it.",
            name=name,
            size=size,
            limit=MAX_PIXELS // 1_000_000,
        )
    )


def _broken(name: str, error: str) -> UnusableAssetError:
    return UnusableAssetError(
        Message(
            "The picture “{name}” is broken ({error}). Open it in a picture program and save it again.",
            name=name,
            error=error,
        )
    )
