"""Which signs a text holds: a pattern that needs one of them need not search a text that has none.

Looking through a text for one class of characters takes a regular expression as long as all of this. The signs of a
text are gathered once, and then each question costs next to nothing.
"""

import string

from brand.language.remembering import remembered

#: All white space but the plain blank.
BLANKS = frozenset(
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000"
)
_LETTERS = f"{string.ascii_letters} ".encode()


@remembered
def signs(text: str) -> frozenset[str]:
    """Return all characters of a text but plain letters (A to Z) and the plain blank."""
    others = text.encode("utf-8", "surrogatepass").translate(None, _LETTERS)
    return frozenset(others.decode("utf-8", "surrogatepass"))


def holds(text: str, some: frozenset[str]) -> bool:
    """Whether a text holds one of some signs; no plain letter and no plain blank may be among them."""
    return not some.isdisjoint(signs(text))


def is_touched(text: str, mark: str) -> bool:
    """Whether a mark stands in a text with something else behind it than a plain blank or the end."""
    return text.count(mark) > text.count(f"{mark} ") + text.endswith(mark)
