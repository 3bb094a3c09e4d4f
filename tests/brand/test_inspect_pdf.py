"""PDFs: true colors, effective sizes, what lies behind the words, resolution, boxes, fonts, codes."""

import io
import zlib

import pikepdf
import pytest
import segno
from pikepdf import Array, Dictionary, Name, String

from brand.errors import InspectError
from brand.inspect import streams
from brand.inspect.pdf import inspect_pdf
from brand.subject import RunKind, Subject
from tests.brand import pdfs


def seen(content: bytes, **options: object) -> Subject:
    return inspect_pdf(pdfs.pdf(content, **options), name="a.pdf")  # type: ignore[arg-type]


def words(subject: Subject) -> dict[str, tuple[str, float, str]]:
    """Words with color, size and background."""
    return {
        run.text[part.start : part.end].strip(): (part.style.color, part.style.size, part.style.background)
        for run in subject.runs
        for part in run.stretches
    }


def test_colors_sizes_and_what_lies_behind() -> None:
    subject = seen(
        b"1 0 0 rg 20 190 100 30 re f "
        b"q 0.95 0.8 0.3 0.55 k BT /F1 10 Tf 1 0 0 1 25 200 Tm (Auf Rot) Tj ET Q "
        b"q 2 0 0 2 0 0 cm BT /F2 6 Tf 10 50 Td (Skaliert) Tj ET Q "
        b"BT 0 g /F1 1 Tf 8 0 0 8 20 60 Tm [(Ge) -20 (kernt)] TJ ET "
        b"/Spot cs 1 scn BT /F1 9 Tf 20 30 Td (Schmuck) Tj ET",
        spaces={"/Spot": pdfs.SPOT},
    )
    assert words(subject) == {
        "Auf Rot": ("cmyk(95 80 30 55)", 10, "#ff0000"),
        "Skaliert": ("#ff0000", 12, "#ffffff"),
        "Gekernt": ("cmyk(0 0 0 100)", 8, "#ffffff"),
        "Schmuck": ("cmyk(0 100 80 4)", 9, "#ffffff"),
    }
    uses = {(use.value, use.role, use.declared) for use in subject.colors}
    assert ("cmyk(0 100 80 4)", "text", "PANTONE 186 C") in uses
    assert ("#ff0000", "fill", "DeviceRGB") in uses
    assert subject.pages[0].color_spaces == ("DeviceCMYK", "DeviceGray", "DeviceRGB", "Separation")
    weights = {run.text: run.stretches[0].style.weight for run in subject.runs}
    assert (weights["Skaliert"], weights["Auf Rot"]) == (700, 400)


def test_forms_inside_forms_are_read_in_place() -> None:
    subject = seen(
        b"q 2 0 0 2 0 0 cm /Outer Do Q BT /F1 8 Tf 20 20 Td (Danach) Tj ET",
        objects={"/Outer": pdfs.form(b"0 1 0 0 k BT /F1 5 Tf 10 100 Td (Innen) Tj ET")},
    )
    found = words(subject)
    assert found["Innen"] == ("cmyk(0 100 0 0)", 10, "#ffffff")
    assert found["Danach"] == ("cmyk(0 0 0 100)", 8, "#ffffff")


def test_pictures_know_their_resolution_and_hide_what_is_behind() -> None:
    subject = seen(
        b"q 72 0 0 36 10 100 cm /P Do Q BT /F1 8 Tf 20 110 Td (Darauf) Tj ET",
        objects={"/P": pdfs.picture(300, 75, Name.DeviceCMYK)},
    )
    (use,) = subject.pictures
    assert (use.pixels, use.ppi, use.width, use.height, use.color_space) == ((300, 75), 150, 72, 36, "DeviceCMYK")
    assert use.where.box == (10, 100, 82, 136)
    assert words(subject)["Darauf"][2] == ""


def test_lines_become_paragraphs_and_headings_stand_alone() -> None:
    content = (
        b"BT /F2 16 Tf 20 270 Td (Gross) Tj /F1 9 Tf 0 -30 Td (Erste Zeile die) Tj 0 -11 Td (weiter geht bis hier) Tj "
    )
    content += b"0 -30 Td (Ein neuer Absatz ist das) Tj 0 -30 Td (\x95 Punkt eins) Tj 0 -11 Td (\x95 Punkt zwei) Tj ET"
    subject = seen(content)
    assert [(run.kind, run.text) for run in subject.runs] == [
        (RunKind.HEADING, "Gross"),
        (RunKind.PARAGRAPH, "Erste Zeile die weiter geht bis hier"),
        (RunKind.PARAGRAPH, "Ein neuer Absatz ist das"),
        (RunKind.LIST_ITEM, "• Punkt eins"),
        (RunKind.LIST_ITEM, "• Punkt zwei"),
    ]
    box = subject.runs[1].where.box
    assert box is not None
    assert box[1] < 232 < box[3]


