"""What is different between two guidelines, entry by entry, in the words of the form. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hub.guidelines.fields import called
from hub.guidelines.sections import Entry


@dataclass(frozen=True, slots=True)
class Change:
    """A value that is another one now. "" = there was, or is, none."""

    child: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry of a section that came (`was_there` False), went (`is_there` False), or changed."""

    field: str
    name: str
    was_there: bool
    is_there: bool
    changes: tuple[Change, ...]


Fields = Mapping[str, Sequence[Entry]]


def differences(before: Fields, after: Fields) -> tuple[Difference, ...]:
    """All differences, in the order of the form; entries are the same where their names are."""
    return tuple(each for name in after for each in _of_section(name, before.get(name, ()), after[name]))


def _of_section(field: str, before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[Difference]:
    old, new = _by_name(before), _by_name(after)
    for name in [*old, *(name for name in new if name not in old)]:
        one, other = old.get(name), new.get(name)
        changes = tuple(_changes(_flat(one or {}), _flat(other or {})))
        if changes or (one is None) != (other is None):
            yield Difference(field, name[0], one is not None, other is not None, changes)
    if list(old) != list(new) and set(old) == set(new):
        yield Difference(field, "", was_there=True, is_there=True, changes=())  # only the order is another


def _by_name(entries: Sequence[Entry]) -> dict[tuple[str, int], Entry]:
    found: dict[tuple[str, int], Entry] = {}
    for entry in entries:
        number = 0
        while (called(entry), number) in found:
            number += 1
        found[called(entry), number] = entry
    return found


def _flat(entry: Entry) -> dict[str, str]:
    """Child to text; what the form does not show, under the name it has in the file."""
    kept = json.loads(entry.get("kept") or "{}")
    values = {**{name: value for name, value in entry.items() if name != "kept"}, **kept}
    return {name: text for name, value in values.items() if (text := _text(value))}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {text}" if name else text for name, one in value.items() if (text := _text(one)))
    if isinstance(value, list):
        wordings = [each for each in value if isinstance(each, Mapping) and set(each) == {"locale", "text"}]
        if wordings and len(wordings) == len(value):
            return "\n".join(
                f"{each['locale']}: {each['text']}" if each["locale"] else each["text"] for each in wordings
            )
        return "\n".join(_text(each) for each in value)
    return "" if value is None else str(value)


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for name in [*after, *(name for name in before if name not in after)]:
        one, other = before.get(name, ""), after.get(name, "")
        if one != other:
            yield Change(name, one, other)
