"""The article's Markdown reads back as it was written."""

import re
from dataclasses import replace
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from renderers.channels.web import plugin
from renderers.contract.document import (
    Heading,
    ListBlock,
    Paragraph,
    Table,
)
from renderers.contract.escape import clean
from renderers.contract.grammar import read
from renderers.contract.text import Link, Mark, RichText, Text
from renderers.contract.tokens import Tokens
from renderers.contract.view import view
from renderers.contract.walk import pictures, texts
from renderers.markdown import read_piece
from tests import corpus
from tests.renderers import everything
from tests.renderers.web.pages import BARE, SHELF, render


@pytest.mark.parametrize("name", [name for name in corpus.names() if name != "hostile"])
def test_markdown_comes_home_through_our_own_reader(name: str, tmp_path: Path) -> None:
    """Every word and alternative text; `hostile` holds control characters that no file may have."""
    request = corpus.request("article")
    source = view(corpus.document(name), corpus.tokens(), request, plugin)
    made = plugin.render(source, corpus.Pictures())
    (tmp_path / "media").mkdir()
    for media in made.media:
        (tmp_path / "media" / media.file_name).write_bytes(media.data)
    piece = read_piece(made.part("content.md").text, name="piece.md", folder=tmp_path).checked()
    back = squeezed(" ".join(text.plain for _, text in texts(piece.document)))
    alts = [asset.alt for _, asset in pictures(piece.document)]
    for place, text in texts(source.document):
        assert squeezed(text.plain) in back, place
    for place, asset in pictures(source.document):
        assert asset.alt in alts, place


def test_line_breaks_come_home() -> None:
    lines = RichText.of("Eins\nzwei  \\\ndrei")
    made = render(replace(BARE, blocks=(Paragraph(id="p", text=lines), ListBlock(id="l", items=(lines, lines)))))
    document = read_piece(made.part("content.md").text, name="piece.md").document
    assert isinstance(document.blocks[0], Paragraph)
    assert isinstance(document.blocks[1], ListBlock)
    said = [document.blocks[0].text.plain, *(item.plain for item in document.blocks[1].items)]
    assert said == ["Eins\nzwei \\\ndrei"] * 3


MARKUP = st.sampled_from(
    [
        *(
            "*",
            "**",
            "***",
            "_",
            "`",
            "# ",
            "- ",
            "+ ",
            "1. ",
            "2) ",
            "> ",
            "    ",
            "\t",
            "| ",
            "---",
            "===",
            "~~",
            "\\",
        ),
        *("[a](b)", "![", "<b>", "&amp;", "&", "\n", "a", "Käse", " ", "!", ":", "^", "{: .x}", "http://a.b", "<!--"),
        *("<a@b.c>", "[^1]", "  \n", "\n\n"),
    ]
)


SOURCES = st.lists(MARKUP, max_size=12).map("".join)


MARKED = st.lists(
    st.builds(Text, SOURCES, st.lists(st.sampled_from(list(Mark)), max_size=2, unique=True).map(tuple)), max_size=3
)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", clean(text))


@settings(max_examples=400, deadline=None)
@given(MARKED)
def test_markdown_reads_back_as_the_words(runs: list[Text]) -> None:
    text = RichText(tuple(runs))
    linked = RichText((Link("https://a.example/x_(y)?a=1&amp;b=*", (*runs, Text("x"))),))
    blocks = (
        Paragraph(id="1", text=text),
        Heading(id="2", text=text),
        ListBlock(id="3", items=(text, linked)),
        Table(id="4", rows=((text, read("b")),)),
    )
    made = plugin.render(view(replace(BARE, blocks=blocks), Tokens(), everything.request("article"), plugin), SHELF)
    html = LexborHTMLParser(markdown.markdown(made.part("content.md").text, extensions=["tables"]))
    expected = squeezed("Arbeitstitel" + text.plain * 3 + text.plain + "x" + text.plain + "b")
    assert squeezed(html.body.text()) == expected
    allowed = {
        "h1",
        "h2",
        "p",
        "ul",
        "li",
        "a",
        "strong",
        "em",
        "br",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "body",
    }
    assert {node.tag for node in html.body.traverse(include_text=False)} <= allowed
