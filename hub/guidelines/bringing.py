"""Brings files of others into a guideline: design tokens, Vale styles, guideline files; and says what came in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from brand.errors import GuidelineError
from brand.guideline import Guideline
from brand.portable import Skipped, import_tokens, import_vale, write_guideline
from hub.guidelines.fields import called
from hub.guidelines.kinds import Files
from hub.guidelines.sections import Entry
from hub.guidelines.writing import read_fields, write_source
from renderers.contract.message import Message
from renderers.contract.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Brought:
    """An entry that came in; `is_new` False = it took another's place."""

    field: str
    name: str
    is_new: bool


@dataclass(slots=True)
class Report:
    """What a guideline says after some files came in, what came, and what did not, with the reason."""

    source: str
    brought: list[Brought] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def bring(source: str, uploads: Mapping[str, bytes], files: Files, *, language: str = "en") -> Report:
    """Take files into a guideline, by name: `.json` are design tokens, `.yml` and `.yaml` Vale rules or a guideline.

    A guideline file takes the whole guideline's place; the others add entries, or replace those of the same name.
    What cannot be read is among what was skipped.
    """
    report = Report(source)
    rules: dict[str, bytes] = {}
    for name, data in sorted(uploads.items(), key=lambda one: (not is_guideline(*one), one[0])):
        try:
            if is_guideline(name, data):
                _replace(report, data.decode("utf-8-sig"), files)
            elif name.lower().endswith(".json"):
                _tokens(report, name, data, files)
            elif name.lower().endswith((".yml", ".yaml")):
                rules[name] = data
            else:
                report.skipped.append(Skipped(name, Message("Only .yaml, .yml and .json files are read.")))
        except GuidelineError as error:
            report.skipped.append(Skipped(name, Message("{reason}", reason=error.show())))
        except UnicodeDecodeError:
            report.skipped.append(Skipped(name, Message("The file is not UTF-8. Save it as UTF-8.")))
    if rules:
        style = import_vale(rules, language=language)
        report.skipped += style.skipped
        _merge(report, Guideline(patterns=style.patterns), ("patterns",), files)
    return report


def is_guideline(name: str, data: bytes) -> bool:
    """Whether a file says that it is a guideline."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf")
    is_yaml = name.lower().endswith((".yml", ".yaml"))
    return is_yaml and any(line.startswith(b"schema: guideline/") for line in head.splitlines())


def _replace(report: Report, source: str, files: Files) -> None:
    fields = read_fields(source, files)
    report.source = source
    report.brought += [Brought(name, called(entry), is_new=True) for name in fields for entry in fields[name]]


def _tokens(report: Report, name: str, data: bytes, files: Files) -> None:
    found = import_tokens(data, file=name)
    report.skipped += found.skipped
    tokens = Tokens(colors=found.colors, typography=found.typography)
    _merge(
        report,
        Guideline(tokens=tokens, deprecated=found.deprecated),
        ("colors", "typography", "deprecated"),
        files,
    )


def _merge(report: Report, other: Guideline, names: Sequence[str], files: Files) -> None:
    fields: dict[str, Any] = read_fields(report.source, files)
    more = read_fields(write_guideline(other).text, files)
    for name in names:
        places = {called(entry): number for number, entry in enumerate(fields[name])}
        for entry in more[name]:
            place = places.get(called(entry))
            if place is None:
                fields[name].append(entry)
            else:
                fields[name][place] = _beside(fields[name][place], entry)
            report.brought.append(Brought(name, called(entry), is_new=place is None))
    report.source = write_source(report.source, fields, files)


#: What a new value on screen makes worthless.
_INKS = ("cmyk", "spot")


def _beside(old: Entry, new: Entry) -> dict[str, Any]:
    """The new entry, and of the old one what the file does not speak of; inks only while the color is the same."""
    kept = {name: value for name, value in old.items() if value and not new.get(name)}
    if old.get("srgb") != new.get("srgb"):
        kept = {name: value for name, value in kept.items() if name not in _INKS}
    return {**new, **kept}
