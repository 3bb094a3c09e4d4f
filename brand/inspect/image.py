"""A picture becomes a subject: size, color mode, the colors that fill it, and the codes in it."""

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from PIL import Image, ImageCms, UnidentifiedImageError

from brand.errors import InspectError
from brand.finding import Where
from brand.inspect.codes import read_codes
from brand.inspect.color import rgb
from brand.inspect.limits import PIXELS, require_bytes
from brand.subject import Code, ColorUse, PictureUse, Subject, SubjectKind
from renderers.contract.message import Message

#: The formats that are opened; others are refused by name. Every decoder more is one more to attack.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "AVIF")
#: Colors told apart, and the least share of the area at which one is named.
PALETTE = 12
LEAST_SHARE = 0.01


def inspect_picture(
    data: bytes,
    *,
    name: str,
    channel: str = "",
    format_key: str = "",
    locale: str = "",
    today: date | None = None,
    alt: str | None = None,
) -> Subject:
    """Inspect a picture file.

    Raises:
        InspectError: it is too large, in no known format, or broken.
    """
    use, colors, codes = look_at(data, name=name, alt=alt)
    return Subject(
        name=name,
        kind=SubjectKind.PICTURE,
        channel=channel,
        format=format_key,
        locale=locale,
        pictures=(use,),
        colors=colors,
        codes=codes,
        metadata=(("size", str(len(data))),),
        today=today,
    )


def look_at(
    data: bytes, *, name: str, alt: str | None = None
) -> tuple[PictureUse, tuple[ColorUse, ...], tuple[Code, ...]]:
    """What a picture file holds: the picture itself, its main colors and its codes.

    Raises:
        InspectError: it is too large, in no known format, or broken.
    """
    image = opened(data, name)
    where = Where(part=name, box=(0, 0, image.width, image.height))
    use = PictureUse(
        where,
        alt=alt,
        width=image.width,
        height=image.height,
        pixels=image.size,
        color_space=image.mode,
        media_type=Image.MIME.get(image.format or "", ""),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        profile=profile_of(image),
    )
    flat = _flattened(image)
    codes = tuple(
        Code(
            read.text,
            Where(part=name, box=read.box),
            side=round(read.side, 1),
            contrast=read.contrast,
            quiet_modules=read.quiet,
            qr=read.qr,
        )
        for read in read_codes(flat)
    )
    return use, _main_colors(flat, where), codes


def profile_of(image: Image.Image) -> str:
    """The name of the color profile in a picture file; "" = none, or one that cannot be read."""
    data = image.info.get("icc_profile")
    if not isinstance(data, bytes) or not data:
        return ""
    try:
        profile = ImageCms.getOpenProfile(io.BytesIO(data))
        return " ".join(ImageCms.getProfileDescription(profile).split())[:120]
    except ImageCms.PyCMSError:
        return ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a picture file tells of itself. `trouble` says why it cannot be read; its pixels are (0, 0) then."""

    pixels: tuple[int, int] = (0, 0)
    mode: str = ""
    media_type: str = ""
    profile: str = ""
    trouble: Message | None = None


def measured(data: bytes) -> Measured:
    """What a picture file tells in its header alone."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        return Measured(trouble=_unknown())
    except Image.DecompressionBombError:
        return Measured(trouble=_too_many())
    except Exception as error:  # noqa: BLE001 -- decoders of broken files raise anything
        return Measured(trouble=_broken(error))
    return _measured(image)


def checked(data: bytes, name: str) -> Measured:
    """What a picture file tells, after all of it was read as cheaply as its format allows.

    Raises:
        InspectError: it is too large, in no known format, or broken.
    """
    with _refusing(data, name):
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        _require_pixels(image, name)
        found = _measured(image)
        if image.format == "PNG":
            image.verify()  # its parts carry check sums: there is no need to unpack them
        else:
            image.draft("L", (image.width // 8, image.height // 8))  # for JPEG; others take no notice
            image.load()
    return found


def _measured(image: Image.Image) -> Measured:
    return Measured(image.size, image.mode, Image.MIME.get(image.format or "", ""), profile_of(image))


def opened(data: bytes, name: str) -> Image.Image:
    """Decode a picture after its size was checked.

    Raises:
        InspectError: it is too large, in no known format, or broken.
    """
    with _refusing(data, name):
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        _require_pixels(image, name)
        image.load()
    return image


@contextmanager
def _refusing(data: bytes, name: str) -> Iterator[None]:
    """Say in one way whatever a decoder has to complain about."""
    require_bytes(data, "picture", name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own warning at a limit other than ours
            yield
    except InspectError:
        raise
    except Image.DecompressionBombError as error:
        raise InspectError(_too_many(), file=name) from error
    except UnidentifiedImageError as error:
        raise InspectError(_unknown(), file=name) from error
    except Exception as error:  # decoders of broken files raise anything from OSError to struct.error
        raise InspectError(_broken(error), file=name) from error


def _unknown() -> Message:
    return Message("This is no picture that can be read. Known: {formats}.", formats=", ".join(FORMATS))


def _broken(error: Exception) -> Message:
    return Message("The picture is broken: {problem}. Export it again.", problem=str(error)[:200])


def _require_pixels(image: Image.Image, name: str) -> None:
    if image.width * image.height > PIXELS:
        raise InspectError(_too_many(), file=name)


def _too_many() -> Message:
    return Message(
        "The picture has more than {limit} million pixels. Shrink it: no channel shows as many.",
        limit=PIXELS // 1_000_000,
    )


def _flattened(image: Image.Image) -> Image.Image:
    """The picture in RGB, on white where it is transparent."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        flat = Image.new("RGB", clear.size, "#ffffff")
        flat.paste(clear, mask=clear.getchannel("A"))
        return flat
    return image.convert("RGB")


def _main_colors(image: Image.Image, where: Where) -> tuple[ColorUse, ...]:
    """The colors that fill a picture, largest share first."""
    small = image.copy()
    small.thumbnail((128, 128), Image.Resampling.NEAREST)
    reduced = small.quantize(PALETTE, Image.Quantize.MEDIANCUT)
    palette = reduced.getpalette() or []
    area = small.width * small.height
    counted = sorted(
        ((count, index) for count, index in reduced.getcolors() or ()), key=lambda pair: (-pair[0], pair[1])
    )
    return tuple(
        ColorUse(
            rgb(*(value / 255 for value in palette[index * 3 : index * 3 + 3])),
            "picture",
            where,
            share=round(count / area, 4),
        )
        for count, index in counted
        if isinstance(index, int) and count / area >= LEAST_SHARE
    )
