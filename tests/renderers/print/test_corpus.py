"""Print: what holds for every document."""

import io

import pikepdf
import pytest
from PIL import Image

from renderers.contract.walk import pictures
from tests import corpus
from tests.renderers.print.printing import MM, operators, outside, printed


@pytest.fixture(scope="module", params=corpus.names())
def rendered(request):
    wanted = corpus.document(request.param)
    return wanted, printed(wanted)


def test_at_most_two_pages_with_trim_and_bleed(rendered):
    _, artifact = rendered
    with pikepdf.open(io.BytesIO(artifact.part("print.pdf").data)) as opened:
        assert 1 <= len(opened.pages) <= 2
        assert artifact.meters[0].used == len(opened.pages)
        assert opened.check_pdf_syntax() == []
        assert opened.Root.MarkInfo.Marked
        for page in opened.pages:
            media, bleed, trim = ([float(n) for n in page.obj[f"/{name}Box"]] for name in ("Media", "Bleed", "Trim"))
            assert media == bleed
            assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([148 * MM, 210 * MM], abs=0.02)
            for one, other in zip(trim, bleed, strict=True):
                assert abs(one - other) == pytest.approx(3 * MM, abs=0.02)
            for font in page.resources.get("/Font", {}).values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor or (
                    "/FontFile3" in font.DescendantFonts[0].FontDescriptor
                )


def test_nothing_overflows(rendered):
    _, artifact = rendered
    assert outside(artifact) == ""


def _printed_blocks(wanted):
    return [block for block in wanted.all_blocks if not block.channels or "print" in block.channels]


def test_pictures_are_shown_or_their_loss_is_recorded(rendered):
    wanted, artifact = rendered
    traced = {trace.source for trace in artifact.provenance}
    kept = {block.id for block in _printed_blocks(wanted)} | {""}
    for place, ref in pictures(wanted):
        if place.block in kept:
            named = [loss for loss in artifact.losses if loss.source.block == place.block and ref.alt in loss.what]
            assert place in traced or named, place


def test_provenance_is_in_reading_order(rendered):
    _, artifact = rendered
    assert all(trace.part == "print.pdf" and trace.position is not None for trace in artifact.provenance)
    pages = [trace.position.page for trace in artifact.provenance]
    assert pages == sorted(pages)


def test_text_and_brand_colors_are_inks(rendered):
    _, artifact = rendered
    used = operators(artifact.part("print.pdf").data)
    assert "k" in used
    assert not used & {"rg", "RG", "g", "G"}


def test_the_proof_is_a_picture_of_all_pages(rendered):
    _, artifact = rendered
    with Image.open(io.BytesIO(artifact.part("proof.png").data)) as proof:
        pages = artifact.meters[0].used
        assert proof.size == (pytest.approx(728 * pages + 85 + 38 * (pages - 1), abs=3), pytest.approx(1140, abs=4))
        assert proof.getpixel((2, 2)) == (226, 227, 224)
