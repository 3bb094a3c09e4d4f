"""Between a guideline's file and the fields of its form: pure functions, each way; nothing in the file gets lost."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from brand.portable.cursor import Cursor, compose, node_of
from brand.portable.reading import KEYS, SCHEMA
from hub.guidelines.kinds import Files
from hub.guidelines.sections import SECTIONS, Entry, Section
from renderers.contract.tokens import SHIPPED_FIELDS

Fields = Mapping[str, Sequence[Entry]]
#: What the file of a guideline without any rules says.
BARE = f"schema: {'/'.join(map(str, SCHEMA))}\n"


def read_fields(source: str, files: Files) -> dict[str, list[dict[str, Any]]]:
    """The entries of every field of the form, as the file says.

    Raises:
        GuidelineError: with line and column.
    """
    given = compose(source or BARE, "guideline.yaml").mapping(KEYS)
    found = {section.field: section.read(given, files) for section in SECTIONS}
    if "fields" not in given:
        found["register"] = _shipped()
    return found


def write_source(source: str, fields: Fields, files: Files) -> str:
    """The file with what the form says. Sections that say the same stay as they were written, comments and all.

    Raises:
        GuidelineError: two entries have one name, or a file is not to be had.
    """
    source = source if source.strip() else BARE
    before = read_fields(source, files)
    changed: dict[str, Any] = {}
    for section in SECTIONS:
        said, stood = (_said(section, each, files) for each in (fields[section.field], before[section.field]))
        changed |= {key: said[key] for key in said if said[key] != stood[key]}
    return _spliced(source, changed) if changed else source


def path_at(source: str, line: int, column: int) -> str:
    """The dotted path of the value that begins there (both from 1), or ""."""
    return _path_at(node_of(source), "", (line - 1, column - 1))


def _path_at(node: yaml.Node | None, path: str, wanted: tuple[int, int]) -> str:
    inner: list[tuple[str, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        inner = [(str(key.value), value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        inner = [(str(number), value) for number, value in enumerate(node.value)]
    for name, value in inner:
        below = f"{path}.{name}" if path else name
        if (value.start_mark.line, value.start_mark.column) == wanted:
            return below
        if found := _path_at(value, below, wanted):
            return found
    return ""


def _said(section: Section, entries: Sequence[Entry], files: Files) -> dict[str, Any]:
    written = section.write(entries, files)
    if section.field == "register" and written == section.write(_shipped(), files):
        return {"fields": None}  # they go without saying
    if section.field == "register" and written is None:
        return {"fields": {}}
    if len(section.keys) == 1:
        return {section.keys[0]: written}
    return {key: (written or {}).get(key) for key in section.keys}


def _shipped() -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "label": each.label,
            "type": each.type,
            "max_length": each.max_length,
            "sample": each.sample,
            "names": "\n".join(f"{dialect} = {name}" for dialect, name in each.names),
            "kept": "",
        }
        for each in SHIPPED_FIELDS
    ]


def _spliced(source: str, changed: Mapping[str, Any]) -> str:
    """The file with some keys replaced, added (None: taken out), the rest as it stands."""
    root = node_of(source)
    odd = re.search(r"^(?:\.\.\.|%|\?)", source, re.MULTILINE)
    if not isinstance(root, yaml.MappingNode) or root.flow_style or root.start_mark.column or odd:
        whole = _plain(compose(source, "guideline.yaml"))
        return _dumped({key: value for key, value in (whole | dict(changed)).items() if value is not None})
    lines = source.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    starts = [key.start_mark.line for key, _ in root.value]
    ends = [*starts[1:], len(lines)]
    chunks: list[tuple[str, str]] = [("", "".join(lines[: starts[0]]))]
    for (key, _), start, end in zip(root.value, starts, ends, strict=True):
        body, rest = _cut(lines[start:end])
        chunks.append((key.value, body))
        chunks.append(("", rest))
    return _put(chunks, changed)


def _put(chunks: list[tuple[str, str]], changed: Mapping[str, Any]) -> str:
    left = {key: "" if value is None else _dumped({key: value}) for key, value in changed.items()}
    written = [(key, left.pop(key, text) if key else text) for key, text in chunks]
    for key, text in left.items():
        if text:
            order = KEYS.index(key)
            later = (at for at, (other, _) in enumerate(written) if other in KEYS and KEYS.index(other) < order)
            written.insert(max(later, default=len(written) - 1) + 1, (key, text))
    return "".join(text for _, text in written)


def _cut(lines: list[str]) -> tuple[str, str]:
    """A section, and the blank lines and comments after it, which belong to the next one."""
    end = len(lines)
    while end > 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return "".join(lines[:end]), "".join(lines[end:])


def _plain(cursor: Cursor) -> Any:
    """Everything in a file, with the kinds of its values."""
    if cursor.is_empty:
        return None
    if cursor.is_text:
        return cursor.value()
    if cursor.is_mapping:
        return {name: _plain(value) for name, value in cursor.entries()}
    return [_plain(item) for item in cursor.items()]


def _dumped(body: Mapping[str, Any]) -> str:
    return yaml.dump(
        _Whole(body), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=116, default_flow_style=None
    )


class _Whole(dict[str, Any]):
    """A key a line, however short."""


class _Dumper(yaml.SafeDumper):
    """Without references, which are not read."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


#: Control characters, and line ends that are none to everybody.
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if _ODD.search(text) else None
    ),
)
_Dumper.add_representer(
    _Whole, lambda dumper, body: dumper.represent_mapping("tag:yaml.org,2002:map", body.items(), flow_style=False)
)
