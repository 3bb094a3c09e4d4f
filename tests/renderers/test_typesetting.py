"""Typst in the guarded child: data stays data, files stay inside, warnings are errors, ladders find what fits."""

import io
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from renderers.contract.errors import UnusableAssetError
from renderers.toolkit import fonts, pdf
from renderers.toolkit.isolation import JobTimeoutError
from renderers.toolkit.typesetting import Ladder, Sheet, TypesettingError, first_that_fits, typeset
from tests.renderers.elsewhere import printed_elsewhere

PAGE = """
#set document(title: "Probe", date: none)
#set page(width: 148mm, height: 210mm, bleed: 3mm, margin: 12mm)
#set text(font: "Source Sans 3", lang: "de", fill: cmyk(0%, 0%, 0%, 90%))
#let d = json(bytes(sys.inputs.data))
"""


def words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(
    "typed",
    [
        '#read("/etc/passwd")',
        "*fett* _kursiv_ $x$ `code`",
        "\\ #panic() [x]",
        '"} #set text(red)',
        "„1.234,56 €“ – äöüß",
    ],
)
def test_what_people_write_stays_what_they_wrote(typed):
    made = typeset(Sheet(PAGE + "#d.words", data={"words": typed}, pdf=True))
    assert typed.replace(" ", "") in words(made.pdf).replace("\r\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ('#read("/etc/hostname")', "file not found"),
        ('#image("../../secret.png")', "escape the project root"),
        ('#set text(font: "Comic Sans")\nx', "unknown font family"),
        ("#text[☃ no such glyph]", "could not be displayed"),
        ('#image("a.png")', "alt"),
        ("#", "expected expression; template line"),
        ("#while true {}", "always true"),
    ],
)
def test_what_typst_refuses_is_quoted(template, complaint):
    png = io.BytesIO()
    Image.new("RGB", (9, 9)).save(png, "PNG")
    with pytest.raises(TypesettingError, match=complaint):
        typeset(Sheet(PAGE + template, files={"a.png": png.getvalue()}, pdf=True))


@pytest.mark.parametrize("template", ['#import "@preview/cetz:0.3.4"', "#include '@local/x:1.0.0'"])
def test_no_package_is_ever_asked_for(template):
    with pytest.raises(TypesettingError, match="network"):
        typeset(Sheet(template))


def test_files_go_in_under_plain_names_only():
    with pytest.raises(TypesettingError, match="plain file name"):
        typeset(Sheet(PAGE, files={"../out.png": b""}, pdf=True))


def test_a_template_reads_its_own_folder_and_nothing_beside_it():
    made = typeset(Sheet(PAGE + '#read("main.typ").len()', pdf=True))
    assert made.pdf
    with pytest.raises(TypesettingError):
        typeset(Sheet(PAGE + '#read("../stderr.txt")', pdf=True))


def test_endless_work_is_stopped():
    loop = "#let n = 0\n#for a in range(10000) { for b in range(10000) { n += 1 } }"
    with pytest.raises(JobTimeoutError):
        typeset(Sheet(PAGE + loop, pdf=True), wall_s=0.7)


def test_a_font_that_print_cannot_use():
    with pytest.raises(UnusableAssetError, match="TTF or OTF"):
        typeset(Sheet(PAGE, fonts=(b"wOF2" + bytes(100),)))


def test_an_uploaded_font_is_used():
    own = fonts.shipped_file(fonts.SERIF).read_bytes()
    made = typeset(Sheet(PAGE + '#set text(font: "Source Serif 4")\nWort', fonts=(own,), pdf=True))
    assert "SourceSerif4" in str(_font_names(made.pdf))


