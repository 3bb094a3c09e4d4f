"""Opens and decodes pictures, within limits: what leaves here is upright, in sRGB, and nothing but pixels."""

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from renderers.contract.errors import MissingAssetError, UnusableAssetError
from renderers.contract.message import Message

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
Ground = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class PictureInfo:
    """What a file is, read from its head: pixels as shown (upright), media type."""

    width: int
    height: int
    media_type: str


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
    check_bytes(data, name)
    with _open(io.BytesIO(data), name) as picture:
        width, height = picture.size
        if picture.getexif().get(0x0112, 1) >= 5:
            width, height = height, width
        return PictureInfo(width, height, MEDIA_TYPES[picture.format or ""])


def is_svg(data: bytes) -> bool:
    """Whether bytes look like an SVG, which is drawn by `rasterize_svg` and never decoded here."""
    return b"<svg" in data[:4096].lower()


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(4096)


def check_bytes(data: bytes, name: str) -> None:
    """Refuse a file that is too large."""
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
        raise broken(name, str(error)) from error
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels(name, f"{picture.width} × {picture.height}")
    return picture


def decode(data: bytes, wanted: tuple[int, int], *, background: Ground, name: str) -> tuple[Image.Image, int]:
    """Decode to upright sRGB without transparency; a large JPEG at a fraction of its size, which comes back too."""
    check_bytes(data, name)
    with _open(io.BytesIO(data), name) as picture:
        try:
            fraction = _draft(picture, wanted)
            picture.load()
            return _to_srgb(_flatten(ImageOps.exif_transpose(picture), background)), fraction
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
            raise broken(name, str(error)) from error


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
        return ImageCms.profileToProfile(picture, source, srgb(), outputMode=wanted)
    except (ImageCms.PyCMSError, OSError):
        return None  # a broken or unfitting profile says nothing: take the numbers as they are


@lru_cache(maxsize=1)
def srgb() -> ImageCms.ImageCmsProfile:
    """The profile of sRGB."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


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


def broken(name: str, error: str) -> UnusableAssetError:
    """What to raise for a file that is no proper picture."""
    return UnusableAssetError(
        Message(
            "The picture “{name}” is broken ({error}). Open it in a picture program and save it again.",
            name=name,
            error=error,
        )
    )
