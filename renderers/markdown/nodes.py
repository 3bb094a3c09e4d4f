"""YAML as plain nodes that know where they stand. Scalars stay as typed: `2026-12-24`, `1299.00`, `no` are texts."""

from dataclasses import dataclass
from typing import cast

import yaml

from renderers.contract.message import Message
from renderers.markdown.problems import Problems

_NULL = "tag:yaml.org,2002:null"
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge", "value")
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `offset` to `end` is where it stands in the file, quotation marks included."""

    text: str
    offset: int
    end: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: "tuple[Node, ...]"
    offset: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping and its value; None = nothing was written."""

    key: str
    offset: int
    value: "Node | None"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the order written."""

    entries: tuple[Entry, ...]
    offset: int

    def get(self, key: str) -> "Node | None":
        """The value of a key."""
        return next((entry.value for entry in self.entries if entry.key == key), None)


Node = Scalar | Items | Mapping


class _Refused(yaml.YAMLError):
    """YAML that is right but not taken here."""

    def __init__(self, message: Message, offset: int) -> None:
        super().__init__(str(message))
        self.message, self.offset = message, offset


class _Loader(yaml.SafeLoader):
    """Composes nodes without aliases, which can blow a small file up to gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise _Refused(Message("Aliases (*name) are not taken. Write the value again."), event.start_mark.index)
        return super().compose_node(parent, index)


def compose(text: str, offset: int, problems: Problems) -> Node | None:
    """Read YAML that starts at a character of the file. None where it is empty or broken; what is wrong is noted."""
    try:
        node = yaml.compose(text, Loader=_Loader)
        return None if node is None else _converted(node, offset, problems)
    except _Refused as error:
        problems.add(error.message, offset + error.offset)
    except yaml.MarkedYAMLError as error:
        ended = "end of stream" in (error.problem or "")  # then what was opened tells more than where the text ends
        mark = (error.context_mark if ended else None) or error.problem_mark
        at = 0 if mark is None else min(mark.index, max(len(text) - 1, 0))
        problems.add(_broken(error, _line(text, at)), offset + at)
    except yaml.YAMLError as error:
        problems.add(Message("The front matter is not valid YAML: {reason}.", reason=str(error)), offset)
    except RecursionError:
        problems.add(Message("The front matter is nested too deeply. Make it flat."), offset)
    return None


def _converted(node: yaml.Node, offset: int, problems: Problems) -> Node | None:
    start, end = offset + node.start_mark.index, offset + node.end_mark.index
    if node.tag not in _TAGS:
        problems.add(Message("The tag “{tag}” is not taken. Leave it out.", tag=node.tag), start)
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == _NULL and node.style is None else Scalar(str(node.value), start, end)
    if isinstance(node, yaml.SequenceNode):
        items = (_converted(item, offset, problems) for item in node.value)
        return Items(tuple(item for item in items if item is not None), start)
    return _mapping(cast("yaml.MappingNode", node), offset, problems)


def _mapping(node: yaml.MappingNode, offset: int, problems: Problems) -> Mapping:
    entries: dict[str, Entry] = {}
    for key, value in node.value:
        start = offset + key.start_mark.index
        if not isinstance(key, yaml.ScalarNode):
            if not problems.starts(start - 1, "{{"):  # a field without quotation marks is named by who reads the value
                problems.add(Message("A key must be a text."), start)
        elif key.value in entries:
            problems.add(Message("The key “{key}” is given twice. Keep one.", key=key.value), start)
        else:
            entries[key.value] = Entry(key.value, start, _converted(value, offset, problems))
    return Mapping(tuple(entries.values()), offset + node.start_mark.index)


def _line(text: str, at: int) -> str:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text[start : end if end >= 0 else len(text)]


def _broken(error: yaml.MarkedYAMLError, line: str) -> Message:
    if "{{" in line:
        return _brace()
    if "mapping values are not allowed" in (error.problem or ""):
        return Message("A text with a colon must stand in quotation marks.")
    if "\\t" in (error.problem or ""):
        return Message("The front matter is indented with a tab. Use spaces.")
    return Message(
        "The front matter is not valid YAML: {reason}.",
        reason=", ".join(filter(None, (error.context, error.problem))),
    )


def _brace() -> Message:
    return Message(
        "A text with a field must stand in single quotation marks: {example}.",
        example="'{{ contact.first_name | default: \"...\" }}'",
    )
