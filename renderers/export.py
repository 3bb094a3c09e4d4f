"""Writes what was rendered as folders a person can open: the parts, `media/`, and `artifact.json` beside them.

A folder appears whole or not at all: it is written under another name beside its place and then renamed. One that
holds anything else than an earlier export is never touched.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from renderers.contract import codec
from renderers.contract.document import Document
from renderers.contract.errors import RendererError
from renderers.contract.message import Message
from renderers.contract.schemas import DOCUMENT
from renderers.registry import Rendered

ARTIFACT = "artifact.json"
SCHEMA = "rendered/1"


class ExportError(RendererError, OSError):
    """A folder cannot be written, or holds what is not ours."""


def describe(rendered: Rendered, document: Document, channel: str) -> dict[str, Any]:
    """What `artifact.json` says: key, channel and format, losses, meters, provenance, and each file's digest.

    `document` is the document as authored, before the view of the channel.
    """
    artifact = rendered.artifact
    request = rendered.source.request
    return {
        "schema": SCHEMA,
        "key": rendered.key,
        "name": f"{document.slug or document.title}/{channel}/{request.format}",
        "piece": document.id,
        "channel": channel,
        "format": request.format,
        "locale": document.locale,
        "dialect": request.dialect,
        "arm": document.arm.key if document.arm else "",
        "parts": [
            {
                "name": part.name,
                "media_type": part.media_type,
                "sha256": hashlib.sha256(part.data).hexdigest(),
                "size": len(part.data),
            }
            for part in artifact.parts
        ],
        "media": [
            {"sha256": media.sha256, "media_type": media.media_type, "file": f"media/{media.file_name}"}
            for media in artifact.media
        ],
        "losses": codec.plain(artifact.losses),
        "meters": codec.plain(artifact.meters),
        "provenance": codec.plain(artifact.provenance),
        "document": codec.dump(document, DOCUMENT),
    }


def files_of(rendered: Rendered, document: Document, channel: str) -> dict[str, bytes]:
    """Every file of one rendered channel and format, by its path in the folder."""
    description = json.dumps(describe(rendered, document, channel), ensure_ascii=False, indent=1, sort_keys=True)
    files = {part.name: part.data for part in rendered.artifact.parts}
    files |= {f"media/{media.file_name}": media.data for media in rendered.artifact.media}
    return files | {ARTIFACT: f"{description}\n".encode("utf-8", "surrogatepass")}


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files as one folder, in place of an earlier export.

    Raises:
        ExportError: there is something else at that place, or the disk refuses.
    """
    folder = folder.resolve()
    require_free(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise _refused(folder, error) from error
    try:
        for name, data in files.items():
            file = fresh / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        fresh.chmod(0o777 & ~_umask())
        _replace(folder, fresh)
    except OSError as error:
        raise _refused(folder, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def require_free(folder: Path) -> None:
    """Make sure that nothing but an earlier export would be overwritten.

    Raises:
        ExportError: with what else is there.
    """
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir():
        raise ExportError(Message("“{folder}” is no folder. Name another place.", folder=str(folder)))
    stranger = next(_strangers(folder), None)
    if stranger is not None:
        raise ExportError(
            Message(
                "The folder “{folder}” holds “{file}”, which no export wrote. Name another folder, or empty it.",
                folder=str(folder),
                file=stranger.relative_to(folder).as_posix(),
            )
        )


def _strangers(folder: Path) -> Iterator[Path]:
    """Files in a folder that no `artifact.json` in it lists."""
    ours: set[Path] = set()
    for description in folder.rglob(ARTIFACT):
        ours |= {description, *(description.parent / name for name in _listed(description))}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or (path.is_file() and path not in ours):
            yield path


def _listed(description: Path) -> list[str]:
    try:
        data = json.loads(description.read_bytes())
        if str(data["schema"]).partition("/")[0] != SCHEMA.partition("/")[0]:
            return []
        return [str(part["name"]) for part in data["parts"]] + [str(media["file"]) for media in data["media"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _replace(folder: Path, fresh: Path) -> None:
    """Put the fresh folder in the place of the old one; should that fail, the old one stays."""
    if not folder.exists():
        fresh.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent))
    try:
        folder.rename(old / folder.name)
        try:
            fresh.rename(folder)
        except OSError:
            (old / folder.name).rename(folder)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refused(folder: Path, error: OSError) -> ExportError:
    return ExportError(
        Message(
            "The folder “{folder}” cannot be written: {reason}.",
            folder=str(folder),
            reason=error.strerror or str(error),
        )
    )
