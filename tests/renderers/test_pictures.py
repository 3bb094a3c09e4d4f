"""Pictures: limits before decoding, crops around the focal point, sRGB without metadata, the same bytes everywhere."""

import io
import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from renderers.contract.errors import MissingAssetError, UnusableAssetError
from renderers.toolkit import pictures, raster
from tests.renderers.elsewhere import printed_elsewhere

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10" fill="#c00"/></svg>'


def encoded(picture: Image.Image, kind: str = "PNG", **how) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **how)
    return stream.getvalue()


def decoded(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def quarters(width: int = 400, height: int = 400) -> Image.Image:
    """Red, green above; blue, white below."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("#ff0000", (0, 0, width // 2, height // 2))
    picture.paste("#00ff00", (width // 2, 0, width, height // 2))
    picture.paste("#0000ff", (0, height // 2, width // 2, height))
    return picture


def near(pixel, wanted, by=6) -> bool:
    return all(abs(a - b) <= by for a, b in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize(
    ("focal", "color"),
    [((0, 0), (255, 0, 0)), ((1, 0), (0, 255, 0)), ((0, 1), (0, 0, 255)), ((1, 1), (255, 255, 255))],
)
def test_the_focal_point_stays_in_sight(focal, color):
    tall = encoded(quarters())
    made = pictures.crop(tall, 100, 50, focal, media_type="image/png")
    assert near(decoded(made.data).getpixel((2 if focal[0] == 0 else 97, 2 if focal[1] == 0 else 47)), color)


@given(
    width=st.integers(1, 9000),
    height=st.integers(1, 9000),
    ratio=st.floats(0.1, 10),
    focal=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_a_crop_lies_inside_and_holds_the_focal_point(width, height, ratio, focal):
    left, top, right, bottom = pictures.crop_box(width, height, ratio, focal)
    slack = 1e-6 * max(width, height)
    assert -slack <= left <= focal[0] * width + slack
    assert focal[0] * width - slack <= right <= width + slack
    assert -slack <= top <= focal[1] * height + slack
    assert focal[1] * height - slack <= bottom <= height + slack
    assert (right - left) / (bottom - top) == pytest.approx(ratio, rel=1e-6)
    assert right - left == pytest.approx(width) or bottom - top == pytest.approx(height)


def test_a_small_picture_is_not_blown_up_in_silence():
    made = pictures.crop(encoded(quarters(100, 100)), 400, 200)
    assert (made.width, made.height) == (100, 50)
    assert made.reached == pytest.approx(0.25)
    enlarged = pictures.crop(encoded(quarters(100, 100)), 400, 200, enlarge=True)
    assert decoded(enlarged.data).size == (400, 200)
    assert enlarged.reached == pytest.approx(0.25)
    assert pictures.crop(encoded(quarters()), 400, 200).reached == 1.0


def test_a_large_jpeg_is_decoded_at_a_fraction_and_still_sharp_enough():
    data = encoded(quarters(4000, 3000), "JPEG", quality=90)
    made = pictures.crop(data, 500, 375)
    assert (made.width, made.height, made.reached) == (500, 375, 1.0)
    assert near(decoded(made.data).getpixel((100, 100)), (254, 0, 0))
    whole = pictures.crop(data, 3999, 2999)
    assert whole.reached == 1.0
    narrow = pictures.crop(data, 100, 2900)
    assert narrow.reached == 1.0
    too_wide = pictures.crop(data, 8000, 1000)
    assert too_wide.reached == pytest.approx(0.5)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_every_kind_that_is_taken(kind):
    data = encoded(quarters(80, 80), kind)
    info = pictures.probe(data)
    assert (info.width, info.height) == (80, 80)
    assert info.media_type == f"image/{kind.lower()}"
    made = pictures.crop(data, 40, 40, media_type="image/png")
    assert near(decoded(made.data).getpixel((5, 5)), (255, 0, 0), by=40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "RGBa", "CMYK", "YCbCr", "LAB", "HSV", "I", "I;16", "F"])
def test_every_mode_becomes_srgb(mode):
    grey = Image.new("L", (20, 20), 128)
    if mode.startswith("I"):
        picture = Image.new("I", (20, 20), 128 * 257).convert(mode)
    elif mode == "F":
        picture = Image.new("F", (20, 20), 128.0 * 257)
    elif mode == "LAB":
        picture = Image.new("LAB", (20, 20), (137, 128, 128))
    else:
        picture = (
            grey.convert("RGB").convert({"RGBa": "RGBA"}.get(mode, mode))
            if mode != "1"
            else grey.point(lambda _: 255).convert("1")
        )
        picture = picture.convert(mode)
    out = raster._to_srgb(raster._flatten(picture, (255, 255, 255)))
    assert out.mode == "RGB"
    wanted = 255 if mode == "1" else 128
    assert near(out.getpixel((3, 3)), (wanted,) * 3, by=30 if mode == "P" else 12), mode


def test_transparency_is_laid_on_white_or_kept():
    picture = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    data = encoded(picture)
    assert near(decoded(pictures.crop(data, 20, 20).data).getpixel((3, 3)), (255, 255, 255))
    on_blue = pictures.crop(data, 20, 20, background=(0, 0, 255))
    assert near(decoded(on_blue.data).getpixel((3, 3)), (0, 0, 254))
    kept = decoded(pictures.fit_width(data, 10, media_type="image/png").data)
    assert kept.mode == "RGBA"
    assert kept.getpixel((3, 3))[3] == 0
    palette = picture.convert("RGB").quantize(4)
    palette.info["transparency"] = palette.getpixel((0, 0))
    assert near(
        decoded(pictures.crop(encoded(palette, transparency=palette.getpixel((0, 0))), 20, 20).data).getpixel((3, 3)),
        (255, 255, 255),
    )


def test_a_cmyk_jpeg_and_a_wide_profile():
    cmyk = Image.new("CMYK", (40, 40), (0, 255, 255, 0))
    red = decoded(pictures.crop(encoded(cmyk, "JPEG"), 20, 20).data).getpixel((5, 5))
    assert red[0] > 200
    assert red[1] < 80
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    odd = encoded(Image.new("RGB", (20, 20), (120, 120, 120)), icc_profile=linear)
    assert decoded(pictures.crop(odd, 20, 20, media_type="image/png").data).mode == "RGB"
    broken = encoded(Image.new("RGB", (20, 20), (120, 120, 120)), icc_profile=b"no profile at all")
    assert near(decoded(pictures.crop(broken, 20, 20).data).getpixel((5, 5)), (120, 120, 120))


def test_nothing_but_pixels_is_delivered():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Johanna"
    exif[0x0112] = 6
    data = encoded(quarters(80, 40), "JPEG", exif=exif, comment=b"secret place", quality=95)
    assert pictures.probe(data).width == 40, "upright as it is shown"
    for media_type in ("image/jpeg", "image/png", "image/webp"):
        made = pictures.crop(data, 20, 40, media_type=media_type)
        out = decoded(made.data)
        assert b"Johanna" not in made.data
        assert b"secret" not in made.data
        assert not dict(out.getexif())
        assert not {"icc_profile", "exif", "comment"} & set(out.info)
        assert near(out.getpixel((17, 3)), (255, 0, 0), by=20), "turned upright"


def test_a_script_behind_a_picture_is_gone():
    data = encoded(quarters(40, 40), "GIF") + b"<script>alert(1)</script>"
    assert b"script" not in pictures.crop(data, 20, 20, media_type="image/png").data


def test_the_quality_falls_until_the_file_fits():
    noise = Image.frombytes("RGB", (600, 600), os.urandom(600 * 600 * 3))
    data = encoded(noise)
    free = pictures.crop(data, 600, 600)
    small = pictures.crop(data, 600, 600, max_bytes=len(free.data) // 2)
    assert len(small.data) <= len(free.data) // 2


def test_too_many_pixels_are_refused_before_decoding():
    bomb = encoded(Image.new("1", (8000, 8000)))
    assert len(bomb) < 100_000
    with pytest.raises(UnusableAssetError, match=r"8000 × 8000.*at most 50 megapixels.*smaller"):
        pictures.crop(bomb, 100, 100, name="bomb.png")
    with pytest.raises(UnusableAssetError, match="50 megapixels"):
        pictures.probe(encoded(Image.new("1", (20000, 20000))), name="larger.png")


def test_a_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "plakat.jpg"
    with path.open("wb") as stream:
        stream.truncate(300 << 20)
    with pytest.raises(UnusableAssetError, match=r"“plakat\.jpg” is a file of 300 MB; at most 64 MB.*smaller"):
        pictures.read_picture(path)
    with pytest.raises(UnusableAssetError, match="300 MB"):
        pictures.probe(bytes(300 << 20), name="plakat.jpg")


def test_files(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(encoded(quarters(20, 20)))
    assert pictures.read_picture(path) == path.read_bytes()
    (tmp_path / "logo.svg").write_bytes(SVG)
    assert pictures.read_picture(tmp_path / "logo.svg") == SVG
    with pytest.raises(MissingAssetError, match=r"nowhere\.png.*Check its name"):
        pictures.read_picture(tmp_path / "nowhere.png")
    with pytest.raises(MissingAssetError):
        pictures.read_picture(tmp_path)
    (tmp_path / "words.jpg").write_text("no picture")
    with pytest.raises(UnusableAssetError, match=r"kind that is not taken\. Save it as JPEG"):
        pictures.read_picture(tmp_path / "words.jpg")


@pytest.mark.parametrize("cut", [10, 200, 700])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_broken_file_says_so(kind, cut):
    noise = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))
    data = encoded(noise, kind)[:cut]
    with pytest.raises(UnusableAssetError, match="“kaputt”"):
        pictures.crop(data, 10, 10, name="kaputt")


def test_an_svg_is_drawn():
    made = pictures.rasterize_svg(SVG, 200)
    assert (made.width, made.height) == (200, 50)
    assert decoded(made.data).convert("RGB").getpixel((100, 25)) == (204, 0, 0)
    with pytest.raises(UnusableAssetError, match="“logo”"):
        pictures.rasterize_svg(b"<svg", 100, name="logo")


def test_equal_bytes_in_every_process():
    code = """
import hashlib
from tests.renderers.test_pictures import *
data = encoded(quarters(900, 700), "JPEG")
kinds = ("image/jpeg", "image/png", "image/webp")
made = [pictures.crop(data, 300, 200, (0.3, 0.6), media_type=kind).data for kind in kinds]
made.append(pictures.rasterize_svg(SVG, 120).data)
print(hashlib.sha256(b"".join(made)).hexdigest())
"""
    assert len(printed_elsewhere(code)) == 1
