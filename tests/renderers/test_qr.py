"""QR codes: what is drawn can be read again."""

import io

import pytest
import zxingcpp
from PIL import Image

from renderers.contract.errors import RenderFailedError
from renderers.toolkit import pictures
from renderers.toolkit.qr import QUIET_MODULES, qr_code

ADDRESSES = [
    "https://example.com",
    "https://example.com/frühling?utm_source=flyer&utm_medium=print&utm_campaign=fr%C3%BChling-2026",
    "https://example.com/" + "a" * 400,
]


def read(png: bytes) -> list[str]:
    with Image.open(io.BytesIO(png)) as picture:
        return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_reads_back_as_png_as_svg_and_from_its_runs(address):
    code = qr_code(address)
    assert read(code.png()) == [address]
    svg = code.svg()
    picture = Image.open(io.BytesIO(pictures.rasterize_svg(svg.encode(), 8 * (code.modules + 8)).data))
    flat = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture.convert("RGBA"))
    assert [found.text for found in zxingcpp.read_barcodes(flat.convert("L"))] == [address]
    drawn = Image.new("L", (code.modules + 2 * QUIET_MODULES,) * 2, 255)
    for row, column, length in code.runs:
        drawn.paste(0, (column + 4, row + 4, column + 4 + length, row + 5))
    assert [found.text for found in zxingcpp.read_barcodes(drawn.resize((800, 800), 0))] == [address]


def test_runs_are_the_dark_modules():
    code = qr_code(ADDRESSES[0])
    dark = {(row, column + step) for row, column, length in code.runs for step in range(length)}
    assert dark == {(r, c) for r, row in enumerate(code.rows) for c, module in enumerate(row) if module}
    assert code.modules == len(code.rows) == len(code.rows[0])


def test_an_address_that_is_too_long():
    with pytest.raises(RenderFailedError, match=r"5000 characters is too long.*short link"):
        qr_code("x" * 5000)
