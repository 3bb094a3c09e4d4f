"""Rich text becomes HTML that holds exactly its words and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from renderers.contract.dialect import get_dialect
from renderers.contract.escape import Context, clean
from renderers.contract.text import FactRef, Link, Mark, MergeField, RichText, Text
from renderers.toolkit import css, html

PLAIN = get_dialect("plain")


def write(text: RichText) -> str:
    return html.inline(
        text,
        PLAIN,
        field=lambda field, context: PLAIN.words(field.plain, context),
        resolve=lambda link: html.safe_url(link.url),
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://example.de/größe?a=1&b=2#c",
        "http://example.de",
        "mailto:post@example.de?subject=Hallo",
        "tel:+498821123",
        "HTTPS://EXAMPLE.DE/",
    ],
)
def test_allowed_addresses(url: str) -> None:
    assert html.safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "\u202ejavascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "https://",
        "http://[::1",
        "https://example.de:port/",
        "example.de/seite",
        "/nur/ein/pfad",
        "//example.de/ohne-schema",
        "",
    ],
)
def test_refused_addresses(url: str) -> None:
    assert html.safe_url(url) is None


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.de/mein shop?q=a b", "https://example.de/mein%20shop?q=a%20b"),
        (" https://example.de/a ", "https://example.de/a"),
        ("https://example.de/a\n\tb", "https://example.de/ab"),
        ("tel:+49 331 555", "tel:+49331555"),
        ("https://exa mple.de/", None),
        ("java script:alert(1)", None),
    ],
)
def test_spaces_in_addresses(typed: str, address: str | None) -> None:
    assert html.safe_url(typed) == address


def test_relative_addresses_only_where_a_page_has_a_host() -> None:
    assert html.safe_url("/shop?a=1", relative=True) == "/shop?a=1"
    assert html.safe_url("#anker", relative=True) == "#anker"
    assert html.safe_url("//evil.example", relative=True) is None
    assert html.safe_url("/\\evil.example", relative=True) is None
    assert html.safe_url("javascript:alert(1)", relative=True) is None


def test_marks_links_and_breaks() -> None:
    text = RichText(
        (
            Text("a & b\n"),
            Text("fett", (Mark.BOLD, Mark.ITALIC)),
            Link("https://example.de/?a=1&b=2", (Text("hier"),)),
            Link("javascript:alert(1)", (Text("nicht"),)),
        )
    )
    assert write(text) == (
        'a &amp; b<br><strong><em>fett</em></strong><a href="https://example.de/?a=1&amp;b=2">hier</a>nicht'
    )


def test_two_harmless_runs_do_not_make_a_tag() -> None:
    mailchimp = get_dialect("mailchimp")
    words = (Text("*"), FactRef("x", text="|UNSUB|"), Text("*"))
    for context in Context:
        written = html.flat(words, mailchimp, field=lambda field, _: field.plain, context=context)
        assert "*|UNSUB|*" not in written


def test_lines_get_their_addresses_linked() -> None:
    written = html.linkified("Impressum: https://a.example/impressum. Post an post@a.example!", PLAIN)
    assert '<a href="https://a.example/impressum">https://a.example/impressum</a>. Post an ' in written
    assert '<a href="mailto:post@a.example">post@a.example</a>!' in written
    assert html.visible(written) == "Impressum: https://a.example/impressum. Post an post@a.example!"


def test_addresses_of_the_brand_s_own_site_need_no_scheme() -> None:
    written = html.linkified(
        "Datenschutz: a.example/datenschutz. Mail: x@a.example, b.example/x", PLAIN, host="www.a.example"
    )
    assert '<a href="https://a.example/datenschutz">a.example/datenschutz</a>. Mail' in written
    assert written.count("<a ") == 2
    assert 'href="mailto:x@a.example"' in written
    assert "<a " not in html.linkified("nota.example/x a.example.org/y ba.example", PLAIN, host="a.example")


WORDS = st.text(max_size=20) | st.sampled_from(
    ["<script>", "</p>", "&lt;", "&#60;", '" onload="', "<!--", "]]>", "{{7*7}}"]
)
MARKS = st.lists(st.sampled_from(list(Mark)), max_size=2, unique=True).map(tuple)
RUNS = st.one_of(
    st.builds(Text, WORDS, MARKS),
    st.builds(MergeField, st.just("first_name"), WORDS),
    st.builds(lambda words: FactRef("x", text=words), WORDS.filter(bool)),
)
TEXTS = st.lists(
    st.one_of(
        RUNS,
        st.builds(Link, st.sampled_from(["https://a.example/?x=<>\"'", "javascript:x"]), st.lists(RUNS).map(tuple)),
    )
).map(lambda runs: RichText(tuple(runs)))


@given(TEXTS)
def test_only_our_elements_and_all_the_words(text: RichText) -> None:
    written = write(text)
    body = LexborHTMLParser(f"<!doctype html><body><p>{written}</p>").body
    assert body is not None
    for node in body.traverse(include_text=False):
        assert node.tag in {"body", "p", "strong", "em", "a", "br"}
        assert set(node.attributes) <= {"href"}
        assert (node.attributes.get("href") or "https:").startswith("https:")
    expected = clean(text.plain)
    if not any(not link.plain.strip() for link in text.links):
        assert html.visible(written) == expected


@given(st.text())
def test_colors_and_fonts_cannot_leave_their_rule(text: str) -> None:
    from renderers.contract.tokens import Font

    assert css.color(text, "#123456") in {"#123456", text.lower()}
    stack = css.stack(Font("body", text, (text,)))
    assert not set(stack) & set(';{}"<>\\/()')
