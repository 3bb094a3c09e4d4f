"""A logo's file says what it lacks: inks for print, pixels for sharp screens. Other files say nothing."""

import io

import pikepdf
import pytest
from django.urls import reverse
from PIL import Image

from hub.assets.hints import hints_for
from hub.assets.services import create_document
from hub.guidelines.services import import_guideline
from tests.hub.assets.pictures import paper, picture
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


def drawn(content: bytes, mode: str = "", *, pages: int = 1, is_nested: bool = False) -> bytes:
    """A PDF whose pages are painted so; `mode` puts a picture of that kind on them."""
    pdf = pikepdf.new()
    if mode:
        out = io.BytesIO()
        Image.new(mode, (30, 20)).save(out, "PDF")
        return out.getvalue()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(200, 100))
        if is_nested:
            form = pdf.make_stream(content, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
            page.obj.Contents = pdf.make_stream(b"/F Do")
        else:
            page.obj.Contents = pdf.make_stream(content)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


RGB, INKS = b"1 0 0 rg 0 0 50 50 re f", b"0 1 1 0 k 0 0 50 50 re f"


@pytest.mark.parametrize(
    ("data", "is_told"),
    [
        (drawn(RGB), True),
        (drawn(b"0 0 1 RG 0 0 m 50 50 l S"), True),
        (drawn(RGB, is_nested=True), True),
        (drawn(b"", "RGB"), True),
        (drawn(INKS), False),
        (drawn(INKS, is_nested=True), False),
        (drawn(b"", "CMYK"), False),
        (drawn(b"0 g 0 0 50 50 re f"), False),
        (drawn(RGB, pages=2), False),
        (paper(), False),
    ],
)
def test_a_pdf_for_screens_says_so(brand, data, is_told):
    document = create_document(brand, data, name="logo.pdf", title="Logo")
    assert bool(hints_for(document)) is is_told


def test_a_small_png_that_the_guideline_uses_says_so(brand, brand_manager, signed_in):
    small = create_document(brand, picture(size=(200, 80)), name="logo.png", title="Logo")
    large = create_document(brand, picture(size=(1200, 480)), name="gross.png", title="Logo")
    image = factories.picture(brand, size=(100, 80))
    assert not hints_for(small)  # nobody said that it is a logo
    logos = "- {name: eins, png: logo.png}\n  - {name: zwei, on: dark, png: gross.png}"
    import_guideline(brand, f"schema: guideline/1\nlogos:\n  {logos}\n")
    assert "200 pixels" in hints_for(small)[0]
    assert not hints_for(large)
    assert not hints_for(image)
    page = signed_in(brand_manager).get(reverse("wagtaildocs:edit", args=[small.pk])).content.decode()
    assert "only 200 pixels wide" in page
    assert "Used 1 time" in page


def test_a_file_that_is_gone_breaks_no_page(brand, brand_manager, signed_in):
    document = create_document(brand, drawn(RGB), name="logo.pdf", title="Logo")
    document.file.storage.delete(document.file.name)
    assert hints_for(document) == ()
    assert signed_in(brand_manager).get(reverse("wagtaildocs:edit", args=[document.pk])).status_code == 200
