"""Puts the finders together: one list of facts, none overlapping another."""

from collections.abc import Collection, Iterator
from operator import attrgetter

from brand.facts.codes import find_codes
from brand.facts.contacts import find_addresses, find_phones
from brand.facts.dates import find_dates, has_days
from brand.facts.found import FactKind, FactValue, FoundFact
from brand.facts.prices import find_percents, find_prices
from brand.facts.qualifiers import footnote_at, qualifier_of
from brand.facts.times import find_times
from brand.language.figures import figures
from brand.language.remembering import remembered

_start = attrgetter("start")


def find_facts(text: str, locale: str = "de", *, codes: Collection[str] = ()) -> tuple[FoundFact, ...]:
    """Return the prices, dates, times, percentages, codes, phone numbers and addresses of a text in reading order.

    `locale` decides what "1.299" and "3/4/2026" mean. `codes` are voucher codes known beforehand; others are found in
    capitals beside words such as *Code*. Where two readings overlap, the surer kind wins: an address before a phone
    number, a phone number before a date, a date before a price.
    """
    return _find_facts(text, locale, tuple(sorted(set(codes))) if codes else ())


def has_dates(text: str, locale: str) -> bool:
    """Whether there may be a date among the facts of a text: cheaper than finding all."""
    return has_days(text, locale)


@remembered
def _find_facts(text: str, locale: str, codes: tuple[str, ...]) -> tuple[FoundFact, ...]:
    taken = bytearray(len(text))
    facts: list[FoundFact] = []
    for kind, value, start, end in _readings(text, locale, codes):
        if any(taken[start:end]):
            continue
        taken[start:end] = b"\1" * (end - start)
        qualifier = qualifier_of(text, start, end, kind=kind, locale=locale)
        facts.append(FoundFact(kind, value, qualifier, start, end, text[start:end], footnote_at(text, end)))
    facts.sort(key=_start)
    return tuple(facts)


def _readings(text: str, locale: str, codes: tuple[str, ...]) -> Iterator[tuple[FactKind, FactValue, int, int]]:
    """All readings, the surest first."""
    yield from find_addresses(text)
    yield from find_codes(text, codes)
    if not figures(text):
        return
    yield from find_phones(text, locale)
    yield from find_times(text)
    yield from find_dates(text, locale)
    yield from find_percents(text, locale)
    yield from find_prices(text, locale)
