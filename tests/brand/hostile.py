"""Files made to hurt, each made on demand: what their makers want is endless time, all memory, or a crash."""

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pikepdf
from PIL import Image

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A file and how it is made. `refused` are words of the error that names what is wrong; "" = it is linted."""

    name: str
    make: Callable[[], bytes]
    refused: str = ""


def page(text: str) -> Callable[[], bytes]:
    return text.encode


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of some objects, the first of which is the catalog."""
    body, offsets = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + table + trailer


def stream(data: bytes, keys: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), keys, data)


def one_page(contents: bytes, *objects: bytes, page_keys: bytes = b"/MediaBox[0 0 200 200]") -> bytes:
    """A PDF of one page whose content is object 4; `objects` are those from 5 on."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>" + page_keys + b">>",
        contents,
        *objects,
    )


def form(draws: bytes, inner: int = 0) -> bytes:
    resources = b"/Resources<</XObject<</I %d 0 R>>>>" % inner if inner else b""
    return stream(draws, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + resources)


def form_tree() -> bytes:
    """Each of 14 forms draws the next ten times: ten to the fourteenth in all."""
    forms = [form(b"/I Do " * 10, number) for number in range(6, 20)]
    return one_page(stream(b"/I Do"), *forms, form(b"0 0 9 9 re f"))


def picture_bomb(megabytes: int) -> bytes:
    data = zlib.compress(b"\0" * (megabytes * MEGABYTE), 9)
    keys = b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8/ColorSpace/DeviceGray"
    drawn = stream(b"q 200 0 0 200 0 0 cm /I Do Q")
    return one_page(drawn, stream(data, keys + b"/Filter/FlateDecode"))


def heavy_pages() -> bytes:
    """Four hundred pages that share one heavy content."""
    lines = zlib.compress(b"0 0 m 1 1 l S\n" * 60_000)
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 404))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 3 0 R>>"
    pages = b"<</Type/Pages/Kids[" + kids + b"]/Count 400>>"
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages, stream(lines, b"/Filter/FlateDecode"), *[page] * 400)


def encrypted() -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def plain_pdf() -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out)
    return out.getvalue()


MAIL = b"From: a@a.example\nSubject: Neu\nMIME-Version: 1.0\n"
MIXED = MAIL + b"Content-Type: multipart/mixed; boundary=b\n\n"


def mail_in_mail(levels: int) -> bytes:
    return b"From: a@a.example\nSubject: Neu\nContent-Type: message/rfc822\n\n" * levels + MAIL + b"\nHallo Welt.\n"


def part_in_part(levels: int) -> bytes:
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (one, one) for one in range(levels))
    return MAIL + parts + b"Content-Type: text/plain\n\nHallo\n"


def packed_part(kind: bytes, data: bytes) -> bytes:
    head = b"--b\nContent-Type: %s\nContent-Transfer-Encoding: base64\n\n" % kind
    return MIXED + b"--b\nContent-Type: text/plain\n\nHallo\n" + head + base64.encodebytes(data) + b"--b--\n"


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a", b"\0" * (100 * MEGABYTE))
    return out.getvalue()


def picture(mode: str, side: int, kind: str) -> Callable[[], bytes]:
    def make() -> bytes:
        out = io.BytesIO()
        Image.new(mode, (side, side)).save(out, kind)
        return out.getvalue()

    return make


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks: bytes, width: int = 10, height: int = 10) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IEND", b"")


PIXELS = chunk(b"IDAT", zlib.compress(b"\0" * 310))
SENTENCE = "Wir bauen gute Räder für alle, z. B. für 39,90 €. "


def _texts() -> Sequence[HostileFile]:
    line = (SENTENCE * 30_000)[:MEGABYTE]
    return (
        HostileFile("line.txt", page(line)),
        HostileFile("line.md", page(line)),
        HostileFile("no-blanks.txt", page("abcdefgh" * (MEGABYTE // 8))),
        HostileFile("no-blanks.md", page("abcdefgh" * (MEGABYTE // 8))),
        HostileFile("zeros.txt", lambda: b"\0" * MEGABYTE),
        HostileFile("a-pdf.txt", plain_pdf, "not UTF-8"),
        HostileFile("too-large.txt", lambda: b"a " * (3 * MEGABYTE), "at most 5 MB"),
    )


def _pages() -> Sequence[HostileFile]:
    columns = "".join(f"--v{number}:var(--v{number + 1}) var(--v{number + 1});" for number in range(2000))
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    return (
        HostileFile("nested.html", page("<div>" * 100_000 + "Licht"), ""),
        HostileFile("nested-closed.html", page("<b>" * 100_000 + "Licht" + "</b>" * 100_000), ""),
        HostileFile("nested-spans.html", page("<p>" + '<span style="color:red">a' * 50_000)),
        HostileFile("elements.html", page("<p>x" * 300_000), "more than 200000 elements"),
        HostileFile("attributes.html", page(f"<p {attributes}>Licht"), "more than 1000 attributes"),
        HostileFile("comments.html", page("<p>" + "<!--" * 300_000)),
        HostileFile("scripts.html", page("<p>" + "<script" * 300_000)),
        HostileFile("less-than.html", page("<p>" + "<" * MEGABYTE)),
        HostileFile("entities.html", page("<p>" + "&amp;" * 200_000)),
        HostileFile("sheet.html", page("<style>" + ".a{color:#ff0000}" * 580_000 + "</style><p class=a>Licht")),
        HostileFile("inline-style.html", page('<p style="' + "color:#ff0000;" * 600_000 + '">Licht</p>')),
        HostileFile("variables.html", page(f"<style>:root{{{columns}}}p{{color:var(--v0)}}</style><p>Licht")),
        HostileFile("variables-nested.html", page('<p style="color:' + "var(--a," * 50_000 + '">Licht')),
        HostileFile("urls-nested.html", page('<p style="background:' + "url(" * 50_000 + '">Licht')),
        HostileFile("brackets.html", page("<style>p{color:" + "(" * 100_000 + "}</style><p>Licht")),
        HostileFile("negations.html", page("<style>" + ":not(" * 5000 + "p" + ")" * 5000 + "{color:red}</style><p>a")),
        HostileFile("selectors.html", page("<style>" + "p," * 300_000 + "p{color:red}</style>" + "<p>Licht" * 500)),
        HostileFile("charset.html", lambda: b'<meta charset="zlib"><p>Licht'),
        HostileFile("a-pdf.html", lambda: plain_pdf() + b"<html><p>Licht</p>", "not UTF-8"),
        HostileFile("picture.svg", page("<svg xmlns='http://www.w3.org/2000/svg'/>"), "are not read"),
        HostileFile("svg.png", page("<svg xmlns='http://www.w3.org/2000/svg'/>"), "no picture that can be read"),
        HostileFile("html.jpg", page("<html><p>Licht"), "no picture that can be read"),
    )


def _pdfs() -> Sequence[HostileFile]:
    moves = zlib.compress(b"0 0 m " * (100 * MEGABYTE // 6), 9)
    flate = b"/Filter/FlateDecode"
    blanks = zlib.compress(b"1 0 " + b" " * (300 * MEGABYTE), 9)
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    return (
        HostileFile("truncated.pdf", lambda: plain_pdf()[:200], "no PDF that can be read"),
        HostileFile("empty.pdf", lambda: b"%PDF-1.7\n", "no PDF that can be read"),
        HostileFile("encrypted.pdf", encrypted, "protected by a password"),
        HostileFile(
            "circle.pdf",
            lambda: raw_pdf(catalog, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9>>", b"<</Type/Pages/Kids[2 0 R]>>"),
            "PDF",
        ),
        HostileFile("form-in-itself.pdf", lambda: one_page(stream(b"/I Do"), form(b"/I Do /I Do", 5)), "draws itself"),
        HostileFile("form-tree.pdf", form_tree, "too many forms"),
        HostileFile("unpacks.pdf", lambda: one_page(stream(moves, flate)), "unpacks to more than 64 MB"),
        HostileFile(
            "unpacks-twice.pdf",
            lambda: one_page(stream(zlib.compress(moves), b"/Filter[/FlateDecode/FlateDecode]")),
            "unpacks to more than 64 MB",
        ),
        HostileFile(
            "object-stream.pdf",
            lambda: raw_pdf(
                catalog, b"<</Type/Pages/Kids[]/Count 0>>", stream(blanks, b"/Type/ObjStm/N 1/First 4" + flate)
            ),
            "PDF",
        ),
        HostileFile("picture-bomb.pdf", lambda: picture_bomb(100)),
        HostileFile("heavy-pages.pdf", heavy_pages, "drawing operators"),
        HostileFile("huge-page.pdf", lambda: one_page(stream(b"0 0 m 9 9 l f"), page_keys=b"/MediaBox[0 0 1e30 1e30]")),
        HostileFile("brackets.pdf", lambda: one_page(stream(b""), page_keys=b"/MediaBox[0 0 9 9]/X " + b"[" * 200_000)),
    )


def _mails() -> Sequence[HostileFile]:
    return (
        HostileFile("in-mail-20.eml", lambda: mail_in_mail(20)),
        HostileFile("in-mail-5000.eml", lambda: mail_in_mail(5000), "mail"),
        HostileFile("part-in-part.eml", lambda: part_in_part(5000), "mail"),
        HostileFile("parts.eml", lambda: MIXED + b"--b\n\nHallo\n" * 5000 + b"--b--\n", "more than 500 parts"),
        HostileFile("zip.eml", lambda: packed_part(b"application/zip", zip_bomb())),
        HostileFile("base64.eml", lambda: packed_part(b"text/html", b"<p>Licht</p>" * MEGABYTE), "at most 10 MB"),
        HostileFile("charset.eml", lambda: MAIL + b"Content-Type: text/plain; charset=x-nope\n\nGr\xfc\xdfe\xff\n"),
        HostileFile("codec.eml", lambda: MAIL + b"Content-Type: text/html; charset=zlib\n\n<p>Licht\n"),
        HostileFile("subject.eml", lambda: b"Subject: " + b"a " * (MEGABYTE // 2) + b"\n\nHallo", "more than 32 KB"),
        HostileFile(
            "folded.eml",
            lambda: b"Subject: " + b"=?utf-8?Q?a?=\n " * (MEGABYTE // 16) + b"\n\nHallo",
            "more than 32 KB",
        ),
        HostileFile(
            "parameters.eml",
            lambda: MAIL + b"Content-Type: text/html; " + b"a=b;" * (MEGABYTE // 4) + b"\n\nHallo",
            "more than 32 KB",
        ),
        HostileFile("recipients.eml", lambda: MAIL + b"To: " + b"a@b.example," * 90_000 + b"\n\nHallo", "32 KB"),
        HostileFile(
            "comments.eml", lambda: b"From: " + b"(" * 30_000 + b"\nSubject: Neu\n\nHallo", "The mail is broken"
        ),
        HostileFile("headers.eml", lambda: b"X: y\n" * 100_000 + MAIL + b"\nHallo"),
    )


def _pictures() -> Sequence[HostileFile]:
    bomb = zlib.compress(b"a" * (200 * MEGABYTE), 9)
    many = "more than 50 million pixels"
    return (
        HostileFile("hundred.png", picture("L", 10_000, "PNG"), many),
        HostileFile("hundred.jpg", picture("L", 10_000, "JPEG"), many),
        HostileFile("hundred.gif", picture("P", 10_000, "GIF"), many),
        HostileFile("nearly.png", picture("RGB", 7000, "PNG")),
        HostileFile("nearly.jpg", picture("CMYK", 7000, "JPEG")),
        HostileFile("pixels.png", lambda: png(PIXELS, width=2**31 - 1, height=2**31 - 1), many),
        HostileFile("text.png", lambda: png(chunk(b"zTXt", b"a\0\0" + bomb), PIXELS), "picture is broken"),
        HostileFile("profile.png", lambda: png(chunk(b"iCCP", b"a\0\0" + bomb), PIXELS), "picture is broken"),
        HostileFile("data.png", lambda: png(chunk(b"IDAT", bomb)), "picture is broken"),
        HostileFile("short.png", lambda: png()[:40], "picture"),
    )


FILES = (*_texts(), *_pages(), *_pdfs(), *_mails(), *_pictures())
