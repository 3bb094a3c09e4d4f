"""Finds prices, dates, codes and other values with their qualifiers in any German or English text."""

from brand.facts.find import find_facts
from brand.facts.found import Clock, Day, FactKind, FactValue, FoundFact, FoundQualifier, Money

__all__ = ["Clock", "Day", "FactKind", "FactValue", "FoundFact", "FoundQualifier", "Money", "find_facts"]
