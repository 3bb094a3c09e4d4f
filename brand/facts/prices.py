"""Finds prices and percentages."""

import re
from collections.abc import Iterator
from decimal import Decimal

from brand.cues import DIGITS, Cues
from brand.facts.found import FactKind, FactValue, Money
from brand.facts.numbers import NUMBER, SCALE, read_number, scaled
from brand.language.figures import at_figures, figures
from brand.language.locales import language_of, region_of

Found = tuple[FactKind, FactValue, int, int]

_CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "£": "GBP", "gbp": "GBP",
    "$": "USD", "us$": "USD", "usd": "USD", "us-dollar": "USD", "us dollars": "USD", "dollar": "USD", "dollars": "USD",
    "a$": "AUD", "aud": "AUD", "ca$": "CAD", "c$": "CAD", "cad": "CAD", "nz$": "NZD", "nzd": "NZD",
    "chf": "CHF", "fr.": "CHF", "sfr.": "CHF", "sfr": "CHF", "franken": "CHF", "francs": "CHF",
    "¥": "JPY", "jpy": "JPY", "yen": "JPY", "cny": "CNY", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
    "pln": "PLN", "zł": "PLN", "czk": "CZK", "kč": "CZK", "huf": "HUF", "ft": "HUF", "ron": "RON",
    "₹": "INR", "inr": "INR", "try": "TRY", "₺": "TRY", "¢": "USD",
}  # fmt: skip
_SYMBOLS = r"US\$|CA\$|NZ\$|[AC]\$|[€£$¥₹₺]"
_CODES = r"EUR|GBP|USD|CHF|AUD|CAD|NZD|JPY|CNY|SEK|NOK|DKK|PLN|CZK|HUF|RON|INR|TRY"
_BLANK = r"[ \u00a0\u202f\u2009]?"
# 1.299,-  49.–  1.299,--: whole amounts, the cents struck through
_DASHED = r"[.,][-–—−]{1,2}(?![0-9])"
_START = r"(?<![\w.,])"
_MONEY = re.compile(
    rf"""
    {_START}(?:
        (?P<sign>{_SYMBOLS}|(?:{_CODES}|S?Fr\.|Euro){_BLANK}){_BLANK}(?P<left>{NUMBER})(?P<leftdash>{_DASHED})?
            (?P<leftscale>{SCALE})?(?:[ \u00a0]?(?:€|EUR\b))?
      | (?P<right>{NUMBER})(?P<raised>[⁰¹²³⁴-⁹]{{2}})?(?P<dash>{_DASHED})?(?P<scale>{SCALE})?{_BLANK}-?
            (?P<unit>{_SYMBOLS}|(?:{_CODES}|Euros?|Franken|US-Dollar|[Dd]ollars?|[Ff]rancs|Yen|euros?|zł|Kč|Ft|CHF|SFr\.|Fr\.)(?!\w))
      | (?P<bare>{NUMBER})(?P<baredash>{_DASHED})
      | (?P<cents>[0-9]{{1,2}}){_BLANK}(?P<coin>ct\b\.?|Cent\b|¢)
    )
    """,
    re.VERBOSE,
)
# "39 bis 59 €", "10–20 %", "39,99 – 59,99 €": the first number borrows from the second. A spaced dash between whole
# numbers may be a dash of thought: "Nimm 3 – 20 % Rabatt".
_RANGE = re.compile(
    rf"{_START}(?:(?P<first>{NUMBER})(?:[-–—]|{_BLANK}(?:bis|to){_BLANK})|(?P<exact>[0-9.]+[.,][0-9]{{2}})\s?[-–—]\s?)$"
)
_PERCENT = re.compile(
    rf"(?<![\w.,])(?P<number>{NUMBER})(?:[ \u00a0\u202f\u2009]?%|[ \u00a0](?:Prozent|percent|per[ ]cent)(?![\w]))",
    re.IGNORECASE,
)
# What may stand in front of a number, and how far before it such a thing may begin.
_SIGN_BEFORE = re.compile(rf"{_START}(?:{_SYMBOLS}|(?:{_CODES}|S?Fr\.|Euro){_BLANK}){_BLANK}$")
_SIGN_REACH = 6
_BLANKS = ("", " ", "\u00a0", "\u202f", "\u2009")
#: Without one of these no amount is money; looking for them is much faster than the pattern.
PRICES = Cues(
    *"€£$¥₹₺¢",
    *(name for name in _CURRENCIES if len(name) > 2),
    *(f"{digit}{blank}{name}" for digit in DIGITS for blank in _BLANKS for name in ("ft", "-ft", "ct")),
    *("fr.", "cent", "zł", "kč", ",-", ",–", ",—", ",−", ".-", ".–", ".—", ".−"),
)
_PERCENT_CUES = Cues("%", "prozent", "percent", "per cent")
_RANGE_REACH = 24
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_HOME = {"CH": "CHF", "LI": "CHF", "GB": "GBP", "US": "USD"}


