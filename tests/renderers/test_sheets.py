"""Sheets for the screen: every page, with its trim where the file says it is."""

import io

import pikepdf
import pytest
from PIL import Image

from renderers.contract.errors import RendererError
from renderers.toolkit.sheets import draw_sheets

MM = 72 / 25.4


def printed(pages: int, *, marks_mm: float = 0) -> bytes:
    """Empty pages, A6 with 3 mm of bleed and perhaps room for crop marks around it."""
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=((111 + 2 * marks_mm) * MM, (154 + 2 * marks_mm) * MM))
        start = marks_mm * MM
        page.obj.BleedBox = [start, start, start + 111 * MM, start + 154 * MM]
        page.obj.TrimBox = [start + 3 * MM, start + 3 * MM, start + 108 * MM, start + 151 * MM]
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("marks_mm", [0, 8])
def test_every_page_is_drawn_up_to_its_bleed_with_its_trim(marks_mm):
    sheets = draw_sheets(printed(2, marks_mm=marks_mm))
    assert len(sheets) == 2
    for sheet in sheets:
        assert (round(sheet.left), round(sheet.top), round(sheet.right), round(sheet.bottom)) == (3, 3, 3, 3)
        assert tuple(round(side) for side in sheet.trimmed) == (105, 148)
        with Image.open(io.BytesIO(sheet.data)) as picture:
            assert abs(picture.width / picture.height - sheet.width / sheet.height) < 0.01
            assert max(picture.size) <= 1600


def test_what_is_no_pdf_is_refused():
    with pytest.raises(RendererError):
        draw_sheets(b"%PDF-1.7 nothing")


def test_a_file_of_a_thousand_pages_is_looked_at_for_its_first():
    assert 1 < len(draw_sheets(printed(100))) < 100
