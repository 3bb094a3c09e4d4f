"""How facts are read and written: the house style of both languages, and no guessing."""

from datetime import date, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers.contract.document import FactType
from renderers.contract.errors import DocumentError
from renderers.display import canonical, display, infer

NBSP = "\u00a0"
CET = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("kind", "value", "locale", "shown"),
    [
        ("price", "1299.00 EUR", "de", f"1.299{NBSP}€"),
        ("price", "39.99 EUR", "de", f"39,99{NBSP}€"),
        ("price", "1299.00 EUR", "en", "€1,299"),
        ("price", "39.99 EUR", "en-GB", "€39.99"),
        ("price", "39.90 EUR", "de", f"39,90{NBSP}€"),
        ("price", "0.00 EUR", "de", f"0{NBSP}€"),
        ("price", "1.2990 EUR", "de", f"1,299{NBSP}€"),
        ("price", "1299 JPY", "en", "¥1,299"),
        ("price", "1299.00 CHF", "de-CH", f"CHF{NBSP}1’299"),
        ("date", "2026-12-24", "de", "24. Dezember 2026"),
        ("date", "2026-12-24", "en-GB", "24 December 2026"),
        ("date", "2026-12-24", "en", "December 24, 2026"),
        ("date", "2026-12-24", "en-US", "December 24, 2026"),
        ("date", "2026-12-24T18:00:00+01:00", "de", "24. Dezember 2026, 18:00 Uhr"),
        ("date", "2026-12-24T18:00:00+01:00", "en-GB", "24 December 2026, 18:00"),
        ("percent", "20", "de", f"20{NBSP}%"),
        ("percent", "20", "en", "20%"),
        ("percent", "12.5", "de", f"12,5{NBSP}%"),
        ("phone", "+49301234567", "de", "030 1234567"),
        ("phone", "+49301234567", "en-GB", "+49 30 1234567"),
        ("phone", "+4915112345678", "de", "0151 12345678"),
        ("phone", "+442079460958", "de", "+44 207 946 0958"),
        ("code", "HERBST-20", "de", "HERBST-20"),
        ("text", "rund um die Uhr", "de", "rund um die Uhr"),
        ("claim", "Testsieger", "en", "Testsieger"),
    ],
)
def test_written_as_readers_of_the_locale_expect(kind, value, locale, shown):
    assert display(FactType(kind), value, locale) == shown


@pytest.mark.parametrize(
    ("kind", "typed", "locale", "value"),
    [
        ("price", "1299", "de", "1299.00 EUR"),
        ("price", 1299, "de", "1299.00 EUR"),
        ("price", "1.299,00 €", "de", "1299.00 EUR"),
        ("price", "1.299 €", "de", "1299.00 EUR"),
        ("price", f"1.299{NBSP}€", "de", "1299.00 EUR"),
        ("price", "1.299,- €", "de", "1299.00 EUR"),
        ("price", "1,299.00 EUR", "de", "1299.00 EUR"),
        ("price", "€1,299.00", "en", "1299.00 EUR"),
        ("price", "$39.99", "en", "39.99 USD"),
        ("price", "1'299.00 CHF", "de-CH", "1299.00 CHF"),
        ("price", "39,9 Euro", "de", "39.90 EUR"),
        ("price", "0,299 €", "de", "0.2990 EUR"),
        ("price", "1.000.000 €", "de", "1000000.00 EUR"),
        ("date", "2026-12-24", "de", "2026-12-24"),
        ("date", "24.12.2026", "de", "2026-12-24"),
        ("date", "24. Dezember 2026", "de", "2026-12-24"),
        ("date", "24. Dez. 2026", "de", "2026-12-24"),
        ("date", "December 24, 2026", "en", "2026-12-24"),
        ("date", "24 December 2026", "en", "2026-12-24"),
        ("date", "12/24/2026", "en", "2026-12-24"),
        ("date", "3/4/2026", "en-GB", "2026-04-03"),
        ("date", "3/4/2026", "en-US", "2026-03-04"),
        ("date", "24.12.2026, 18 Uhr", "de", "2026-12-24T18:00:00+01:00"),
        ("date", "24 December 2026 at 6:30 pm", "en", "2026-12-24T18:30:00+01:00"),
        ("date", "2026-12-24 18:00", "de", "2026-12-24T18:00:00+01:00"),
        ("date", "2026-12-24T18:00:00Z", "de", "2026-12-24T18:00:00+00:00"),
        ("percent", "20 %", "de", "20"),
        ("percent", "12,5 %", "de", "12.5"),
        ("percent", "20.0", "en", "20"),
        ("phone", "030 / 123 45 67", "de", "+49301234567"),
        ("phone", "+49 (0)30 1234567", "en", "+49301234567"),
        ("phone", "0043 1 234567", "de", "+431234567"),
        ("code", " HERBST20 ", "de", "HERBST20"),
    ],
)
def test_read_as_authors_type(kind, typed, locale, value):
    assert canonical(FactType(kind), typed, locale=locale, zone=CET) == value


