"""A folder that `python -m renderers render` wrote becomes subjects: parts, media, losses, meters and provenance."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from brand.errors import InspectError
from brand.inspect.artifact import Delivery, inspect_artifact
from brand.inspect.limits import BYTES, MEGABYTE
from brand.subject import Code, ColorUse, FontUse, Link, MarkupUse, PictureUse, Subject, TextRun
from renderers.contract import codec
from renderers.contract.artifact import EXTENSIONS, Artifact, Loss, Media, Meter, Part, Trace
from renderers.contract.document import Document
from renderers.contract.errors import SchemaError
from renderers.contract.message import Message
from renderers.contract.schemas import DOCUMENT

_Placed = TypeVar("_Placed", TextRun, Link, PictureUse, Code, ColorUse, FontUse, MarkupUse)
ARTIFACT = "artifact.json"
_SCHEMA = ("rendered", 1)
_TYPES = {
    "html": "text/html",
    "txt": "text/plain",
    "css": "text/css",
    "md": "text/markdown",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "eml": "message/rfc822",
    **{ending: media_type for media_type, ending in EXTENSIONS.items()},
}


def artifact_folders(folder: Path) -> list[Path]:
    """The render folders in a folder, itself included, sorted."""
    return sorted(file.parent for file in folder.rglob(ARTIFACT) if file.is_file())


def inspect_folder(folder: Path, *, name: str = "", today: date | None = None) -> tuple[Subject, ...]:
    """Inspect one render folder.

    Raises:
        InspectError: artifact.json is missing, broken or newer, or a part it names is not there.
    """
    label = name or folder.as_posix()
    data = _read_json(folder / ARTIFACT, f"{label}/{ARTIFACT}")
    document = _document(data, f"{label}/{ARTIFACT}")
    delivery = Delivery(
        name=str(data.get("name") or label),
        channel=str(data.get("channel", "")),
        format=str(data.get("format", "")),
        locale=str(data.get("locale") or (document.locale if document is not None else "")),
        dialect=str(data.get("dialect", "plain")),
        document=document,
        piece=str(data.get("piece", "")),
        today=today,
    )
    return tuple(filed(subject, label) for subject in inspect_artifact(_artifact(data, folder, label), delivery))


def filed(subject: Subject, folder: str) -> Subject:
    """Name the parts as files in their folder, so that a report leads to them."""
    return replace(
        subject,
        runs=_in_folder(subject.runs, folder),
        links=_in_folder(subject.links, folder),
        pictures=_in_folder(subject.pictures, folder),
        codes=_in_folder(subject.codes, folder),
        colors=_in_folder(subject.colors, folder),
        fonts=_in_folder(subject.fonts, folder),
        markup=_in_folder(subject.markup, folder),
    )


def _in_folder(things: tuple[_Placed, ...], folder: str) -> tuple[_Placed, ...]:
    return tuple(replace(thing, where=replace(thing.where, part=f"{folder}/{thing.where.part}")) for thing in things)


def _read_json(file: Path, label: str) -> dict[str, Any]:
    try:
        if file.stat().st_size > 4 * BYTES["html"]:
            raise InspectError(
                Message("The file has more than {limit} MB.", limit=4 * BYTES["html"] // MEGABYTE), file=label
            )
        data = json.loads(file.read_bytes())
    except OSError as error:
        message = Message("The folder holds no {file}. Render it anew.", file=ARTIFACT)
        raise InspectError(message, file=label) from error
    except (ValueError, RecursionError) as error:
        raise InspectError(
            Message("This is no JSON: {problem}. Render it anew.", problem=str(error)[:200]),
            file=label,
            line=getattr(error, "lineno", 0),
            column=getattr(error, "colno", 0),
        ) from error
    name, _, number = str(data.get("schema", "") if isinstance(data, dict) else "").partition("/")
    if name != _SCHEMA[0] or not number.isdigit():
        message = Message("Expected the schema “{expected}”. Render it anew.", expected=f"{_SCHEMA[0]}/{_SCHEMA[1]}")
        raise InspectError(message, file=label)
    if int(number) > _SCHEMA[1]:
        raise InspectError(Message("This was written by a newer version. Update Einklang."), file=label)
    return dict(data)


def _document(data: Mapping[str, Any], label: str) -> Document | None:
    try:
        return codec.load(data["document"], DOCUMENT) if data.get("document") else None
    except SchemaError as error:
        raise InspectError(error.message, file=label) from error


def _artifact(data: Mapping[str, Any], folder: Path, label: str) -> Artifact:
    try:
        return Artifact(
            parts=tuple(_part(entry, folder, label) for entry in data.get("parts", ())),
            media=tuple(_media(entry, folder, label) for entry in data.get("media", ())),
            losses=codec.read(tuple[Loss, ...], data.get("losses", []), "losses"),
            meters=codec.read(tuple[Meter, ...], data.get("meters", []), "meters"),
            provenance=codec.read(tuple[Trace, ...], data.get("provenance", []), "provenance"),
        )
    except SchemaError as error:
        raise InspectError(error.message, file=f"{label}/{ARTIFACT}") from error
    except (TypeError, KeyError, AttributeError) as error:
        message = Message("The file is incomplete: {problem}. Render it anew.", problem=str(error)[:200])
        raise InspectError(message, file=f"{label}/{ARTIFACT}") from error


def _part(entry: Any, folder: Path, label: str) -> Part:
    name = str(entry if isinstance(entry, str) else entry["name"])
    ending = PurePosixPath(name).suffix.removeprefix(".")
    given = "" if isinstance(entry, str) else str(entry.get("media_type", ""))
    return Part(name, given or _TYPES.get(ending, "application/octet-stream"), _bytes(folder, name, label))


def _media(entry: Mapping[str, Any], folder: Path, label: str) -> Media:
    media = Media(str(entry["sha256"]), str(entry.get("media_type", "")), b"")
    return replace(media, data=_bytes(folder, f"media/{media.file_name}", label))


def _bytes(folder: Path, name: str, label: str) -> bytes:
    """The bytes of a file in the folder, and of no other place."""
    file = folder / name
    inside = file.resolve().is_relative_to(folder.resolve())
    if not inside or not file.is_file():
        message = Message("The part “{name}” is not in the folder. Render it anew.", name=name)
        raise InspectError(message, file=f"{label}/{ARTIFACT}")
    if file.stat().st_size > max(BYTES.values()):
        limit = max(BYTES.values()) // MEGABYTE
        raise InspectError(Message("The file has more than {limit} MB.", limit=limit), file=f"{label}/{name}")
    return file.read_bytes()
