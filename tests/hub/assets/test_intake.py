"""What may come in, and what is said to who brings the rest."""

import resource
import subprocess
import sys

import pytest
from django.core.files.base import ContentFile

from hub.assets.intake import RefusedFileError, clean_svg, examine_document, examine_image
from tests.hub.assets.pictures import SVG, claims_to_be, moving, picture, upload


@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("JPEG", "a.JPEG"), ("WEBP", "a.webp"), ("GIF", "a.gif")]
)
def test_sound_pictures_pass_unchanged(kind, name):
    file = upload(picture(kind), name)
    assert examine_image(file) is file
    assert file.read() == picture(kind)


def test_modes_that_printers_and_scanners_make_pass():
    from io import BytesIO

    from PIL import Image

    for mode, kind in (("CMYK", "JPEG"), ("L", "JPEG"), ("1", "PNG"), ("P", "PNG"), ("RGBA", "PNG"), ("I;16", "PNG")):
        out = BytesIO()
        Image.new(mode, (30, 20)).save(out, kind)
        examine_image(upload(out.getvalue(), f"a.{'jpg' if kind == 'JPEG' else 'png'}"))


def test_a_multi_picture_jpeg_of_a_phone_passes():
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    first, second = (Image.new("RGB", (64, 48), color) for color in ("red", "blue"))
    first.save(out, "MPO", save_all=True, append_images=[second])
    examine_image(upload(out.getvalue(), "phone.jpg"))


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.png", "empty"),
        (b"hello", "a.png", "not a picture that the hub knows"),
        (picture("BMP"), "a.bmp", "not a picture that the hub knows"),
        (picture("TIFF"), "a.tiff", "TIFF, which only printers take"),
        (picture("PNG"), "a.jpg", "called .jpg, but it is PNG"),
        (picture("PNG"), "a", "called ., but it is PNG"),
        (moving("GIF"), "a.gif", "Moving pictures"),
        (moving("WEBP"), "a.webp", "Moving pictures"),
        (moving("PNG"), "a.png", "Moving pictures"),
        (claims_to_be(10_000, 5_001), "a.png", r"10000 × 5001.*50 megapixels"),
        (claims_to_be(60_000, 60_000), "a.png", "too many pixels"),
        (claims_to_be(2_000, 2_000), "a.png", "damaged or incomplete"),
        (picture("PNG") + b"<script>alert(1)</script>", "a.png", "contains a web page, a script"),
        (picture("JPEG", comment=b"<ScRiPt>alert(1)</script>"), "a.jpg", "contains a web page, a script"),
        (picture("GIF") + b"%PDF-1.7", "a.gif", "contains a web page, a script or another document"),
        (b"GIF89a/*" + picture("GIF")[8:] + b"*/=1;alert(1)", "a.gif", "."),
    ],
)
def test_unsound_pictures_are_refused_with_a_reason(data, name, says):
    with pytest.raises(RefusedFileError, match=says):
        examine_image(upload(data, name))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_cut_pictures_are_refused(kind, share):
    from io import BytesIO

    from PIL import Image

    # Noise, so that the picture's data and not its header is what is cut.
    noise = Image.effect_noise((120, 90), 90).convert("RGB")
    out = BytesIO()
    noise.save(out, kind)
    data = out.getvalue()
    with pytest.raises(RefusedFileError):
        examine_image(upload(data[: int(len(data) * share)], f"a.{kind.lower()}"))


def test_a_picture_that_is_too_big_is_refused_before_it_is_read(settings):
    class Untouchable(ContentFile):
        def read(self, *args):
            raise AssertionError("read")

    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1_000
    with pytest.raises(RefusedFileError, match=r"too big.*The most is"):
        examine_image(Untouchable(b"x" * 1_001, name="a.png"))


def test_a_bomb_costs_no_memory():
    code = (
        "import os, resource; os.environ['DJANGO_SETTINGS_MODULE'] = 'hub.settings.test'\n"
        "import django; django.setup()\n"
        "from tests.hub.assets.pictures import claims_to_be, upload\n"
        "from hub.assets.intake import RefusedFileError, examine_image\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: examine_image(upload(claims_to_be(10_000, 10_000)))\n"
        "except RefusedFileError: pass\n"
        "else: raise SystemExit('came in')\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) * (1024 if sys.platform != "darwin" else 1) < 20_000_000
    assert resource  # the child measures itself


HOSTILE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)"><script>alert(1)</script>'
    b'<a href="javascript:alert(1)"><text onclick="alert(1)">Hallo</text></a>'
    b'<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="http://evil.example/"/></body></foreignObject>'
    b'<image href="http://evil.example/track.png"/><style>.a{fill:url(http://evil.example/)}</style>'
    b'<rect class="a" width="3" height="3"/></svg>'
)


def test_svg_is_made_harmless():
    cleaned = clean_svg(upload(HOSTILE, "logo.svg")).read().decode()
    for bad in ("script", "onload", "onclick", "javascript", "iframe", "evil.example", "foreignObject"):
        assert bad not in cleaned
    for good in ("<svg", 'viewBox="0 0 9 9"', "Hallo", "<rect"):
        assert good in cleaned


def test_svg_goes_through_the_same_door_as_picture_and_as_document():
    for examine in (examine_image, examine_document):
        assert b"script" not in examine(upload(HOSTILE, "logo.SVG")).read()


def test_cleaning_twice_changes_nothing():
    once = clean_svg(upload(HOSTILE, "a.svg")).read()
    assert clean_svg(upload(once, "a.svg")).read() == once


LAUGHS = (
    b'<!DOCTYPE svg [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>'
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"no svg", "not a complete SVG"),
        (SVG[:-4], "not a complete SVG"),
        (b"<html><body/></html>", "not a complete SVG"),
        (LAUGHS, "entities"),
        (
            b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.replace(b"<rect", b"<text>&x;</text><rect"),
            "entities",
        ),
        (SVG.replace(b"<rect", b'<image href="data:image/png;base64,iVBORw0KGgo="/><rect'), "embeds another file"),
        (SVG + b" " * 2_000_001, "too big"),
    ],
)
def test_svg_that_cannot_be_cleaned_is_refused(data, says):
    with pytest.raises(RefusedFileError, match=says):
        clean_svg(upload(data, "logo.svg"))


def test_the_plain_entities_of_drawing_programs_pass():
    data = b'<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>' + SVG
    assert b"<rect" in clean_svg(upload(data, "ai.svg")).read()
