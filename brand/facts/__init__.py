"""Finds prices, dates, codes and other values with their qualifiers in any German or English text."""

from brand.facts.find import find_facts, has_dates
from brand.facts.found import Clock, Day, FactKind, FactValue, FoundFact, FoundQualifier, Money
from brand.facts.numbers import plain_number, rounded
from brand.facts.prices import PRICES

__all__ = [
    "PRICES",
    "Clock",
    "Day",
    "FactKind",
    "FactValue",
    "FoundFact",
    "FoundQualifier",
    "Money",
    "find_facts",
    "has_dates",
    "plain_number",
    "rounded",
]
