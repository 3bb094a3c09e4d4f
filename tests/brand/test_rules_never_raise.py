"""Texts of digits, marks and the words rules look for, in any order: no rule raises, however absurd the numbers."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from brand import samples
from brand.audit import audit
from brand.inspect.document import inspect_document
from brand.inspect.html import inspect_html
from brand.inspect.text import inspect_text
from brand.subject import Subject
from renderers.contract.document import Fact, FactType, Qualifier
from tests.size import FULL

BROKEN = "structure/broken-rule"
EXAMPLES = 3_000 if FULL else 40
DIGITS = st.one_of(
    st.integers(0, 9999).map(str),
    st.text("0123456789", min_size=1, max_size=40),
    st.text("0123456789.,", min_size=1, max_size=30),
    st.text("0123456789.,'’ \u00a0\u202f-–/:", min_size=1, max_size=24),
    st.text("²³¹⁰⁹½٣१3７8", min_size=1, max_size=6),  # digits of other writings
    st.sampled_from(
        (
            "9" * 5_000,
            "0." + "0" * 60 + "1",
            "9" * 17,
            "1" + "0" * 17,
            "0," + "0" * 15 + "1",
            "0." + "0" * 15 + "1",
            "0,000",
            "00",
            "1e99",
            "1E+9",
        )
    ),
)
MARKS = st.text(" .,;:!?%‰€$£¥§°*†#+-–—/\\()[]{}„“”‚‘’«»\"'&@_~^=<>|\u00a0\u202f\u00ad\u200b\n", min_size=1, max_size=4)
_WORDS = (
    "€|EUR|Euro|$|£|CHF|Cent|Mio. €|Mrd.|Tsd.|k|%|Prozent|percent|°C|kg|g|mg|l|ml|m²|x|×|Stück|pack of|je|pro|"
    "per|statt|jetzt nur|nur|was|now|save|Sie sparen|off|Rabatt|UVP|RRP|ab|bis zu|from|up to|bis|until|30 Tage|"
    "niedrigster Preis|lowest price|Grundpreis|Uhr|p.m.|am|um|Montag|Mo., |Mai|Dezember|Dec|24.12.|2026-02-30|"
    "Code|Gutschein|Tel.|+49|Nr.|Testsieger|Note|Kaffee|coffee|versandkostenfrei|kostenlos|free|Garantie|Jahre|"
    "Version|S.|Abs.|Kg|Stop|STOP an|https://|www.|a@b.example|#|¹|Kundinnen und|Kund*innen|Sie|du|z. B.|usw|"
    "km/h|ISBN|Der|the the|{{|}}|px|mm|Std.|min|1.|a)"
)
WORDS = st.sampled_from(_WORDS.split("|"))
TEXTS = st.lists(
    st.tuples(st.one_of(DIGITS, MARKS, WORDS), st.sampled_from(("", " ", "\u00a0", "\n"))), max_size=24
).map(lambda parts: "".join(part + blank for part, blank in parts))
LOCALES = st.sampled_from(("de", "de-AT", "de-CH", "en", "en-GB", "en-US"))
CHANNELS = st.sampled_from(("web", "email", "social", "sms", "print", ""))


def raised(subjects: Sequence[Subject]) -> list[str]:
    """What rules raised, with the rule's name."""
    findings = audit(subjects, samples.GUIDELINE, today=samples.TODAY, police=False).findings
    return [str(finding.message) for finding in findings if finding.rule == BROKEN]


@settings(max_examples=EXAMPLES, deadline=None)
@given(TEXTS, TEXTS, LOCALES, CHANNELS)
def test_texts(text: str, other: str, locale: str, channel: str) -> None:
    first = inspect_text(text, name="a.txt", channel=channel, locale=locale, today=samples.TODAY)
    second = inspect_text(other, name="b.txt", channel="social", locale=locale, today=samples.TODAY)
    assert raised([replace(first, piece="one"), replace(second, piece="one")]) == []


SENTENCES = (
    "Kaffee, {a} g für {b} €.",
    "Tea, {a} g for £{b}bn.",
    "Nur {b} Mio. € für {c} x {a} ml Saft ({a} ml).",
    "{c} x {a} mg Honey for only £{b}bn.",
    "Statt {a} € jetzt nur {b} €: {c} % weniger, Sie sparen {c} €.",
    "Was ${a}, now only ${b}: save {c}%. The lowest price of the last {c} days was ${a}.",
    "Am Montag, {a}.{b}.{c}, um {a}.{b} Uhr, bis {a}/{b}/{c}, Tel. +{a} {b}-{c}, Code {a}.",
    "Note {a},{b} ({a}/{c}), {a}⁹⁹ €, {a}–{b} %, {a} °C, § {a} Abs. {b}, {a} x {b} x {c} cm.",
)


@settings(max_examples=EXAMPLES * 2, deadline=None)
@given(st.sampled_from(SENTENCES), DIGITS, DIGITS, DIGITS, LOCALES, CHANNELS)
def test_sentences(sentence: str, one: str, two: str, three: str, locale: str, channel: str) -> None:
    text = sentence.format(a=one, b=two, c=three)
    first = inspect_text(text, name="a.txt", channel=channel, locale=locale, today=samples.TODAY)
    swapped = sentence.format(a=two, b=three, c=one)
    second = inspect_text(swapped, name="b.txt", channel="social", locale=locale, today=samples.TODAY)
    assert raised([replace(first, piece="one"), replace(second, piece="one")]) == []


@settings(max_examples=EXAMPLES, deadline=None)
@given(TEXTS, DIGITS, LOCALES)
def test_pages(text: str, price: str, locale: str) -> None:
    """Markup is let through as it comes; the shop's data names the price."""
    data = f'{{"@type": "Offer", "priceCurrency": "EUR", "price": "{price}", "lowPrice": {price}}}'
    page = (
        f'<html lang="{locale}"><head><script type="application/ld+json">{data}</script></head><body>'
        f"<h1>{text}</h1><p>Nur {price} € statt <s>{price}9 €</s> {text}</p>"
        f'<a href="{text}">{price}</a><img src="x" alt="{text}" width="{price}" height="{price}" '
        f'style="font-size:{price}px;color:rgb({price},{price},{price})"></body></html>'
    )
    assert raised([inspect_html(page, name="a.html", channel="web", locale=locale, today=samples.TODAY)]) == []


VALUES = st.one_of(
    DIGITS,
    st.tuples(DIGITS, st.sampled_from((" EUR", "EUR", " ", ""))).map("".join),
    st.sampled_from(("NaN EUR", "-Infinity EUR", "1e999999999 EUR", "sNaN", "", "2026-02-30", "2026-13-41T99:99")),
)
FACTS = st.tuples(st.sampled_from(FactType), VALUES, st.sampled_from(("", "9 €", "20 %")), st.sampled_from(Qualifier))


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(FACTS, min_size=5, max_size=5), TEXTS, st.sampled_from(("de", "en")))
def test_pieces(facts: list[tuple[FactType, str, str, Qualifier]], text: str, locale: str) -> None:
    """Facts of a piece that were made elsewhere may hold anything."""
    names = ("old_price", "price", "discount", "lowest_price", "code")
    given_facts = tuple(
        Fact(name, kind, value, qualifier, display)
        for name, (kind, value, display, qualifier) in zip(names, facts, strict=True)
    )
    piece = samples.piece("Statt 9 € nur 5 €, 20 % weniger.", locale=locale, facts=given_facts)
    source = inspect_document(piece, today=samples.TODAY)
    assert raised([source, samples.variant(text, "social", document=piece, locale=locale)]) == []
