"""The tests beside an own rule: texts that must have a hit, and texts that must have none."""

from collections.abc import Iterator
from itertools import accumulate

from brand.finding import Where
from brand.own.checks import hits
from brand.own.compiled import compiled
from brand.own.units import units
from brand.pattern import Pattern, Scope
from brand.subject import RunKind, Subject, SubjectKind, TextRun
from renderers.contract.message import Message

_RUNS = {
    Scope.HEADING: RunKind.HEADING,
    Scope.LIST: RunKind.LIST_ITEM,
    Scope.QUOTE: RunKind.QUOTE,
    Scope.CELL: RunKind.CELL,
    Scope.ALT: RunKind.ALT,
}


def failed_tests(pattern: Pattern) -> Iterator[tuple[str, int, Message]]:
    """The tests that do not hold: "good" or "bad", which of them, and what is wrong.

    Raises:
        PatternError: the rule cannot be compiled.
    """
    compiled(pattern)
    for number, text in enumerate(pattern.good):
        found = _quotes(pattern, text)
        if found:
            yield (
                "good",
                number,
                Message(
                    "The own rule “{id}” finds “{found}” in its good test “{text}”.",
                    id=pattern.id,
                    found=found[0][:80],
                    text=text[:80],
                ),
            )
    for number, text in enumerate(pattern.bad):
        if not _quotes(pattern, text):
            message = Message(
                "The own rule “{id}” finds nothing in its bad test “{text}”.", id=pattern.id, text=text[:80]
            )
            yield "bad", number, message


def _quotes(pattern: Pattern, text: str) -> list[str]:
    """What the rule finds in a text; paragraphs are parted by blank lines."""
    return [text[start:end] for start, end, _ in matches(pattern, text)]


def matches(pattern: Pattern, text: str) -> list[tuple[int, int, str | None]]:
    """The hits of a rule in a text: start, end, and what it would put there (None = nothing).

    Raises:
        PatternError: the rule cannot be compiled.
    """
    kind = _RUNS.get(pattern.scope, RunKind.PARAGRAPH)
    parts = text.split("\n\n")
    runs = tuple(TextRun(part, Where(), kind, pattern.level or int(kind is RunKind.HEADING)) for part in parts)
    ends = accumulate(len(part) + 2 for part in parts)
    starts = {id(run): end - len(run.text) - 2 for run, end in zip(runs, ends, strict=True)}
    subject = Subject(name="test", kind=SubjectKind.TEXT, locale=pattern.locale or "de", runs=runs)
    found = hits(compiled(pattern), units(pattern, subject), subject)
    return [(starts[id(unit.run)] + hit.start, starts[id(unit.run)] + hit.end, hit.instead) for unit, hit in found]
