"""Puts safe fixes into a text, and proves that each made things better: nothing is guessed, nothing overlaps."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from brand.errors import BrandError
from brand.finding import Finding, FixKind, Verdict

#: What is found in a text; raises BrandError where it cannot be read.
Judge = Callable[[str], Sequence[Finding]]
#: How often a mended text is gone through again: two fixes that touch are applied one after the other. Each time fewer
#: findings are left, the graver ones counted first, so that it ends by itself long before.
PASSES = 50


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` of a text get other words: the fix of a finding."""

    start: int
    end: int
    new: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Mended:
    """A text after its safe fixes, the findings that were mended, and what is still found in it."""

    text: str
    mended: tuple[Finding, ...]
    left: tuple[Finding, ...]


def mend(text: str, judge: Judge) -> Mended:
    """Apply the safe fixes of a text until there are none left.

    A fix stays only if the text judged anew lacks its finding and has no other of its gravity or graver; one that
    would do harm is left to people. Applying all twice changes nothing.

    Raises:
        BrandError: the text cannot be read as it is.
    """
    found = tuple(judge(text))
    done: list[Finding] = []
    for _ in range(PASSES):
        wanted = edits(text, found)
        text, found, kept = _improved(text, found, wanted, judge) if wanted else (text, found, [])
        if not kept:
            break
        done += [one.finding for one in kept]
    return Mended(text, tuple(done), found)


def edits(text: str, findings: Iterable[Finding]) -> list[Edit]:
    """The safe fixes that can be applied together, in reading order: each where its quote stands, none in another.

    What needs a person's look, is under a waiver, or is not found word for word at its line and column is left out.
    """
    starts = _starts(text)
    found = [edit for one in findings if (edit := _edit(text, starts, one)) is not None]
    chosen: list[Edit] = []
    for edit in sorted(found, key=lambda one: (one.start, one.end, one.finding.rule, one.new)):
        if not chosen or edit.start >= chosen[-1].end:
            chosen.append(edit)
    return chosen


def applied(text: str, changes: Iterable[Edit]) -> str:
    """A text after some edits that do not overlap."""
    for edit in sorted(changes, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _starts(text: str) -> list[int]:
    """Where every line begins, lines as the inspection counts them."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _edit(text: str, starts: Sequence[int], finding: Finding) -> Edit | None:
    where, fix, quote = finding.where, finding.fix, finding.quote.text
    certain = finding.verdict is Verdict.FAIL and not finding.waiver
    if fix is None or fix.kind is not FixKind.SAFE or not certain or not quote or not 0 < where.line < len(starts):
        return None
    start = starts[where.line - 1] + where.column - 1
    for ending in ("\n", "\r\n", "\r"):
        written = quote.replace("\n", ending)
        if text.startswith(written, start):
            return Edit(start, start + len(written), fix.new.replace("\n", ending), finding)
    return None


def _improved(
    text: str, found: tuple[Finding, ...], wanted: Sequence[Edit], judge: Judge
) -> tuple[str, tuple[Finding, ...], list[Edit]]:
    """All edits at once where that is an improvement, otherwise those that are one on their own, from the last."""
    after = _after(text, found, wanted, judge)
    if after is not None:
        return applied(text, wanted), after, list(wanted)
    kept: list[Edit] = []
    for edit in reversed(wanted if len(wanted) > 1 else ()):
        after = _after(text, found, [edit], judge)
        if after is not None:
            text, found = applied(text, [edit]), after
            kept.append(edit)
    return text, found, kept


def _after(text: str, found: Sequence[Finding], changes: Sequence[Edit], judge: Judge) -> tuple[Finding, ...] | None:
    """What is found after some edits; None if that is no improvement."""
    try:
        after = tuple(judge(applied(text, changes)))
    except BrandError:
        return None
    least = min(one.finding.severity.rank for one in changes)
    before, now = _counted(found, least), _counted(after, least)
    mended = Counter(one.finding.rule for one in changes)
    gone = all(now[rule] <= before[rule] - count for rule, count in mended.items())
    return after if gone and not now - before else None


def _counted(findings: Iterable[Finding], least: int) -> Counter[str]:
    return Counter(one.rule for one in findings if one.severity.rank >= least)
