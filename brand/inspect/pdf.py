"""A PDF becomes a subject: words with true colors and sizes, pictures with their resolution, boxes, fonts, codes."""

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Object

from brand.errors import InspectError
from brand.finding import Where
from brand.inspect.codes import read_codes
from brand.inspect.drawing import drawing_of
from brand.inspect.embedded import Embedded, unopened
from brand.inspect.limits import PAGES, require_bytes
from brand.inspect.pdffonts import family_of, is_embedded, kind_of
from brand.inspect.pdflines import Line, lines_of
from brand.inspect.pdfproperties import properties_of
from brand.inspect.pdftext import body_size, runs_of
from brand.inspect.shapes import Drawing
from brand.subject import Code, ColorUse, FontUse, Link, Page, PictureUse, Subject, SubjectKind, TextRun
from renderers.contract.message import Message

#: Drawing operators read of all pages together.
ALL_OPERATORS = 4_000_000
#: Characters read of one page.
CHARACTERS = 100_000
#: Codes are looked for on so many pages, where there is a picture or so many shapes, at so many pixels an inch.
CODE_PAGES = 24
CODE_SHAPES = 3
CODE_PPI = 200
_MM = 25.4
#: Pixels a side of a page that is drawn to look for codes.
_LARGEST = 2400

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One page: its drawing, lines and codes."""

    page: Page
    drawing: Drawing
    lines: Sequence[Line]
    codes: Sequence[Code]
    links: Sequence[Link]


def inspect_pdf(
    data: bytes,
    *,
    name: str,
    channel: str = "",
    format_key: str = "",
    locale: str = "",
    today: date | None = None,
) -> Subject:
    """Inspect a PDF.

    Raises:
        InspectError: it is too large, encrypted, broken, or takes too much to read.
    """
    require_bytes(data, "pdf", name)
    with _opened(data, name) as pdf:
        if len(pdf.pages) > PAGES:
            message = Message("The PDF has {count} pages; at most {limit} are read.", count=len(pdf.pages), limit=PAGES)
            raise InspectError(message, file=name)
        pages, embedded = list(_pages(pdf, data, name)), Embedded()
        metadata = properties_of(pdf, len(data))
        body = body_size([(seen.lines, seen.drawing.words) for seen in pages])
        runs = tuple(run for seen in pages for run in _runs(seen, name, body))
        return Subject(
            name=name,
            kind=SubjectKind.PDF,
            channel=channel,
            format=format_key,
            locale=locale or metadata.get("lang", ""),
            runs=runs,
            pictures=tuple(use for seen in pages for use in _pictures(seen, name, embedded)),
            links=tuple(link for seen in pages for link in seen.links),
            codes=tuple(code for seen in pages for code in seen.codes),
            colors=tuple(_colors(pages, name)),
            fonts=tuple(_fonts(pages, name)),
            pages=tuple(seen.page for seen in pages),
            metadata=tuple(sorted(metadata.items())),
            today=today,
        )


def _opened(data: bytes, name: str) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        message = Message("The PDF is protected by a password. Save it without one.")
        raise InspectError(message, file=name) from error
    except pikepdf.PdfError as error:
        # It begins with the name of what was read, which is an object in memory.
        problem = re.sub("^stream <[^>]*>:? ?", "", str(error))[:200]
        message = Message("This is no PDF that can be read: {problem}. Export it again.", problem=problem)
        raise InspectError(message, file=name) from error


def _pages(pdf: pikepdf.Pdf, data: bytes, name: str) -> Iterator[_Seen]:
    try:
        drawn = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        message = Message("This is no PDF that can be read: {problem}. Export it again.", problem=str(error)[:200])
        raise InspectError(message, file=name) from error
    try:
        left = ALL_OPERATORS
        for index, page in enumerate(pdf.pages):
            seen = _page(page, drawn, index, name)
            left -= seen.drawing.operators
            if left < 0:
                message = Message("The PDF has more than {limit} drawing operators. Simplify it.", limit=ALL_OPERATORS)
                raise InspectError(message, file=name)
            yield seen
    finally:
        drawn.close()


def _page(page: pikepdf.Page, drawn: pypdfium2.PdfDocument, index: int, name: str) -> _Seen:
    drawing = drawing_of(page, name)
    try:
        picture = drawn[index]
        lines = lines_of(picture, drawing, CHARACTERS)
        codes = _codes(picture, index + 1, name) if index < CODE_PAGES and _may_hold_codes(drawing) else []
        picture.close()
    except pypdfium2.PdfiumError as error:
        message = Message("Page {page} of the PDF cannot be read: {problem}.", page=index + 1, problem=str(error)[:200])
        raise InspectError(message, file=name) from error
    boxes = Page(
        index + 1,
        media=_box(page.obj, "/MediaBox", page.mediabox) or (0.0, 0.0, 0.0, 0.0),
        trim=_box(page.obj, "/TrimBox"),
        bleed=_box(page.obj, "/BleedBox"),
        color_spaces=tuple(sorted(space for space in drawing.spaces if space)),
    )
    return _Seen(boxes, drawing, lines, codes, list(_links(page.obj, index + 1, lines, name)))


def _may_hold_codes(drawing: Drawing) -> bool:
    """Whether it is worth looking: a picture, several shapes, or one that is no plain rectangle."""
    drawn = len(drawing.shapes) >= CODE_SHAPES or any(not shape.rectangle for shape in drawing.shapes)
    return drawn or bool(drawing.pictures)


def _box(page: Object, key: str, default: Object | None = None) -> Box | None:
    values = page.get(key, default)
    if not isinstance(values, Array) or len(values) != 4:
        return None
    try:
        left, bottom, right, top = (float(value) for value in values)
    except (TypeError, ValueError):
        return None
    return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _runs(seen: _Seen, name: str, body: float) -> Iterator[TextRun]:
    return runs_of(seen.lines, seen.drawing.words, part=name, page=seen.page.number, body=body)


def _codes(page: pypdfium2.PdfPage, number: int, name: str) -> list[Code]:
    width, height = page.get_size()
    ppi = min(CODE_PPI, _LARGEST * 72 / max(width, height, 1.0))
    image = page.render(scale=ppi / 72, draw_annots=False).to_pil()
    points = 72 / ppi
    return [
        Code(
            read.text,
            Where(
                part=name,
                page=number,
                box=(
                    round(read.box[0] * points, 1),
                    round(height - read.box[3] * points, 1),
                    round(read.box[2] * points, 1),
                    round(height - read.box[1] * points, 1),
                ),
            ),
            side=round(read.side / ppi * _MM, 1),
            unit="mm",
            contrast=read.contrast,
            quiet_modules=read.quiet,
            qr=read.qr,
        )
        for read in read_codes(image)
    ]


def _links(page: Object, number: int, lines: Sequence[Line], name: str) -> Iterator[Link]:
    annotations = page.get("/Annots")
    for annotation in annotations if isinstance(annotations, Array) else []:
        action = annotation.get("/A") if isinstance(annotation, Dictionary) else None
        url = action.get("/URI") if isinstance(action, Dictionary) else None
        box = _box(annotation, "/Rect") if url is not None else None
        if box is not None:
            yield Link(str(url), _words_in(lines, box), Where(part=name, page=number, box=box))


def _words_in(lines: Sequence[Line], box: Box) -> str:
    found = "".join(
        character
        for line in lines
        for character, _, at in line.characters
        if box[0] <= (at[0] + at[2]) / 2 <= box[2] and box[1] <= (at[1] + at[3]) / 2 <= box[3]
    )
    return " ".join(found.split())


def _pictures(seen: _Seen, name: str, embedded: Embedded) -> Iterator[PictureUse]:
    for placed in seen.drawing.pictures:
        raw = placed.image.read_raw_bytes()
        yield PictureUse(
            Where(part=name, page=seen.page.number, box=placed.box),
            width=round(placed.width, 2),
            height=round(placed.height, 2),
            pixels=placed.pixels,
            ppi=placed.ppi,
            color_space=placed.space,
            media_type="image/jpeg" if str(placed.image.get("/Filter", "")) == "/DCTDecode" else "",
            size=len(raw),
            sha256=hashlib.sha256(raw).hexdigest(),
            trouble=embedded.trouble_of(placed.image),
            unopened=unopened(placed.image),
        )


def _colors(pages: Sequence[_Seen], name: str) -> Iterator[ColorUse]:
    """Every color once for each role, where it is first used."""
    found: dict[tuple[str, str, str, str], ColorUse] = {}
    for seen in pages:
        for words in seen.drawing.words:
            if words.visible:
                where = Where(part=name, page=seen.page.number, box=(words.x, words.y, words.x, words.y + words.size))
                key = (words.ink.value, "text", words.ink.space, words.ink.spot)
                found.setdefault(key, ColorUse(key[0], "text", where, words.ink.spot or words.ink.space))
        for shape in seen.drawing.shapes:
            if shape.role != "picture":
                where = Where(part=name, page=seen.page.number, box=shape.box)
                key = (shape.ink.value, shape.role, shape.ink.space, shape.ink.spot)
                found.setdefault(key, ColorUse(key[0], shape.role, where, shape.ink.spot or shape.ink.space))
    return (use for use in found.values() if use.value)


def _fonts(pages: Sequence[_Seen], name: str) -> Iterator[FontUse]:
    found: dict[tuple[str, bool, str], FontUse] = {}
    for seen in pages:
        for font in seen.drawing.fonts:
            key = (family_of(font), is_embedded(font), kind_of(font))
            where = Where(part=name, page=seen.page.number)
            found.setdefault(key, FontUse(key[0], where, embedded=key[1], type=key[2]))
    return iter(found.values())
