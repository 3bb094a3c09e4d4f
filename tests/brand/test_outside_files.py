"""Outside material that is no text: palettes, codes, meters of the renderers, and live pages through the guarded
fetcher, which reaches nothing but the server of the test."""

import io
import json
import socket
from functools import partial
from pathlib import Path

import pytest
import segno
import zxingcpp
from PIL import Image, ImageFilter

from brand.cli import main
from brand.color import distance
from brand.fetch import fetch
from brand.inspect.image import inspect_picture
from tests.brand import pdfs
from tests.brand.test_fetch import server

NIGHT, AMBER, PAPER = "#14213d", "#fca311", "#ffffff"


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def poster() -> Image.Image:
    image = Image.new("RGB", (400, 300), NIGHT)
    image.paste(AMBER, (0, 0, 400, 60))
    image.paste(PAPER, (300, 200, 400, 300))
    return image


@pytest.mark.parametrize(
    ("kind", "options"),
    [("PNG", {}), ("JPEG", {"quality": 60}), ("JPEG", {"quality": 95}), ("WEBP", {"quality": 70}), ("GIF", {})],
)
def test_palette_of_a_picture(kind: str, options: dict[str, object]) -> None:
    """The large colors come first, with their shares, also where the format smears them."""
    subject = inspect_picture(encoded(poster(), kind, **options), name="a")
    large = [use for use in subject.colors if use.share > 0.05]
    shares = [(NIGHT, 0.717), (AMBER, 0.2), (PAPER, 0.083)]
    assert len(large) == 3, large
    for use, (color, share) in zip(large, shares, strict=True):
        assert distance(use.value, color) < 3, use
        assert use.share == pytest.approx(share, abs=0.05)


def bar_code(kind: str, text: str) -> Image.Image:
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    return Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=4)).convert("RGB")


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    ("kind", "text"), [("EAN13", "4006381333931"), ("Code128", "LICHT20"), ("DataMatrix", "LICHT20"), ("Aztec", "L20")]
)
def test_bar_codes_are_read(kind: str, text: str, form: str) -> None:
    page = Image.new("RGB", (900, 600), PAPER)
    page.paste(bar_code(kind, text), (100, 80))
    (found,) = inspect_picture(encoded(page, form), name="a").codes
    assert (found.text, found.qr, found.where.box is not None) == (text, False, True)


@pytest.mark.parametrize("degrees", [0, 90, 180, 20])
def test_qr_codes_are_read_however_they_lie(degrees: int) -> None:
    out = io.BytesIO()
    segno.make("https://a.example/x", micro=False).save(out, kind="png", scale=8, border=4)
    code = Image.open(out).convert("RGB").rotate(degrees, expand=True, fillcolor=PAPER)
    page = Image.new("RGB", (1200, 900), PAPER)
    page.paste(code, (300, 200))
    page = page.filter(ImageFilter.GaussianBlur(1))
    (found,) = inspect_picture(encoded(page, "JPEG", quality=70), name="a").codes
    assert (found.text, found.qr) == ("https://a.example/x", True)


def findings(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, str]:
    """Quote by rule."""
    main(["lint", *arguments, "--format", "json", "--language", "en", "--today", "2026-11-22"])
    return {one["rule"]: one["quote"] for one in json.loads(capsys.readouterr().out)["findings"]}


LONG = "https://lumora.com/" + "a" * 200


@pytest.mark.parametrize(
    ("channel", "form", "text", "rule", "quote"),
    [
        ("sms", "message", "Licht. " * 30, "sms/too-many-segments", None),
        ("sms", "message", "Licht für alle. Abmelden: STOP an 12345", "", None),
        ("social", "x-post", "x" * 281, "social/over-limit", "281"),
        ("social", "x-post", "x" * 250 + f" {LONG}", "", None),  # any address counts as 23 there
        ("social", "x-post", "漢" * 141, "social/over-limit", "282"),  # and these count twice
        ("social", "instagram-feed", "x" * 2201, "social/over-limit", "2201"),
        ("social", "linkedin-post", "x" * 3001, "social/over-limit", "3001"),
    ],
)
def test_the_renderers_measure_outside_texts(
    channel: str,
    form: str,
    text: str,
    rule: str,
    quote: str | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(text, "utf-8")
    found = findings(capsys, str(file), "--channel", channel, "--format-key", form)
    over = {one: quoted for one, quoted in found.items() if one in {"sms/too-many-segments", "social/over-limit"}}
    assert set(over) == ({rule} if rule else set())
    assert quote is None or over[rule] == quote


PAGE = (
    b'<html lang="de"><head><link rel="stylesheet" href="/s.css"><link rel="stylesheet" href="/inward.css"></head>'
    b'<body><p class="a">Leuchten f\xc3\xbcr lange Abende, Lorem ipsum.</p></body></html>'
)
POST = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"


def site() -> dict[str, bytes]:
    moved = b"HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
    found = {
        "/page": (b"text/html; charset=utf-8", PAGE),
        "/s.css": (b"text/css", b".a{color:#dddddd}"),
        "/picture": (b"image/png", encoded(poster(), "PNG")),
        "/sheet.pdf": (b"application/pdf", pdfs.pdf(b"BT /F1 9 Tf 20 100 Td (Lorem ipsum dolor) Tj ET")),
        "/cut.png": (b"image/png", encoded(poster(), "PNG")[:200]),
    }
    answers = {path: POST % (kind, len(data), data) for path, (kind, data) in found.items()}
    return answers | {"/moved": moved % b"/page", "/inward.css": moved % b"http://169.254.169.254/x"}


def behave(connection: socket.socket, request: str) -> None:
    path = request.split(" ", 2)[1]
    connection.sendall(site().get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))


def test_live_pages(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A page with its style sheet (one that leads inward is left out), a PDF, a picture; and what is not there."""
    with server(behave) as port:
        base = f"http://127.0.0.1:{port}"
        assert main(["lint", f"{base}/page", "--language", "en"]) == 2
        assert "private network" in capsys.readouterr().out
        monkeypatch.setattr("brand.cli.linting.fetch", partial(fetch, trusted={("127.0.0.1", port)}))
        for path in ("/page", "/moved"):
            found = findings(capsys, base + path)
            assert {"structure/placeholder-text", "access/low-contrast"} <= set(found), path
        assert {"structure/placeholder-text", "fonts/not-embedded"} <= set(findings(capsys, f"{base}/sheet.pdf"))
        assert main(["lint", f"{base}/picture", "--language", "en"]) == 0
        capsys.readouterr()
        for path, says in (("/cut.png", "picture is broken"), ("/gone", "answered with 404")):
            assert main(["lint", base + path, "--language", "en"]) == 2
            assert says in capsys.readouterr().out
