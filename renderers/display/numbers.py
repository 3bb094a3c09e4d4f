"""Reading numbers as people write them, without guessing where a dot could mean two things."""

import re
from decimal import Decimal

#: Signs that only ever group digits: spaces (also no-break and narrow ones) and apostrophes.
_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009'’](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
#: A minus or a dash in the place of cents: "1.299,-" and "5.–".
_NO_CENTS = re.compile(r"[.,](?:-{1,2}|[–—])$")
#: Digits of an amount. So many every program keeps as they are (IEEE 754 doubles); what has more is no amount.
_MOST_DIGITS = 15
_CANONICAL = re.compile(r"\d{1,15}(?:\.\d{1,15})?")


class AmbiguousNumberError(ValueError):
    """A number such as "1,299" that means another amount in another country."""


def read_number(text: str, *, group: str, decimals: int | None) -> Decimal:
    """Read "1299", "1.299,00", "1,299.00", "1 299,50", "1.299,-".

    `group` is the sign that groups thousands where the author writes. `decimals` is how many digits follow the point
    in a canonical value; a single sign before exactly three digits then means thousands if it is `group`, and is
    refused otherwise. With None a single sign is always the decimal point.

    Raises:
        AmbiguousNumberError: the number could mean two amounts.
        ValueError: this is no number.
    """
    text = _GROUPED.sub("", _NO_CENTS.sub("", text.strip()))
    if not _NUMBER.fullmatch(text) or not text.isascii():
        raise ValueError(text)
    signs = re.findall(r"[.,]", text)
    point = _decimal_point(text, signs, group, decimals)
    whole, _, fraction = text.rpartition(point) if point else (text, "", "")
    groups = re.split(r"[.,]", whole)
    if sum(map(len, groups)) + len(fraction) > _MOST_DIGITS:
        raise ValueError(text)
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(part) == 3 for part in groups[1:])):
        raise ValueError(text)
    return Decimal("".join(groups) + (f".{fraction}" if fraction else ""))


def is_canonical(text: str) -> bool:
    """Whether this is a number as facts keep it: digits and a point, and no more than an amount has."""
    return _CANONICAL.fullmatch(text) is not None


def _decimal_point(text: str, signs: list[str], group: str, decimals: int | None) -> str:
    """The sign that is the decimal point; empty where there is none."""
    if not signs:
        return ""
    if len(set(signs)) == 2:
        if signs.count(signs[-1]) > 1:
            raise ValueError(text)
        return signs[-1]
    if len(signs) > 1:
        return ""
    head, _, tail = text.partition(signs[0])
    if len(tail) != 3 or decimals in (None, 3) or head.strip("0") == "" or len(head) > 3:
        return signs[0]
    if signs[0] == group:
        return ""
    raise AmbiguousNumberError(text)
