"""The fields of a guideline's form: filled from its source, and written back into it."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from brand.errors import GuidelineError
from hub.guidelines.kinds import Files, NoFiles
from hub.guidelines.library import Library
from hub.guidelines.sections import SECTIONS, Entry
from hub.guidelines.writing import path_at, read_fields, write_source

_NAMES = uuid.UUID("5f3c9e0e-0f4e-5a60-9c1b-8f6d5d7d1c11")


def library_of(guideline: Any) -> Files:
    """The files a guideline may name."""
    return Library(guideline.brand_id) if guideline.brand_id else NoFiles()


def show_source(guideline: Any) -> None:
    """Let the fields say what the source says; those that do already stay, and so do the marks of their entries."""
    try:
        fields = read_fields(guideline.source, library_of(guideline))
    except GuidelineError:
        return
    for name, entries in fields.items():
        stream = getattr(guideline, name)
        if _even(entries_of(stream)) != _even(entries):
            kind = next(iter(stream.stream_block.child_blocks))
            setattr(guideline, name, stream.stream_block.to_python(raw(name, kind, entries)))


def raw(field: str, kind: str, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Entries as a stream field keeps them. The same entry has the same mark, whoever reads it."""
    found: dict[str, int] = {}
    blocks = []
    for entry in entries:
        title = f"{field}:{called(entry)}"
        found[title] = found.get(title, 0) + 1
        mark = str(uuid.uuid5(_NAMES, f"{title}:{found[title]}"))
        blocks.append({"type": kind, "value": dict(entry), "id": mark})
    return blocks


def called(entry: Entry) -> str:
    """What people call an entry: its name, word or key."""
    names = ("word", "name", "role", "key", "id", "rule", "token", "text", "limit")
    found = next((entry[name] for name in names if entry.get(name) and isinstance(entry[name], str)), "")
    return f"{found} {entry['background']}" if "background" in entry else str(found)


def entries_of(stream: Any) -> list[dict[str, Any]]:
    """The entries of a stream field."""
    return [_bare(block["value"]) for block in stream.get_prep_value()]


def _bare(value: Any) -> Any:
    """Without the marks of lists."""
    if isinstance(value, Mapping):
        return {name: _bare(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [
            _bare(item["value"]) if isinstance(item, Mapping) and item.get("type") == "item" else _bare(item)
            for item in value
        ]
    return value.isoformat() if isinstance(value, date) else value


def _even(entries: list[dict[str, Any]]) -> str:
    """Entries in which nothing and an empty text are the same, and so are 20 and 20.0."""
    return json.dumps([_evened(entry) for entry in entries], sort_keys=True)


def _evened(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _evened(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_evened(item) for item in value]
    if value is None:
        return ""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def source_of(source: str, streams: Mapping[str, Any], files: Files) -> str:
    """The source with what the streams of a form say.

    Raises:
        GuidelineError: two entries have one name, or a file is not to be had.
    """
    return write_source(source, {each.field: entries_of(streams[each.field]) for each in SECTIONS}, files)


def place_of(
    error: GuidelineError, source: str, streams: Mapping[str, Any], files: Files
) -> tuple[str, int, str] | None:
    """The field, entry and child that an error in a source means; "" = the whole entry. None = nobody can tell."""
    path = path_at(source, error.line, error.column) if error.line and source else ""
    path = path or str(dict(error.message.params).get("path", ""))
    for section in SECTIONS:
        found = section.index(entries_of(streams[section.field]), path, files) if path else None
        if found is not None:
            return section.field, *found
    return None
