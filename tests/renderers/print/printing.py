"""What the print tests share: rendering, and reading a PDF back."""

import io
import re
import unicodedata
from dataclasses import replace

import pikepdf
import pypdfium2

from renderers.channels.print import plugin
from renderers.contract.artifact import Artifact
from renderers.contract.document import Document
from renderers.contract.renderer import AssetSource
from renderers.contract.request import RenderRequest
from renderers.contract.text import RichText
from renderers.contract.tokens import Tokens
from renderers.registry import render
from tests import corpus

MM = 72 / 25.4


def printed(
    document: Document,
    *,
    tokens: Tokens | None = None,
    assets: AssetSource | None = None,
    **request,
) -> Artifact:
    """The artifact of a document."""
    wanted: RenderRequest = replace(corpus.request("a5-flyer"), **request)
    return render(
        plugin, document, corpus.tokens() if tokens is None else tokens, wanted, assets or corpus.Pictures()
    ).artifact


def words(pdf: bytes) -> str:
    """All words, on one line, with hyphens of line breaks undone."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    return flat(text.replace("\ufffe", "").replace("\u00ad", ""))


def flat(text: str) -> str:
    """A text without white space and invisible characters, since lines break anywhere."""
    return re.sub(r"[\s\u200b\u200c\u200d\u2060\u00ad]+", "", unicodedata.normalize("NFC", text))


def rich(text: str) -> RichText:
    return RichText.of(text)


def operators(pdf: bytes) -> set[str]:
    """The color operators of all pages, forms included."""
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [*document.pages]
        for page in document.pages:
            streams += [form for form in page.resources.get("/XObject", {}).values() if form.Subtype == "/Form"]
        for stream in streams:
            found |= {str(instruction.operator) for instruction in pikepdf.parse_content_stream(stream)}
    return found


def outside(artifact: Artifact) -> str:
    """The characters that stand outside the safe area of the sheet, where the cutter may take them."""
    (safety,) = (limit.value for limit in plugin.limits_of("a5-flyer") if limit.id == "safety")
    margin = safety * MM - 0.5
    found = ""
    with pypdfium2.PdfDocument(artifact.part("print.pdf").data) as opened:
        for page in opened:
            left, bottom, right, top = page.get_trimbox()
            text = page.get_textpage()
            for index in range(text.count_chars()):
                character = text.get_text_range(index, 1)
                if not character.strip():
                    continue
                x0, y0, x1, y1 = text.get_charbox(index)
                if not (left + margin <= x0 and x1 <= right - margin and bottom + margin <= y0 and y1 <= top - margin):
                    found += character
    return found
