"""Settles white space over the runs of a text, and joins neighbors that look alike."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from renderers.contract.text import Inline, Link, RichText, Text, Word

#: A line break the author asked for, until white space is settled; no source text can hold this character.
BREAK = "\x0b"

_Run = TypeVar("_Run", Inline, Word)
_AROUND_BREAK = re.compile(f" ?{BREAK} ?")
_MANY_BREAKS = re.compile(f"{BREAK}{{3,}}")


def rich(runs: Iterable[Inline], *, lines: bool = False) -> RichText:
    """A text of runs: one space where there were several, none at either end.

    With `lines` every line break stays (two at most in a row), as in a text of the front matter; otherwise only those
    made by two spaces or `<br>` do, and a paragraph may be typed over many lines.
    """
    runs = tuple(runs)
    words = [word for run in runs for word in (run.runs if isinstance(run, Link) else (run,))]
    settled = iter(_trimmed(_collapsed(words, lines=lines)))
    out: list[Inline] = []
    for run in runs:
        if not isinstance(run, Link):
            out.append(next(settled))
        elif inside := _joined([next(settled) for _ in run.runs]):
            out.append(replace(run, runs=inside))
    return RichText(_joined(out))


def _collapsed(words: Sequence[Word], *, lines: bool) -> list[Word]:
    """One space for many, also where they stand in different runs; none at the start of a line."""
    out: list[Word] = []
    before = BREAK
    for word in words:
        if not isinstance(word, Text):
            out.append(word)
            before = "x"
            continue
        text = word.text.replace("\n", BREAK) if lines else word.text
        text = _AROUND_BREAK.sub(BREAK, re.sub("[ \t\n]+", " ", text))
        text = _MANY_BREAKS.sub(BREAK * 2, text)
        if before in (" ", BREAK):
            text = text.lstrip(" ")
        before = text[-1:] or before
        out.append(replace(word, text=text))
    return out


def _trimmed(words: list[Word]) -> list[Word]:
    """No space before a line break, no break and no space at either end; breaks become line feeds."""
    after = BREAK
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if not isinstance(word, Text):
            after = "x"
            continue
        text = word.text.rstrip(" ") if after == BREAK else word.text
        words[index] = replace(word, text=text)
        after = text[:1] or after
    for indices, strip in ((range(len(words)), str.lstrip), (range(len(words) - 1, -1, -1), str.rstrip)):
        for index in indices:
            word = words[index]
            if not isinstance(word, Text):
                break
            words[index] = word = replace(word, text=strip(word.text, f" {BREAK}"))
            if word.text:
                break
    return [replace(word, text=word.text.replace(BREAK, "\n")) if isinstance(word, Text) else word for word in words]


def _joined(runs: "Iterable[_Run]") -> "tuple[_Run, ...]":
    """Neighboring words of the same marks as one; empty ones left out."""
    out: list[_Run] = []
    for run in runs:
        last = out[-1] if out else None
        if isinstance(run, Text) and isinstance(last, Text) and last.marks == run.marks:
            out[-1] = replace(last, text=last.text + run.text)
        elif not isinstance(run, Text) or run.text:
            out.append(run)
    return tuple(out)
