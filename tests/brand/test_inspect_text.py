"""Text and Markdown become runs; every character knows its line and column in the file."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand.errors import InspectError
from brand.inspect.markdown import inspect_markdown, inspect_markdown_overrides
from brand.inspect.sniff import inspect_bytes, kind_of
from brand.inspect.text import inspect_text
from brand.subject import OBJECT, RunKind, Subject, SubjectKind

PIECE = """---
title: "Der Titel"
locale: de-AT
headline: Große Überschrift
short:
  - Kurz und gut
  - 'Noch kürzer'
action: {label: Jetzt kaufen, url: https://x.example}
hero: {file: wald.jpg, alt: Ein Wald}
legal: Nur solange.
overrides:
  social: {instagram-feed: {headline: Nur für dich}}
---
# Hallo *Welt* und **mehr** #

Ein Absatz mit [Link **fett**](https://a.example "T"), `code x` und
Kund*innen sowie Leser*innen: {{ contact.first_name | default: "Freund" }} &amp; \\*x\\*
zweite Zeile  
hart. ![Ein Bild](a.png) Ende <b>tag</b> <https://auto.example> [ref][r] [kein] link

Setext
------
- eins
- zwei
  weiter

> Zitat
> weiter

| A | B |
|---|---|
| c1 | **c2** |

```python
nichts
```

```offer
product: Lampe
price: 5 €
```

```legal
Kleingedrucktes
```

<!-- nichts
davon -->
[r]: https://ref.example

snake_case_name und 2 * 3 * 4

[Zum Shop](https://shop.example)
"""  # noqa: W291 -- two spaces break a line


def texts(subject: Subject) -> list[tuple[RunKind, str]]:
    return [(run.kind, run.text) for run in subject.runs]


def test_a_piece_in_markdown() -> None:
    subject = inspect_markdown(PIECE, name="a.md")
    assert (subject.kind, subject.locale) == (SubjectKind.SOURCE, "de-AT")
    assert texts(subject) == [
        (RunKind.TITLE, "Große Überschrift"),
        (RunKind.PARAGRAPH, "Kurz und gut"),
        (RunKind.PARAGRAPH, "Noch kürzer"),
        (RunKind.ACTION, "Jetzt kaufen"),
        (RunKind.ALT, "Ein Wald"),
        (RunKind.LEGAL, "Nur solange."),
        (RunKind.HEADING, "Hallo Welt und mehr"),
        (
            RunKind.PARAGRAPH,
            (
                f"Ein Absatz mit Link fett, {OBJECT} und Kund*innen sowie Leser*innen: Freund & *x* zweite Zeile\n"
                f"hart. {OBJECT} Ende tag https://auto.example ref [kein] link"
            ),
        ),
        (RunKind.ALT, "Ein Bild"),
        (RunKind.HEADING, "Setext"),
        (RunKind.LIST_ITEM, "eins"),
        (RunKind.LIST_ITEM, "zwei weiter"),
        (RunKind.QUOTE, "Zitat weiter"),
        *[(RunKind.CELL, cell) for cell in ("A", "B", "c1", "c2")],
        (RunKind.PARAGRAPH, "Lampe"),
        (RunKind.PARAGRAPH, "5 €"),
        (RunKind.LEGAL, "Kleingedrucktes"),
        (RunKind.PARAGRAPH, "snake_case_name und 2 * 3 * 4"),
        (RunKind.ACTION, "Zum Shop"),
    ]
    assert [link.url for link in subject.links] == [
        "https://a.example",
        "https://auto.example",
        "https://ref.example",
        "https://shop.example",
    ]
    assert [(use.alt, use.url) for use in subject.pictures] == [("Ein Bild", "a.png")]
    (override,) = inspect_markdown_overrides(PIECE, name="a.md")
    assert (override.channel, override.format, override.runs[0].text) == ("social", "instagram-feed", "Nur für dich")


def test_words_lead_to_their_line_and_column() -> None:
    lines = PIECE.splitlines()
    subjects = (inspect_markdown(PIECE, name="a.md"), *inspect_markdown_overrides(PIECE, name="a.md"))
    checked = 0
    for run in (run for subject in subjects for run in subject.runs):
        for word in re.finditer(r"[^\W\d_]{2,}", run.text):
            if word[0] in {"Freund", "amp"}:
                continue
            where = run.spot(word.start(), word.end())
            assert lines[where.line - 1][where.column - 1 :].startswith(word[0]), (word[0], where, run)
            checked += 1
    assert checked > 50


@given(
    st.lists(
        st.sampled_from(["Wort", "**fett**", "*kursiv*", "`code`", "[ein Link](https://a.example)", "ä&amp;ö", "\n"])
    )
)
def test_any_mixture_keeps_its_columns(pieces: list[str]) -> None:
    source = " ".join(pieces)
    lines = source.splitlines()
    for run in inspect_markdown(source, name="x.md").runs:
        for word in re.finditer(r"Wort|fett|kursiv|Link", run.text):
            where = run.spot(word.start(), word.end())
            assert lines[where.line - 1][where.column - 1 :].startswith(word[0])


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    for subject in (inspect_text(text, name="a.txt"), inspect_markdown("# x\n" + text, name="a.md")):
        for run in subject.runs:
            assert run.text
            assert all(0 <= anchor.at <= len(run.text) for anchor in run.anchors)


@pytest.mark.parametrize(
    "text",
    [
        "*" * 20_000,
        "[" * 5_000,
        "`" * 5_001,
        "> " * 2_000 + "x",
        "| " * 5_000 + "\n" + "|-" * 5_000,
        "{{" * 3_000,
        "![" * 3_000,
    ],
)
def test_hostile_markdown_ends(text: str) -> None:
    assert isinstance(inspect_markdown(text, name="a.md"), Subject)


def test_plain_text() -> None:
    subject = inspect_text("  Hallo\nWelt\n\n- eins\n• zwei https://a.example/x.\n\n#eins #zwei\n", name="a.txt")
    assert texts(subject) == [
        (RunKind.PARAGRAPH, "Hallo\nWelt"),
        (RunKind.LIST_ITEM, "eins"),
        (RunKind.LIST_ITEM, "zwei https://a.example/x."),
        (RunKind.HASHTAGS, "#eins #zwei"),
    ]
    assert (subject.runs[0].where.line, subject.runs[0].where.column) == (1, 3)
    assert (subject.runs[0].spot(6, 10).line, subject.runs[0].spot(6, 10).column) == (2, 1)
    assert [(link.url, link.where.line) for link in subject.links] == [("https://a.example/x", 5)]


def test_broken_front_matter_names_the_place() -> None:
    with pytest.raises(InspectError) as caught:
        inspect_markdown("---\ntitle: a\nhero: [x\n---\ntext", name="a.md")
    assert (caught.value.file, caught.value.line) == ("a.md", 4)


def test_text_that_is_none() -> None:
    with pytest.raises(InspectError) as caught:
        inspect_text(b"gut\nschle\xffcht", name="a.txt")
    assert (caught.value.file, caught.value.line) == ("a.txt", 2)
    with pytest.raises(InspectError, match="at most 5 MB"):
        inspect_text(b"x" * (5 * 2**20 + 1), name="a.txt")


@pytest.mark.parametrize(
    ("data", "name", "media_type", "kind"),
    [
        (b"%PDF-1.7", "", "", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "-", "", "picture"),
        (b"<!DOCTYPE html><p>", "-", "", "html"),
        (b"From: a@b.example\nSubject: x\n\nHallo", "-", "", "mail"),
        (b"Hallo Welt", "-", "", "markdown"),
        (b"From hier an", "-", "", "markdown"),
        (b"x", "a.TXT", "", "text"),
        (b"x", "https://a.example/x.php", "text/html", "html"),
        (b"x", "https://a.example/", "image/png", "picture"),
    ],
)
def test_kinds(data: bytes, name: str, media_type: str, kind: str) -> None:
    assert kind_of(data, name, media_type) == kind


@pytest.mark.parametrize(("name", "media_type"), [("a.docx", ""), ("a", "application/zip"), ("a.svg", "image/svg+xml")])
def test_unknown_kinds_are_named(name: str, media_type: str) -> None:
    with pytest.raises(InspectError, match=r"Known: .*\.eml"):
        inspect_bytes(b"x", name=name, media_type=media_type)
