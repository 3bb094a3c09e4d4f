"""Prices: "1299.00 EUR" is "1.299 €" in German and "€1,299" in English."""

import re
from decimal import Decimal

from babel import Locale
from babel.numbers import get_currency_precision, get_group_symbol, is_currency, parse_pattern

from renderers.contract.errors import DocumentError
from renderers.contract.message import Message
from renderers.display.numbers import AmbiguousNumberError, is_canonical, read_number

_SIGNS = {"€": "EUR", "EURO": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "FR.": "CHF", "SFR.": "CHF"}
_SIGN = r"(?:[A-Za-z]{3}|[Ee]uro|US\$|[€$£¥]|S?Fr\.)"
_PRICE = re.compile(rf"(?P<before>{_SIGN})?\s*(?P<amount>\d[\d.,\s'’]*(?:-{{1,2}}|[–—])?)\s*(?P<after>{_SIGN})?")


def read(text: str, locale: Locale, currency: str) -> str:
    """The canonical value, "1299.00 EUR": as many decimals as the currency has, more where the author gave more."""
    match = _PRICE.fullmatch(text)
    if match is None or (match["before"] and match["after"]):
        raise _unreadable(text)
    code = _currency(match["before"] or match["after"] or currency, text)
    digits = get_currency_precision(code)
    try:
        amount = read_number(match["amount"], group=get_group_symbol(locale), decimals=digits)
    except AmbiguousNumberError as error:
        raise DocumentError(
            Message(
                "“{text}” could be a thousand or a fraction. Write it in full, such as 1299.00 {currency}.",
                text=text,
                currency=code,
            )
        ) from error
    except ValueError as error:
        raise _unreadable(text) from error
    return f"{_plain(amount, digits)} {code}"


def write(value: str, locale: Locale) -> str:
    """The amount as the locale writes it; no cents where there are none."""
    number, _, currency = value.partition(" ")
    if not is_canonical(number) or not is_currency(currency):
        raise _unreadable(value)
    amount = Decimal(number)
    whole = amount == amount.to_integral_value()
    decimals = 0 if whole else max(get_currency_precision(currency), -_exponent(amount))
    pattern = parse_pattern(locale.currency_formats["standard"].pattern)
    pattern.frac_prec = (decimals, decimals)
    return str(pattern.apply(amount, locale, currency=currency, currency_digits=False))


def looks_like(text: str, locale: Locale) -> bool:
    """Whether a text is an amount with a currency."""
    match = _PRICE.fullmatch(text)
    if match is None or bool(match["before"]) == bool(match["after"]):
        return False
    try:
        read(text, locale, "EUR")
    except DocumentError:
        return is_currency(_code(match["before"] or match["after"]))
    return True


def _plain(amount: Decimal, digits: int) -> str:
    """Digits without grouping. Three decimals are written as four, which no locale can take for thousands."""
    decimals = max(digits, -_exponent(amount))
    if decimals == 3 and digits != 3:
        decimals = 4
    return f"{amount:.{decimals}f}"


def _exponent(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def _code(sign: str) -> str:
    return _SIGNS.get(sign.upper(), sign.upper())


def _currency(sign: str, text: str) -> str:
    code = _code(sign)
    if not is_currency(code):
        raise DocumentError(
            Message(
                "“{currency}” in “{text}” is no currency. Write its code, such as EUR or CHF.", currency=sign, text=text
            )
        )
    return code


def _unreadable(text: str) -> DocumentError:
    return DocumentError(
        Message("“{text}” is no price. Write an amount and a currency, such as 1299.00 EUR.", text=text)
    )
