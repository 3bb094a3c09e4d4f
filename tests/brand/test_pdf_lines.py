"""Lines of PDFs as other programs write them: items behind drawn bullets, marks apart, ligatures with swapped bytes."""

import io

import pikepdf
import pytest

from brand.inspect.pdf import inspect_pdf
from brand.subject import RunKind, Subject
from tests.brand.pdfs import pdf


def _read(content: bytes) -> Subject:
    return inspect_pdf(pdf(content), name="x.pdf", locale="de")


def _text(x: int, y: int, words: bytes, size: float = 10) -> bytes:
    return b"BT /F1 %g Tf %d %d Td (%s) Tj ET " % (size, x, y, words)


@pytest.mark.parametrize(
    "bullet", [b"20 %d 3 3 re f ", b"20 %d m 23 %d l 23 102 l f ", b"BT /F1 10 Tf 18 %d Td (\x95) Tj ET "]
)
def test_lines_behind_a_bullet_are_items(bullet: bytes) -> None:
    first, second = (bullet.replace(b"%d", b"%d" % y) for y in (203, 191))
    if b" m " in bullet:
        first, second = b"20 203 m 23 203 l 23 206 l f ", b"20 191 m 23 191 l 23 194 l f "
    page = _text(30, 200, b"Kostenlose Beratung") + _text(30, 188, b"Lieferung binnen drei Tagen") + first + second
    page += _text(20, 150, b"Ein Absatz, der") + _text(20, 138, b"weitergeht")
    found = [(run.kind, run.text.removeprefix("• ")) for run in _read(page).runs]
    assert found == [
        (RunKind.LIST_ITEM, "Kostenlose Beratung"),
        (RunKind.LIST_ITEM, "Lieferung binnen drei Tagen"),
        (RunKind.PARAGRAPH, "Ein Absatz, der weitergeht"),
    ]


def test_a_note_goes_on_behind_its_raised_mark() -> None:
    page = _text(20, 204, b"1", 6) + _text(26, 200, b"Gilt bis Mai.") + _text(20, 100, b"Nur 9")
    assert [run.text for run in _read(page).runs] == ["¹ Gilt bis Mai.", "Nur 9"]


def test_a_mark_apart_stays_with_its_price() -> None:
    page = _text(20, 200, b"Nur 96,99 \x80", 20) + _text(127, 207, b"1", 12) + _text(20, 100, b"Nur 9")
    assert [run.text for run in _read(page).runs] == ["Nur 96,99 €¹", "Nur 9"]


def test_a_line_goes_on_behind_a_lowered_sign() -> None:
    page = _text(20, 200, b"Weniger CO") + _text(76, 197, b"2", 6) + _text(83, 200, b"im Jahr, sagt die Stadt")
    assert [run.text for run in _read(page).runs] == ["Weniger CO2 im Jahr, sagt die Stadt"]


def test_ligatures_whose_bytes_a_distiller_swapped_are_read() -> None:
    mapping = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> "
        b"endcodespacerange 1 beginbfchar <7e> <66006900> endbfchar endcmap end end"
    )
    with pikepdf.open(io.BytesIO(pdf(_text(20, 200, b"Wir ~nden Licht.")))) as made:
        made.pages[0].obj.Resources.Font.F1.ToUnicode = made.make_stream(mapping)
        out = io.BytesIO()
        made.save(out)
    (run,) = inspect_pdf(out.getvalue(), name="x.pdf", locale="de").runs
    assert run.text == "Wir finden Licht."
