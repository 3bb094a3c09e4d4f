"""What a file must be like to come in: looked at before it is decoded, decoded once, and made harmless if it is SVG.

Wagtail checks the extension and the number of pixels. It does not notice truncated pictures, files that are two
things at once, or scripts in SVG; and 100 megapixels took 589 MB to decode, hence the lower limit.
"""

import os
import re
import warnings
from collections.abc import Iterator
from typing import IO, Any

import py_svg_hush
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from hub.assets import papers
from hub.assets.location import without_location
from hub.assets.refusal import RefusedFileError

SVG_MAX_BYTES = 2_000_000
CHUNK = 1 << 20
# Pillow's names. A phone's multi-picture JPEG calls itself MPO and is an ordinary JPEG to everybody else.
RASTER_EXTENSIONS = {
    "JPEG": ("jpg", "jpeg"),
    "MPO": ("jpg", "jpeg"),
    "PNG": ("png",),
    "WEBP": ("webp",),
    "GIF": ("gif",),
}
# How the files of phones begin, after their size and "ftyp".
_PHONE_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})
# What makes a browser or an unpacker see a second kind of file in the same bytes.
_ACTIVE = re.compile(rb"<script|<html|<!doctype html|<iframe|<\?php|%PDF-\d|\AGIF8[79]a(?:=|/\*)", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s*)?[^\s>]+\s+(?:(?:SYSTEM|PUBLIC)\b|\"[^\"]*[&%]|'[^']*[&%])", re.IGNORECASE)
_EMBEDDED = re.compile(rb"href\s*=\s*[\"']\s*data:", re.IGNORECASE)


class ExaminedFile(ContentFile[bytes]):
    """Bytes that went through `examine_image`, so that saving does not look at them again."""