@pytest.mark.parametrize(
    ("kind", "typed", "locale", "says"),
    [
        ("price", "1,299 €", "de", "1299.00 EUR"),
        ("price", "1.299 €", "en", "thousand or a fraction"),
        ("price", "billig", "de", "no price"),
        ("price", "12.34.56", "de", "no price"),
        ("price", "1.2.3,4 €", "de", "no price"),
        ("price", "5 XYZ", "de", "XYZ"),
        ("price", "€ 5 EUR", "de", "no price"),
        ("price", "-5 €", "de", "no price"),
        ("price", "١٢ €", "de", "no price"),
        ("date", "24.13.2026", "de", "no such day"),
        ("date", "2026-02-30", "de", "no such day"),
        ("date", "24.12.26", "de", "no date"),
        ("date", "3/4/2026", "en", "two days"),
        ("date", "2026-12-24 18:00", "de", "time zone"),
        ("percent", "viel", "de", "no percentage"),
        ("phone", "1234567", "de", "no phone number"),
        ("phone", "anrufen", "de", "no phone number"),
        ("code", "HERBST 20", "de", "one word"),
        ("text", "a\x08b", "de", "control character"),
        ("text", "  ", "de", "needs a value"),
        ("price", "5 €", "xx", "locale"),
    ],
)
def test_what_could_mean_two_things_or_nothing_is_refused_with_a_remedy(kind, typed, locale, says):
    with pytest.raises(DocumentError, match=says):
        canonical(FactType(kind), typed, locale=locale)


@pytest.mark.parametrize(
    ("name", "typed", "kind"),
    [
        ("price", "1299", "price"),
        ("old_price", "1.499", "price"),
        ("fee", "39,99 €", "price"),
        ("ends", "2026-12-24", "date"),
        ("ends", "24. Dezember 2026", "date"),
        ("ends", "01.12.2026", "date"),
        ("off", "20 %", "percent"),
        ("voucher", "HERBST20", "code"),
        ("hotline", "+49 30 1234567", "phone"),
        ("hotline", "030 1234567", "phone"),
        ("delivery", "rund um die Uhr", "text"),
        ("stock", "200", "text"),
        ("claim", "Testsieger", "claim"),
    ],
)
def test_types_are_guessed_from_name_and_looks(name, typed, kind):
    assert infer(name, typed, locale="de") == kind


amounts = st.decimals(min_value=0, max_value=Decimal("9999999.9999"), places=4, allow_nan=False)
locales = st.sampled_from(["de", "de-AT", "de-CH", "en", "en-GB", "fr", "es", "ar"])


@given(amounts, st.sampled_from(["EUR", "USD", "JPY", "KWD", "CHF"]), locales)
def test_reading_a_canonical_price_changes_nothing_in_any_locale(amount, currency, locale):
    value = canonical(FactType.PRICE, f"{amount} {currency}", locale=locale)
    assert canonical(FactType.PRICE, value, locale=locale) == value
    assert Decimal(value.split()[0]) == amount


@given(st.integers(min_value=0, max_value=999_999_99), locales)
def test_what_is_written_can_be_read_again(cents, locale):
    value = f"{cents // 100}.{cents % 100:02} CHF"
    shown = display(FactType.PRICE, value, locale).strip("\u200f")
    assert canonical(FactType.PRICE, shown, locale=locale) == value


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["de", "en", "en-GB", "fr", "es"]))
def test_dates_are_read_back_from_their_long_form(day, locale):
    shown = display(FactType.DATE, day.isoformat(), locale)
    assert canonical(FactType.DATE, shown, locale=locale) == day.isoformat()


@pytest.mark.parametrize("kind", [FactType.PRICE, FactType.PERCENT])
@pytest.mark.parametrize("digits", ["1" + "0" * 28, "0." + "1" * 29, "9" * 16])
def test_a_number_with_more_digits_than_programs_keep_is_refused(kind, digits):
    sign = "EUR" if kind is FactType.PRICE else "%"
    with pytest.raises(DocumentError, match="is no"):
        canonical(kind, f"{digits} {sign}", locale="de")
    with pytest.raises(DocumentError, match="is no"):
        display(kind, f"{digits * 2} {sign}".removesuffix(" %"), "de")


@given(st.text(max_size=40), st.sampled_from(list(FactType)), locales)
def test_any_text_is_read_or_refused_never_worse(text, kind, locale):
    try:
        value = canonical(kind, text, locale=locale)
    except DocumentError:
        return
    assert display(kind, value, locale)
    infer("x", text, locale=locale)
