"""A stretch of text that knows where it was, and the quoted speech in a text."""

import re
from bisect import bisect_right
from operator import itemgetter
from typing import NamedTuple

from brand.language.remembering import remembered
from brand.language.signs import holds


class Span(NamedTuple):
    """`text` is the original string from `start` to `end` (character offsets, end excluded).

    A tuple, since a text of a thousand words makes a thousand of them.
    """

    start: int
    end: int
    text: str

    def __len__(self) -> int:
        return self.end - self.start


# A quotation never leaves its paragraph. ” after „ is a common slip and closes all the same; a straight mark opens
# only where a word may begin, so that 15" is no quotation; the apostrophe of ‘rock ’n’ roll’ is left alone.
_QUOTED = re.compile(
    r"""
    „[^„“”]*?[“”] | ‚[^‚‘]*?[‘] | “[^“”]*?” | »[^»«]*?« | «[^«»]*?» | ›[^›‹]*?‹ | ‹[^‹›]*?›
    | (?<![^\s(\[{–—/])"(?=\S)[^"]*?(?<=\S)"(?!\w)
    """,
    re.VERBOSE,
)
_QUOTATION_MARKS = frozenset('„‚“»«›‹"')
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")


@remembered
def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the text quotes somebody: „…“ “…” »…« «…» ‚…‘ "…", marks included, outermost only.

    An opening mark without its closing mark in the same paragraph quotes nothing.
    """
    if not holds(text, _QUOTATION_MARKS):
        return ()
    breaks = [match.span() for match in _PARAGRAPH_BREAK.finditer(text)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    return tuple(
        match.span() for start, end in zip(starts, ends, strict=True) for match in _QUOTED.finditer(text, start, end)
    )


def inside(start: int, end: int, spans: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether start..end lies within one of the spans, which are in order and do not overlap."""
    at = bisect_right(spans, start, key=_low) - 1
    return at >= 0 and end <= spans[at][1]


_low = itemgetter(0)
