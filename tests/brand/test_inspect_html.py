"""HTML becomes runs with the look a reader sees, at the line where the words stand."""

import pytest

from brand.errors import InspectError
from brand.inspect import html as page_module
from brand.inspect.html import inspect_html
from brand.subject import OBJECT, RunKind, Subject, TextRun


def seen(page: str, **options: object) -> Subject:
    return inspect_html(page, name="page.html", **options)  # type: ignore[arg-type]


def run(subject: Subject, start: str) -> TextRun:
    return next(one for one in subject.runs if one.text.startswith(start))


def test_words_are_gathered_by_block_and_white_space_collapses() -> None:
    subject = seen("<h1>Ein  <b>Wort</b>\n mehr</h1><div>Vorher<p>Absatz</p>Nachher<br>Zeile</div>")
    assert [(one.kind, one.text) for one in subject.runs] == [
        (RunKind.HEADING, "Ein Wort mehr"),
        (RunKind.PARAGRAPH, "Vorher"),
        (RunKind.PARAGRAPH, "Absatz"),
        (RunKind.PARAGRAPH, "Nachher\nZeile"),
    ]


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("<ul><li>Wort</li></ul>", RunKind.LIST_ITEM),
        ("<blockquote><p>Wort</p></blockquote>", RunKind.QUOTE),
        ("<figure><figcaption>Wort</figcaption></figure>", RunKind.CAPTION),
        ("<footer><p>Wort</p></footer>", RunKind.LEGAL),
        ('<div class="ein-legal"><p>Wort</p></div>', RunKind.LEGAL),
        ('<p class="delegal">Wort</p>', RunKind.PARAGRAPH),
        ("<table><tr><th>Wort</th></tr></table>", RunKind.CELL),
        ('<p><a class="btn" href="/x">Wort</a></p>', RunKind.ACTION),
        ('<p>Text <a class="btn" href="/x">Wort</a></p>', RunKind.PARAGRAPH),
    ],
)
def test_what_words_are(page: str, kind: RunKind) -> None:
    assert {one.kind for one in seen(page).runs} == {kind}


def test_computed_look_is_inherited() -> None:
    subject = seen(
        """<style>:root{--p:#e4002b;--q:var(--p)} p.x{color:var(--q)} #top .x{font-size:20px}
        .x:hover{color:#0f0}</style>
        <body style="background:#eee;font:bold 12px/1.5 'Acme Sans', Arial">
        <div id="top"><p class="x">Eins</p></div><p>Zwei <b style="color:blue!important">drei</b></p>
        <table bgcolor="112233"><tr><td><font color=white size=2>vier</font></td></tr></table>"""
    )
    one = run(subject, "Eins").stretches[0].style
    assert (one.color, one.size, one.background, one.family, one.weight) == ("#e4002b", 20, "#eeeeee", "Acme Sans", 700)
    two = run(subject, "Zwei").stretches
    assert [(part.style.color, part.style.size) for part in two] == [("#000000", 12), ("#0000ff", 12)]
    four = run(subject, "vier").stretches[0].style
    assert (four.color, four.background, four.size) == ("#ffffff", "#112233", 13)
    assert any(font.stack == ("Acme Sans", "Arial") for font in subject.fonts)


@pytest.mark.parametrize(
    ("css", "background"),
    [
        ("background:url(x.png)", ""),
        ("background-image:linear-gradient(red, blue)", ""),
        ("background:#fff url(x.png) no-repeat", ""),
        ("background-color:red;background-image:none", "#ff0000"),
        ("background:rgba(0,0,0,.5)", "#808080"),
        ("background:transparent", "#ffffff"),
        ("background:hsl(120 100% 25%)", "#008000"),
        ("background:nonsense", "#ffffff"),
    ],
)
def test_backgrounds(css: str, background: str) -> None:
    assert seen(f'<p style="{css}">Wort</p>').runs[0].stretches[0].style.background == background


@pytest.mark.parametrize(
    ("css", "size"),
    [
        ("font-size:12pt", 16),
        ("font-size:1.5em", 24),
        ("font-size:50%", 8),
        ("font-size:small", 13),
        ("font-size:huge", 16),
        ("font-size:..", 16),
        ("font:italic 700 10px/12px Arial", 10),
    ],
)
def test_sizes(css: str, size: float) -> None:
    assert seen(f'<p style="{css}">Wort</p>').runs[0].stretches[0].style.size == size


def test_hidden_words_are_not_read_but_a_preheader_is() -> None:
    subject = seen(
        '<div style="display:none">Vorschau &zwnj;&nbsp;&#847;</div><p>Sichtbar</p>'
        '<div style="display:none">Nie</div><p hidden>Nie</p><script>Nie</script><p style="visibility:hidden">Nie</p>'
    )
    assert [(one.kind, one.text) for one in subject.runs] == [
        (RunKind.PREHEADER, "Vorschau"),
        (RunKind.PARAGRAPH, "Sichtbar"),
    ]


