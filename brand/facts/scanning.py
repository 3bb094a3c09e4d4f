"""Looks with a costly pattern only where it may match: at signs that a quick pattern leaps to."""

import re
from collections.abc import Iterator


def matches(pattern: re.Pattern[str], text: str, starts: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The same matches as `pattern.finditer`, if each begins where `starts` does."""
    end = 0
    for start in starts.finditer(text):
        match = pattern.match(text, start.start()) if start.start() >= end else None
        if match is not None:
            yield match
            end = match.end()
