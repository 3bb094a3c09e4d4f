"""Print: a file that a print shop can use, the same every time."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageCms

from renderers.contract.errors import UnusableAssetError
from renderers.contract.tokens import Tokens
from renderers.toolkit import pdf
from tests.renderers.elsewhere import printed_elsewhere
from tests.renderers.icc import cmyk_profile
from tests.renderers.print.drafts import Files, document
from tests.renderers.print.printing import MM, printed


def test_the_bleed_is_the_print_shops():
    made = printed(document(), limits=(("print", "bleed", 5.0),))
    with pikepdf.open(io.BytesIO(made.part("print.pdf").data)) as opened:
        trim, bleed = opened.pages[0].obj.TrimBox, opened.pages[0].obj.BleedBox
        assert float(trim[0]) - float(bleed[0]) == pytest.approx(5 * MM, abs=0.02)


def test_equal_bytes_in_every_process():
    code = """
import hashlib
from tests import corpus
from tests.renderers.print.printing import printed
from renderers.contract import codec
made = [printed(corpus.document(name)) for name in ("every-block", "long-article")]
print(hashlib.sha256(b"".join(codec.canonical(codec.plain(one)) for one in made)).hexdigest())
"""
    assert len(printed_elsewhere(code)) == 1


def test_the_date_is_the_requests():
    made = printed(document(), dated=datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    with pikepdf.open(io.BytesIO(made.part("print.pdf").data)) as opened:
        assert str(opened.docinfo.CreationDate).startswith("D:20260501080000")
        assert str(opened.docinfo.Title) == "Der Fluss ist wieder offen"
    undated = printed(document(), dated=None)
    with pikepdf.open(io.BytesIO(undated.part("print.pdf").data)) as opened:
        assert "/CreationDate" not in opened.docinfo


def press(files, *options, **changes):
    digest = files.refs()[-1].sha256
    return printed(document(**changes), assets=files, tokens=Tokens(), options=(("icc", digest), *options))


def test_with_a_profile_everything_is_ink_and_the_structure_is_that_of_pdfx():
    picture = io.BytesIO()
    Image.new("RGB", (2000, 1500), "#303030").save(picture, "PNG")
    files = Files(picture.getvalue(), cmyk_profile())
    hero = replace(files.refs()[0], alt="Grau")
    made = press(files, ("condition", "TEST01"), ("marks", True), hero=hero)
    data = made.part("print.pdf").data
    assert pdf.complaints(data) == []
    with pikepdf.open(io.BytesIO(data)) as opened:
        (intent,) = opened.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "TEST01"
        spaces = {str(item.ColorSpace) for item in opened.objects if _is_picture(item)}
        assert spaces == {"/DeviceCMYK"}
        media, bleed = opened.pages[0].obj.MediaBox, opened.pages[0].obj.BleedBox
        assert float(media[2]) - float(bleed[2]) == pytest.approx(10 * MM, abs=0.02)
    with pypdfium2.PdfDocument(data) as opened:
        dark = opened[0].render(scale=0.5).to_pil().convert("RGB").getpixel((110, 60))
    with Image.open(io.BytesIO(made.part("proof.png").data)) as proof:
        assert proof.width == pytest.approx(728 + 85, abs=3), "the proof ends at the bleed"
    assert max(dark) < 110, "dark stays dark: the JPEG's inks are not turned round"
    assert made == press(files, ("condition", "TEST01"), ("marks", True), hero=hero)


def _is_picture(item) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"


def test_a_profile_that_is_none():
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with pytest.raises(UnusableAssetError, match=r"no CMYK output profile\. Ask the print shop"):
        press(Files(screen), ("condition", "x"))
    with pytest.raises(UnusableAssetError, match="name of its printing condition"):
        press(Files(cmyk_profile()))
    picture = io.BytesIO()
    Image.new("RGB", (200, 150), "#303030").save(picture, "PNG")
    broken = Files(picture.getvalue(), cmyk_profile()[:200])
    with pytest.raises(UnusableAssetError, match="ICC profile cannot be used"):
        press(broken, ("condition", "x"), hero=replace(broken.refs()[0], alt="Grau"))