def examine_image(file: File[Any]) -> File[Any]:
    """The file as it may be stored: itself for a sound picture, a cleaned copy for SVG and for one that tells where.

    Raises:
        RefusedFileError: it may not come in.
    """
    _check_size(file, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    return clean_svg(file) if _extension(file) == "svg" else _clean_raster(file)


def examine_document(file: File[Any]) -> File[Any]:
    """The document as it may be stored; pictures are cleaned here, too: logos are documents.

    Raises:
        RefusedFileError: it may not come in.
    """
    _check_size(file, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    extension = _extension(file)
    if extension == "svg":
        return clean_svg(file)
    if any(extension in known for known in RASTER_EXTENSIONS.values()):
        return _clean_raster(file)
    file.seek(0)
    if extension == "pdf":
        papers.check_pdf(file.read())
    elif extension in papers.FONT_EXTENSIONS:
        papers.check_font(file.read())
    file.seek(0)
    return file


def as_kept(data: bytes, name: str) -> bytes:
    """The bytes that the library would keep of a picture.

    Raises:
        RefusedFileError: it may not come in.
    """
    kept: bytes = examine_image(ContentFile(data, name=name)).read()
    return kept


def _extension(file: File[Any]) -> str:
    return os.path.splitext(file.name or "")[1][1:].lower()  # noqa: PTH122  (a name, not a path)


def _clean_raster(file: File[Any]) -> File[Any]:
    """The picture; a copy, if it told where it was taken, or held more than a picture."""
    _check_raster(file, _extension(file))
    file.seek(0)
    data = file.read()
    cleaned = without_location(data)
    file.seek(0)
    return file if cleaned is data else ExaminedFile(cleaned, name=file.name)


def clean_svg(file: File[Any]) -> ExaminedFile:
    """The SVG without scripts, event handlers and foreign addresses."""
    _check_size(file, SVG_MAX_BYTES)
    file.seek(0)
    data = file.read()
    if _ENTITY.search(data):
        raise RefusedFileError(_("This SVG defines entities that refer to others. Export it again as plain SVG."))
    if _EMBEDDED.search(data):
        raise RefusedFileError(_("This SVG embeds another file. Upload the picture itself, or convert it to paths."))
    try:
        cleaned = py_svg_hush.filter_svg(data)
    except ValueError as error:
        raise RefusedFileError(
            _("This is not a complete SVG (%(error)s). Export it again."), params={"error": error}
        ) from error
    return ExaminedFile(cleaned, name=file.name)


def _check_size(file: File[Any], most: int) -> None:
    if file.size > most:
        raise RefusedFileError(
            _("This file is too big (%(size)s). The most is %(most)s."),
            params={"size": filesizeformat(file.size), "most": filesizeformat(most)},
        )
    if not file.size:
        raise RefusedFileError(_("This file is empty."))


def _check_raster(file: File[Any], extension: str) -> None:
    file.seek(0)
    try:
        with warnings.catch_warnings():
            # Our own limit is below Pillow's; its warning would only add noise.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=sorted(RASTER_EXTENSIONS.keys() - {"MPO"})) as picture:
                _check_header(picture, extension)
                _decode(picture)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise _unknown(file) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, RefusedFileError):
            raise
        raise RefusedFileError(
            _("This picture is damaged or incomplete (%(error)s). Export or download it again."),
            params={"error": error},
        ) from error
    _check_single_kind(file)


def _unknown(file: File[Any]) -> RefusedFileError:
    """What a file is that is no picture here, and how to make one of it."""
    file.seek(0)
    begin = file.read(16)
    if begin[4:8] == b"ftyp" and begin[8:12] in _PHONE_BRANDS:
        return RefusedFileError(
            _("This picture is HEIC or AVIF, as phones take them; mail programs cannot show it. Save it as JPEG.")
        )
    if begin.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return RefusedFileError(_("This picture is TIFF, which only printers take. Save it as PNG or JPEG."))
    return RefusedFileError(
        _("This is not a picture that the hub knows. Supported: %(known)s."), params={"known": _known_extensions()}
    )


def _check_header(picture: Image.Image, extension: str) -> None:
    """What the first bytes already tell: nothing is decoded yet."""
    kind = picture.format or ""
    if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_pixels(picture.width, picture.height)
    if extension not in RASTER_EXTENSIONS[kind]:
        raise RefusedFileError(
            _("The file is called .%(extension)s, but it is %(kind)s. Give it the right ending."),
            params={"extension": extension, "kind": kind},
        )
    if kind != "MPO" and getattr(picture, "n_frames", 1) > 1:
        raise RefusedFileError(_("Moving pictures are not supported. Export the frame that shall be seen."))


def _decode(picture: Image.Image) -> None:
    if picture.format in ("JPEG", "MPO"):
        # Reads every byte, as a full decode does, at an eighth of the size and of the memory.
        picture.draft("RGB", (max(1, picture.width // 8), max(1, picture.height // 8)))
    picture.load()


def _check_single_kind(file: File[Any]) -> None:
    for part in _overlapping_chunks(file):
        if _ACTIVE.search(part):
            raise RefusedFileError(
                _("This picture contains a web page, a script or another document. Save it anew in a picture editor.")
            )


def _overlapping_chunks(file: IO[bytes] | File[Any], overlap: int = 32) -> Iterator[bytes]:
    file.seek(0)
    tail = b""
    while chunk := file.read(CHUNK):
        yield tail + chunk
        tail = chunk[-overlap:]


def _too_many_pixels(width: int = 0, height: int = 0) -> RefusedFileError:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    if not width:
        return RefusedFileError(
            _("This picture has far too many pixels. The most is %(most)s megapixels."), params={"most": most}
        )
    return RefusedFileError(
        _("This picture has too many pixels (%(width)s × %(height)s). Make it smaller: %(most)s megapixels at most."),
        params={"width": width, "height": height, "most": most},
    )


def _known_extensions() -> str:
    return ", ".join(extension.upper() for extension in settings.WAGTAILIMAGES_EXTENSIONS)
