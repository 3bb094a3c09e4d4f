"""The one small syntax in every text field: merge fields and fact references.

    {{ contact.first_name | default: "liebe Kundin, lieber Kunde" | upcase }}
    {{ fact.price }}
    {{ "{{" }}            two braces that mean nothing

Read here and nowhere else, never by a template engine: a text that is no field stays a text, with a problem on record.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from renderers.contract.message import Message
from renderers.contract.text import FactRef, Mark, MergeField, RichText, Text, Word

FILTERS = ("upcase", "downcase", "capitalize")

_FIELD = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_STRING = r'"(?:[^"\\]|\\.)*"|“[^”“„]*”|„[^“”„]*[“”]|\'[^\']*\''
_QUOTED = re.compile(_STRING, re.DOTALL)
_OPENING = re.compile(r"\{\{(?!\{)")
_QUOTE = re.compile("[\"'“„]")
_TOKEN = re.compile(rf"\s*({_STRING}|[A-Za-z_][\w.]*|\||:|\S)", re.DOTALL)
_NAME = re.compile(r"(contact|fact)\.([A-Za-z_]\w*)")


@dataclass(frozen=True, slots=True)
class Problem:
    """A field that cannot be read, and where: characters `start` to `end` of the text."""

    message: Message
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """The runs of a text and what was wrong with its fields."""

    runs: tuple[Word, ...]
    problems: tuple[Problem, ...]


def parse(text: str, *, marks: tuple[Mark, ...] = ()) -> Parsed:
    """Split a text into words, merge fields and fact references.

    A field that cannot be read stays in the text as it was typed and is named in `problems`; so is a merge field
    without a default (its run is still made).
    """
    runs: list[Word] = []
    problems: list[Problem] = []
    position = 0
    for start, end in spans(text):
        if text[position:start]:
            runs.append(Text(text[position:start], marks))
        run, trouble = _read(text[start + 2 : end - 2], marks)
        runs.append(run if run is not None else Text(text[start:end], marks))
        if trouble is not None:
            problems.append(Problem(trouble, start, end))
        position = end
    rest = text[position:]
    if rest:
        runs.append(Text(rest, marks))
        if "{{" in rest:
            at = position + rest.index("{{")
            problems.append(
                Problem(
                    Message("A field is opened with {braces} and never closed. Close it with two braces.", braces="{{"),
                    at,
                    len(text),
                )
            )
    return Parsed(_merged(runs), tuple(problems))


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where `{{ ... }}` stand in a text, letting quoted strings hold braces: characters from and to.

    Of three braces in a row the first is a word: "{{{ fact.a }}" is a brace and a field.
    """
    position = 0
    while (opening := _OPENING.search(text, position)) and (position := _end(text, opening.end())) >= 0:
        yield opening.start(), position


def _end(text: str, inner: int) -> int:
    """Where the field ends whose inside begins at a character; -1 where it never does."""
    first = end = text.find("}}", inner)
    while end >= 0:
        opened = (_QUOTED.match(text, mark.start()) for mark in _QUOTE.finditer(text, inner, end))
        quoted = next(filter(None, opened), None)
        if quoted is None:
            return end + 2
        inner = quoted.end()
        end = text.find("}}", inner)
    return first + 2 if first >= 0 else -1


def _read(inside: str, marks: tuple[Mark, ...]) -> tuple[Word | None, Message | None]:
    tokens = _TOKEN.findall(inside)
    if len(tokens) == 1 and _is_string(tokens[0]):
        return Text(_unquote(tokens[0]), marks), None
    name = _NAME.fullmatch(tokens[0]) if tokens else None
    if name is None:
        return None, Message(
            "“{field}” is no field. Write contact.NAME for a merge field or fact.NAME for a fact.", field=inside.strip()
        )
    if name[1] == "fact":
        if len(tokens) > 1:
            return None, Message("A fact takes no filters: write “{field}”.", field="{{ fact." + name[2] + " }}")
        return FactRef(name[2], marks), None
    return _merge_field(name[2], tokens[1:], marks)


def _merge_field(name: str, tokens: list[str], marks: tuple[Mark, ...]) -> tuple[Word | None, Message | None]:
    default: str | None = None
    filters: list[str] = []
    while tokens:
        if tokens[0] != "|" or len(tokens) < 2:
            return None, Message("“{token}” is not expected in the field “{name}”.", token=tokens[0], name=name)
        if tokens[1] == "default" and len(tokens) > 3 and tokens[2] == ":" and _is_string(tokens[3]):
            default, tokens = _unquote(tokens[3]), tokens[4:]
        elif tokens[1] in FILTERS:
            filters.append(tokens[1])
            tokens = tokens[2:]
        elif tokens[1] == "default":
            return None, Message("The default of “{name}” must be a text in quotation marks.", name=name)
        else:
            return None, Message(
                "There is no filter “{filter}”. Known: {known}.",
                filter=tokens[1],
                known=", ".join(("default", *FILTERS)),
            )
    field = MergeField(name, default, tuple(filters), marks)
    if default is None:
        return field, no_default(name)
    return field, None


def no_default(name: str) -> Message:
    """Why a merge field without a default is refused, and how to give it one."""
    return Message(
        "The merge field “{name}” has no default. Add one for readers of whom it is not known: {example}.",
        name=name,
        example="{{ contact." + name + ' | default: "..." }}',
    )


def _is_string(token: str) -> bool:
    return len(token) >= 2 and token[0] in "\"'“„" and token[-1] in "\"'”“"


def _unquote(token: str) -> str:
    if token[0] != '"':
        return token[1:-1]
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], token[1:-1], flags=re.DOTALL)


def _merged(runs: list[Word]) -> tuple[Word, ...]:
    """Join neighboring plain texts of the same marks."""
    merged: list[Word] = []
    for run in runs:
        last = merged[-1] if merged else None
        if isinstance(run, Text) and isinstance(last, Text) and last.marks == run.marks:
            merged[-1] = Text(last.text + run.text, run.marks)
        else:
            merged.append(run)
    return tuple(merged)


def read(text: str) -> RichText:
    """Return the runs of a plain source text, whatever its problems."""
    return RichText(parse(text).runs)
