"""Phone numbers: "+49301234567" is "030 1234567" for German readers and "+49 30 1234567" for others.

Simple on purpose: area codes are set apart for the German numbers whose length is certain, elsewhere digits stand in
threes. An author who wants it otherwise gives the fact a `display`.
"""

import re

from babel import Locale

from renderers.contract.errors import DocumentError
from renderers.contract.message import Message
from renderers.display.locales import territory

#: Calling code and trunk prefix of the countries in which numbers without "+" are read.
_CALLING = {
    "DE": ("49", "0"),
    "AT": ("43", "0"),
    "CH": ("41", "0"),
    "LI": ("423", ""),
    "LU": ("352", ""),
    "GB": ("44", "0"),
    "IE": ("353", "0"),
    "FR": ("33", "0"),
    "NL": ("31", "0"),
    "BE": ("32", "0"),
    "IT": ("39", ""),
    "ES": ("34", ""),
    "PL": ("48", ""),
    "DK": ("45", ""),
    "US": ("1", ""),
    "CA": ("1", ""),
}
#: ITU E.164: what codes of two digits begin with; 1 and 7 stand alone, every other code has three digits.
_TWO_DIGITS = re.compile(r"2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")
#: German area codes (Bundesnetzagentur): the four of two digits, mobile, service, and the cities whose code ends in 1.
_GERMAN_AREA = re.compile(r"(30|40|69|89|1[567]\d|800|900|180|137|700|[2-9][1-9]1)(\d{3,})")
_TYPED = re.compile(r"(?:\+|00)?[\d\s()./–-]+")


def read(text: str, locale: Locale) -> str:
    """The canonical value, E.164: "+49301234567"."""
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    if not _TYPED.fullmatch(text):
        raise _unreadable(text)
    if text.startswith("+"):
        number = digits
    elif digits.startswith("00"):
        number = digits[2:]
    else:
        calling, trunk = _CALLING.get(territory(locale), ("", ""))
        if not calling or not digits.startswith(trunk):
            raise _unreadable(text)
        number = calling + digits.removeprefix(trunk)
    if not 6 <= len(number) <= 15 or number.startswith("0"):
        raise _unreadable(text)
    return f"+{number}"


def write(value: str, locale: Locale) -> str:
    """National for readers in the number's own country, international for all others."""
    if not re.fullmatch(r"\+[1-9]\d{5,14}", value):
        raise _unreadable(value)
    digits = value[1:]
    width = 1 if digits[0] in "17" else 2 if _TWO_DIGITS.match(digits) else 3
    calling, rest = digits[:width], digits[width:]
    home, trunk = _CALLING.get(territory(locale), ("", ""))
    grouped = _grouped(calling, rest)
    return f"{trunk}{grouped}" if calling == home and trunk else f"+{calling} {grouped}"


def looks_like(text: str, locale: Locale) -> bool:  # noqa: ARG001 -- every type is asked alike
    """Whether a text is a phone number with its prefix: "+49 ..." or "030 / ..."."""
    digits = re.sub(r"\D", "", text)
    return bool(_TYPED.fullmatch(text)) and text[0] in "+0" and 7 <= len(digits) <= 17


def _grouped(calling: str, rest: str) -> str:
    if calling == "49":
        area = _GERMAN_AREA.fullmatch(rest)
        return f"{area[1]} {area[2]}" if area else rest
    threes = [rest[start : start + 3] for start in range(0, len(rest), 3)]
    if len(threes) > 1 and len(threes[-1]) == 1:
        threes[-2:] = [threes[-2] + threes[-1]]
    return " ".join(threes)


def _unreadable(text: str) -> DocumentError:
    return DocumentError(Message("“{text}” is no phone number. Write it with its country: +49 30 1234567.", text=text))
