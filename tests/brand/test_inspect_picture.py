"""Pictures: size, mode, colors, codes; bombs and broken files are refused before they are decoded."""

import io
import struct
import zlib

import pytest
import segno
from PIL import Image

from brand.errors import InspectError
from brand.inspect.image import inspect_picture, measured


def encoded(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def code(dark: str, light: str, border: int, around: str) -> bytes:
    out = io.BytesIO()
    segno.make("https://a.example/x", micro=False).save(out, kind="png", scale=6, border=border, dark=dark, light=light)
    page = Image.new("RGB", (500, 500), around)
    page.paste(Image.open(out).convert("RGB"), (80, 60))
    return encoded(page)


def test_size_mode_and_colors() -> None:
    image = Image.new("RGB", (300, 100), "#14213d")
    image.paste("#fca311", (0, 0, 100, 100))
    subject = inspect_picture(encoded(image), name="a.png", channel="social", alt="Ein Bild")
    (use,) = subject.pictures
    assert (use.pixels, use.color_space, use.media_type, use.alt) == ((300, 100), "RGB", "image/png", "Ein Bild")
    assert [(color.value, color.role) for color in subject.colors] == [("#14213d", "picture"), ("#fca311", "picture")]
    assert [color.share for color in subject.colors] == [pytest.approx(2 / 3, abs=0.01), pytest.approx(1 / 3, abs=0.01)]


def test_a_transparent_picture_lies_on_white() -> None:
    subject = inspect_picture(encoded(Image.new("RGBA", (10, 10), (0, 0, 0, 0))), name="a.png")
    assert [color.value for color in subject.colors] == ["#ffffff"]


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "LA", "I;16", "RGBA"])
def test_every_mode_is_read(mode: str) -> None:
    form = "PNG" if mode in {"1", "L", "P", "LA", "RGBA", "I;16"} else "TIFF"
    image = Image.new("RGB", (9, 9), "red").convert(mode) if mode != "I;16" else Image.new(mode, (9, 9))
    assert inspect_picture(encoded(image, form), name="a").pictures[0].pixels == (9, 9)


@pytest.mark.parametrize(
    ("dark", "light", "border", "around", "contrast", "quiet"),
    [
        ("#000", "#fff", 4, "#fff", 21.0, 8.0),
        ("#000", "#fff", 2, "#000", 21.0, 2.0),
        ("#333", "#ff0", 1, "#333", 11.8, 1.0),
        ("#fff", "#036", 3, "#fff", 12.6, 3.0),  # light on dark decodes too
        ("#999", "#fff", 4, "#fff", 2.8, 8.0),  # and so does grey: decoding is no test of contrast
    ],
)
def test_codes(dark: str, light: str, border: int, around: str, contrast: float, quiet: float) -> None:
    (found,) = inspect_picture(code(dark, light, border, around), name="a.png").codes
    assert found.text == "https://a.example/x"
    assert found.contrast == pytest.approx(contrast, abs=0.1)
    assert found.quiet_modules == pytest.approx(quiet, abs=0.2)
    assert found.side == pytest.approx(25 * 6, abs=2)
    assert found.where.box is not None
    assert found.where.box[:2] == (pytest.approx(80 + border * 6, abs=2), pytest.approx(60 + border * 6, abs=2))


def png_header(width: int, height: int) -> bytes:
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    header = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + header + struct.pack(">I", 4) + b"IDAT1234"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no picture"),
        (b"GIF89a", "no picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        (png_header(50_000, 50_000), "50 million pixels"),
        (png_header(9_000, 9_000), "50 million pixels"),
        (encoded(Image.effect_noise((200, 200), 50))[:2_000], "broken"),
        (encoded(Image.effect_noise((200, 200), 50), "JPEG")[:900], "broken"),
        (png_header(10, 10), "broken"),
    ],
)
def test_broken_and_huge_files_are_refused(data: bytes, says: str) -> None:
    with pytest.raises(InspectError, match=says) as caught:
        inspect_picture(data, name="b.png")
    assert caught.value.file == "b.png"


def test_a_header_tells_the_size_without_decoding() -> None:
    assert measured(png_header(9_000, 9_000)).pixels == (9_000, 9_000)
    none = measured(b"nichts")
    assert none.pixels == (0, 0)
    assert "no picture that can be read" in str(none.trouble)
