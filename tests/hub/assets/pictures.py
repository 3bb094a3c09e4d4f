"""Pictures made by code, sound and unsound, so that no test file has to be kept."""

import io
import struct
import zlib

from django.core.files.base import ContentFile
from PIL import Image

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect id="box" width="20" height="10"/></svg>'


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", size, (200, 80, 20))
    image.putpixel((1, 1), (0, 0, 0))
    image.save(out, kind, **options)
    return out.getvalue()


def upload(data: bytes, name: str = "picture.png") -> ContentFile:
    return ContentFile(data, name=name)


def moving(kind: str = "GIF") -> bytes:
    frames = [Image.new("RGB", (20, 20), (shade, 0, 0)) for shade in (0, 100, 200)]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def claims_to_be(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00")) + chunk(b"IEND", b"")
