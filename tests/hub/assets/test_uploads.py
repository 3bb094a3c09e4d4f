"""Every awkward file that people and attackers upload: a clear message, or a clean asset."""

import io
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from hub.assets.intake import RefusedFileError, examine_document, examine_image
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.services import open_original
from renderers.toolkit import fonts
from tests.hub.assets.pictures import claims_to_be, moving, paper, picture, taken_somewhere, upload
from tests.hub.assets.test_intake import HOSTILE, LAUGHS

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 500


def cmyk() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((60, 40), 60).convert("RGB").convert("CMYK").save(out, "JPEG")
    return out.getvalue()


def font() -> bytes:
    return Path(fonts.shipped_file(fonts.SANS)).read_bytes()


def rgb_logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 20, 20)).save(out, "PDF")
    return out.getvalue()


#: Eighty megabytes that begin as a TIFF does.
BIG_TIFF = picture("TIFF") + b"\0" * 80_000_000

REFUSED_PICTURES = [
    (LAUGHS, "entities.svg", "entities"),
    (claims_to_be(30_000, 30_000), "900.png", "pixels"),
    (claims_to_be(10_000, 10_000), "100.png", "pixels"),
    (picture("GIF") + b"<script>alert(1)</script>", "polyglot.gif", "script"),
    (taken_somewhere("JPEG", (900, 700))[:9_000], "half.jpg", "damaged or incomplete"),
    (HEIC, "IMG_0001.heic", "HEIC"),
    (HEIC, "IMG_0001.jpg", "HEIC"),
    (moving("GIF"), "moving.gif", "Moving pictures"),
    (picture("TIFF"), "scan.tif", "TIFF"),
    (BIG_TIFF, "scan.tiff", "too big"),
]
CLEAN_PICTURES = [(HOSTILE, "logo.svg"), (cmyk(), "druck.jpg"), (taken_somewhere("JPEG"), "strand.jpg")]


@pytest.mark.parametrize(("data", "name", "says"), REFUSED_PICTURES, ids=[name for _, name, _ in REFUSED_PICTURES])
def test_pictures_that_are_refused_say_why(data, name, says):
    with pytest.raises(RefusedFileError, match=says):
        examine_image(upload(data, name))


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (paper(catalog=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), "a.pdf", "program"),
        (paper(extra=b"<</Names[(x)<</S/Launch/F(calc.exe)>>]>>"), "a.pdf", "program"),
        (paper(extra=b"<</Type/Filespec/EF<</F 2 0 R>>>>"), "a.pdf", "another file"),
        (b"%PDF-1.7 ...", "a.pdf", "damaged or incomplete"),
        (b"", "a.pdf", "empty"),
        (font()[:20_000], "a.ttf", "no font at all"),
        (b"wOF2" + b"\0" * 400, "a.woff2", "no font at all"),
        (b"<script>alert(1)</script>", "a.otf", "no font at all"),
        (picture("PNG") + b"<script>", "a.png", "script"),
        (claims_to_be(10_000, 10_000), "a.png", "pixels"),
    ],
)
def test_documents_that_are_refused_say_why(data, name, says):
    with pytest.raises(RefusedFileError, match=says):
        examine_document(upload(data, name))


def test_programs_in_packed_pdfs_are_found():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper(catalog=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"))) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    assert b"JavaScript" not in out.getvalue()
    with pytest.raises(RefusedFileError, match="program"):
        examine_document(upload(out.getvalue(), "a.pdf"))


def test_locked_pdfs_are_refused():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(RefusedFileError, match="password"):
        examine_document(upload(out.getvalue(), "a.pdf"))


@pytest.mark.parametrize(("data", "name"), [(rgb_logo(), "logo.pdf"), (font(), "haus.ttf"), (cmyk(), "druck.jpg")])
def test_sound_documents_come_in_as_they_are(data, name):
    assert examine_document(upload(data, name)).read() == data


@pytest.mark.django_db
@pytest.mark.parametrize(("data", "name", "says"), REFUSED_PICTURES, ids=[name for _, name, _ in REFUSED_PICTURES])
def test_the_form_says_it_and_keeps_nothing(data, name, says, brand, editor, signed_in):
    page = signed_in(editor).post(reverse("wagtailimages:add"), {"title": "x", "file": SimpleUploadedFile(name, data)})
    assert page.status_code == 200
    assert "error-message" in page.content.decode()
    assert not ImageAsset.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("data", "name"), CLEAN_PICTURES, ids=[name for _, name in CLEAN_PICTURES])
def test_what_comes_in_is_served_and_cannot_run(data, name, brand, editor, signed_in):
    client = signed_in(editor)
    answer = client.post(reverse("wagtailimages:add"), {"title": "x", "file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302
    image = ImageAsset.objects.get()
    kept = open_original(image)
    assert not any(word in kept for word in (b"<script", b"onload", b"54,19.4N"))
    served = client.get(image.file.url)
    assert "sandbox" in served["Content-Security-Policy"]
    assert served["X-Content-Type-Options"] == "nosniff"
    if not image.is_svg():
        assert image.get_rendition("width-20").width == 20


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.html", "a.js", "a.xhtml", "a.xml", "a.exe"])
def test_documents_that_could_run_are_not_taken(name, brand, editor, signed_in):
    file = SimpleUploadedFile(name, b"<script>alert(1)</script>")
    assert signed_in(editor).post(reverse("wagtaildocs:add"), {"title": "x", "file": file}).status_code == 200
    assert not DocumentAsset.objects.exists()