def test_boxes_links_fonts_and_properties() -> None:
    data = pdfs.pdf(
        b"BT /F1 9 Tf 20 100 Td (Zum Shop) Tj ET",
        page={
            "/TrimBox": Array([10, 10, 190, 290]),
            "/BleedBox": Array([2, 2, 198, 298]),
            "/Annots": Array([pdfs.link("https://a.example/x", (15, 95, 80, 112)), Dictionary(A=3)]),
        },
    )
    with pikepdf.open(io.BytesIO(data)) as made:
        made.Root.Lang = String("de")
        made.Root.OutputIntents = Array(
            [Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String("FOGRA39"))]
        )
        made.docinfo["/Title"] = "Flyer"
        made.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"
        out = io.BytesIO()
        made.save(out)
    subject = inspect_pdf(out.getvalue(), name="a.pdf")
    page = subject.pages[0]
    assert (page.media, page.trim, page.bleed) == ((0, 0, 200, 300), (10, 10, 190, 290), (2, 2, 198, 298))
    assert [(link.url, link.text) for link in subject.links] == [("https://a.example/x", "Zum Shop")]
    assert [(font.family, font.embedded, font.type) for font in subject.fonts] == [("Helvetica", False, "Type1")]
    meta = dict(subject.metadata)
    assert (meta["lang"], meta["title"], meta["output-intent"], meta["pdf-x"]) == ("de", "Flyer", "FOGRA39", "PDF/X-4")
    assert (meta["tagged"], meta["output-profile"], meta["pages"], subject.locale) == ("no", "no", "1", "de")


def test_codes_are_read_and_measured() -> None:
    code = segno.make("https://a.example/x", micro=False, error="m")
    module, side = 2, code.symbol_size(border=0)[0]
    squares = [
        f"{50 + x * module} {200 - y * module} {module} {module} re"
        for y, row in enumerate(code.matrix)
        for x, dark in enumerate(row)
        if dark
    ]
    near = f" 0 0 0 0.6 k {50 + side * module + 2 * module} 100 20 150 re f"
    subject = seen((" ".join(squares) + " f" + near).encode())
    (found,) = subject.codes
    assert found.text == "https://a.example/x"
    assert found.side == pytest.approx(side * module / 72 * 25.4, abs=0.4)
    assert found.quiet_modules == pytest.approx(2, abs=0.3)
    assert (found.unit, found.where.page) == ("mm", 1)
    assert found.contrast > 15
    box = found.where.box
    assert box is not None
    assert (box[0], box[1]) == (pytest.approx(50, abs=1), pytest.approx(202 - side * module, abs=1))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no PDF"),
        (b"%PDF-1.7\n%%EOF", "no PDF"),
        (pdfs.pdf(b"")[:400], "PDF"),
        (b"<html>", "no PDF"),
    ],
)
def test_broken_files_are_refused(data: bytes, says: str) -> None:
    with pytest.raises(InspectError, match=says) as caught:
        inspect_pdf(data, name="a.pdf")
    assert caught.value.file == "a.pdf"


def test_encrypted_files_are_refused() -> None:
    with pytest.raises(InspectError, match="password"):
        inspect_pdf(pdfs.pdf(b"", encryption=pdfs.ENCRYPTED), name="a.pdf")


def test_too_many_pages_and_operators(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InspectError, match="401 pages"):
        inspect_pdf(pdfs.pdf(b"", pages=401), name="a.pdf")
    monkeypatch.setattr(streams, "OPERATORS", 100)
    with pytest.raises(InspectError, match="100 drawing operators"):
        seen(b"0 0 1 1 re f " * 200)


def test_a_page_that_unpacks_to_gigabytes_is_refused() -> None:
    bomb = zlib.compress(zlib.compress(b"0 0 m " * 10_000))

    def make(made: pikepdf.Pdf) -> pikepdf.Object:
        stream = made.make_stream(bomb)
        stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
        stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        return made.make_indirect(stream)

    with pytest.raises(InspectError, match="unpacks"):
        seen(
            b"/B Do",
            objects={"/B": make},
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )


def test_a_stream_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "UNPACKED", 1_000)
    with pytest.raises(InspectError, match="unpacks"):
        seen(b"0 0 m " * 10_000, recompress_flate=True)


@pytest.mark.parametrize(
    "content",
    [
        b"q " * 5_000,
        b"Q Q Q",
        b"(x) Tj",
        b"BT /Nope 9 Tf (x) Tj ET",
        b"BT /F1 9 Tf (x) Tj",
        b"1 0 0 rg (a) (b) cm 1 w",
        b"/Nope cs 1 2 3 scn 0 0 9 9 re f",
        b"/Nope Do",
        b"BT /F1 1e30 Tf 1e30 0 0 1e30 0 0 Tm (x) Tj ET",
        b"<< /A [ 1 2",
        b"\xff\xfe\x00" * 100,
        b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI",
        b"/P gs 0 0 0 0 re f n W* h",
    ],
)
def test_odd_drawing_is_survived(content: bytes) -> None:
    assert isinstance(seen(content), Subject)
