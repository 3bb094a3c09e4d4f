"""Plain text becomes a subject: a run for every paragraph and list item, at its line."""

import re
from collections.abc import Iterator
from datetime import date

from brand.finding import Where
from brand.inspect.limits import decoded, require_bytes
from brand.subject import Link, RunKind, Subject, SubjectKind, TextRun

_HASHTAGS = re.compile(r"(?:#[\w·]+\s*)+")
_BULLET = re.compile(r"[ \t]*(?:[-–•*+]|\d{1,3}[.)])[ \t]+")
_STAR = re.compile(r"[ \t]*\*[ \t]")
_URL = re.compile(r"https?://[^\s<>\"„“”»«]+[^\s<>\"„“”»«.,;:!?)\]]")


def inspect_text(
    data: bytes | str,
    *,
    name: str,
    channel: str = "",
    format_key: str = "",
    locale: str = "",
    today: date | None = None,
    kind: RunKind = RunKind.PARAGRAPH,
) -> Subject:
    """Inspect plain text.

    Raises:
        InspectError: it is too large or no text.
    """
    text = read_text(data, name)
    runs = tuple(plain_runs(text, name, kind))
    return Subject(
        name=name,
        kind=SubjectKind.TEXT,
        channel=channel,
        format=format_key,
        locale=locale,
        runs=runs,
        links=tuple(plain_links(runs)),
        metadata=(("size", str(len(text.encode("utf-8", "surrogatepass")))),),
        today=today,
    )


def plain_runs(text: str, part: str, kind: RunKind = RunKind.PARAGRAPH) -> Iterator[TextRun]:
    """A run for every paragraph and every line of a list; line breaks inside a paragraph stay."""
    gathered: list[str] = []
    begin = 0
    lines = text.splitlines()
    lone_star = sum(_STAR.match(line) is not None for line in lines) == 1  # one star is a footnote, several are a list
    for number, line in enumerate([*lines, ""], start=1):
        bullet = None if lone_star and _STAR.match(line) else _BULLET.match(line)
        if gathered and (not line.strip() or bullet):
            yield _plain_run(gathered, begin, part, kind)
            gathered = []
        if bullet and line[bullet.end() :].strip():
            shown = line[bullet.end() :].rstrip()
            own = RunKind.LIST_ITEM if kind is RunKind.PARAGRAPH else kind
            yield TextRun(shown, Where(part=part, line=number, column=bullet.end() + 1), own)
        elif line.strip():
            begin = begin if gathered else number
            gathered.append(line)


def _plain_run(lines: list[str], begin: int, part: str, kind: RunKind) -> TextRun:
    indent = len(lines[0]) - len(lines[0].lstrip())
    text = "\n".join(lines)[indent:].rstrip()
    if kind is RunKind.PARAGRAPH and _HASHTAGS.fullmatch(text):
        kind = RunKind.HASHTAGS
    return TextRun(text, Where(part=part, line=begin, column=indent + 1), kind)


def plain_links(runs: tuple[TextRun, ...]) -> Iterator[Link]:
    """The addresses that are written out in texts."""
    for run in runs:
        for found in _URL.finditer(run.text):
            yield Link(found[0], found[0], run.spot(found.start(), found.end()))


def read_text(data: bytes | str, name: str) -> str:
    """The text of a file.

    Raises:
        InspectError: it is too large or no text.
    """
    if isinstance(data, str):
        return data
    require_bytes(data, "text", name)
    return decoded(data, name)
