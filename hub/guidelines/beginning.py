"""What somebody chose of the candidates becomes a draft, beside what the draft says already. Pure but for `files`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from brand.color import distance
from hub.guidelines.bringing import Brought, Report
from hub.guidelines.fields import called
from hub.guidelines.kinds import Files
from hub.guidelines.sections import Entry
from hub.guidelines.writing import read_fields, write_source

#: Colors nearer than this (ΔE2000) are the same to everybody.
NEAR = 2.5


@dataclass(frozen=True, slots=True)
class Chosen:
    """Entries of the form's fields, and single values by their key (`sender.name`)."""

    colors: Sequence[Entry] = ()
    typography: Sequence[Entry] = ()
    logos: Sequence[Entry] = ()
    legal: Sequence[Entry] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft says, asked for what the candidates are compared with."""

    fields: Mapping[str, Sequence[Entry]]

    def color_near(self, srgb: str) -> str:
        """The name of a color that nobody tells apart from this one, or ""."""
        colors = [(str(each["name"]), str(each.get("srgb") or "").lower()) for each in self.fields["colors"]]
        return next((name for name, value in colors if is_hex(value) and distance(value, srgb) < NEAR), "")

    def color_named(self, name: str) -> str:
        """The value of the color of this name, or ""."""
        return next(
            (str(each.get("srgb")) for each in self.fields["colors"] if each["name"].casefold() == name.casefold()), ""
        )

    def color_with(self, role: str) -> str:
        """The name of the color that has a role, or ""."""
        return next((str(each["name"]) for each in self.fields["colors"] if role in roles_in(each.get("roles"))), "")

    def family_of(self, role: str) -> str:
        """The family that has a role, or ""."""
        return next((str(each.get("family")) for each in self.fields["typography"] if each["role"] == role), "")

    def has_logo(self, name: str) -> bool:
        """Whether a logo has this name."""
        return any(str(each.get("name")).casefold() == name.casefold() for each in self.fields["logos"])

    def text(self, key: str) -> str:
        """A value that is said once."""
        section, _, name = key.partition(".")
        entry = next(iter(self.fields[section]), {})
        return str(entry.get(name) or "")

    def line(self, key: str, locale: str) -> str:
        """The wording of a legal line in a language, or ""."""
        lines = [each for each in self.fields["legal"] if each.get("key") == key]
        wordings = [wording for each in lines for wording in each.get("text") or ()]
        return next((str(each["text"]) for each in wordings if (each["locale"] or "") in {locale, ""}), "")


def draft_of(source: str, files: Files) -> Draft:
    """What a draft says.

    Raises:
        GuidelineError: it cannot be read.
    """
    return Draft(read_fields(source, files))


def roles_in(text: Any) -> list[str]:
    """Roles between commas."""
    return [role.strip() for role in str(text or "").replace(";", ",").split(",") if role.strip()]


def begin(source: str, chosen: Chosen, files: Files) -> Report:
    """The draft with what was chosen, and what of it is new or took another's place.

    Colors and logos are added; a typeface takes the place of that of its role, a line that of its kind and language,
    a value that of its key. Whoever shows the choice says so before.

    Raises:
        GuidelineError: two entries have one name, or a file is not to be had.
    """
    fields = read_fields(source, files)
    report = Report(source)
    for name in ("colors", "logos"):
        for entry in getattr(chosen, name):
            fields[name].append(dict(entry))
            report.brought.append(Brought(name, called(entry), is_new=True))
    for entry in chosen.typography:
        place = next((at for at, one in enumerate(fields["typography"]) if one["role"] == entry["role"]), None)
        if place is None:
            fields["typography"].append(dict(entry))
        else:
            fields["typography"][place] = dict(entry)
        report.brought.append(Brought("typography", f"{entry['role']}: {entry['family']}", is_new=place is None))
    for entry in chosen.legal:
        report.brought.append(Brought("legal", str(entry["key"]), is_new=_line(fields["legal"], entry)))
    _texts(fields, chosen.texts, report)
    report.source = write_source(source, fields, files)
    return report


def _line(lines: list[dict[str, Any]], entry: Entry) -> bool:
    """Put a wording in its place; True = there was none."""
    there = next((one for one in lines if one.get("key") == entry["key"]), None)
    if there is None:
        lines.append(dict(entry))
        return True
    (wording,) = entry["text"]
    said = [dict(each) for each in there["text"] if (each["locale"] or "") not in {wording["locale"], ""}]
    there["text"], is_new = [*said, dict(wording)], len(said) == len(there["text"])
    return is_new


def _texts(fields: dict[str, list[dict[str, Any]]], texts: Mapping[str, str], report: Report) -> None:
    for key, value in texts.items():
        section, _, name = key.partition(".")
        if not fields[section]:
            fields[section].append({"kept": ""})
        before = fields[section][0].get(name) or ""
        fields[section][0][name] = value
        report.brought.append(Brought(section, value.replace("\n", ", "), is_new=not before))


def is_hex(value: str) -> bool:
    """Whether it is a color as guidelines have it, in small letters."""
    return len(value) == 7 and value[0] == "#" and all(digit in "0123456789abcdef" for digit in value[1:])