def find_prices(text: str, locale: str) -> Iterator[Found]:
    """Yield every amount of money; a single "$" is US dollars, ",-" alone the money of the locale's country."""
    if not PRICES.are_in(text):
        return
    for match in _money(text):
        amount = _amount(match, locale)
        if amount is None:
            continue
        currency = _currency(match, locale)
        yield FactKind.PRICE, Money(amount, currency), match.start(), match.end()
        if match["right"]:
            yield from (
                (FactKind.PRICE, Money(number, currency), start, end)
                for number, start, end in _range_before(text, match.start(), locale)
            )


def _money(text: str) -> Iterator[re.Match[str]]:
    """All amounts: at each figure, or at the sign or code of a currency in front of it."""
    reached = 0
    for start, _ in figures(text):
        sign = _SIGN_BEFORE.search(text, max(start - _SIGN_REACH, reached), start)
        for at in (start,) if sign is None else (sign.start(), start):
            match = _MONEY.match(text, at) if at >= reached else None
            if match is not None:
                yield match
                reached = match.end()


def find_percents(text: str, locale: str) -> Iterator[Found]:
    """Yield every percentage, without its sign."""
    if not _PERCENT_CUES.are_in(text):
        return
    for match in at_figures(_PERCENT, text):
        number = read_number(match["number"], locale)
        if number is None:
            continue
        yield FactKind.PERCENT, number, match.start(), match.end()
        for first, start, end in _range_before(text, match.start(), locale):
            yield FactKind.PERCENT, first, start, end


def _range_before(text: str, start: int, locale: str) -> Iterator[tuple[Decimal, int, int]]:
    match = _RANGE.search(text, max(0, start - _RANGE_REACH), start)
    if not match:
        return
    group = "first" if match["first"] else "exact"
    number = read_number(match[group], locale)
    if number is not None:
        yield number, match.start(group), match.end(group)


def _amount(match: re.Match[str], locale: str) -> Decimal | None:
    """The amount, or None for what only looks like one: "3.–" outside Switzerland, "50 Cent" in English."""
    swiss, german = region_of(locale) in {"CH", "LI"}, language_of(locale) == "de"
    if match["cents"]:
        return Decimal(match["cents"]) / 100 if german or match["coin"] == "¢" else None
    if match["bare"] and not (swiss or (german and match["baredash"][0] == ",")):
        return None
    if (match["sign"] or match["unit"] or "").startswith("Fr.") and not swiss:  # Friday
        return None
    number = read_number(match["left"] or match["right"] or match["bare"], locale)
    if number is not None and match["raised"]:  # 19⁹⁹ €
        number += Decimal(int(match["raised"].translate(_LOWERED))) / 100
    return None if number is None else scaled(number, match["leftscale"] or match["scale"] or "")


def _currency(match: re.Match[str], locale: str) -> str:
    name = (match["sign"] or match["unit"] or match["coin"] or "").strip(" \u00a0\u202f\u2009").lower()
    fallback = "EUR" if language_of(locale) == "de" else "USD"
    return _CURRENCIES.get(name) or _HOME.get(region_of(locale), fallback)
