"""What Typst leaves out of a print PDF: the bleed box, logos that are PDFs, the structure of PDF/X with crop marks.

We claim the *structure* of PDF/X and never a certificate: no validator for PDF/X is freely to be had. `complaints`
checks what can be checked; the printer's own preflight has the last word.
"""

import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String

from renderers.contract.errors import UnusableAssetError
from renderers.contract.message import Message

MM = 72 / 25.4
_PDFX_NAMESPACE = "http://www.npes.org/pdfx/ns/id/"
_REGISTRY = "http://www.color.org"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class OutputProfile:
    """How it will be printed: the printer's ICC profile and the registered name of the condition ("FOGRA51")."""

    icc: bytes
    condition: str
    info: str = ""


def with_boxes(pdf: bytes) -> bytes:
    """Give every page its TrimBox and BleedBox, from what Typst wrote: the MediaBox is trim and bleed."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            _set_boxes(page)
        return _save(document)


def to_pdfx(
    pdf: bytes,
    profile: OutputProfile,
    *,
    created: datetime,
    document_id: str,
    title: str = "",
    marks_mm: float = 0,
    version: str = "PDF/X-4",
) -> bytes:
    """Add what PDF/X-4 asks for: boxes, output intent with the profile, metadata; and crop marks if wanted.

    `created` is an aware time; `document_id` a UUID that stays with the document; `marks_mm` widens the page on every
    side and draws marks in registration color outside the bleed.
    """
    created = created.astimezone(UTC)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        registration = document.make_indirect(_registration_color())
        for page in document.pages:
            _set_boxes(page)
            if marks_mm:
                _draw_marks(page, registration, marks_mm * MM)
        document.Root.OutputIntents = Array([document.make_indirect(_intent(document, profile))])
        _describe(document, created=created, document_id=document_id, title=title, version=version)
        return _save(document)


def drawing_size(pdf: bytes, *, name: str) -> tuple[float, float]:
    """Width and height in mm of a PDF's first page, a logo for instance.

    Raises:
        UnusableAssetError: it cannot be opened, is locked, or has no page.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as drawing:
            left, bottom, right, top = (float(number) for number in drawing.pages[0].trimbox)
            return (right - left) / MM, (top - bottom) / MM
    except (pikepdf.PdfError, IndexError, ValueError, AttributeError) as error:
        raise UnusableAssetError(
            Message("“{name}” is no PDF that can be opened. Save it again, without a password.", name=name)
        ) from error


def stamp(pdf: bytes, drawing: bytes, *, page: int, left_mm: float, top_mm: float, width_mm: float) -> bytes:
    """Draw the first page of another PDF on a page (from 1), inks and all; measured from the trim's top left corner.

    Typst cannot embed PDFs in an accessible PDF. What is stamped is an artifact: a screen reader passes over it.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document, pikepdf.open(io.BytesIO(drawing)) as other:
        target = document.pages[page - 1]
        form = document.copy_foreign(other.pages[0].as_form_xobject())
        name = target.add_resource(form, Name.XObject)
        left, _, right, top = (float(number) for number in form.BBox)
        scale = width_mm * MM / (right - left)
        trim = _boxes(target)["TrimBox"]
        x = trim[0] + left_mm * MM - left * scale
        y = trim[3] - top_mm * MM - top * scale
        matrix = f"{scale:.6f} 0 0 {scale:.6f} {x:.4f} {y:.4f} cm"
        target.contents_add(b"q\n", prepend=True)
        target.contents_add(f"\nQ\n/Artifact BMC\nq {matrix} {name} Do Q\nEMC\n".encode())
        return _save(document)


def page_boxes(pdf: bytes) -> list[dict[str, Box]]:
    """The boxes of every page in points, by name; those that are missing are left out."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [_boxes(page) for page in document.pages]


def complaints(pdf: bytes) -> list[str]:
    """What keeps a file from having the structure of PDF/X-4, in English, for the log; empty when all is well."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [*_document_complaints(document), *_page_complaints(document)]


def _save(document: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    document.save(
        stream,
        force_version="1.6" if "/OutputIntents" in document.Root else "",
        object_stream_mode=ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return stream.getvalue()


def _boxes(page: pikepdf.Page) -> dict[str, Box]:
    found = {}
    for name in ("MediaBox", "BleedBox", "TrimBox", "CropBox"):
        box = page.obj.get(f"/{name}")
        if box is not None:
            left, bottom, right, top = (float(number) for number in box)
            found[name] = (left, bottom, right, top)
    return found


def _set_boxes(page: pikepdf.Page) -> None:
    boxes = _boxes(page)
    page.obj.BleedBox = Array(boxes["MediaBox"])
    page.obj.TrimBox = Array(boxes.get("TrimBox", boxes["MediaBox"]))


def _registration_color() -> Array:
    """The color that prints on every plate."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])