def _font_names(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as document:
        return [str(font.BaseFont) for page in document.pages for font in page.resources.Font.values()]


@settings(max_examples=60)
@given(st.integers(1, 300), st.integers(0, 310))
def test_the_first_step_that_fits(steps, boundary):
    asked = []

    def fits(step):
        asked.append(step)
        return step >= boundary

    assert first_that_fits(steps, fits) == min(boundary, steps - 1)
    assert len(asked) <= 11


def test_ladders_are_climbed_in_order_and_answers_come_back():
    template = (
        PAGE
        + """
#let lines = 60 - int(sys.inputs.lines)
#let size = 20pt - int(sys.inputs.size) * 1pt
#set text(size: size)
#for n in range(lines) [Zeile #n \\ ]
#context [#metadata((size: size <= 14pt, lines: counter(page).final().first() <= 1))<fits>]
"""
    )
    made = typeset(Sheet(template, ladders=(Ladder("size", 12, waiting=0), Ladder("lines", 60)), answers=("fits",)))
    assert made.steps["size"] == 6
    assert 0 < made.steps["lines"] < 60
    assert made.answers["fits"] == [{"size": True, "lines": True}]
    again = typeset(Sheet(template, steps={"size": 6, "lines": made.steps["lines"] - 1}, answers=("fits",)))
    assert again.answers["fits"] == [{"size": True, "lines": False}]


def test_equal_bytes_in_every_process_and_none_of_the_clock():
    code = """
import hashlib
from tests.renderers.test_typesetting import *
made = typeset(Sheet(PAGE + "= Probe\\n#d.words", data={"words": "Grüße", "b": 1, "a": 2}, pdf=True, picture_ppi=60))
print(hashlib.sha256(pdf.with_boxes(made.pdf) + b"".join(made.pictures)).hexdigest())
"""
    assert len(printed_elsewhere(code)) == 1


def test_a_date_comes_from_the_caller():
    template = PAGE.replace("date: none", "date: auto") + "Wort"
    made = typeset(Sheet(template, pdf=True, dated=datetime(2026, 3, 1, 9, 30, tzinfo=UTC)))
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        assert str(document.docinfo.CreationDate).startswith("D:20260301093000")


# ---- fonts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("family", fonts.SHIPPED_FAMILIES)
def test_shipped_fonts_have_what_german_needs(family):
    needed = "äöüÄÖÜßẞ„“‚‘–—…€×½²³°§©®™1234567890 \u00a0\u202f«»‹›"
    missing = [character for character in needed if ord(character) not in fonts.shipped_characters(family)]
    assert missing == []
    assert ord("😀") not in fonts.shipped_characters(family)
    assert ord("א") not in fonts.shipped_characters(family)


def test_the_character_table_agrees_with_typst():
    """What we call missing Typst calls missing: otherwise a page fails that we said could be set."""
    have = fonts.shipped_characters(fonts.SANS)
    for code in (0x24, 0x2192, 0x2713, 0x1E9E, 0x20BF):
        sheet = Sheet(PAGE + "#text(fallback: false, d.words)", data={"words": chr(code)}, pdf=True)
        assert (code in have) is _can_be_set(sheet), hex(code)


def _can_be_set(sheet: Sheet) -> bool:
    try:
        typeset(sheet)
    except TypesettingError:
        return False
    return True


def test_no_font_at_all():
    assert fonts.characters(b"no font") == frozenset()
    with pytest.raises(LookupError, match="Source Sans 3, Source Serif 4"):
        fonts.shipped_file("Helvetica")


# ---- PDF boxes and PDF/X ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page() -> bytes:
    return typeset(Sheet(PAGE + "= Probe\nEin Wort.", pdf=True)).pdf


def printing_profile() -> bytes:
    """The head of a four-color printer's profile, enough for the structure; no print shop's."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[12:16], profile[16:20] = b"prtr", b"CMYK"
    return bytes(profile)


def test_boxes(page):
    boxes = pdf.page_boxes(pdf.with_boxes(page))
    assert len(boxes) == 1
    media, bleed, trim = (boxes[0][name] for name in ("MediaBox", "BleedBox", "TrimBox"))
    assert media == bleed
    assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([148 * pdf.MM, 210 * pdf.MM], abs=0.01)
    assert trim[0] - bleed[0] == pytest.approx(3 * pdf.MM, abs=0.01)
    assert "BleedBox" not in pdf.page_boxes(page)[0], "if Typst writes it by now, this module has less to do"


@pytest.mark.parametrize("marks_mm", [0, 10])
def test_the_structure_of_pdfx(page, marks_mm):
    profile = pdf.OutputProfile(printing_profile(), "FOGRA51", "PSO coated v3")
    how = {
        "created": datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        "document_id": "0e9d6c5a-5a61-4f6e-9c1c-0f3a0d1d7c11",
        "title": "Probe",
        "marks_mm": marks_mm,
    }
    made = pdf.to_pdfx(page, profile, **how)
    assert pdf.complaints(made) == []
    assert made == pdf.to_pdfx(page, profile, **how)
    assert "Ein Wort." in words(made)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.check_pdf_syntax() == []
        assert b"/False_" not in bytes(document.docinfo.unparse())
    boxes = pdf.page_boxes(made)[0]
    assert boxes["MediaBox"][2] - boxes["BleedBox"][2] == pytest.approx(marks_mm * pdf.MM, abs=0.01)


def test_the_check_of_pdfx_bites(page):
    found = " ".join(pdf.complaints(page))
    for part in ("0 PDF/X output intents", "a box is missing", "GTS_PDFXVersion", "Trapped"):
        assert part in found
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = pdf.to_pdfx(
        page, pdf.OutputProfile(screen, "x"), created=datetime(2026, 1, 1, tzinfo=UTC), document_id="1", title="t"
    )
    assert pdf.complaints(made) == ["the output intent embeds no CMYK output profile"]
