"""The YAML of a Markdown piece (front matter and fenced blocks): its readable fields, each at its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import yaml

from brand.errors import InspectError
from brand.subject import RunKind
from renderers.contract.message import Message

_FENCE = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_KINDS = {
    "headline": RunKind.TITLE,
    "title": RunKind.TITLE,
    "hero": RunKind.ALT,
    "hero_alt": RunKind.ALT,
    "hashtags": RunKind.HASHTAGS,
    "action": RunKind.ACTION,
    "legal": RunKind.LEGAL,
    "teaser": RunKind.PARAGRAPH,
    "short": RunKind.PARAGRAPH,
    "arms": RunKind.PARAGRAPH,
    "overrides": RunKind.PARAGRAPH,
}
#: Of a mapping, the values that are words; in overrides and arms these are the values of any field but addresses.
_WORDS = frozenset({"label", "text", "alt", "caption", "product", "price", "old_price", "credit"})
_NO_WORDS = frozenset({"file", "url", "focal", "hero", "poster", "code"})
_NESTED_KINDS = {
    "alt": RunKind.ALT,
    "caption": RunKind.CAPTION,
    "label": RunKind.ACTION,
    "credit": RunKind.CAPTION,
    "hashtags": RunKind.HASHTAGS,
}
#: How deeply values are looked for: channel, format, field and list.
_DEEPEST = 6
#: Fenced blocks that hold YAML, and which of their values are words.
FENCES = {
    "offer": ("product", "price", "old_price", "text", "alt"),
    "picture": ("alt", "caption"),
    "video": ("title",),
    "action": ("label",),
}


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
    root = _composed(found[1], name, 2)
    pairs = list(_pairs(root))
    values = {key: node.value for key, node in pairs if isinstance(node, yaml.ScalarNode)}
    fields = [
        one
        for key, node in pairs
        if key in _KINDS and not (key == "title" and values.get("headline"))
        for one in _fields(key, node, _KINDS[key])
    ]
    return Front(values, tuple(fields), found.end())


def fence_fields(kind: str, text: str, name: str, line: int) -> list[FrontField]:
    """The readable values of a fenced block whose first line has that number; of one that is no YAML, none."""
    try:
        root = _composed(text, name, line)
    except InspectError:
        return []
    return [
        replace(one, line=one.line + line - 2)
        for key, node in _pairs(root)
        if key in FENCES[kind]
        for one in _fields(key, node, _NESTED_KINDS.get(key, RunKind.PARAGRAPH))
    ]


def _composed(text: str, name: str, line: int) -> yaml.Node | None:
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise InspectError(
            Message("The front matter is no YAML: {problem}.", problem=error.problem or str(error)),
            file=name,
            line=mark.line + line if mark else line,
            column=mark.column + 1 if mark else 0,
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InspectError(
            Message("The front matter is no YAML: {problem}.", problem=str(error)[:200]), file=name, line=line
        ) from error
    return node


def _pairs(root: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            yield str(key.value), value


def _fields(path: str, node: yaml.Node, kind: RunKind, depth: int = 0) -> Iterator[FrontField]:
    """The words below a node; a picture's bare file name is none."""
    if isinstance(node, yaml.ScalarNode):
        if node.value.strip() and node.tag != "tag:yaml.org,2002:null" and path != "hero":
            yield FrontField(path, node.value, kind, *_begin(node))
    elif depth < _DEEPEST:
        for name, own, value in _children(path, node, kind):
            yield from _fields(f"{path}.{name}", value, own, depth + 1)


def _children(path: str, node: yaml.Node, kind: RunKind) -> Iterator[tuple[str, RunKind, yaml.Node]]:
    """What in a list or mapping holds words: name, what they are, value."""
    if isinstance(node, yaml.SequenceNode):
        yield from ((str(index), kind, item) for index, item in enumerate(node.value))
        return
    free = path.split(".", maxsplit=1)[0] in {"overrides", "arms"}
    for key, value in _pairs(node):
        if key in _WORDS or (free and key not in _NO_WORDS):
            yield key, _NESTED_KINDS.get(key, kind), value


def _begin(node: yaml.ScalarNode) -> tuple[int, int]:
    """Where the words begin; the front matter's first line is the file's second."""
    line, column = node.start_mark.line + 2, node.start_mark.column + 1
    if node.style in {"|", ">"}:
        return line + 1, 3
    return line, column + (1 if node.style in {"'", '"'} else 0)
