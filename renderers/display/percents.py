"""Percentages: "20" is "20 %" in German (with a no-break space) and "20%" in English."""

import re
from decimal import Decimal

from babel import Locale
from babel.numbers import parse_pattern

from renderers.contract.errors import DocumentError
from renderers.contract.message import Message
from renderers.display.numbers import is_canonical, read_number

_SIGN = re.compile(r"\s*(?:%|percent|prozent|v\.\s?h\.)$", re.IGNORECASE)


def read(text: str) -> str:
    """The canonical value: "20" or "12.5". A single dot or comma is the decimal point."""
    try:
        number = read_number(_SIGN.sub("", text), group="", decimals=None)
    except ValueError as error:
        raise _unreadable(text) from error
    return f"{number.normalize():f}"


def write(value: str, locale: Locale) -> str:
    """The percentage as the locale writes it."""
    if not is_canonical(value):
        raise _unreadable(value)
    pattern = parse_pattern(locale.percent_formats[None].pattern)
    pattern.frac_prec = (0, len(value.partition(".")[2]))
    return str(pattern.apply(Decimal(value) / 100, locale))


def looks_like(text: str, locale: Locale) -> bool:  # noqa: ARG001 -- every type is asked alike
    """Whether a text is a number with a percent sign."""
    return bool(re.fullmatch(r"\d[\d.,]*\s*(%|percent|prozent)", text, re.IGNORECASE))


def _unreadable(text: str) -> DocumentError:
    return DocumentError(Message("“{text}” is no percentage. Write a number, such as 20 or 12.5 %.", text=text))
