"""Pictures made by code, sound and unsound, so that no test file has to be kept."""

import io
import struct
import zlib

from django.core.files.base import ContentFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

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


def paper(extra: bytes = b"", catalog: bytes = b"") -> bytes:
    """A PDF of one empty page; `extra` is written as a fourth object."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        extra or b"<</Nothing true>>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    return out + table + b"trailer <</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))


XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'exif:GPSLatitude="54,19.4N" photoshop:Credit="M. Muster">'
    "<exif:GPSLongitude>10,8.2E</exif:GPSLongitude></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def taken_somewhere(kind: str, size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture with an author, an orientation and a place, in EXIF and in XMP."""
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = "M. Muster", 6
    exif[0x8825] = {1: "N", 2: (54.0, 19.0, 24.5), 3: "E", 4: (10.0, 8.0, 12.0), 29: "2026:03:01"}
    noise = Image.effect_noise(size, 80).convert("RGB")
    out = io.BytesIO()
    options: dict[str, object] = {"xmp": XMP.encode()}
    if kind == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP)
        options = {"pnginfo": info}
    noise.save(out, kind, exif=exif, **options)
    return out.getvalue()
