"""Draws the proof: the delivered PDF's own pages side by side, with trim, bleed and crop marks to be seen."""

import io
from functools import partial

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from renderers.toolkit import fonts
from renderers.toolkit.isolation import guarded

_MM_PER_INCH = 25.4
_PPI = 120
_TABLE = (226, 227, 224)
_TRIM = (214, 0, 110)
_INK = (90, 92, 90)
_MARGIN_MM = 9.0
_GAP_MM = 8.0
_LABEL_MM = 7.0


def draw_proof(pdf: bytes, *, bleed_mm: float) -> bytes:
    """Draw a proof as PNG, in a guarded child."""
    return guarded(partial(proof, pdf, bleed_mm), wall_s=20, memory_mb=768)


def proof(pdf: bytes, bleed_mm: float) -> bytes:
    """Draw a proof in this process: the guarded child's job."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [_drawn(page) for page in document]
    gap, margin = _pixels(_GAP_MM), _pixels(_MARGIN_MM)
    width = sum(page.width for page in pages) + gap * (len(pages) - 1) + 2 * margin
    height = max(page.height for page in pages) + 2 * margin + _pixels(_LABEL_MM)
    table = Image.new("RGB", (width, height), _TABLE)
    left = margin
    for number, page in enumerate(pages, start=1):
        _lay(table, page, left, margin, _pixels(bleed_mm))
        label = f"{number}/{len(pages)}   {_size(page, bleed_mm)}"
        _write(table, label, left + page.width // 2, margin + page.height + margin)
        left += page.width + gap
    stream = io.BytesIO()
    table.save(stream, "PNG")
    return stream.getvalue()


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    """A page up to its bleed; the file's own crop marks lie outside."""
    page.set_mediabox(*page.get_bleedbox())
    picture: Image.Image = page.render(scale=_PPI / 72, may_draw_forms=False).to_pil()
    return picture.convert("RGB")


def _lay(table: Image.Image, page: Image.Image, left: int, top: int, bleed: int) -> None:
    """Lay a page on the table: the bleed veiled, the trim as a line, crop marks outside."""
    right, bottom = left + page.width, top + page.height
    table.paste(Image.blend(page, Image.new("RGB", page.size, _TABLE), 0.55), (left, top))
    trimmed = page.crop((bleed, bleed, page.width - bleed, page.height - bleed))
    table.paste(trimmed, (left + bleed, top + bleed))
    pen = ImageDraw.Draw(table)
    pen.rectangle((left + bleed - 1, top + bleed - 1, right - bleed, bottom - bleed), outline=_TRIM)
    start, end = _pixels(1), _pixels(5)
    for x in (left + bleed - 1, right - bleed):
        pen.line((x, top - end, x, top - start), fill=_INK)
        pen.line((x, bottom + start, x, bottom + end), fill=_INK)
    for y in (top + bleed - 1, bottom - bleed):
        pen.line((left - end, y, left - start, y), fill=_INK)
        pen.line((right + start, y, right + end, y), fill=_INK)


def _write(table: Image.Image, text: str, center: int, top: int) -> None:
    font = ImageFont.truetype(str(fonts.shipped_file(fonts.SANS)), _pixels(3.2), layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([500])
    ImageDraw.Draw(table).text((center, top), text, font=font, fill=_INK, anchor="ma")


def _size(page: Image.Image, bleed_mm: float) -> str:
    """The size after trimming and the bleed around it; numbers only, so that it reads in every language."""
    width, height = (round(side / _PPI * _MM_PER_INCH - 2 * bleed_mm) for side in page.size)
    return f"{width} × {height} mm + {bleed_mm:g} mm"


def _pixels(mm: float) -> int:
    return round(mm / _MM_PER_INCH * _PPI)
