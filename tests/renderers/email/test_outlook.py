"""Mails as Outlook on Windows reads them: with Word, which follows conditional comments and knows little CSS.

Nobody here has seen Outlook. These are the rules that are known of it (Microsoft's list of what Word's engine takes,
the tables of caniemail.com), asserted over the whole corpus: balanced tables with widths, drawn buttons, nothing that
leans on what Word leaves out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser

import pytest

from renderers.channels.email import plugin
from renderers.contract.document import ListBlock
from renderers.contract.grammar import read
from renderers.contract.tokens import Logo
from renderers.contract.view import view
from tests import corpus
from tests.renderers.email.letters import BARE, BRAND, DOCUMENT, SHELF, render

_FOR_OTHERS = re.compile(r"<!--\[if !mso\]><!-->.*?<!--<!\[endif\]-->", re.DOTALL)
_OLD = re.compile(r"<!--\[if (?:lte|lt) mso \d+\]>.*?<!\[endif\]-->", re.DOTALL)
_FOR_OUTLOOK = re.compile(r"<!--\[if (?:gte )?mso(?: \d+)?(?: \| IE)?\]>(.*?)<!\[endif\]-->", re.DOTALL)
_VOID = frozenset({"img", "br", "meta", "link", "hr", "input", "o:allowpng", "w:anchorlock"})
#: What Word leaves out, or takes for something else.
_UNKNOWN = re.compile(
    r"(?:^|;)\s*(?:position|float|display:\s*(?:flex|grid|inline-flex)|background-image|box-shadow|transform|opacity)\b|"
    r"url\(|rgba?\(|hsla?\(|calc\(|var\(|(?<![\w.])\d*\.?\d+(?:rem|vw|vh|ch)\b"
)
#: Fonts that every Windows has.
_FONTS = ("Arial", "Verdana", "Georgia", "Times New Roman", "Tahoma", "Trebuchet MS", "Courier New", "Segoe UI")

Element = tuple[str, dict[str, str], tuple[tuple[str, dict[str, str]], ...]]


def as_outlook(markup: str) -> str:
    """The HTML that Word is given."""
    markup = _OLD.sub("", _FOR_OTHERS.sub("", markup))
    return _FOR_OUTLOOK.sub(lambda match: match[1], markup)


class Reader(HTMLParser):
    """Elements with their attributes and ancestors; complaints about what is not balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.elements: list[Element] = []
        self.complaints: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes, tuple(self.open)))
        if tag not in _VOID:
            self.open.append((tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        else:
            self.complaints.append(f"</{tag}> inside {[name for name, _ in self.open[-3:]]}")


@lru_cache(maxsize=1)
def mails() -> dict[str, str]:
    """Every document of the corpus in both formats."""
    made = {
        f"{name} as {form.key}": plugin.render(
            view(corpus.document(name), corpus.tokens(), corpus.request(form.key), plugin), corpus.Pictures()
        )
        .part("body.html")
        .text
        for form in plugin.formats
        for name in corpus.names()
    }
    day, night = (
        Logo(name, name, png=SHELF.photo(name, (320, 80), seed=at)) for at, name in enumerate(("light", "dark"))
    )
    both = replace(BRAND, logos=(day, night))
    return {**made, "a logo for dark screens": render(DOCUMENT, both).part("body.html").text}


def seen(markup: str) -> Reader:
    reader = Reader()
    reader.feed(as_outlook(markup))
    reader.close()
    return reader


def styles(attributes: dict[str, str]) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in attributes.get("style", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


@pytest.fixture(scope="module", params=sorted(mails()))
def mail(request: pytest.FixtureRequest) -> tuple[str, Reader]:
    return mails()[request.param], seen(mails()[request.param])


Mail = tuple[str, Reader]


def test_conditional_comments_leave_whole_tables(mail: Mail) -> None:
    _, reader = mail
    assert reader.complaints == []
    assert reader.open == []
    assert "<!--[if" not in as_outlook(mail[0])


def test_the_scale_of_large_screens_is_kept(mail: Mail) -> None:
    """At 120 dpi Word scales some lengths and not others, unless the settings say 96."""
    markup, reader = mail
    assert "<o:PixelsPerInch>96</o:PixelsPerInch>" in as_outlook(markup)
    assert "<o:AllowPNG/>" in as_outlook(markup)
    (root,) = [attributes for tag, attributes, _ in reader.elements if tag == "html"]
    assert root["xmlns:v"] == "urn:schemas-microsoft-com:vml"
    assert root["xmlns:o"] == "urn:schemas-microsoft-com:office:office"


def test_tables_have_widths_that_word_reads(mail: Mail) -> None:
    """As attribute and as style where they are in pixels: only the style is scaled on large screens."""
    elements = mail[1].elements
    for at, (tag, attributes, _) in enumerate(elements):
        if tag != "table":
            continue
        width, style = attributes.get("width", ""), styles(attributes).get("width", "")
        if not width and not style:  # the compiler's own, around columns: the cells have it
            cells = [cell for name, cell, above in elements[at:] if name == "td" and above[-2][1] is attributes]
            assert all((styles(cell).get("width") or cell["width"]).endswith("px") for cell in cells[:1]), cells
        if width.isdigit():
            assert style in (f"{width}px", "100%"), attributes
            assert int(width) <= 600


def test_what_limits_a_width_for_others_stands_in_a_table_for_outlook(mail: Mail) -> None:
    """Word does not know `max-width`: each such box is inside a table of that width."""
    for tag, attributes, above in mail[1].elements:
        if tag == "div" and "max-width" in styles(attributes) and "display" not in styles(attributes):
            assert above[-1][0] == "td", (attributes, above)


def test_nothing_leans_on_what_word_leaves_out(mail: Mail) -> None:
    for tag, attributes, _ in mail[1].elements:
        found = _UNKNOWN.search(attributes.get("style", ""))
        assert found is None or "mso-hide" in attributes["style"], (tag, attributes["style"])


def test_pictures_have_their_size_in_attributes(mail: Mail) -> None:
    for tag, attributes, _ in mail[1].elements:
        if tag == "img":
            assert 0 < int(attributes["width"]) <= 600
            assert int(attributes["height"]) > 0
            assert styles(attributes)["border"].startswith("0")


def test_what_is_hidden_is_hidden_from_word(mail: Mail) -> None:
    """`display:none` alone does not hide a picture inside."""
    for tag, attributes, _ in mail[1].elements:
        if styles(attributes).get("display") == "none":
            assert styles(attributes).get("mso-hide") == "all", attributes
            assert tag == "div"
    hidden = re.findall(r"<div[^>]*mso-hide:\s*all[^>]*>(.*?)</div>", as_outlook(mail[0]), re.DOTALL)
    assert not any("<img" in inside for inside in hidden)


def test_lines_of_exact_height_hold_no_pictures(mail: Mail) -> None:
    """Word cuts a picture off at the height of its line where that is exact; a thin line without it becomes thick."""
    for tag, attributes, above in mail[1].elements:
        if tag == "img":
            rules = [styles(holder).get("mso-line-height-rule") for _, holder in (*above, (tag, attributes))]
            assert [rule for rule in rules[:-1] if rule][-1] == "at-least", attributes
        if tag == "p" and styles(attributes).get("line-height", "").removesuffix("px") in ("0", "1"):
            assert styles(attributes)["mso-line-height-rule"] == "exactly"


def test_fonts_are_named_that_windows_has(mail: Mail) -> None:
    sheets = re.findall(r"<style>(.*?)</style>", "".join(_FOR_OUTLOOK.findall(mail[0])), re.DOTALL)
    fonts = [found for sheet in sheets for found in re.findall(r"font-family:\s*'?([^',;!}]+)", sheet)]
    assert fonts
    assert set(fonts) <= set(_FONTS)


def test_buttons_are_shapes_that_can_be_clicked(mail: Mail) -> None:
    """With width, height and round corners of their own, since Word pads no link."""
    elements = mail[1].elements
    shapes = [attributes for tag, attributes, _ in elements if tag == "v:roundrect"]
    assert len(shapes) == len(re.findall(r'class="b[23]?"', mail[0]))
    for shape in shapes:
        style = styles(shape)
        assert shape["href"]
        assert re.fullmatch(r"\d+px", style["width"])
        assert 44 <= int(style["height"].removesuffix("px")) <= 200
        assert int(style["width"].removesuffix("px")) <= 536
        assert re.fullmatch(r"\d{1,2}%", shape["arcsize"])
        assert re.fullmatch(r"#[0-9a-f]{6}", shape["fillcolor"])
        assert shape["stroked"] == "f" or {"strokecolor", "strokeweight"} <= set(shape)
    assert sum(tag == "w:anchorlock" for tag, _, _ in elements) == len(shapes)
    links = [attributes for tag, attributes, above in elements if tag == "a" and "v:roundrect" in dict(above)]
    assert links == []


def test_the_page_has_its_ground(mail: Mail) -> None:
    """Word paints no `div`; it takes the body's color and those of tables and cells."""
    (body,) = [attributes for tag, attributes, _ in mail[1].elements if tag == "body"]
    assert re.fullmatch(r"#[0-9a-fA-F]{6}", styles(body)["background-color"])
    painted = [
        attributes for tag, attributes, _ in mail[1].elements if tag == "div" and "background" in styles(attributes)
    ]
    grounds = {
        styles(attributes)["background-color"] for attributes in painted if "background-color" in styles(attributes)
    }
    cells = {
        value.lower()
        for tag, attributes, _ in mail[1].elements
        if tag in ("table", "td", "body")
        for value in (attributes.get("bgcolor", ""), styles(attributes).get("background-color", ""))
    }
    assert {ground.lower() for ground in grounds} <= cells


def test_lists_are_indented_by_what_word_takes() -> None:
    """It leaves out the padding of a list: its marks would hang out of the column."""
    for locale, side in (("de", "left"), ("ar", "right")):
        items = ListBlock(id="l", items=(read("eins"), read("zwei")))
        markup = render(replace(BARE, locale=locale, blocks=(items,))).part("body.html").text
        sheets = "".join(_sheets(markup))
        assert re.search(rf"ul,ol\{{margin-{side}:\d+px!important", sheets)


def _sheets(markup: str) -> Iterator[str]:
    for part in _FOR_OUTLOOK.findall(markup):
        yield from re.findall(r"<style>(.*?)</style>", part, re.DOTALL)
