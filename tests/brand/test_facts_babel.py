"""What Babel writes, the finder reads back: prices, percentages, dates and times in five locales."""

import datetime as dt
from decimal import Decimal

import pytest
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_percent
from hypothesis import example, given, settings
from hypothesis import strategies as st

from brand.facts import Clock, Day, FactKind, FoundFact, Money, find_facts

LOCALES = ["de_DE", "de_AT", "de_CH", "en_US", "en_GB"]
AMOUNTS = st.decimals(min_value="0.01", max_value="9999999.99", places=2, allow_nan=False)
DAYS = st.dates(min_value=dt.date(1980, 1, 1), max_value=dt.date(2079, 12, 31))
FRAMES = {
    "de": ("Jetzt für {} im Laden.", "{}", "Aktion ({}) – jetzt!"),
    "en": ("Now {} in store.", "{}", "Deal ({}) – now!"),
}


def only(text: str, locale: str, kind: FactKind) -> FoundFact:
    (fact,) = find_facts(text, locale.replace("_", "-"))
    assert fact.kind is kind
    assert text[fact.start : fact.end] == fact.quote
    return fact


def framed(shown: str, locale: str) -> list[str]:
    return [frame.format(shown) for frame in FRAMES[locale[:2]]]


@pytest.mark.parametrize("locale", LOCALES)
@settings(deadline=None)
@given(amount=AMOUNTS, currency=st.sampled_from(["EUR", "GBP", "CHF", "USD"]))
@example(amount=Decimal("1299.00"), currency="EUR")
@example(amount=Decimal("0.99"), currency="EUR")
def test_prices(locale: str, amount: Decimal, currency: str) -> None:
    for text in framed(format_currency(amount, currency, locale=locale), locale):
        assert only(text, locale, FactKind.PRICE).value == Money(amount, currency)


@pytest.mark.parametrize("locale", LOCALES)
@settings(deadline=None)
@given(amount=st.integers(min_value=1, max_value=9_999_999))
def test_whole_prices(locale: str, amount: int) -> None:
    shown = format_currency(
        amount, "EUR", locale=locale, currency_digits=False, format="#,##0 ¤" if locale[:2] == "de" else None
    )
    for text in framed(shown, locale):
        assert only(text, locale, FactKind.PRICE).value == Money(Decimal(amount), "EUR")


@pytest.mark.parametrize("locale", LOCALES)
@settings(deadline=None)
@given(percent=st.decimals(min_value="0", max_value="100", places=1))
def test_percents(locale: str, percent: Decimal) -> None:
    for text in framed(format_percent(percent / 100, locale=locale, decimal_quantization=False), locale):
        assert only(text, locale, FactKind.PERCENT).value == percent


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("style", ["short", "medium", "long", "full"])
@settings(deadline=None)
@given(day=DAYS)
@example(day=dt.date(2026, 12, 24))
@example(day=dt.date(2026, 5, 1))
def test_dates(locale: str, style: str, day: dt.date) -> None:
    for text in framed(format_date(day, style, locale=locale), locale):  # type: ignore[arg-type]
        found = only(text, locale, FactKind.DATE).value
        assert isinstance(found, Day)
        assert found.date == day
        assert found.weekday == (day.weekday() if style == "full" else None)
        assert found.weekday_fits is (True if style == "full" else None)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "pattern", ["d. MMMM", "d. MMM", "EEEE, d. MMMM", "EEE, d. MMM", "yyyy-MM-dd", "MMMM d, yyyy", "d MMM"]
)
@settings(deadline=None)
@given(day=DAYS)
def test_dates_in_other_patterns(locale: str, pattern: str, day: dt.date) -> None:
    shown = format_date(day, pattern, locale=locale)
    found = only(f"Am {shown} geht es los", locale, FactKind.DATE).value
    assert isinstance(found, Day)
    assert found.agrees(Day(day.year, day.month, day.day))
    assert found.weekday == (day.weekday() if "E" in pattern else None)


@pytest.mark.parametrize("locale", LOCALES)
@settings(deadline=None)
@given(time=st.times())
def test_times(locale: str, time: dt.time) -> None:
    for text in framed(format_time(time, "short", locale=locale), locale):
        assert only(text, locale, FactKind.TIME).value == Clock(time.hour, time.minute)
