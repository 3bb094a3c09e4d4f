"""Where the words of a page stand in its source: parsers of HTML keep no line numbers, so the words are looked up."""

import re
from bisect import bisect_right

# What is never closed goes on to the end, as in browsers; so no end is looked for twice.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE
)
_VISIBLE = re.compile(r"\S")
_SIMPLE = re.compile(r"[A-Za-z0-9 ,.;:!?()-]{3,}")


class Lines:
    """Line and column of every offset of a text, both from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Finder:
    """Finds words of a page in its source, always searching on from the last hit, so that reading order is kept."""

    def __init__(self, source: str) -> None:
        self._source = source
        # What is no text is blanked: its words cannot be mistaken for the page's, and offsets stay.
        self._words = _MARKUP.sub(lambda match: _VISIBLE.sub(" ", match[0]), source)
        self._lines = Lines(source)
        self._cursor = self._attributes = 0

    def words(self, text: str) -> tuple[int, int] | None:
        """Line and column of some words of the page, or None where entities hide them."""
        for probe in _probes(text):
            found = self._words.find(probe, self._cursor)
            if found >= 0:
                begin = max(found - text.find(probe), 0)
                self._cursor = found + len(probe)
                return self._lines.at(begin)
        return None

    def attribute(self, value: str) -> tuple[int, int]:
        """Line and column of an attribute's value; (0, 0) where entities hide it."""
        for written in (value, value.replace("&", "&amp;")):
            found = self._source.find(written, self._attributes) if value else -1
            if found >= 0:
                self._attributes = found
                return self._lines.at(found)
        return 0, 0


def _probes(text: str) -> list[str]:
    """What to look for: the beginning of the words as they are, then a stretch that no entity can stand in."""
    head = text[:60]
    simple = _SIMPLE.search(head)
    return [head, simple[0]] if simple is not None and simple[0] != head else [head]
