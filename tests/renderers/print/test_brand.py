"""Print: the brand's colors, typefaces, logos and lines; and pictures."""

import io
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from renderers.contract.artifact import LossKind
from renderers.contract.document import (
    Action,
    AssetRef,
    Picture,
)
from renderers.contract.errors import MissingAssetError, UnusableAssetError
from renderers.contract.tokens import Color, Font, LegalLine, Tokens, localized
from renderers.toolkit import fonts
from tests import corpus
from tests.renderers.print.drafts import Files, document, losses_of
from tests.renderers.print.printing import printed, rich, words


def test_without_a_brand_it_is_black_on_white():
    made = printed(
        document(teaser=rich("Ab 1. Mai."), action=Action(rich("Los"), "https://fluss.example")), tokens=Tokens()
    )
    with pikepdf.open(io.BytesIO(made.part("print.pdf").data)) as opened:
        inks = [
            [float(number) for number in instruction.operands]
            for instruction in pikepdf.parse_content_stream(opened.pages[0])
            if str(instruction.operator) == "k"
        ]
    assert any(ink[:3] == [0, 0, 0] and ink[3] > 0.8 for ink in inks)
    assert len({tuple(ink) for ink in inks if any(ink[:3])}) <= 1, "only the accent has a color"
    assert not [loss for loss in made.losses if loss.source.field.startswith("tokens")]


def test_colors_without_inks_are_computed_and_recorded():
    tokens = Tokens(brand="x", colors=(Color("moos", "#2f6f4f", roles=("primary",)),))
    made = printed(document(), tokens=tokens)
    (loss,) = losses_of(made, "tokens.colors.moos")
    assert (loss.kind, loss.what) == (LossKind.REPLACED, "#2f6f4f")


def test_a_typeface_without_a_file_is_replaced_and_recorded():
    tokens = Tokens(typography=(Font("heading", "Frutiger"),))
    made = printed(document(), tokens=tokens)
    assert losses_of(made, "tokens.typography.heading")[0].what == "Frutiger"


def test_an_uploaded_typeface_is_used():
    own = fonts.shipped_file(fonts.SERIF).read_bytes()
    files = Files(own)
    made = printed(
        document(),
        tokens=Tokens(typography=(Font("heading", "Source Serif 4", files=tuple(files.refs())),)),
        assets=files,
    )
    with pikepdf.open(io.BytesIO(made.part("print.pdf").data)) as opened:
        names = {str(font.BaseFont) for page in opened.pages for font in page.resources.Font.values()}
    assert any("SourceSerif4" in name for name in names)
    broken = Files(b"wOF2" + bytes(50))
    with pytest.raises(UnusableAssetError, match="TTF or OTF"):
        printed(
            document(), tokens=Tokens(typography=(Font("heading", "Own", files=tuple(broken.refs())),)), assets=broken
        )


def test_logos_as_svg_pdf_and_png(tmp_path):
    from renderers.contract.tokens import Logo
    from renderers.toolkit.pictures import rasterize_svg
    from renderers.toolkit.typesetting import Sheet, typeset

    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
        b'<rect width="40" height="20" fill="#e3000f"/></svg>'
    )
    png = rasterize_svg(svg, 400).data
    drawing = typeset(
        Sheet(
            '#set document(title: "Logo")\n#set page(width: 40mm, height: 20mm, margin: 0mm)\n'
            "#pdf.artifact(rect(width: 40mm, height: 20mm, fill: cmyk(0%, 100%, 90%, 5%)))",
            pdf=True,
        )
    ).pdf
    for field, data in (("svg", svg), ("png", png), ("pdf", drawing)):
        files = Files(data)
        logo = Logo("Logo", **{field: files.refs()[0]})
        made = printed(document(), tokens=Tokens(logos=(logo,)), assets=files)
        proof = Image.open(io.BytesIO(made.part("proof.png").data)).convert("RGB")
        reds = sum(r > 180 and g < 60 and b < 70 for r, g, b in proof.get_flattened_data())
        assert reds > 5000, field
    with pytest.raises(UnusableAssetError, match="no PDF that can be opened"):
        printed(document(), tokens=Tokens(logos=(Logo("L", pdf=Files(svg).refs()[0]),)), assets=Files(svg))


def test_messages_lines_are_not_printed():
    legal = (
        LegalLine("imprint", localized("Flusslicht GmbH, Schwerin")),
        LegalLine("unsubscribe", localized("Newsletter abbestellen")),
        LegalLine("opt-out", localized("Antworte STOP")),
    )
    shown = words(printed(document(), tokens=Tokens(legal=legal)).part("print.pdf").data)
    assert "FlusslichtGmbH,Schwerin" in shown
    assert "abbestellen" not in shown
    assert "STOP" not in shown


def test_the_focal_point_and_few_pixels():
    wide = Image.new("RGB", (1200, 300), "#ffffff")
    wide.paste("#00a000", (1000, 0, 1200, 300))
    stream = io.BytesIO()
    wide.save(stream, "PNG")
    files = Files(stream.getvalue())
    hero = replace(files.refs()[0], alt="Grün am Rand", focal=(1.0, 0.5))
    made = printed(document(hero=hero), tokens=Tokens(), assets=files)
    (loss,) = losses_of(made, "hero")
    assert loss.kind is LossKind.DEGRADED
    proof = Image.open(io.BytesIO(made.part("proof.png").data)).convert("RGB")
    right, left = proof.getpixel((700, 200)), proof.getpixel((80, 200))
    assert right[1] > right[0] + 80
    assert min(left) > 240


def test_a_picture_without_a_description_is_decoration():
    hero = replace(corpus.document("every-block").hero, alt="")
    assert printed(document(hero=hero)).part("print.pdf").data


def test_a_missing_or_broken_picture_is_an_error_with_a_name():
    with pytest.raises(MissingAssetError):
        printed(document(hero=AssetRef(id="weg.jpg", sha256="0" * 64, alt="Weg")))
    broken = Files(b"\xff\xd8\xff\xe0 no jpeg")
    block = Picture(id="b", asset=replace(broken.refs()[0], alt="Kaputtes Bild"))
    with pytest.raises(UnusableAssetError, match="Kaputtes Bild"):
        printed(document(blocks=(block,)), tokens=Tokens(), assets=broken)


def test_pictures_of_what_is_left_out_are_not_even_read():
    class Counting(corpus.Pictures):
        read_count = 0

        def read(self, ref):
            type(self).read_count += 1
            return super().read(ref)

    asset = corpus.document("every-block").hero
    blocks = tuple(Picture(id=f"b{n}", asset=asset) for n in range(200))
    made = printed(document(blocks=blocks), tokens=Tokens(), assets=Counting())
    assert Counting.read_count < 60
    assert sum(loss.kind is LossKind.DROPPED for loss in made.losses) > 190