def test_every_word_knows_its_line() -> None:
    page = (
        "<html><head><title>Wort</title></head>\n<body>\n<!-- Wort -->\n<p title='Wort'>Ein\n   langes <b>Wort</b>"
        " &amp; mehr\nDinge</p>\n<p>Gr&ouml;&szlig;er</p></body>"
    )
    subject = seen(page)
    lines = page.split("\n")
    checked = 0
    for one in subject.runs:
        for word in ("Ein", "langes", "Wort", "Dinge", "mehr"):
            at = one.text.find(word)
            if at >= 0 and one.kind is RunKind.PARAGRAPH:
                where = one.spot(at, at + len(word))
                assert lines[where.line - 1][where.column - 1 :].startswith(word), (word, where)
                checked += 1
    assert checked == 5


def test_pictures_links_and_colors() -> None:
    subject = seen(
        '<p>Sieh <img src="a.png" alt="Ein Boot" width="600" height=400> hier: <a href="/x?a=1&amp;b=2">mehr</a></p>'
        '<img src="b.png"><img src="c.png" alt=""><a href="/y"><img src="d.png" alt="Logo"></a>'
        '<div style="border:1px solid #c00;background:#123456">x</div>'
    )
    assert [(use.alt, use.width, use.height) for use in subject.pictures[:3]] == [
        ("Ein Boot", 600, 400),
        (None, 0, 0),
        ("", 0, 0),
    ]
    assert [(link.url, link.text) for link in subject.links] == [("/x?a=1&b=2", "mehr"), ("/y", "Logo")]
    assert run(subject, "Sieh").text == f"Sieh {OBJECT} hier: mehr"
    assert run(subject, "Ein Boot").kind is RunKind.ALT
    assert {(use.value, use.role) for use in subject.colors} == {("#cc0000", "border"), ("#123456", "background")}


def test_what_the_page_says_of_itself() -> None:
    subject = seen(
        """<html lang="de-AT"><head><title> Ein
        Titel </title><meta name="Description" content="Über uns"><meta property="og:image" content="i.jpg">
        <meta name="robots" content="noindex"><link rel="canonical" href="https://a.example/">
        <link rel="alternate" hreflang="en" href="/en"><script type="application/ld+json">{"a": 1}</script>
        <link rel="stylesheet" href="https://fonts.example/css?family=X">
        <style>@import url(https://x.example/y.css); @font-face{font-family:Z;src:url(z.woff2)}</style></head><p>x"""
    )
    meta = dict(subject.metadata)
    assert (meta["lang"], meta["title"], meta["description"]) == ("de-AT", "Ein Titel", "Über uns")
    assert (meta["og:image"], meta["robots"], meta["hreflang"], meta["json-ld"]) == (
        "i.jpg",
        "noindex",
        "en",
        '{"a": 1}',
    )
    assert subject.locale == "de-AT"
    assert {(font.family, font.url) for font in subject.fonts if font.type == "web"} == {
        ("", "https://fonts.example/css?family=X"),
        ("", "https://x.example/y.css"),
        ("Z", "z.woff2"),
    }


def test_a_separate_head_and_sheet() -> None:
    subject = inspect_html(
        '<article class="a"><h1>Wort</h1></article>',
        name="body.html",
        head="<title>Titel</title>",
        sheets=[".a h1{color:#abcdef} @media (max-width:1px){h1{color:#000}}"],
    )
    assert [(one.where.part, one.text) for one in subject.runs] == [("head.html", "Titel"), ("body.html", "Wort")]
    assert subject.runs[1].stretches[0].style.color == "#abcdef"


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<",
        "<p",
        "<div>" * 5_000 + "tief" + "</div>" * 5_000,
        "<p style='" + "color:red;" * 5_000 + "'>x",
        "<style>" + "a{" * 5_000 + "</style>x",
        "<style>:root{--a:var(--b);--b:var(--a)} p{color:var(--a)}</style><p>x",
        "\x00<p>\x00\ud800x",
        "<table><td><p><table><li>" * 200,
        '<p style="font:' + "1px " * 2_000 + '">x',
        "<img src='" + "x" * 100_000 + "'>",
        "<p style='background:url(" + "(" * 5_000 + "'>x",
    ],
)
def test_hostile_pages_are_survived(page: str) -> None:
    subject = seen(page)
    assert isinstance(subject, Subject)
    if "tief" in page:
        assert "tief" in subject.runs[0].text


def test_too_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "NODES", 100)
    with pytest.raises(InspectError, match=r"page\.html.*100 elements"):
        seen("<p>x</p>" * 200)


def test_a_page_in_another_charset() -> None:
    assert seen('<meta charset="iso-8859-1"><p>Größe').runs[0].text == "Größe"
    page = '<meta charset="iso-8859-1"><p>Größe'.encode("latin-1")
    assert inspect_html(page, name="x.html").runs[0].text == "Größe"
    with pytest.raises(InspectError, match="UTF-8"):
        inspect_html(b"<p>\xff\xfe", name="x.html")
