"""A YAML node that knows where it stands: every reading error names file, line, column, and what was probably meant."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

import yaml
from yaml.composer import Composer

from brand.errors import GuidelineError
from renderers.contract.message import Message

Choice = TypeVar("Choice", bound=StrEnum)

#: The most bytes of a guideline file.
LARGEST = 8 << 20
_TAG = "tag:yaml.org,2002:"


class _WithoutAliases(Composer):
    """Refuses aliases: a few lines of them unfold to gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):  # type: ignore[attr-defined]
            event = self.peek_event()  # type: ignore[attr-defined]
            raise yaml.MarkedYAMLError(problem="references (*name) are not read", problem_mark=event.start_mark)
        return super().compose_node(parent, index)


class _Careful(_WithoutAliases, yaml.SafeLoader):
    """Says best what is wrong."""


#: libyaml's, where PyYAML was built with it.
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Quick(_WithoutAliases, _BASE):  # type: ignore[misc]
    """Five times as fast: parsed by libyaml, composed in Python, which is not felled by deep nesting."""

    def __init__(self, stream: str) -> None:
        _BASE.__init__(self, stream)
        Composer.__init__(self)


class Cursor:
    """One value of a file, read as what is expected of it."""

    def __init__(self, node: yaml.Node, path: str, file: str) -> None:
        self._node, self.path, self.file = node, path, file

    def fail(self, message: Message) -> NoReturn:
        """Refuse the value.

        Raises:
            GuidelineError: always.
        """
        mark = self._node.start_mark
        raise GuidelineError(message, file=self.file, line=mark.line + 1, column=mark.column + 1)

    def wrong(self, expected: str) -> NoReturn:
        """Refuse a value that is not of the kind that is expected."""
        found = self._node.value if isinstance(self._node, yaml.ScalarNode) else _kind(self._node)
        self.fail(
            Message("{path}: expected {wanted}, found {found}.", path=self.path, wanted=expected, found=str(found)[:80])
        )

    def at(self, node: yaml.Node, name: str) -> "Cursor":
        """The cursor of a value inside this one."""
        return Cursor(node, f"{self.path}.{name}" if self.path else name, self.file)

    @property
    def is_text(self) -> bool:
        """Whether this is a single value."""
        return isinstance(self._node, yaml.ScalarNode)

    @property
    def is_mapping(self) -> bool:
        """Whether this is a mapping."""
        return isinstance(self._node, yaml.MappingNode)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written here."""
        return isinstance(self._node, yaml.ScalarNode) and self._node.tag == f"{_TAG}null"

    def entries(self) -> Iterator[tuple[str, "Cursor"]]:
        """The pairs of a mapping in the order written; a key may stand once only."""
        if self.is_empty:
            return
        if not isinstance(self._node, yaml.MappingNode):
            self.wrong("a mapping")
        seen: dict[str, int] = {}
        for key, value in self._node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.at(key, "?").wrong("a name")
            if key.value in seen:
                self.at(key, key.value).fail(
                    Message("“{key}” is there twice: first on line {line}.", key=key.value, line=seen[key.value])
                )
            seen[key.value] = key.start_mark.line + 1
            yield key.value, self.at(value, key.value)

    def mapping(self, known: Iterable[str]) -> dict[str, "Cursor"]:
        """The pairs of a mapping whose names are given; empty values count as not given."""
        known = tuple(known)
        found = {}
        for name, value in self.entries():
            if name not in known:
                self._unknown(name, known)
            if not value.is_empty:
                found[name] = value
        return found

    def _unknown(self, name: str, known: tuple[str, ...]) -> NoReturn:
        key = next(key for key, _ in self._node.value if key.value == name)
        close = get_close_matches(name, known, n=1)
        path = self.path or "/"
        if close:
            message = Message(
                "{path}: unknown key “{key}”. Did you mean “{close}”?", path=path, key=name, close=close[0]
            )
        else:
            message = Message(
                "{path}: unknown key “{key}”. Known: {known}.", path=path, key=name, known=", ".join(known)
            )
        Cursor(key, path, self.file).fail(message)

    def items(self) -> list["Cursor"]:
        """The entries of a list; a single value counts as a list of one."""
        if self.is_empty:
            return []
        if self.is_text:
            return [self]
        if not isinstance(self._node, yaml.SequenceNode):
            self.wrong("a list")
        return [self.at(node, str(index)) for index, node in enumerate(self._node.value)]

    def text(self) -> str:
        """A text; numbers, dates and `no` are texts too where one is expected."""
        if not isinstance(self._node, yaml.ScalarNode):
            self.wrong("a text")
        return "" if self.is_empty else str(self._node.value)

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(item.text() for item in self.items())

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """A mapping of texts."""
        return tuple((name, value.text()) for name, value in self.entries())

    def value(self) -> str | int | float | bool:
        """A text, number or truth value, as YAML reads it."""
        if not isinstance(self._node, yaml.ScalarNode):
            self.wrong("a text, number, true or false")
        kind = self._node.tag.removeprefix(_TAG)
        return {"int": self.integer, "float": self.number, "bool": self.boolean}.get(kind, self.text)()

    def number(self) -> float:
        """A number."""
        try:
            found = float(self.text().replace("_", ""))
        except ValueError:
            self.wrong("a number")
        if found != found or found in {float("inf"), float("-inf")}:  # noqa: PLR0124 -- NaN is not itself
            self.wrong("a number")
        return found

    def integer(self) -> int:
        """A whole number."""
        try:
            return int(self.text().replace("_", ""))
        except ValueError:
            self.wrong("a whole number")

    def boolean(self) -> bool:
        """Yes or no."""
        word = self.text().lower()
        if word not in _TRUTH:
            self.wrong("true or false")
        return _TRUTH[word]

    def date(self) -> date:
        """A day such as 2026-12-24."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            self.wrong("a date such as 2026-12-24")

    def instant(self) -> datetime:
        """A day and time, or a day."""
        try:
            return datetime.fromisoformat(self.text())
        except ValueError:
            self.wrong("a date such as 2026-12-24T18:00:00+01:00")

    def choice(self, kind: type[Choice]) -> Choice:
        """One of some words."""
        word = self.text()
        known = [member.value for member in kind if member.value]
        if word not in known:
            close = get_close_matches(word, known, n=1)
            if close:
                self.fail(
                    Message(
                        "{path}: “{word}” is not known. Did you mean “{close}”?",
                        path=self.path,
                        word=word[:80],
                        close=close[0],
                    )
                )
            self.wrong(", ".join(known))
        return kind(word)


