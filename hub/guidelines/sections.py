"""The sections of a guideline's file, each as the entries of one field of the form, and back again.

An entry is a mapping of child to value, with `kept`: JSON of what the file says there and the form does not show.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from brand.errors import GuidelineError
from brand.portable.cursor import Cursor
from hub.guidelines import kinds
from hub.guidelines.kinds import Files, Kind, UnshownError, plain
from renderers.contract.message import Message

Entry = Mapping[str, Any]


class Shape(Enum):
    """How the entries stand in the file."""

    LIST = 1
    NAMED = 2  # a mapping, by name
    ONE = 3  # a mapping that is one entry
    TOP = 4  # keys of the file itself


@dataclass(frozen=True, slots=True)
class Section:
    """A field of the form and the key of the file it stands for.

    `name` is the child that holds a NAMED entry's name, `bare` the child that a mere text stands for. `pivot` is a pair
    of children (kind, word) that stand in the file as `kind: word`, and `kinds` what the kind may be.
    """

    field: str
    key: str
    children: Mapping[str, Kind]
    shape: Shape = Shape.LIST
    name: str = ""
    bare: str = ""
    pivot: tuple[str, str] = ("", "")
    kinds: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the file that the field stands for."""
        return tuple(self.children) if self.shape is Shape.TOP else (self.key,)

    def read(self, given: Mapping[str, Cursor], files: Files) -> list[dict[str, Any]]:
        """The entries in a file.

        Raises:
            GuidelineError: something is not of the kind that is expected.
        """
        if self.shape is Shape.TOP:
            return [self._read({name: given[name] for name in self.children if name in given}.items(), files)]
        there = given.get(self.key)
        if self.shape is Shape.ONE:
            return [self._read(there.entries() if there is not None else (), files)]
        if there is None:
            return []
        if self.shape is Shape.NAMED:
            return [{self.name: name} | self._read(self._pairs(value), files) for name, value in there.entries()]
        return [self._read(self._pairs(item), files) for item in there.items()]

    def _pairs(self, cursor: Cursor) -> Iterator[tuple[str, Cursor]]:
        return iter([(self.bare, cursor)]) if self.bare and cursor.is_text else cursor.entries()

    def _read(self, pairs: Any, files: Files) -> dict[str, Any]:
        entry: dict[str, Any] = {name: kind.empty for name, kind in self.children.items()}
        kept: dict[str, Any] = {}
        for name, cursor in pairs:
            if cursor.is_empty:
                continue
            if name in self.kinds:
                entry |= {self.pivot[0]: name, self.pivot[1]: cursor.text()}
            elif name in self.children:
                self._take(name, cursor, entry, kept, files)
            else:
                kept[name] = plain(cursor)
        return entry | {"kept": json.dumps(kept, ensure_ascii=False) if kept else ""}

    def _take(self, name: str, cursor: Cursor, entry: dict[str, Any], kept: dict[str, Any], files: Files) -> None:
        kind = self.children[name]
        if kind.files:
            kept[name] = plain(cursor)
            entry[name] = _numbers(kind, kept[name], files)
            return
        try:
            entry[name] = kind.read(cursor)
        except UnshownError:
            kept[name] = kind.keep(cursor)

    def write(self, entries: Sequence[Entry], files: Files) -> Any:
        """What stands in the file for some entries; None = nothing. For TOP a mapping of all keys.

        Raises:
            GuidelineError: two entries have one name, or a file is not to be had.
        """
        bodies = [(str(entry.get(self.name) or ""), self._body(entry, files)) for entry in entries]
        bodies = [(name, body) for name, body in bodies if name or body]
        if self.shape in (Shape.ONE, Shape.TOP):
            return bodies[0][1] if bodies else None
        if self.shape is Shape.LIST:
            return [body for _, body in bodies] or None
        return self._named(bodies) or None

    def _named(self, bodies: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, body in bodies:
            if name in found:
                message = Message(
                    "{what}: two entries have the name “{name}”. Rename one.",
                    what=self.key,
                    name=name,
                    path=f"{self.key}.{name}",
                )
                raise GuidelineError(message)
            found[name] = body[self.bare] if set(body) == {self.bare} else body
        return found

    def _body(self, entry: Entry, files: Files) -> dict[str, Any]:
        kept: dict[str, Any] = json.loads(entry.get("kept") or "{}")
        body: dict[str, Any] = {}
        if self.kinds and entry.get(self.pivot[0]):
            body[entry[self.pivot[0]]] = entry.get(self.pivot[1]) or ""
        for name, kind in self.children.items():
            value = entry.get(name)
            said = _files(kind, value, kept.get(name), files) if kind.files else kind.write(value)
            said = kept.get(name) if said is None and not kind.files else said
            if said is not None:
                body[name] = said
        return body | {name: value for name, value in kept.items() if name not in self.children}

    def index(self, entries: Sequence[Entry], path: str, files: Files) -> tuple[int, str] | None:
        """Which entry and child a path in the file means; "" = the whole entry. None = none of this section's."""
        key, _, rest = path.partition(".")
        if key not in self.keys:
            return None
        if self.shape is Shape.TOP:
            return 0, key
        if self.shape is Shape.ONE:
            return 0, self._child(rest)
        there = [number for number, entry in enumerate(entries) if entry.get(self.name) or self._body(entry, files)]
        if self.shape is Shape.LIST:
            number, _, rest = rest.partition(".")
            return (there[int(number)], self._child(rest)) if number.isdigit() and int(number) < len(there) else None
        names = {str(entries[number].get(self.name) or ""): number for number in there}
        fit = [name for name in names if rest == name or rest.startswith(f"{name}.")]
        longest = max(fit, key=len, default=None)
        return None if longest is None else (names[longest], self._child(rest[len(longest) + 1 :]) or self.name)

    def _child(self, rest: str) -> str:
        first = rest.partition(".")[0]
        return self.pivot[1] if first in self.kinds else first if first in self.children else ""


def _path(said: Any) -> str:
    return str(said.get("file", "")) if isinstance(said, dict) else str(said)


def _numbers(kind: Kind, said: Any, files: Files) -> Any:
    if not kind.several:
        return files.number(kind.files, _path(said))
    numbers = [files.number(kind.files, _path(each)) for each in (said if isinstance(said, list) else [said])]
    return numbers if None not in numbers else []


def _files(kind: Kind, value: Any, kept: Any, files: Files) -> Any:
    """A chosen file as the file names it; with all that was said of it while it is the same."""
    if not kind.several:
        return _file(kind, value, [kept] if kept else [], files)
    before = kept if isinstance(kept, list) else [kept] if kept else []
    known = _numbers(kind, before, files)
    if not value and before and not known:
        return before  # none of them could be shown
    return [_file(kind, each, before, files) for each in value or ()] or None


def _file(kind: Kind, number: int | None, before: list[Any], files: Files) -> Any:
    found = [(files.number(kind.files, _path(each)), each) for each in before]
    if number is None:
        return found[0][1] if found and found[0][0] is None else None
    return next((each for known, each in found if known == number), None) or files.name(kind.files, number)


def _section(key: str, children: Mapping[str, Kind], **more: Any) -> Section:
    return Section(more.pop("field", key), key, children, **more)


TERM_KINDS = (
    "banned", "non-preferred", "name", "competitor", "retired", "anglicism", "mixed", "buzzword", "insensitive",
)  # fmt: skip
_T, _L, _W, _P, _N = kinds.TEXT, kinds.LINES, kinds.WORDS, kinds.PAIRS, kinds.NEEDED
#: All sections of the form, in the order of the file. What no section names stays in the file as it is.
SECTIONS: tuple[Section, ...] = (
    _section(
        "",
        {"locales": _W, "launch_mode": kinds.FLAG, "hosts": _L, "utm": _P, "clients": kinds.SHARES},
        field="basics",
        shape=Shape.TOP,
    ),
    _section(
        "colors",
        {"srgb": _N, "cmyk": kinds.NUMBERS, "spot": _T, "roles": _W},
        shape=Shape.NAMED,
        name="name",
        bare="srgb",
    ),
    _section("pairs", {"text": _N, "background": _N, "allowed": kinds.USUAL}),
    _section(
        "typography",
        {"family": _N, "stack": _W, "weights": kinds.NUMBERS, "files": kinds.DOCUMENTS},
        shape=Shape.NAMED,
        name="role",
        bare="family",
    ),
    _section(
        "logos",
        {
            "name": _N,
            "on": _T,
            "svg": kinds.PICTURE,
            "pdf": kinds.DOCUMENT,
            "png": kinds.PICTURE,
            "min_width_mm": kinds.NUMBER,
            "min_width_px": kinds.WHOLE,
            "clear_space": kinds.NUMBER,
        },
    ),
    _section(
        "sender",
        {
            **dict.fromkeys(("name", "company", "email", "reply_to", "phone", "website", "sms_name"), _T),
            "address": _L,
            "handles": _P,
        },
        shape=Shape.ONE,
    ),
    _section("legal", {"key": _N, "text": kinds.LOCALES, "channels": _W, "triggers": _W}),
    _section(
        "fields",
        {"label": _T, "type": _T, "max_length": kinds.WHOLE, "sample": _T, "names": _P},
        field="register",
        shape=Shape.NAMED,
        name="name",
    ),
    _section(
        "voice",
        {
            "address": _T,
            "address_in": kinds.LEFT_OPEN,
            "du_capital": kinds.MAYBE,
            "gender": _T,
            "reading": kinds.NUMBERS,
            "sentence_words": kinds.WHOLE,
            "exclamations": kinds.WHOLE,
            "emoji": kinds.WHOLE,
            "emoji_set": _W,
        },
        shape=Shape.ONE,
    ),
    _section(
        "terms",
        {
            "instead": _T,
            "reason": _T,
            "forms": _L,
            "exceptions": _L,
            "language": _T,
            "compound": _T,
            "case_sensitive": kinds.FLAG,
            "retired_at": kinds.DAY,
            "sign": _T,
        },
        pivot=("kind", "word"),
        kinds=TERM_KINDS,
    ),
    _section("claims", {"text": kinds.LOCALES, "evidence": _T, "expires": kinds.DAY}, shape=Shape.NAMED, name="name"),
    _section("limits", {"channel": _N, "limit": _N, "value": kinds.NUMBER, "reason": _T}),
    _section("deprecated", {"token": _N, "value": _T, "instead": _T, "reason": _T}),
    _section(
        "patterns",
        {
            "id": _N,
            "pattern": _T,
            "message": kinds.LOCALES,
            "severity": _T,
            "words": kinds.FLAG,
            "ignore_case": kinds.FLAG,
            "replacement": kinds.FILLED,
            "exceptions": _L,
            "scope": _T,
            "locale": _T,
            "channel": _T,
            "good": _L,
            "bad": _L,
        },
    ),
    _section(
        "rules",
        {
            "rule": _N,
            "enabled": kinds.USUAL,
            "severity": _T,
            "channel": _T,
            "locale": _T,
            "options": kinds.OPTIONS,
        },
    ),
    _section("examples", {"rules": _W, "locale": _T, "channel": _T}, pivot=("judged", "text"), kinds=("good", "bad")),
)
