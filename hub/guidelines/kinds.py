"""How one value of a guideline stands in the file, and how it stands in the form: a conversion each way."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import yaml

from brand.errors import GuidelineError
from brand.portable.cursor import Cursor, compose

_EDGES = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


class Files(Protocol):
    """The brand's library, as a guideline refers to it."""

    def number(self, kind: str, path: str) -> int | None:
        """The number of the `picture` or `document` found under a path, or None."""
        ...

    def name(self, kind: str, number: int) -> str | dict[str, str]:
        """How the file names a chosen one, so that it is found again.

        Raises:
            GuidelineError: there is none.
        """
        ...


class NoFiles:
    """A library without files: whatever is named stays named."""

    def number(self, kind: str, path: str) -> int | None:  # noqa: ARG002
        """None."""
        return None

    def name(self, kind: str, number: int) -> str | dict[str, str]:  # noqa: ARG002
        """Its number, which is no file."""
        return str(number)


class UnshownError(Exception):
    """A value of the file that the form has no way to show; it is kept as it is."""


Read = Callable[[Cursor], Any]
Write = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """`read` makes what the form shows of what stands in the file, `write` the other way; None = nothing is said.

    `keep` gives what cannot be shown. `empty` is what the form shows where the file says nothing. `files` names the
    kind of file that is chosen.
    """

    read: Read
    write: Write
    empty: Any = ""
    files: str = ""
    several: bool = False
    keep: Read = lambda cursor: plain(cursor)  # noqa: PLW0108 -- it stands below


def plain(cursor: Cursor) -> Any:
    """Whatever stands there, its values as texts."""
    if cursor.is_empty:
        return None
    if cursor.is_text:
        return cursor.text()
    if cursor.is_mapping:
        return {name: plain(value) for name, value in cursor.entries()}
    return [plain(item) for item in cursor.items()]


def _shown(text: str, *, without: str = "") -> str:
    if not text or text != text.strip() or _EDGES.search(text) or (without and without in text):
        raise UnshownError
    return text


def _word(cursor: Cursor) -> str:
    if not cursor.is_text:
        raise UnshownError
    return cursor.text()


def _number(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def _listed(cursor: Cursor, *, without: str = "") -> list[str]:
    if cursor.is_mapping:
        raise UnshownError
    found = [_shown(item.text(), without=without) for item in cursor.items() if not item.is_mapping]
    if not found or len(found) != len(cursor.items()):
        raise UnshownError
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _items(text: str) -> list[str]:
    return [item.strip() for item in re.split(r"[,;\n]", text) if item.strip()]


def _as_number(text: str) -> int | float | str:
    """A number where it is one; the reader says what is wrong where it is none."""
    try:
        return _number(float(text))
    except (ValueError, OverflowError):
        return text


def _read_locales(cursor: Cursor) -> list[dict[str, str]]:
    if cursor.is_text:
        return [{"locale": "", "text": cursor.text()}]
    if not cursor.is_mapping:
        raise UnshownError
    return [{"locale": locale, "text": _word(text)} for locale, text in cursor.entries()]


def _write_locales(texts: list[Mapping[str, str]]) -> Any:
    said = [(each["locale"] or "", each["text"] or "") for each in texts if each["locale"] or each["text"]]
    if not said:
        return "" if texts else {}
    return said[0][1] if len(said) == 1 and not said[0][0] else dict(said)


def _read_pairs(cursor: Cursor) -> str:
    if not cursor.is_mapping:
        raise UnshownError
    lines = []
    for name, value in cursor.entries():
        text = "" if value.is_empty else _word(value)
        lines.append(f"{_shown(name, without='=')} = {_shown(text) if text else ''}".rstrip())
    if not lines:
        raise UnshownError
    return "\n".join(lines)


def _pairs(text: str) -> list[tuple[str, str]]:
    halves = [line.partition("=") for line in _lines(text)]
    return [(left.strip(), right.strip()) for left, _, right in halves]


def _read_options(cursor: Cursor) -> str:
    """Options keep their type: what looks like a number and is a text stands in quotes."""
    if not cursor.is_mapping:
        raise UnshownError
    lines = []
    for name, value in cursor.entries():
        shown = yaml.safe_dump(value.value(), allow_unicode=True, width=10_000).removesuffix("...\n").strip()
        lines.append(f"{_shown(name, without='=')} = {_shown(shown)}")
    return "\n".join(lines)


def _option(text: str) -> Any:
    try:
        return compose(text, "").value()
    except GuidelineError:
        return text


TEXT = Kind(_word, lambda value: value or None)
#: A text that must be said, if only as an empty one.
NEEDED = Kind(_word, lambda value: value or "")
#: A text of which an empty one says something else than none.
FILLED = Kind(lambda cursor: _word(cursor) or _unshown(), lambda value: value or None)
FLAG = Kind(lambda cursor: cursor.boolean(), lambda value: True if value else None, empty=False)
#: Yes unless said otherwise.
USUAL = Kind(lambda cursor: cursor.boolean(), lambda value: None if value else False, empty=True)
#: Yes, no, or nothing said.
MAYBE = Kind(
    lambda cursor: "yes" if cursor.boolean() else "no", lambda value: {"yes": True, "no": False}.get(value or "")
)
WHOLE = Kind(lambda cursor: cursor.integer(), lambda value: value, empty=None)
NUMBER = Kind(lambda cursor: cursor.number(), lambda value: None if value is None else _number(value), empty=None)
#: Texts, one a line.
LINES = Kind(lambda cursor: "\n".join(_listed(cursor)), lambda value: _lines(value or "") or None)
#: Short words between commas.
WORDS = Kind(
    lambda cursor: ", ".join(_listed(cursor, without=",") if not _has(cursor, ";") else _unshown()),
    lambda value: _items(value or "") or None,
)
NUMBERS = Kind(
    lambda cursor: ", ".join(_listed(cursor, without=",")),
    lambda value: [_as_number(item) for item in _items(value or "")] or None,
)
#: A text a locale.
LOCALES = Kind(_read_locales, _write_locales, empty=[])
PAIRS = Kind(_read_pairs, lambda value: dict(_pairs(value or "")) or None)
#: Pairs whose right half may be left empty to say: nothing.
LEFT_OPEN = Kind(_read_pairs, lambda value: {name: half or None for name, half in _pairs(value or "")} or None)
SHARES = Kind(_read_pairs, lambda value: {name: _as_number(half) for name, half in _pairs(value or "")} or None)
OPTIONS = Kind(
    _read_options,
    lambda value: {name: _option(half) for name, half in _pairs(value or "")} or None,
    keep=lambda cursor: {name: value.value() for name, value in cursor.entries()},
)
DAY = Kind(lambda cursor: cursor.date().isoformat(), lambda value: str(value) if value else None, empty=None)
PICTURE = Kind(_word, lambda value: value, empty=None, files="picture")
DOCUMENT = Kind(_word, lambda value: value, empty=None, files="document")
DOCUMENTS = Kind(_word, lambda value: value, empty=[], files="document", several=True)


def _has(cursor: Cursor, mark: str) -> bool:
    return any(item.is_text and mark in item.text() for item in cursor.items())


def _unshown() -> list[str]:
    raise UnshownError
