"""Looks with a costly pattern only where it may match: at signs that a quick pattern leaps to."""

import re
from collections.abc import Iterator


def matches(pattern: re.Pattern[str], text: str, starts: re.Pattern[str], *, lead: int = 0) -> Iterator[re.Match[str]]:
    """The same matches as `pattern.finditer`, if each begins where `starts` does, or up to `lead` characters before."""
    end = tried = 0
    for start in starts.finditer(text):
        for at in range(max(tried, start.start() - lead), start.start() + 1):
            match = pattern.match(text, at) if at >= end else None
            if match is not None:
                yield match
                end = match.end()
        tried = start.start() + 1
