"""Pictures inside other files (parts of a mail, `data:` addresses of a page, streams of a PDF): can they be read?"""

import base64
import hashlib
import re
import zlib
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote_to_bytes

import pikepdf
from pikepdf import Array, Stream

from brand.errors import InspectError
from brand.inspect.image import Measured, checked, measured
from brand.inspect.limits import MEGABYTE, PIXELS
from brand.subject import PictureUse
from renderers.contract.message import Message

#: Pixels that are decoded of all pictures of a page or mail, and bytes that are unpacked of all pictures of a PDF. What
#: is beyond is told by its header.
PIXELS_OF_ALL = 4 * PIXELS
UNPACKED_OF_ALL = 256 * MEGABYTE
#: How many channels a picture of these color spaces has; of others it is one at least.
_CHANNELS = {"/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4}
_DATA = re.compile(r"data:(?P<type>image/[\w.+-]+)(?P<rest>[^,]{0,200}),", re.IGNORECASE)
_SVG = "image/svg+xml"


class Embedded:
    """Looks at the pictures inside one file, as many as its bounds allow."""

    def __init__(self) -> None:
        self._pixels, self._bytes = PIXELS_OF_ALL, UNPACKED_OF_ALL
        self._troubles: dict[tuple[int, int], Message | None] = {}

    def known(self, use: PictureUse, data: bytes, name: str) -> PictureUse:
        """A picture as shown, with what its file tells, or why that cannot be read."""
        head = measured(data)
        area = head.pixels[0] * head.pixels[1]
        if head.trouble is None and area <= self._pixels:
            self._pixels -= area
            try:
                head = checked(data, name)
            except InspectError as error:
                head = replace(head, pixels=(0, 0), trouble=error.message)
        return _described(use, head, data)

    def of_page(self, pictures: Iterable[PictureUse]) -> tuple[PictureUse, ...]:
        """The pictures of a page; those that stand in it as `data:` addresses are looked at, and named shortly."""
        return tuple(self._of_address(use) if use.url[:5].lower() == "data:" else use for use in pictures)

    def _of_address(self, use: PictureUse) -> PictureUse:
        head = _DATA.match(use.url)
        if head is None or head["type"].lower() == _SVG:
            return use
        data = unquote_to_bytes(use.url[head.end() :])
        if ";base64" in head["rest"].lower():
            data = base64.b64decode(re.sub(rb"[^A-Za-z0-9+/]", b"", data) + b"===")
        return self.known(replace(use, url=f"{head[0]}…"), data, head["type"])

    def trouble_of(self, image: Stream) -> Message | None:
        """Why a picture of a PDF cannot be read; None = it can, or is of a kind that is not unpacked here."""
        key = image.objgen
        if key == (0, 0):
            return self._trouble_of(image)
        if key not in self._troubles:
            self._troubles[key] = self._trouble_of(image)
        return self._troubles[key]

    def _trouble_of(self, image: Stream) -> Message | None:
        names = _filters(image)
        try:
            if names in (["/DCTDecode"], ["/DCT"]):
                return self._of_jpeg(image.read_raw_bytes())
            if names in (["/FlateDecode"], ["/Fl"]):
                return self._of_packed(image)
            if names in ([], [""]) and (found := len(image.read_raw_bytes())) < (wanted := _least_bytes(image)):
                return _broken(f"{found} of {wanted} bytes")
        except (pikepdf.PdfError, TypeError, ValueError) as error:  # odd values where numbers should be, too
            return _broken(str(error))
        return None

    def _of_jpeg(self, data: bytes) -> Message | None:
        head = measured(data)
        area = head.pixels[0] * head.pixels[1]
        # A poster may have more pixels than are decoded here.
        if head.trouble is not None or area > min(PIXELS, self._pixels):
            return head.trouble
        self._pixels -= area
        try:
            checked(data, "")
        except InspectError as error:
            return error.message
        return None

    def _of_packed(self, image: Stream) -> Message | None:
        """Unpack a picture without keeping it, and count."""
        wanted, found = _least_bytes(image), 0
        left, unpacker = image.read_raw_bytes(), zlib.decompressobj()
        while left and found < wanted:
            if self._bytes <= 0:
                return None
            try:
                made = len(unpacker.decompress(left, MEGABYTE))
            except zlib.error as error:
                return _broken(str(error))
            if not made and unpacker.unconsumed_tail == left:
                break
            found, left = found + made, unpacker.unconsumed_tail
            self._bytes -= made
        return None if found >= wanted else _broken(f"{found} of {wanted} bytes")


def unopened(image: Stream) -> str:
    """How a picture of a PDF is encoded that is not opened here: "JPXDecode"; "" = it is."""
    names = _filters(image)
    return "" if names in _OPENED else ", ".join(name.removeprefix("/") for name in names)


#: Every decoder more is one more to attack.
_OPENED: tuple[list[str], ...] = ([], [""], ["/DCTDecode"], ["/DCT"], ["/FlateDecode"], ["/Fl"])


def _filters(image: Stream) -> list[str]:
    filters = image.get("/Filter")
    return [str(one) for one in filters] if isinstance(filters, Array) else [str(filters or "")]


def _described(use: PictureUse, file: Measured, data: bytes) -> PictureUse:
    """A picture as shown, with what is known of its file."""
    return replace(
        use,
        pixels=file.pixels,
        color_space=file.mode,
        media_type=file.media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        profile=file.profile,
        trouble=file.trouble,
    )


def _least_bytes(image: Stream) -> int:
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    if bool(image.get("/ImageMask", False)):
        return (width + 7) // 8 * height
    bits, channels = int(image.get("/BitsPerComponent", 8)), _CHANNELS.get(str(image.get("/ColorSpace", "")), 1)
    return (width * bits * channels + 7) // 8 * height


def _broken(problem: str) -> Message:
    return Message("The picture is broken: {problem}. Export it again.", problem=problem[:200])
