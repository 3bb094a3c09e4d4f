"""Makes texts comparable (case, blanks, accents, invisible characters) without losing the way back."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from brand.language.remembering import remembered
from brand.language.signs import BLANKS, holds, signs

# Characters that change nothing for the reader: soft hyphen, zero-width characters, word joiner, byte order mark.
INVISIBLE = "\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

_SAME_LENGTH = {
    **dict.fromkeys(
        map(
            ord,
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c\r\n",
        ),
        " ",
    ),
    **dict.fromkeys(map(ord, "’‘ʼ‛`´＇"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    ord("ς"): "σ",
    ord("ẞ"): "ß",
}
# What one original stretch turns into another number of characters: invisible ones, runs of blanks, letters with
# accents of their own, capital I with dot (two characters in lower case: every later offset would drift).
_CHANGES = re.compile(rf"[{INVISIBLE}]+|\s{{2,}}|[^\W\d_][\u0300-\u036f]+|İ")
_RUNS_OF_BLANKS = re.compile(r"\s\s+")
# A text without these has no such stretch but runs of blanks.
_ODD = frozenset(INVISIBLE).union(map(chr, range(0x300, 0x370)), "İ")
# A text without these keeps its characters but for their case.
_OTHERS = frozenset(map(chr, _SAME_LENGTH))
_QUOTES = str.maketrans({**dict.fromkeys("„“”«»‟＂", '"'), **dict.fromkeys("‚‘’‹›‛`´", "'")})


@remembered
def fold(text: str) -> tuple[str, Sequence[int]]:
    """Return the text in a form for comparing, and for each of its offsets the offset in the original.

    Folded are case (character by character), typographic apostrophes and hyphens, all kinds of blanks (a run of them
    becomes one, a blank line becomes a line break that no term spans), letters with combining accents (composed) and
    invisible characters (left out). ß stays ß: *Maße* and *Masse* are two words. The map holds one entry more than
    the folded text, for its end.
    """
    others = _OTHERS & signs(text)
    if not _changes(text):
        return _lower(text, others), range(len(text) + 1)
    pieces: list[str] = []
    origin: list[int] = []
    position = 0
    for match in (_CHANGES if holds(text, _ODD) else _RUNS_OF_BLANKS).finditer(text):
        pieces.append(_lower(text[position : match.start()], others))
        origin.extend(range(position, match.start()))
        piece = _replacement(match.group())
        pieces.append(piece)
        origin.extend([match.start()] * len(piece))
        position = match.end()
    pieces.append(_lower(text[position:], others))
    origin.extend(range(position, len(text) + 1))
    return "".join(pieces), origin


def _changes(text: str) -> bool:
    """Whether anything turns into another number of characters."""
    if holds(text, _ODD):
        return True
    return "  " in text or (holds(text, BLANKS) and _RUNS_OF_BLANKS.search(text) is not None)


def unify(text: str) -> str:
    """Fold everything but case: what a case-sensitive comparison looks at."""
    return _CHANGES.sub(lambda match: _replacement(match.group(), lower=False), text).translate(_SAME_LENGTH)


def plain_quotes(text: str) -> str:
    """Turn every kind of quotation mark into the straight one of its rank, without changing the length."""
    return text.translate(_QUOTES)


def _lower(text: str, others: Iterable[str] = _OTHERS) -> str:
    for other in others:
        text = text.replace(other, _SAME_LENGTH[ord(other)])
    return text.lower().replace("ς", "σ")


def _replacement(piece: str, *, lower: bool = True) -> str:
    if piece.isspace():
        return "\n" if piece.count("\n") > 1 else " "
    if piece[0] in INVISIBLE:
        return ""
    composed = unicodedata.normalize("NFC", piece)
    return _lower(composed) if lower else composed
