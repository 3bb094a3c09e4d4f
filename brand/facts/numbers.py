"""Reads numbers as German, English and Swiss texts write them."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from brand.language.locales import language_of

_BLANKS = "\u00a0\u202f\u2009"  # between groups of digits; a plain blank parts two numbers
# 1.299.000,00  1,299.00  1’299.00  1 299,00  1299  0,99. Grouped or plain, then perhaps decimals.
NUMBER = (
    rf"(?:[0-9]{{1,3}}(?:[.,'’][0-9]{{3}}){{1,5}}(?![0-9])|[0-9]{{1,3}}(?:[{_BLANKS}][0-9]{{3}}){{1,5}}(?![0-9])|[0-9]+)"
    r"(?:[.,][0-9]+(?![0-9]))?"
)
_SCALES = {
    "tsd": 3, "tausend": 3, "thousand": 3, "k": 3,
    "mio": 6, "million": 6, "millionen": 6, "mn": 6, "m": 6,
    "mrd": 9, "milliarde": 9, "milliarden": 9, "billion": 9, "bn": 9, "b": 9,
}  # fmt: skip
SCALE = (
    r"(?:[ \u00a0\u202f]?(?:(?:Tsd|Mio|Mrd)\b\.?|(?:Tausend|Million(?:en)?|Milliarden?|thousand|million|billion)\b)"
    r"|(?:mn|bn|[kmb])\b)"
)


_PARTING = re.compile(rf"['’{_BLANKS}]")
_GROUPS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_MARKS = re.compile("[.,]")
#: Digits of the largest number that is an amount; what has more is some identifier.
_MOST_DIGITS = 17
#: Holds the largest number divided by the smallest.
_WIDE = Context(prec=100)


def read_number(text: str, locale: str) -> Decimal | None:
    """Read a number, or return None if it cannot be one.

    Two kinds of separator, or one kind twice, leave no doubt. A single point or comma before exactly three digits is
    the locale's call: "1.299" is a thousand in German and one point three in English. Before any other number of
    digits it parts the decimals, also in the other language's way ("39.99" in a German text).
    """
    if text.isascii() and text.isdigit():
        return Decimal(text) if len(text) <= _MOST_DIGITS else None
    digits = _PARTING.sub("", text)
    if not _GROUPS.fullmatch(digits):
        return None
    marks = _MARKS.findall(digits)
    if len(digits) - len(marks) > _MOST_DIGITS:
        return None
    if not marks:
        return Decimal(digits)
    decimal_mark = _decimal_mark(digits, marks, locale)
    whole, _, decimals = digits.rpartition(decimal_mark) if decimal_mark else (digits, "", "")
    return Decimal(_MARKS.sub("", whole) + (f".{decimals}" if decimals else ""))


def plain_number(text: str) -> Decimal | None:
    """Read a number as programs write it ("1299.00", "1e3"), or return None for what is none, or no amount."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS else None


def rounded(number: Decimal, least: Decimal) -> Decimal:
    """Round half up to a multiple of a power of ten, however large the number is."""
    return number.quantize(least, ROUND_HALF_UP, _WIDE)


def scaled(amount: Decimal, scale: str) -> Decimal:
    """Multiply by what "Mio." or "k" says; without a scale, return the amount itself."""
    power = _SCALES.get(scale.strip(" .\u00a0").lower(), 0)
    return amount.scaleb(power)


def _decimal_mark(digits: str, marks: list[str], locale: str) -> str:
    last = marks[-1]
    if len(set(marks)) == 2:
        return last
    if len(marks) > 1:
        return ""
    if len(digits.rpartition(last)[2]) != 3 or digits.startswith("0"):
        return last
    return last if last == ("," if language_of(locale) == "de" else ".") else ""
