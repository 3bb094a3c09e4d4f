"""The front matter of a Markdown piece: its readable fields, each at its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from brand.errors import InspectError
from brand.subject import RunKind
from renderers.contract.message import Message

_FENCE = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_KINDS = {
    "headline": RunKind.TITLE,
    "title": RunKind.TITLE,
    "hero_alt": RunKind.ALT,
    "hashtags": RunKind.HASHTAGS,
    "action": RunKind.ACTION,
    "legal": RunKind.LEGAL,
    "teaser": RunKind.PARAGRAPH,
    "short": RunKind.PARAGRAPH,
}
#: Fields of a mapping that are words: of an action its label.
_WORDS = frozenset({"label", "text", "value"})


@dataclass(frozen=True, slots=True)
class FrontField:
    """A readable value: path, words, what it is, and where it stands in the file."""

    path: str
    text: str
    kind: RunKind
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter: plain values by name, readable fields, and where the body begins."""

    values: dict[str, str]
    fields: tuple[FrontField, ...]
    body: int


def front_matter(text: str, name: str) -> Front:
    """Split the front matter off.

    Raises:
        InspectError: it is no YAML; with line and column.
    """
    found = _FENCE.match(text)
    if found is None:
        return Front({}, (), 1 if text.startswith("\ufeff") else 0)
    try:
        root = yaml.compose(found[1], Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise InspectError(
            Message("The front matter is no YAML: {problem}.", problem=error.problem or str(error)),
            file=name,
            line=mark.line + 2 if mark else 1,
            column=mark.column + 1 if mark else 0,
        ) from error
    except yaml.YAMLError as error:
        raise InspectError(
            Message("The front matter is no YAML: {problem}.", problem=str(error)), file=name, line=1
        ) from error
    pairs = list(_pairs(root))
    values = {key: node.value for key, node in pairs if isinstance(node, yaml.ScalarNode)}
    fields = [
        one
        for key, node in pairs
        if key in _KINDS and not (key == "title" and values.get("headline"))
        for one in _fields(key, node, _KINDS[key])
    ]
    return Front(values, tuple(fields), found.end())


def _pairs(root: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            yield str(key.value), value


def _fields(path: str, node: yaml.Node, kind: RunKind) -> Iterator[FrontField]:
    if isinstance(node, yaml.ScalarNode):
        if node.value.strip() and node.tag != "tag:yaml.org,2002:null":
            yield FrontField(path, node.value, kind, *_begin(node))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _fields(f"{path}.{index}", item, kind)
    elif isinstance(node, yaml.MappingNode):
        for key, value in _pairs(node):
            if key in _WORDS:
                yield from _fields(f"{path}.{key}", value, kind)


def _begin(node: yaml.ScalarNode) -> tuple[int, int]:
    """Where the words begin; the front matter's first line is the file's second."""
    line, column = node.start_mark.line + 2, node.start_mark.column + 1
    if node.style in {"|", ">"}:
        return line + 1, 3
    return line, column + (1 if node.style in {"'", '"'} else 0)
