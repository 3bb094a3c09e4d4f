"""How text messages are counted: the GSM 03.38 alphabet, segments, and what typography folds to in it.

One character outside the alphabet turns the whole message into UCS-2, with 70 instead of 160 units. Tables after
3GPP TS 23.038 section 6.2.1; national shift tables are not used, as senders' gateways do not offer them.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

#: One septet each.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: Two septets each: an escape and the character.
EXTENDED = frozenset("\f^{}\\[~]|€")

GSM7, UCS2 = "GSM-7", "UCS-2"
#: Units of a message that is sent in one segment, and of each segment where there are several.
SINGLE = {GSM7: 160, UCS2: 70}
PART = {GSM7: 153, UCS2: 67}

#: Typographic characters and what says the same in GSM-7. Letters are never replaced: "ç" is not "c".
FOLD: tuple[tuple[str, str], ...] = (
    *((mark, '"') for mark in "„“”‟«»″"),
    *((mark, "'") for mark in "‚‘’‛‹›′"),
    *((dash, "-") for dash in "‐‑‒–—―−"),
    *((mark, "-") for mark in "•‣◦·▪"),
    ("…", "..."),
    ("×", "x"),
    ("⁄", "/"),
    *((space, " ") for space in "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"),
    *((space, " ") for space in "\u200a\u202f\u205f\u3000"),
    *((line, "\n") for line in "\u2028\u2029"),
    *((nothing, "") for nothing in "\u00ad\u200b\u2060\ufeff"),
)
_JOINER = "\u200d"
_FLAGS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
_SKINS = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_FOLD = str.maketrans(dict(FOLD))


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text costs to send.

    `units` are septets (GSM-7) or UTF-16 units (UCS-2); `single` and `part` how many fit a message of one segment and
    each segment of a longer one; `costly` the characters that force UCS-2, each once, in order.
    """

    encoding: str
    count: int
    units: int
    costly: tuple[str, ...] = ()

    @property
    def single(self) -> int:
        """Units that fit one segment."""
        return SINGLE[self.encoding]

    @property
    def part(self) -> int:
        """Units that fit each of several segments."""
        return PART[self.encoding]

    @property
    def capacity(self) -> int:
        """Units that as many segments as this text takes can hold."""
        return self.single if self.count <= 1 else self.count * self.part


def segments(text: str) -> Segments:
    """Count the segments of a message as gateways do; an empty text takes one."""
    costly = tuple(dict.fromkeys(character for character in text if not is_gsm7(character)))
    encoding = UCS2 if costly else GSM7
    widths = [_width(character, encoding) for character in text]
    units = sum(widths)
    if units <= SINGLE[encoding]:
        return Segments(encoding, 1, units, costly)
    count, used = 1, 0
    # Neither an escape nor half a character is parted from what belongs to it, and no emoji is cut in two.
    for width in widths if encoding == GSM7 else _clusters(text, widths):
        if used + width > PART[encoding]:
            count, used = count + 1, 0
        used += width
    return Segments(encoding, count, units, costly)


def is_gsm7(text: str) -> bool:
    """Whether every character is in the alphabet."""
    return all(character in BASIC or character in EXTENDED for character in text)


def septets(text: str) -> int:
    """How many septets a text takes whose characters are all in the alphabet."""
    return sum(_width(character, GSM7) for character in text)


def fold(text: str) -> str:
    """Replace typographic characters by what GSM-7 has, and compose letters with their marks.

    Letters, emoji and other scripts stay: they cost a segment, but replacing them would change the words.
    """
    return unicodedata.normalize("NFC", text).translate(_FOLD)


def folded(text: str) -> tuple[str, ...]:
    """The typographic characters of a text that `fold` replaces, each once, in order."""
    return tuple(dict.fromkeys(character for character in text if ord(character) in _FOLD))


def _clusters(text: str, widths: Sequence[int]) -> list[int]:
    """The widths of what readers see as one: a letter with its marks, a flag, a family of emoji."""
    found: list[int] = []
    before, flags = "", 0
    for character, width in zip(text, widths, strict=True):
        is_flag = character in _FLAGS
        flags = flags + 1 if is_flag else 0
        belongs = _joins(character) or (before == _JOINER and ord(character) > 0x203B) or (is_flag and not flags % 2)
        if found and belongs and before != "\n":
            found[-1] += width
        else:
            found.append(width)
        before = character
    return found


def _joins(character: str) -> bool:
    """Whether a character is shown together with the one before it."""
    return character > "\u02ff" and (
        character == _JOINER or character in _SKINS or unicodedata.category(character) in {"Mn", "Me", "Mc"}
    )


def _width(character: str, encoding: str) -> int:
    if encoding == GSM7:
        return 2 if character in EXTENDED else 1
    return 2 if ord(character) > 0xFFFF else 1
