"""Print: what fits, what goes, and that the file is one a print shop can use."""

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageCms

from renderers.channels.print import plugin
from renderers.contract.artifact import LossKind
from renderers.contract.document import (
    Action,
    ActionBlock,
    AssetRef,
    Columns,
    Document,
    Heading,
    LegalNote,
    ListBlock,
    Offer,
    Paragraph,
    Picture,
    Quote,
    Table,
    VideoLink,
)
from renderers.contract.errors import MissingAssetError, RenderFailedError, UnusableAssetError
from renderers.contract.place import Place
from renderers.contract.request import LinkPolicy
from renderers.contract.text import Link, Mark, MergeField, RichText, Text
from renderers.contract.tokens import Color, Font, LegalLine, Tokens, localized
from renderers.contract.walk import pictures
from renderers.toolkit import fonts, pdf
from tests import corpus
from tests.renderers.icc import cmyk_profile
from tests.renderers.printing import MM, flat, operators, printed, rich, words

SENTENCE = "Der Fluss führt im Mai noch kühles Wasser, das die Paddelnden mit Donaudampfschifffahrtsmützen begrüßt. "


def prose(number: int) -> str:
    """A German article of so many words, no two sentences alike."""
    return "".join(f"Satz {n}: {SENTENCE}" for n in range(1, number // 15 + 1))


def document(**changes) -> Document:
    start = Document(id="0e9d6c5a-5a61-4f6e-9c1c-0f3a0d1d7c11", locale="de", title="Der Fluss ist wieder offen")
    return replace(start, **changes)


def paragraphs(text: str, size: int = 5) -> tuple[Paragraph, ...]:
    sentences = [f"{sentence.strip()}." for sentence in text.split(". ") if sentence.strip()]
    groups = [sentences[start : start + size] for start in range(0, len(sentences), size)]
    return tuple(Paragraph(id=f"p{n}", text=rich(" ".join(group))) for n, group in enumerate(groups))


def losses_of(artifact, field: str):
    return [loss for loss in artifact.losses if loss.source.field == field]


# ---- every document of the corpus ----------------------------------------------------------------------------------


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
    safe = plugin.limits_of("a5-flyer")
    margin = next(limit.value for limit in safe if limit.id == "safety") * MM
    with pypdfium2.PdfDocument(artifact.part("print.pdf").data) as opened:
        for page in opened:
            left, bottom, right, top = page.get_trimbox()
            text = page.get_textpage()
            for index in range(text.count_chars()):
                if text.get_text_range(index, 1).strip():
                    x0, y0, x1, y1 = text.get_charbox(index)
                    assert x0 >= left + margin - 0.5
                    assert x1 <= right - margin + 0.5
                    assert y0 >= bottom + margin - 0.5
                    assert y1 <= top - margin + 0.5


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


# ---- length --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [500, 2000, 8000])
def test_an_article_of_any_length_is_two_pages_and_every_sentence_is_accounted_for(number):
    text = prose(number)
    made = printed(document(blocks=paragraphs(text)), tokens=Tokens())
    shown = words(made.part("print.pdf").data)
    lost = flat(" ".join(loss.what for loss in made.losses))
    assert made.meters[0].used == 2
    for n in range(1, number // 15 + 1):
        sentence = flat(f"Satz {n}: {SENTENCE}")
        assert (sentence in shown) is not (sentence in lost), n
    assert len(shown) > 3000
    places = [loss.source for loss in made.losses if loss.source.block]
    assert len(places) == len(set(places)), "one loss a block"


def test_one_endless_sentence_is_cut_at_a_word_with_an_ellipsis():
    text = "Der Fluss " + " ".join(f"und Kilometer {n}," for n in range(3000)) + " Ende."
    made = printed(document(blocks=(Paragraph(id="p", text=rich(text)),)), tokens=Tokens())
    (loss,) = losses_of(made, "body.text")
    (trace,) = [trace for trace in made.provenance if trace.source.field == "body.text"]
    assert loss.kind is LossKind.SHORTENED
    assert trace.text.endswith("\u00a0…")
    assert trace.text.removesuffix("\u00a0…") + ", " + loss.what == text
    assert len(trace.text) > 2500


def test_a_short_piece_takes_one_side_and_a_high_picture():
    hero = corpus.document("every-block").hero
    made = printed(document(hero=hero, teaser=rich("Ab 1. Mai.")))
    longer = printed(document(hero=hero, teaser=rich("Ab 1. Mai."), blocks=paragraphs(prose(120))))
    heights = [next(t.position.height for t in one.provenance if t.source.field == "hero") for one in (made, longer)]
    assert made.meters[0].used == longer.meters[0].used == 1
    assert heights[0] > heights[1] + 20
    assert not [loss for loss in made.losses if loss.source.field.startswith(("body", "headline", "teaser"))]


def test_the_brand_may_print_on_one_side_only():
    made = printed(document(blocks=paragraphs(prose(900))), limits=(("print", "pages", 1.0),))
    assert (made.meters[0].used, made.meters[0].limit) == (1, 1)
    assert losses_of(made, "body.text")


def test_the_bleed_is_the_print_shops():
    made = printed(document(), limits=(("print", "bleed", 5.0),))
    with pikepdf.open(io.BytesIO(made.part("print.pdf").data)) as opened:
        trim, bleed = opened.pages[0].obj.TrimBox, opened.pages[0].obj.BleedBox
        assert float(trim[0]) - float(bleed[0]) == pytest.approx(5 * MM, abs=0.02)


def test_headings_do_not_stay_behind_alone():
    blocks = []
    for number, block in enumerate(paragraphs(prose(3000), size=2)):
        blocks += [Heading(id=f"h{number}", text=rich(f"Abschnitt {number}")), block]
    made = printed(document(blocks=tuple(blocks)), tokens=Tokens())
    kept = [trace.source.block for trace in made.provenance if trace.source.block]
    assert kept[-1].startswith("p")


def test_a_long_headline_shrinks_then_is_cut():
    some = "Warum wir im Frühling lieber paddeln als radfahren, wandern, klettern oder schwimmen"
    made = printed(document(headline=rich(some)))
    assert not losses_of(made, "headline")
    made = printed(document(headline=rich(f"{some} gehen. {some} und überhaupt. " * 5)))
    (loss,) = losses_of(made, "headline")
    (trace,) = [trace for trace in made.provenance if trace.source.field == "headline"]
    assert loss.kind is LossKind.SHORTENED
    assert trace.text.endswith(".")
    assert flat(trace.text + loss.what) == flat(f"{some} gehen. {some} und überhaupt. " * 5)


def test_a_teaser_that_is_too_long_gives_way_to_an_approved_wording():
    short = ("Kurz und gut.", "Ab 1. Mai liegen 62 Boote bereit, und die erste Tour kostet 49 €.")
    long = prose(200)
    made = printed(document(teaser=rich(long), short=tuple(map(rich, short))))
    (loss,) = losses_of(made, "teaser")
    assert (loss.kind, flat(loss.what)) == (LossKind.REPLACED, flat(long))
    (trace,) = [trace for trace in made.provenance if trace.source.field.startswith("short")]
    assert (trace.text, trace.source.field) == (short[1], "short.1")
    made = printed(document(teaser=rich(long)))
    assert losses_of(made, "teaser")[0].kind is LossKind.SHORTENED


def test_offers_codes_and_notes_stay_when_text_goes():
    offer = Offer(id="o", product=rich("Kanadier"), price=rich("ab 49 €"), old_price=rich("59 €"), code=rich("FLUSS26"))
    note = LegalNote(id="n", text=rich("Nur für Schwimmer."))
    made = printed(document(blocks=(*paragraphs(prose(4000)), Heading(id="h", text=rich("Angebot")), offer, note)))
    shown = words(made.part("print.pdf").data)
    for text in ("Kanadier", "ab49€", "59€", "FLUSS26", "NurfürSchwimmer.", "Angebot"):
        assert text in shown


def test_more_offers_than_paper_go_from_the_end():
    offers = tuple(Offer(id=f"o{n}", product=rich(f"Boot {n:03}"), price=rich(f"{n} €")) for n in range(40))
    made = printed(document(blocks=offers), tokens=Tokens())
    lost = [loss.source.block for loss in made.losses if loss.kind is LossKind.DROPPED]
    kept = [trace.source.block for trace in made.provenance if trace.source.field == "body.product"]
    assert kept + lost == [f"o{n}" for n in range(40)]
    assert len(kept) >= 8
    assert made.losses[0].what == f"Boot {len(kept):03}\n{len(kept)} €"


def test_legal_lines_that_need_more_than_the_sheet_are_refused_not_cut():
    notes = tuple(LegalNote(id=f"n{n}", text=rich(SENTENCE * 12)) for n in range(40))
    with pytest.raises(RenderFailedError, match="legal lines alone need more room than the sheet has"):
        printed(document(blocks=notes))


def test_a_list_is_cut_after_an_item():
    items = tuple(rich(f"Punkt {n}") for n in range(200))
    made = printed(document(blocks=(ListBlock(id="l", items=items),)), tokens=Tokens())
    (loss,) = [loss for loss in made.losses if loss.source.block == "l"]
    kept = [trace.text for trace in made.provenance if trace.source.block == "l"]
    assert kept + loss.what.split("\n") == [f"Punkt {n}" for n in range(200)]


def test_a_video_is_a_title_and_an_address_and_says_so_only_if_it_is_printed():
    poster = replace(corpus.document("every-block").hero, alt="Ein Steg")
    video = VideoLink(id="v", url="https://video.example/steg", title="Einsteigen", poster=poster)
    made = printed(document(blocks=(video,)))
    assert {loss.kind for loss in made.losses if loss.source.block == "v"} == {LossKind.REPLACED, LossKind.DROPPED}
    assert "video.example/steg" in words(made.part("print.pdf").data)
    made = printed(document(blocks=(*paragraphs(prose(4000)), video)))
    (loss,) = [loss for loss in made.losses if loss.source.block == "v"]
    assert (loss.kind, loss.what) == (LossKind.DROPPED, "Einsteigen\nhttps://video.example/steg")


# ---- words -----------------------------------------------------------------------------------------------------------


def test_a_link_in_the_text_shows_its_address_or_is_a_loss():
    near = RichText((Text("Zum "), Link("https://www.fluss.example/touren/", (Text("Plan"),)), Text(".")))
    far = RichText((Text("Zum "), Link("https://fluss.example/" + "a" * 60, (Text("Plan"),)), Text(".")))
    bad = RichText((Text("Zum "), Link("javascript:alert(1)", (Text("Plan"),)), Text(".")))
    blocks = tuple(Paragraph(id=f"p{n}", text=text) for n, text in enumerate((near, far, bad)))
    made = printed(document(blocks=blocks))
    assert "ZumPlan(fluss.example/touren)." in words(made.part("print.pdf").data)
    assert [(loss.kind, loss.source.block) for loss in made.losses if loss.source.block] == [
        (LossKind.DEGRADED, "p1"),
        (LossKind.DROPPED, "p2"),
    ]
    with pikepdf.open(io.BytesIO(made.part("print.pdf").data)) as opened:
        assert all("/Annots" not in page.obj for page in opened.pages)


def test_merge_fields_print_their_defaults():
    text = RichText((Text("Hallo "), MergeField("first_name", "liebe Paddlerin"), MergeField("city"), Text("!")))
    made = printed(document(blocks=(Paragraph(id="p", text=text),)))
    assert "Halloliebe Paddlerin!".replace(" ", "") in words(made.part("print.pdf").data)
    (loss,) = [loss for loss in made.losses if loss.source.block == "p"]
    assert loss.what == "{{ contact.city }}"


def test_characters_without_a_glyph_are_left_out_and_quoted():
    made = printed(document(teaser=rich("Boote 🛶🛶 bereit 👨‍👩‍👧 , los 1️⃣!"), headline=rich("عنوان عربي")))
    assert "Bootebereit,los1!" in words(made.part("print.pdf").data)
    assert losses_of(made, "teaser")[0].what.startswith("🛶🛶 👨‍👩‍👧 ")
    assert losses_of(made, "headline")[0].what == "عنوان عربي"


def test_data_is_never_markup():
    typed = '#read("/etc/passwd") *fett* _kursiv_ $x$ `roh` \\ #panic() @label <x> //nein /* nein */ ~ -- ---'
    made = printed(document(headline=rich("#set text(red)"), blocks=(Paragraph(id="p", text=rich(typed)),)))
    shown = words(made.part("print.pdf").data)
    assert flat(typed) in shown
    assert "#settext(red)" in shown


def test_a_word_without_an_end_stays_on_the_sheet():
    made = printed(document(headline=rich("W" * 300), teaser=rich("x" * 400)))
    with pypdfium2.PdfDocument(made.part("print.pdf").data) as opened:
        page = opened[0].get_textpage()
        boxes = [
            page.get_charbox(index) for index in range(page.count_chars()) if page.get_text_range(index, 1).strip()
        ]
    assert max(box[2] for box in boxes) <= (148 + 3 - 4) * MM


# ---- the action ------------------------------------------------------------------------------------------------------


def codes(png: bytes) -> list[str]:
    with Image.open(io.BytesIO(png)) as picture:
        return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


def test_the_qr_code_leads_to_the_tagged_address_and_the_bare_one_is_printed():
    url = "https://www.fluss.example/frühling"
    links = LinkPolicy(utm=(("utm_source", "{channel}"), ("utm_content", "{format}")))
    made = printed(document(action=Action(rich("Jetzt buchen"), url)), links=links)
    assert "fluss.example/frühling" in words(made.part("print.pdf").data)
    assert codes(made.part("proof.png").data) == [f"{url}?utm_source=print&utm_content=a5-flyer"]
    short = printed(document(action=Action(rich("Los"), url)), links=LinkPolicy(short=((url, "https://fl.example/s"),)))
    assert "fl.example/s" in words(short.part("print.pdf").data)
    assert codes(short.part("proof.png").data) == ["https://fl.example/s"]


def test_a_very_long_address_is_printed_whole():
    url = "https://fluss.example/" + "/".join(f"weg-{n}" for n in range(30)) + "?a=" + "b" * 80
    made = printed(document(action=Action(rich("Los"), url)), links=LinkPolicy())
    assert flat(url.removeprefix("https://")) in words(made.part("print.pdf").data)
    assert codes(made.part("proof.png").data) == [url]


def test_an_action_without_a_proper_address():
    made = printed(document(action=Action(rich("Los"), "javascript:alert(1)")))
    assert losses_of(made, "action.url")[0].kind is LossKind.DROPPED
    assert "Los" in words(made.part("print.pdf").data)
    made = printed(document(action=Action(RichText(), "https://fluss.example")))
    assert codes(made.part("proof.png").data)


def test_an_action_block_prints_its_address():
    block = ActionBlock(id="a", action=Action(rich("Gutschein"), "https://fluss.example/gutschein"))
    made = printed(document(blocks=(block,)))
    assert "Gutscheinfluss.example/gutschein" in words(made.part("print.pdf").data)


# ---- the brand -------------------------------------------------------------------------------------------------------


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


class Files:
    """Assets by the digest of their bytes."""

    def __init__(self, *files: bytes) -> None:
        self._files = {hashlib.sha256(data).hexdigest(): data for data in files}

    def refs(self) -> list[AssetRef]:
        return [AssetRef(id="", sha256=digest) for digest in self._files]

    def read(self, ref: AssetRef) -> bytes:
        return self._files[ref.sha256]


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


# ---- pictures --------------------------------------------------------------------------------------------------------


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


# ---- bytes -----------------------------------------------------------------------------------------------------------


def test_equal_bytes_in_every_process():
    code = """
import hashlib
from tests import corpus
from tests.renderers.printing import printed
from renderers.contract import codec
made = [printed(corpus.document(name)) for name in ("every-block", "long-article")]
print(hashlib.sha256(b"".join(codec.canonical(codec.plain(one)) for one in made)).hexdigest())
"""
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("7", "Asia/Tokyo"))
    }
    assert len(digests) == 1


def test_the_date_is_the_requests():
    made = printed(document(), dated=datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    with pikepdf.open(io.BytesIO(made.part("print.pdf").data)) as opened:
        assert str(opened.docinfo.CreationDate).startswith("D:20260501080000")
        assert str(opened.docinfo.Title) == "Der Fluss ist wieder offen"
    undated = printed(document(), dated=None)
    with pikepdf.open(io.BytesIO(undated.part("print.pdf").data)) as opened:
        assert "/CreationDate" not in opened.docinfo


def test_the_counter_while_writing():
    (meter,) = plugin.measure("Zwei  Wörter", "a5-flyer")
    assert (meter.name, meter.used, meter.limit) == ("characters", 11, 4000)


def test_every_text_of_a_quote_is_traced():
    made = printed(document(blocks=(Quote(id="q", text=rich("Schön."), attribution="Ann, Leeds"),)))
    assert [trace.source for trace in made.provenance if trace.source.block == "q"] == [
        Place("body.text", "q"),
        Place("body.attribution", "q"),
    ]


# ---- the print shop's profile ----------------------------------------------------------------------------------------


def press(files, *options, **changes):
    digest = files.refs()[-1].sha256
    return printed(document(**changes), assets=files, tokens=Tokens(), options=(("icc", digest), *options))


def test_with_a_profile_everything_is_ink_and_the_structure_is_that_of_pdfx():
    picture = io.BytesIO()
    Image.new("RGB", (2000, 1500), "#303030").save(picture, "PNG")
    files = Files(picture.getvalue(), cmyk_profile())
    hero = replace(files.refs()[0], alt="Grau")
    made = press(files, ("condition", "TEST01"), ("marks", True), hero=hero)
    data = made.part("print.pdf").data
    assert pdf.complaints(data) == []
    with pikepdf.open(io.BytesIO(data)) as opened:
        (intent,) = opened.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "TEST01"
        spaces = {str(item.ColorSpace) for item in opened.objects if _is_picture(item)}
        assert spaces == {"/DeviceCMYK"}
        media, bleed = opened.pages[0].obj.MediaBox, opened.pages[0].obj.BleedBox
        assert float(media[2]) - float(bleed[2]) == pytest.approx(10 * MM, abs=0.02)
    with pypdfium2.PdfDocument(data) as opened:
        dark = opened[0].render(scale=0.5).to_pil().convert("RGB").getpixel((110, 60))
    with Image.open(io.BytesIO(made.part("proof.png").data)) as proof:
        assert proof.width == pytest.approx(728 + 85, abs=3), "the proof ends at the bleed"
    assert max(dark) < 110, "dark stays dark: the JPEG's inks are not turned round"
    assert made == press(files, ("condition", "TEST01"), ("marks", True), hero=hero)


def _is_picture(item) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"


def test_a_profile_that_is_none():
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with pytest.raises(UnusableAssetError, match=r"no CMYK output profile\. Ask the print shop"):
        press(Files(screen), ("condition", "x"))
    with pytest.raises(UnusableAssetError, match="name of its printing condition"):
        press(Files(cmyk_profile()))
    picture = io.BytesIO()
    Image.new("RGB", (200, 150), "#303030").save(picture, "PNG")
    broken = Files(picture.getvalue(), cmyk_profile()[:200])
    with pytest.raises(UnusableAssetError, match="ICC profile cannot be used"):
        press(broken, ("condition", "x"), hero=replace(broken.refs()[0], alt="Grau"))


# ---- what random documents once broke ------------------------------------------------------------------------------


def inside_the_sheet(artifact) -> bool:
    with pypdfium2.PdfDocument(artifact.part("print.pdf").data) as opened:
        for page in opened:
            left, bottom, right, top = page.get_trimbox()
            text = page.get_textpage()
            for index in range(text.count_chars()):
                if text.get_text_range(index, 1).strip():
                    x0, y0, x1, y1 = text.get_charbox(index)
                    if x0 < left + 11 or x1 > right - 11 or y0 < bottom + 11 or y1 > top - 11:
                        return False
    return True


ENDLESS = "W" * 335
MIXED = RichText(
    (Text("ärlgzsöbfxkr", (Mark.BOLD,)), Text("hhmifgäzymkcjwpuyiyan"), Text("ßypaörgacruk", (Mark.ITALIC,)))
)
LINKED = RichText((Link("https://a.example/b", (Text("59 €"),)),))
STRANGE = {
    "an underlined old price": (Offer(id="o", product=rich("Boot"), price=rich("49 €"), old_price=LINKED),),
    "a table of endless words": (
        Table(id="t", rows=tuple(tuple(rich(ENDLESS[:60]) for _ in range(7)) for _ in range(3))),
    ),
    "a word in many styles": (Table(id="t", rows=((MIXED, MIXED, MIXED, MIXED, MIXED),)),),
    "an endless item": (ListBlock(id="l", items=(rich(f"Ein {ENDLESS} Wort"),)),),
    "an endless quote": (Quote(id="q", text=rich(ENDLESS), attribution=ENDLESS),),
    "an endless offer": (
        Offer(id="o", product=rich(ENDLESS), price=rich("9" * 80), code=rich("X" * 90), text=rich(ENDLESS)),
    ),
    "an empty table": (Table(id="t", rows=((), ())),),
    "a deep heading first": (Heading(id="h", text=rich("Tief"), level=4),),
    "a table in columns with an action": (
        Columns(
            id="c",
            columns=(
                (ActionBlock(id="a", action=Action(rich("Los"), "https://x.example")),),
                (Table(id="t", rows=tuple(tuple(rich("Wort " * 40) for _ in range(5)) for _ in range(13))),),
            ),
        ),
    ),
    "a note in columns beside much": (
        Columns(
            id="c",
            columns=(
                (LegalNote(id="n", text=rich("Nur für Schwimmer.")),),
                tuple(Paragraph(id=f"p{n}", text=rich(SENTENCE * 9)) for n in range(20)),
            ),
        ),
    ),
    "pictures behind very much in columns": (
        Columns(
            id="c",
            columns=(
                (Offer(id="o", product=rich("Boot"), price=rich("49 €")),),
                (
                    Paragraph(id="p", text=rich(SENTENCE * 20)),
                    Picture(id="b", asset=AssetRef(id="", sha256="", alt="Ein Boot")),
                ),
            ),
        ),
    ),
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_documents_stay_on_the_sheet(name):
    hero = corpus.document("every-block").hero
    blocks = tuple(_with_picture(block, hero) for block in STRANGE[name])
    made = printed(document(headline=rich("عنوان") if "first" in name else RichText(), blocks=blocks))
    assert made.meters[0].used <= 2
    assert inside_the_sheet(made)


def _with_picture(block, asset):
    if isinstance(block, Columns):
        return replace(block, columns=tuple(tuple(_with_picture(b, asset) for b in column) for column in block.columns))
    return replace(block, asset=asset) if isinstance(block, Picture) else block


def test_a_note_in_columns_stays_when_the_rest_goes():
    made = printed(document(blocks=STRANGE["a note in columns beside much"]))
    assert "NurfürSchwimmer." in words(made.part("print.pdf").data)
    assert any(loss.source.block == "p19" for loss in made.losses)
