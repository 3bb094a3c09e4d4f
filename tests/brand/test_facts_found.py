"""Values found in German and English copy: normal forms, qualifiers, footnotes, and what only looks like a value."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand.facts import Clock, Day, FactKind, FoundFact, Money, find_facts
from renderers.contract.document import Qualifier


def found(text: str, locale: str = "de", **options: tuple[str, ...]) -> list[str]:
    """Every fact as "kind normal qualifier footnote"."""
    facts = find_facts(text, locale, **options)
    for fact in facts:
        assert text[fact.start : fact.end] == fact.quote
    return [" ".join(filter(None, (fact.kind, fact.normal, fact.qualifier, fact.footnote))) for fact in facts]


def one(text: str, locale: str = "de") -> FoundFact:
    (fact,) = find_facts(text, locale)
    return fact


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("39,99 €", "39.99 EUR"), ("39,99\u00a0€", "39.99 EUR"), ("39,99€", "39.99 EUR"), ("€ 39.99", "39.99 EUR"),
        ("€39,99", "39.99 EUR"), ("39.99 €", "39.99 EUR"), ("1.299 €", "1299.00 EUR"), ("1.299,- €", "1299.00 EUR"),
        ("1.299,– €", "1299.00 EUR"), ("1.299,--", "1299.00 EUR"), ("1.299,-", "1299.00 EUR"),
        ("EUR 1.299,00", "1299.00 EUR"),
        ("1.299,00 EUR", "1299.00 EUR"), ("1.299 Euro", "1299.00 EUR"), ("1 Euro", "1.00 EUR"),
        ("1\u202f299,00 €", "1299.00 EUR"), ("1.299.000 €", "1299000.00 EUR"), ("1,299 €", "1.299 EUR"),
        ("1,5 Mio. €", "1500000.00 EUR"), ("2 Mrd. Euro", "2000000000.00 EUR"), ("99 Cent", "0.99 EUR"),
        ("49 ct", "0.49 EUR"),
        ("0,00 €", "0.00 EUR"), ("£20", "20.00 GBP"), ("$5.50", "5.50 USD"), ("12 CHF", "12.00 CHF"),
        ("US$ 99", "99.00 USD"),
        ("50-Euro-Gutschein", "50.00 EUR"), ("20-€-Gutschein", "20.00 EUR"), ("39,99 €/Monat", "39.99 EUR"),
        ("(39,99 €)", "39.99 EUR"), ("−20 €", "20.00 EUR"), ("39,9 €", "39.90 EUR"),
    ],
)  # fmt: skip
def test_german_prices(text: str, price: str) -> None:
    assert found(f"Heute {text} im Laden") == [f"price {price}"]


@pytest.mark.parametrize(
    ("text", "price", "locale"),
    [
        ("$1,299", "1299.00 USD", "en-US"), ("$1.299", "1.299 USD", "en-US"), ("€1,299.00", "1299.00 EUR", "en"),
        ("$1.5m", "1500000.00 USD", "en"), ("$20k", "20000.00 USD", "en"), ("39,99 €", "39.99 EUR", "en-GB"),
        ("A$20", "20.00 AUD", "en-AU"), ("20 dollars", "20.00 USD", "en"), ("1.299,00 €", "1299.00 EUR", "en"),
        ("CHF 1’299.00", "1299.00 CHF", "de-CH"), ("49.–", "49.00 CHF", "de-CH"), ("20 Fr.", "20.00 CHF", "de-CH"),
        ("€ 1.299,00", "1299.00 EUR", "de-AT"), ("¥1,299", "1299.00 JPY", "en"),
    ],
)  # fmt: skip
def test_prices_elsewhere(text: str, price: str, locale: str) -> None:
    assert found(f"Now {text} here", locale) == [f"price {price}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nur 39,99 € statt 59,99 €*", ["price 39.99 EUR only", "price 59.99 EUR old *"]),
        ("ab nur 39 €", ["price 39.00 EUR from"]),
        ("schon ab 39 €¹", ["price 39.00 EUR from ¹"]),
        ("39 €1) und 49 €²)", ["price 39.00 EUR 1)", "price 49.00 EUR ²)"]),
        ("UVP 99,95 €", ["price 99.95 EUR list-price"]),
        ("statt UVP* 99,95 €", ["price 99.95 EUR list-price"]),
        ("UVP des Herstellers: 99,95 €", ["price 99.95 EUR list-price"]),
        ("99,95 € (UVP)", ["price 99.95 EUR list-price"]),
        ("bisher 59 €, jetzt 39 €", ["price 59.00 EUR old", "price 39.00 EUR"]),
        ("bis zu 50 % Rabatt", ["percent 50 up-to"]),
        ("Bis zu -50% auf alles", ["percent 50 up-to"]),
        ("ca. 20 €", ["price 20.00 EUR about"]),
        ("von 39 bis 59 €", ["price 39.00 EUR", "price 59.00 EUR"]),
        ("39–59 €", ["price 39.00 EUR", "price 59.00 EUR"]),
        ("39,99 – 59,99 €", ["price 39.99 EUR", "price 59.99 EUR"]),
        ("von 39 € bis 59 €", ["price 39.00 EUR", "price 59.00 EUR"]),
        ("bis 50 € Rabatt", ["price 50.00 EUR up-to"]),
        ("Nimm 3 – 20 % Rabatt", ["percent 20"]),
        ("Was 39 € kostet", ["price 39.00 EUR"]),
        ("ab sofort 39 €", ["price 39.00 EUR"]),
        ("10–20 %", ["percent 10", "percent 20"]),
        ("2,5 Prozent, 20%ige, 0 %", ["percent 2.5", "percent 20", "percent 0"]),
    ],
)
def test_german_qualifiers(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Was £59.99, now only £39.99*", ["price 59.99 GBP old", "price 39.99 GBP only *"]),
        ("from $39", ["price 39.00 USD from"]),
        ("$39 instead of $59", ["price 39.00 USD", "price 59.00 USD old"]),
        ("RRP £59.99", ["price 59.99 GBP list-price"]),
        ("up to a massive 50% off", ["percent 50 up-to"]),
        ("20 percent or 20 per cent", ["percent 20", "percent 20"]),
        ("between 39 to 59 €", ["price 39.00 EUR", "price 59.00 EUR"]),
        ("valid until December 24, 2026", ["date 2026-12-24 until"]),
        ("from 24 Dec", ["date --12-24 from"]),
    ],
)
def test_english_qualifiers(text: str, expected: list[str]) -> None:
    assert found(text, "en-GB") == expected


def test_qualifiers_match_the_contract() -> None:
    assert (one("ab 39 €").qualifier, one("bis zu 20 %").qualifier) == (Qualifier.FROM, Qualifier.UP_TO)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("am 24.12.2026", ["date 2026-12-24"]),
        ("am 24.12.26 um acht", ["date 2026-12-24"]),
        ("am 24. 12. 2026", ["date 2026-12-24"]),
        ("24. Dezember 2026", ["date 2026-12-24"]),
        ("der 24. Dezember. Danach Ruhe", ["date --12-24"]),
        ("24. Dez. 2026, 24. Dez.", ["date 2026-12-24", "date --12-24"]),
        ("2026-12-24", ["date 2026-12-24"]),
        ("December 24, 2026", ["date 2026-12-24"]),
        ("24 Dec", ["date --12-24"]),
        ("24.12. 20 Uhr", ["date --12-24", "time 20:00"]),
        ("24.12. Heiligabend", ["date --12-24"]),
        ("bis 3.5.", ["date --05-03 until"]),
        ("gültig bis zum 3.5.2026.", ["date 2026-05-03 until"]),
        ("vom 1. bis 24.12.", ["date --12-01 from", "date --12-24 until"]),
        ("24.–26. Dezember", ["date --12-24", "date --12-26"]),
        ("24–26. Dezember", ["date --12-24", "date --12-26"]),
        ("24./25.12.2026", ["date 2026-12-24", "date 2026-12-25"]),
        ("am 24., 25. und 26. Dezember", ["date --12-24", "date --12-25", "date --12-26"]),
        ("24.-26.12.2026", ["date 2026-12-24", "date 2026-12-26"]),
        ("24.12.2026–6.1.2027", ["date 2026-12-24", "date 2027-01-06"]),
        ("1. Jänner", ["date --01-01"]),
        ("24/12/2026", ["date 2026-12-24"]),
        ("am 31.02.2026", ["date 2026-02-31"]),
        ("am 30. Februar", ["date --02-30"]),
        ("Nimm 2 und 24. Dezember", ["date --12-24"]),
    ],
)
def test_german_dates(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("12/24/2026", "en-US", ["date 2026-12-24"]),
        ("3/4/2026", "en-US", ["date 2026-03-04"]),
        ("3/4/2026", "en-GB", ["date 2026-04-03"]),
        ("24/12/2026", "en-US", ["date 2026-12-24"]),
        ("Dec. 24th", "en", ["date --12-24"]),
        ("24th of December 2026", "en", ["date 2026-12-24"]),
        ("Dec 24–26, 2026", "en", ["date 2026-12-24", "date 2026-12-26"]),
        ("24-26 December", "en-GB", ["date --12-24", "date --12-26"]),
        ("May 5, may 5", "en", ["date --05-05"]),
        ("in May 20 new tours", "en", []),
        ("rated 3.5. Great", "en", []),
        ("on 24.12.2026", "en-GB", ["date 2026-12-24"]),
    ],
)
def test_english_dates(text: str, locale: str, expected: list[str]) -> None:
    assert found(text, locale) == expected


@pytest.mark.parametrize(
    ("text", "weekday", "quote"),
    [
        ("am Donnerstag, den 24. Dezember 2026", 3, "Donnerstag, den 24. Dezember 2026"),
        ("Do., 24.12.2026", 3, "Do., 24.12.2026"),
        ("Do 24.12.2026", 3, "Do 24.12.2026"),
        ("24.12.2026 (Do)", 3, "24.12.2026 (Do)"),
        ("24.12.2026, Donnerstag", 3, "24.12.2026, Donnerstag"),
        ("Freitag, 24.12.2026", 4, "Freitag, 24.12.2026"),
        ("Thursday, December 24, 2026", 3, "Thursday, December 24, 2026"),
        ("so 24.12.2026", None, "24.12.2026"),
        ("24.12.2026, Do", None, "24.12.2026"),
    ],
)
def test_weekdays(text: str, weekday: int | None, quote: str) -> None:
    fact = one(text)
    assert isinstance(fact.value, Day)
    assert (fact.value.weekday, fact.quote) == (weekday, quote)
    assert fact.value.weekday_fits is (None if weekday is None else weekday == 3)


def test_a_weekday_belongs_to_the_date_it_stands_before() -> None:
    assert [fact.quote for fact in find_facts("Mo., 21.12., Donnerstag, den 24.12.")] == [
        "Mo., 21.12.",
        "Donnerstag, den 24.12.",
    ]


def test_days() -> None:
    assert Day(2026, 2, 31).possible is False
    assert Day(2026, 2, 31).date is None
    assert Day(None, 2, 29).possible is True
    assert Day(2026, 12, 24).date == dt.date(2026, 12, 24)
    assert Day(None, 12, 24).agrees(Day(2026, 12, 24))
    assert not Day(2027, 12, 24).agrees(Day(2026, 12, 24))
    assert str(Day(None, 5, 3)) == "--05-03"
    assert one("am 24.12.2026").value == Day(2026, 12, 24)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("um 18 Uhr", ["time 18:00"]),
        ("18:30 Uhr", ["time 18:30"]),
        ("18.30 Uhr", ["time 18:30"]),
        ("18 Uhr 30", ["time 18:30"]),
        ("um 18.30", ["time 18:30"]),
        ("20:15", ["time 20:15"]),
        ("9–18 Uhr", ["time 09:00", "time 18:00"]),
        ("von 9.30 bis 18 Uhr", ["time 09:30", "time 18:00 until"]),
        ("bis 24 Uhr", ["time 24:00 until"]),
        ("um 9:05", ["time 09:05"]),
        ("6 pm, 6:30 p.m., 12 am", ["time 18:00", "time 18:30", "time 00:00"]),
        ("6–8 pm", ["time 18:00", "time 20:00"]),
        ("10-2 pm", ["time 10:00", "time 14:00"]),
        ("9-18 Uhr", ["time 09:00", "time 18:00"]),
        ("18:30-20:00", ["time 18:30", "time 20:00"]),
    ],
)
def test_times(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+49 30 123456-78", "+493012345678"), ("+49 (0)30 1234567", "+49301234567"), ("030 1234567", "+49301234567"),
        ("030/123 45 67", "+49301234567"), ("(030) 123 45 67", "+49301234567"), ("0800 123 4567", "+498001234567"),
        ("0049 30 1234567", "+49301234567"), ("Tel. 0301234567", "+49301234567"), ("030-1234567", "+49301234567"),
        ("01511234567", "+491511234567"), ("+43 1 23456", "+43123456"),
    ],
)  # fmt: skip
def test_phone_numbers(text: str, number: str) -> None:
    assert found(f"Ruf an: {text}, heute.") == [f"phone {number}"]


@pytest.mark.parametrize(
    ("text", "locale", "number"),
    [
        ("555-123-4567", "en-US", "+15551234567"), ("(555) 123-4567", "en-US", "+15551234567"),
        ("+1 (555) 123-4567", "en-US", "+15551234567"), ("020 7946 0018", "en-GB", "+442079460018"),
        ("01 2345678", "de-AT", "+4312345678"), ("044 123 45 67", "de-CH", "+41441234567"),
    ],
)  # fmt: skip
def test_phone_numbers_elsewhere(text: str, locale: str, number: str) -> None:
    assert found(f"Call {text} today", locale) == [f"phone {number}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://Lumo.example/Aktion/?a=1.", ["url https://lumo.example/Aktion/?a=1"]),
        ("(www.lumo.example)", ["url https://www.lumo.example"]),
        ("auf lumo.de/x, klar", ["url https://lumo.de/x"]),
        ("http://lumo.de/", ["url http://lumo.de"]),
        ("https://de.wikipedia.org/wiki/Rad_(Sport)", ["url https://de.wikipedia.org/wiki/Rad_(Sport)"]),
        ("Info@Lumo.DE", ["email Info@lumo.de"]),
        ("hallo@rad.lumo.de.", ["email hallo@rad.lumo.de"]),
        ("Schluss.Es geht weiter", []),
        ("Node.js", []),
    ],
)
def test_addresses(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mit Code LUMO20 sparen", ["code LUMO20"]),
        ("Gutscheincode: SOMMER", ["code SOMMER"]),
        ("Der Code lautet „SOMMER-26“.", ["code SOMMER-26"]),
        ("Use code SPRING at checkout", ["code SPRING"]),
        ("HERBST26 eingeben", ["code HERBST26"]),
        ("Enter FALL26 at checkout", ["code FALL26"]),
        ("Rabattcode „4711“", ["code 4711"]),
        ("Promo code: FREE", ["code FREE"]),
        ("QR-Code SCANNEN, QR-Code LUMO20, Postcode AB12", []),
        ("Code EINGEBEN UND SPAREN", []),
        ("GUTSCHEINCODE SICHERN", []),
        ("Gutschein SICHERN", []),
        ("Code eingeben", []),
        ("LUMO20 ist da", []),
    ],
)
def test_codes(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_known_codes_are_found_anywhere() -> None:
    assert found("LUMO20 ist da, lu\u00admo20 auch; LUMO200 nicht", codes=("LUMO20",)) == ["code LUMO20", "code LUMO20"]
    assert found("Code LUMO20", codes=("LUMO20",)) == ["code LUMO20"]


@pytest.mark.parametrize(
    "text",
    [
        "Version 3.5. Neu", "Kapitel 2.1. Anfang", "§ 3.1.2026", "8.0.1", "Version 2.10.24", "10.12.20.5", "2.1.3",
        "Das Ergebnis war 3.5.", "Note 1.3. Gut", "1.299", "1.299 Kunden", "+10.000.000 Menschen", "EAN 0012345678905",
        "Bestellnr. 01234567", "Art.-Nr. 0815-4711", "ISBN 0-306-40615-2", "PLZ 01067", "01067 Dresden",
        "IBAN DE12 5001 0517 5407 3249 31", "Format 16:9", "Seitenverhältnis 16:10", "24/7", "3/4 Liter",
        "2:30 Minuten",
        "10:15 min", "24h-Lieferung", "36 V, 14 Ah", "im Mai 20 Touren", "5 Mai-Tage", "20 Prozentpunkte",
        "§ 312 Abs. 2",
        "Modell 3000", "im Jahr 2026", "2026", "3.- und 4.-Klässler", "0–18 Jahre", "5 Fr. und Sa.", "Gr. 42", "M5",
        "28 Zoll",
        "HTML5", "5*", "€", "%", "Mo–Fr", "1. FC Ulm", "Platz 1.", "1., 2. und 3. Platz", "",
    ],
)  # fmt: skip
def test_look_alikes(text: str) -> None:
    assert found(text) == []


def test_the_locale_decides_what_a_point_means() -> None:
    assert one("1.299 €", "de").value == Money(Decimal(1299), "EUR")
    assert one("€1.299", "en").value == Money(Decimal("1.299"), "EUR")


def test_a_whole_advert() -> None:
    text = (
        "Frühlingsangebot: Rad „Fjord“ jetzt ab 1.299,00 €* statt 1.499,00 € (UVP), das sind 13 % weniger. Nur vom 1. "
        "bis 24. März 2026, Mo.–Fr. 9–18 Uhr. Mit dem Code FJORD13 unter www.rad.example/fjord oder Tel. 0731 98765-0."
    )
    assert found(text) == [
        "price 1299.00 EUR from *",
        "price 1499.00 EUR list-price",
        "percent 13",
        "date 2026-03-01 from",
        "date 2026-03-24 until",
        "time 09:00",
        "time 18:00",
        "code FJORD13",
        "url https://www.rad.example/fjord",
        "phone +49731987650",
    ]


@settings(deadline=None)
@given(
    st.text(alphabet=st.sampled_from("0123456789.,:/-– €%$UhrabMaiDez+()\u00a0*'’CodeX@w"), max_size=60),
    st.sampled_from(["de", "en-US", "de-CH"]),
)
def test_anything_may_come_and_nothing_overlaps(text: str, locale: str) -> None:
    end = 0
    for fact in find_facts(text, locale, codes=("X1",)):
        assert end <= fact.start < fact.end
        assert text[fact.start : fact.end] == fact.quote
        assert fact.normal
        end = fact.end
        if isinstance(fact.value, Clock):
            assert fact.kind is FactKind.TIME
            assert 0 <= fact.value.hour <= 24