def _draw_marks(page: pikepdf.Page, registration: pikepdf.Object, margin: float) -> None:
    boxes = _boxes(page)
    bleed, trim = boxes["BleedBox"], boxes["TrimBox"]
    left, bottom, right, top = boxes["MediaBox"]
    page.obj.MediaBox = Array([left - margin, bottom - margin, right + margin, top + margin])
    if "/CropBox" in page.obj:
        del page.obj["/CropBox"]
    if "/ColorSpace" not in page.resources:
        page.resources.ColorSpace = Dictionary()
    page.resources.ColorSpace["/Registration"] = registration
    strokes = "".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S\n" for a, b, c, d in _mark_lines(bleed, trim))
    page.contents_add(b"q\n", prepend=True)
    # An artifact, so that the marks are no part of what a screen reader is told.
    marks = f"\nQ\n/Artifact <</Type /Pagination>> BDC\nq 0.25 w /Registration CS 1 SCN\n{strokes}Q\nEMC\n"
    page.contents_add(marks.encode())


def _mark_lines(bleed: Box, trim: Box) -> Iterator[Box]:
    """Two lines at each corner, 1 mm off the bleed and 5 mm long, in line with the trim."""
    gap, end = trim[0] - bleed[0] + MM, trim[0] - bleed[0] + 6 * MM
    x0, y0, x1, y1 = trim
    for x in (x0, x1):
        yield x, y0 - gap, x, y0 - end
        yield x, y1 + gap, x, y1 + end
    for y in (y0, y1):
        yield x0 - gap, y, x0 - end, y
        yield x1 + gap, y, x1 + end, y


def _intent(document: pikepdf.Pdf, profile: OutputProfile) -> Dictionary:
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(profile.condition),
        RegistryName=String(_REGISTRY),
        Info=String(profile.info or profile.condition),
    )
    stream = document.make_stream(profile.icc)
    stream.N = 4
    stream.Alternate = Name.DeviceCMYK
    intent.DestOutputProfile = stream
    return intent


def _describe(document: pikepdf.Pdf, *, created: datetime, document_id: str, title: str, version: str) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata.register_xml_namespace(_PDFX_NAMESPACE, "pdfxid")
        metadata[f"{{{_PDFX_NAMESPACE}}}GTS_PDFXVersion"] = version
        metadata["pdf:Trapped"] = "False"
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            metadata[key] = created.isoformat(timespec="seconds")
        metadata["xmpMM:DocumentID"] = f"uuid:{document_id}"
        metadata["xmpMM:VersionID"] = "1"
        metadata["xmpMM:RenditionClass"] = "default"
        if title:
            metadata["dc:title"] = title
    document.docinfo["/Trapped"] = Name("/False")  # Name.False_ would write "/False_"
    stamp = String(created.strftime("D:%Y%m%d%H%M%S+00'00'"))
    document.docinfo["/CreationDate"] = document.docinfo["/ModDate"] = stamp
    if title:
        document.docinfo["/Title"] = String(title)


def _document_complaints(document: pikepdf.Pdf) -> Iterator[str]:
    intents = [intent for intent in document.Root.get("/OutputIntents", []) if intent.get("/S") == Name.GTS_PDFX]
    if len(intents) != 1:
        yield f"{len(intents)} PDF/X output intents, not one"
    profiles = [intent.get("/DestOutputProfile") for intent in intents]
    if any(profile is None or not is_cmyk_output_profile(bytes(profile.read_bytes())) for profile in profiles):
        yield "the output intent embeds no CMYK output profile"
    with document.open_metadata() as metadata:
        wanted = (f"{{{_PDFX_NAMESPACE}}}GTS_PDFXVersion", "xmp:CreateDate", "xmpMM:DocumentID", "dc:title")
        yield from [f"no {key}" for key in wanted if not metadata.get(key)]
    if document.docinfo.get("/Trapped") != Name("/False"):
        yield "Trapped is not said"
    if document.is_encrypted:
        yield "it is encrypted"
    if "/ID" not in document.trailer:
        yield "no file identifier"


def _page_complaints(document: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(document.pages, start=1):
        boxes = _boxes(page)
        if not {"MediaBox", "BleedBox", "TrimBox"} <= set(boxes):
            yield f"page {number}: a box is missing"
        elif not _nested(boxes["MediaBox"], boxes["BleedBox"], boxes["TrimBox"]):
            yield f"page {number}: the boxes are not inside each other"
        if "/Annots" in page.obj:
            yield f"page {number}: annotations"
        yield from (f"page {number}: the font {font} is not embedded" for font in _loose_fonts(page))


def _nested(*boxes: Box) -> bool:
    return all(
        outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
        for outer, inner in itertools.pairwise(boxes)
    )


def _loose_fonts(page: pikepdf.Page) -> Iterator[str]:
    for font in page.resources.get("/Font", Dictionary()).values():
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = inner.get("/FontDescriptor", Dictionary())
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            yield str(font.get("/BaseFont", "?"))


@lru_cache(maxsize=4)
def is_cmyk_output_profile(icc: bytes) -> bool:
    """Whether bytes are an ICC profile of a four-color printing process."""
    return icc[12:16] == b"prtr" and icc[16:20] == b"CMYK" and icc[36:40] == b"acsp"