_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def _kind(node: yaml.Node) -> str:
    return "a mapping" if isinstance(node, yaml.MappingNode) else "a list"


def node_of(text: str) -> yaml.Node | None:
    """The root of a YAML text, with all marks; None where there is nothing.

    Raises:
        yaml.YAMLError: it is no YAML, or has references.
    """
    try:
        return yaml.compose(text, Loader=_Quick)
    except (yaml.YAMLError, UnicodeError):
        return yaml.compose(text, Loader=_Careful)


def compose(data: bytes | str, file: str) -> Cursor:
    """Read a YAML file.

    Raises:
        GuidelineError: it is too large, empty, or no YAML; with line and column.
    """
    if len(data) > LARGEST:
        raise GuidelineError(Message("The file has more than {limit} MB.", limit=LARGEST >> 20), file=file)
    try:
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
        node = node_of(text)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise GuidelineError(Message("The file is not UTF-8. Save it as UTF-8."), file=file, line=line) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise GuidelineError(
            Message("This is no YAML: {problem}.", problem=error.problem or ""),
            file=file,
            line=mark.line + 1 if mark else 0,
            column=mark.column + 1 if mark else 0,
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise GuidelineError(Message("This is no YAML: {problem}.", problem=str(error)[:200]), file=file) from error
    if node is None:
        raise GuidelineError(Message("The file is empty."), file=file)
    return Cursor(node, "", file)
