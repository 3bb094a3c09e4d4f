"""Where the figures of a text stand: dates, times, prices and phone numbers are looked for there, and nowhere else."""

import re
from collections.abc import Iterator

from brand.language.remembering import remembered
from brand.language.shapes import Shapes
from brand.language.signs import holds

_DIGITS = "0123456789"
_SIGNS = frozenset(_DIGITS)
_ONLY_DIGITS = Shapes({digit: digit for digit in _DIGITS})


@remembered
def figures(text: str) -> tuple[tuple[int, int], ...]:
    """Return where digits (0 to 9) stand together, in order."""
    if not holds(text, _SIGNS):
        return ()
    shape = _ONLY_DIGITS.of(text)
    found, end = [], 0
    for figure in shape.split():
        start = shape.index(figure, end)
        end = start + len(figure)
        found.append((start, end))
    return tuple(found)


@remembered
def gaps(text: str) -> frozenset[str]:
    """Return what stands between two figures one or two characters apart: "." in "24.12.", ". " in "24. 12."."""
    found, end = set(), -3
    for start, following in figures(text):
        if start - end <= 2:
            found.add(text[end:start])
        end = following
    return frozenset(found)


def at_figures(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The same matches as `pattern.finditer`, if each begins with the first digit of a figure."""
    reached = 0
    for start, _ in figures(text):
        match = pattern.match(text, start) if start >= reached else None
        if match is not None:
            yield match
            reached = match.end()
