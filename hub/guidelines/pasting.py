"""Many terms at once, pasted from a list or a spreadsheet. Pure: what comes in, changes, and cannot be read."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from hub.guidelines.kinds import LINES
from hub.guidelines.sections import Entry
from renderers.contract.message import Message

#: The most lines at once, and the longest word or phrase in characters.
MOST, LONGEST = 20_000, 200
COLUMNS = ("word", "kind", "instead", "reason", "language", "forms")
#: What the columns of spreadsheets are called.
_NAMES = {
    "word": ("word", "term", "phrase", "wort", "begriff", "ausdruck", "benennung"),
    "kind": ("kind", "type", "status", "art", "typ", "kategorie"),
    "instead": ("instead", "preferred", "replacement", "stattdessen", "statt", "besser", "ersatz", "vorzugsbenennung"),
    "reason": ("reason", "note", "comment", "grund", "hinweis", "anmerkung", "begründung", "notiz"),
    "language": ("language", "locale", "sprache"),
    "forms": ("forms", "formen", "varianten", "variants"),
}
_COLUMN = {name: column for column, names in _NAMES.items() for name in names}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was pasted: its number, its text, the entry it makes and what is wrong with it, if anything is."""

    number: int
    text: str
    fate: Fate
    entry: Entry
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class Pasted:
    """All lines, and the terms as they are with them."""

    lines: tuple[Line, ...]
    terms: tuple[Entry, ...]

    def of(self, fate: Fate) -> tuple[Line, ...]:
        """The lines with a fate."""
        return tuple(line for line in self.lines if line.fate is fate)


def paste(text: str, terms: Sequence[Entry], *, kinds: Mapping[str, str], usual: str, language: str = "") -> Pasted:
    """Read lines of `word;kind;instead;note;language;forms`, by tabs, semicolons or (with a header) commas.

    `kinds` says what people call the kinds, in small letters, the reader's words last; `usual` and `language`
    are taken where a line says none.
    A term that is there already (the same word in the same language) keeps what the line does not say.
    """
    rows, columns = _rows(text, kinds)
    found: dict[tuple[str, str], dict[str, Any]] = {_key(term): dict(term) for term in terms}
    # Two entries for one word stay both: only the last of them can be changed.
    order: list[dict[str, Any]] = [found[_key(term)] if found[_key(term)] == term else dict(term) for term in terms]
    there: dict[tuple[str, str], int] = {}
    lines = []
    for number, raw, cells in rows:
        said, problem = _said(cells, columns, kinds, language)
        key = _key(said)
        if problem is None and key in there:
            problem = Message("“{word}” stands on line {line} already.", word=said["word"], line=there[key])
        if problem is not None:
            lines.append(Line(number, raw, Fate.WRONG, said, problem))
            continue
        there[key] = number
        general = (key[0], "")
        if key not in found and general in found and "language" not in _given(cells, columns):
            said["language"] = found[general]["language"]  # it holds in all of them
            key = general
        before = found.get(key)
        if before is None:
            entry = _empty() | {"kind": usual} | said
            found[key] = entry
            order.append(entry)
            lines.append(Line(number, raw, Fate.NEW, dict(entry)))
        else:
            fate = Fate.SAME if all(before.get(name) == value for name, value in said.items()) else Fate.CHANGED
            before.update(said)
            lines.append(Line(number, raw, fate, dict(before)))
    return Pasted(tuple(lines), tuple(order))


def _empty() -> dict[str, Any]:
    blank = dict.fromkeys(("kind", *COLUMNS, "exceptions", "compound", "sign", "kept"), "")
    return blank | {"case_sensitive": False, "retired_at": None}


def _key(entry: Entry) -> tuple[str, str]:
    return str(entry.get("word") or "").strip().casefold(), str(entry.get("language") or "").lower()


def _rows(text: str, kinds: Mapping[str, str]) -> tuple[Iterable[tuple[int, str, list[str]]], Sequence[str]]:
    """The lines that say something, in cells, and what the cells are."""
    rows = [row for row in _cells(text) if any(cell.strip() for cell in row[2])]
    header = [_COLUMN.get(cell.strip().strip("*:").lower(), "") for cell in rows[0][2]] if rows else []
    if "word" in header:
        return rows[1:], header
    if rows and max(len(cells) for _, _, cells in rows) <= 3 and not any(_is_kind(cells, kinds) for *_, cells in rows):
        return rows, ("word", "instead", "reason")
    return rows, COLUMNS


def _is_kind(cells: Sequence[str], kinds: Mapping[str, str]) -> bool:
    return len(cells) > 1 and cells[1].strip().lower() in kinds


def _cells(text: str) -> Iterator[tuple[int, str, list[str]]]:
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((line for line in lines if line.strip()), "")
    named = {cell.strip().strip('"').lower() for cell in first.split(",")}
    mark = "\t" if "\t" in text else ";" if ";" in text else "," if len(named & set(_COLUMN)) > 1 else ""
    if not mark:
        yield from ((number, line, [line]) for number, line in enumerate(lines, 1))
        return
    try:
        reader = csv.reader((f"{line}\n" for line in lines[:MOST]), delimiter=mark, strict=False)
        before = 0
        for cells in reader:
            yield before + 1, "\n".join(lines[before : reader.line_num]), cells
            before = reader.line_num
    except csv.Error:  # a quotation mark without its other half, for instance: then as it stands
        for number, line in enumerate(lines[before:], before + 1):
            yield number, line, line.split(mark)


def _said(
    cells: Sequence[str], columns: Sequence[str], kinds: Mapping[str, str], language: str
) -> tuple[dict[str, Any], Message | None]:
    """What a line says of a term, and what is wrong with it."""
    given = _given(cells, columns)
    said: dict[str, Any] = {"word": "", "language": language, **given}
    if "forms" in said:
        said["forms"] = "\n".join(LINES.write(re.sub(r"[|,]", "\n", said["forms"])) or [])
    problem = _problem(said, cells, columns, kinds)
    if problem is None and "kind" in said:
        said["kind"] = kinds[said["kind"].lower()]
    return said, problem


def _given(cells: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    return {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column and cell.strip()}


def _problem(
    said: Mapping[str, Any], cells: Sequence[str], columns: Sequence[str], kinds: Mapping[str, str]
) -> Message | None:
    word, kind = said["word"], said.get("kind", "")
    if not word:
        return Message("There is no word.")
    if len(word) > LONGEST:
        return Message("The word has more than {limit} characters.", limit=LONGEST)
    if any(cell.strip() for cell in cells[len(columns) :]):
        return Message("There are more columns than {number}.", number=len(columns))
    if kind and kind.lower() not in kinds:
        close = get_close_matches(kind.lower(), kinds, n=1)
        if close:
            return Message("“{kind}” is no kind of term. Did you mean “{close}”?", kind=kind[:80], close=close[0])
        known = ", ".join({key: name for name, key in kinds.items()}.values())  # each as it is called last
        return Message("“{kind}” is no kind of term. Known: {known}.", kind=kind[:80], known=known)
    if said["language"] and not _LANGUAGE.fullmatch(said["language"]):
        return Message("“{language}” is no language: write de or en.", language=said["language"][:80])
    return None
