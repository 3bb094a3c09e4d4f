"""Raised digits are no digits of the number before them: in pages, mails, Markdown and on paper."""

from decimal import Decimal

import pytest

from brand.facts import FactKind, Money, find_facts
from brand.inspect.html import inspect_html
from brand.inspect.markdown import inspect_markdown
from brand.inspect.pdf import inspect_pdf
from tests.brand.pdfs import pdf


def _page(text: str) -> str:
    return " / ".join(run.text for run in inspect_html(text, name="page.html", locale="de").runs)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Nur 49 €<sup>1</sup> im Mai.</p>", "Nur 49 €¹ im Mai."),
        ("<p>Bis 2026<sup>12</sup> gilt: 30 m<sup>2</sup>.</p>", "Bis 2026¹² gilt: 30 m²."),
        ('<p>20 %<span style="vertical-align: super">3</span></p>', "20 %³"),
        ('<p>20 %<sup><a href="#n">3</a></sup> mehr</p>', "20 %³ mehr"),
        ("<p>Der 1<sup>st</sup> und CO<sub>2</sub>, 2026</p>", "Der 1st und CO2, 2026"),
    ],
)
def test_digits_that_a_page_raises_keep_apart(page: str, text: str) -> None:
    assert _page(page) == text


def test_digits_raised_in_markdown_keep_apart_and_keep_their_place() -> None:
    (run,) = inspect_markdown("Nur 49<sup>1</sup> Euro im Mai.", name="x.md", locale="de").runs
    assert run.text == "Nur 49¹ Euro im Mai."
    assert run.spot(run.text.index("Euro"), len(run.text)).column == 20


@pytest.mark.parametrize(
    ("text", "amount"), [("Nur 49 €¹ im Mai.", "49"), ("Nur 19⁹⁹ € im Mai.", "19.99"), ("Nur 1.299⁰⁰ €.", "1299")]
)
def test_a_price_ends_before_its_mark_and_takes_its_raised_cents(text: str, amount: str) -> None:
    (price,) = (fact.value for fact in find_facts(text, "de") if fact.kind is FactKind.PRICE)
    assert price == Money(Decimal(amount), "EUR")


def test_digits_that_paper_raises_keep_apart() -> None:
    words = (b"12 Tf 20 200 Td (Nur 49)", b"7 Tf 56.2 204 Td (1)", b"12 Tf 64 200 Td (Euro ab 5 Uhr)")
    data = pdf(b"".join(b"BT /F1 %s Tj ET " % part for part in words))
    text = " ".join(run.text for run in inspect_pdf(data, name="x.pdf", locale="de").runs)
    assert "49¹" in text
    assert "ab 5 Uhr" in text


def test_digits_that_a_text_rise_raises_keep_apart() -> None:
    """`Ts`, as layout programs write footnote marks; it is part of the state that `q` keeps."""
    line = b"BT /F1 12 Tf 20 200 Td (Nur 1,99) Tj /F1 7 Tf 4 Ts (1) Tj /F1 12 Tf 0 Ts ( Euro, ab 5 Uhr) Tj ET"
    kept = b" q 5 Ts Q BT /F1 12 Tf 20 100 Td (Bis 31.) Tj /F1 7 Tf (12) Tj ET"
    text = " / ".join(run.text for run in inspect_pdf(pdf(line + kept), name="x.pdf", locale="de").runs)
    assert "Nur 1,99¹ Euro, ab 5 Uhr" in text
    assert "Bis 31.12" in text


def test_digits_that_are_lowered_are_no_marks() -> None:
    line = b"BT /F1 12 Tf 20 200 Td (Weniger CO) Tj /F1 8 Tf -3 Ts (2) Tj /F1 12 Tf 0 Ts ( im Jahr) Tj ET"
    assert "CO2 " in " ".join(run.text for run in inspect_pdf(pdf(line), name="x.pdf", locale="de").runs)
