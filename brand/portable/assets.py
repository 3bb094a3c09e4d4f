"""Files that a guideline refers to: logos and fonts, by a path beside the YAML file."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from brand.errors import GuidelineError
from brand.inspect.image import measured
from brand.portable.cursor import Cursor
from renderers.contract.document import AssetRef, Rights
from renderers.contract.message import Message

#: Gives the bytes of a file by its path relative to the guideline's.
Load = Callable[[str], bytes]

_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".pdf": "application/pdf",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
_ENDINGS = {media_type: ending for ending, media_type in _TYPES.items() if ending != ".jpeg"}
_KEYS = ("file", "alt", "size", "focal", "credit", "media_type", "rights")
_RIGHTS = ("licence", "valid_from", "valid_until", "territories", "channels", "release", "cleared")


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file that belongs beside the exported YAML: write the asset's bytes to `path`."""

    path: str
    asset: AssetRef


def read_asset(cursor: Cursor, load: Load | None) -> AssetRef:
    """An asset: a path, or a mapping with `file` and what is known of it.

    Raises:
        GuidelineError: the path leads elsewhere, or there is no such file.
    """
    given = {} if cursor.is_text else cursor.mapping(_KEYS)
    if not cursor.is_text and "file" not in given:
        cursor.fail(Message("{path}: “{key}” is missing.", path=cursor.path, key="file"))
    named = cursor if cursor.is_text else given["file"]
    path = named.text()
    data = _bytes(named, path, load)
    media_type = given["media_type"].text() if "media_type" in given else media_type_of(path)
    size = _two(given["size"]) if "size" in given else None
    width, height = size if size is not None else (_size_of(data, named, path) if _is_raster(media_type) else (0, 0))
    focal = _two(given["focal"]) if "focal" in given else (0.5, 0.5)
    return AssetRef(
        id=path,
        sha256=hashlib.sha256(data).hexdigest(),
        alt=given["alt"].text() if "alt" in given else "",
        focal=focal,
        width=int(width),
        height=int(height),
        credit=given["credit"].text() if "credit" in given else "",
        media_type=media_type,
        rights=_rights(given["rights"]) if "rights" in given else Rights(),
    )


def _size_of(data: bytes, cursor: Cursor, path: str) -> tuple[int, int]:
    found = measured(data)
    if found.trouble is not None:
        cursor.fail(Message("The picture “{file}” cannot be read. Export it again.", file=path))
    return found.pixels


def _bytes(cursor: Cursor, path: str, load: Load | None) -> bytes:
    parts = PurePosixPath(path).parts
    if not path or path.startswith(("/", "\\")) or ".." in parts or ":" in path:
        cursor.fail(
            Message("{path}: “{file}” is no path inside the guideline's folder.", path=cursor.path, file=path[:80])
        )
    if load is None:
        cursor.fail(Message("{path}: files cannot be read here. Import the guideline as a folder.", path=cursor.path))
    try:
        return load(path)
    except GuidelineError:
        raise
    except OSError:
        cursor.fail(Message("{path}: the file “{file}” cannot be read.", path=cursor.path, file=path[:80]))


def _two(cursor: Cursor) -> tuple[float, float]:
    items = cursor.items()
    if len(items) != 2:
        cursor.wrong("two numbers")
    return items[0].number(), items[1].number()


def _rights(cursor: Cursor) -> Rights:
    given = cursor.mapping(_RIGHTS)
    return Rights(
        licence=given["licence"].text() if "licence" in given else "",
        valid_from=given["valid_from"].instant() if "valid_from" in given else None,
        valid_until=given["valid_until"].instant() if "valid_until" in given else None,
        territories=given["territories"].texts() if "territories" in given else (),
        channels=given["channels"].texts() if "channels" in given else (),
        release=given["release"].text() if "release" in given else "",
        cleared=given["cleared"].boolean() if "cleared" in given else True,
    )


def write_asset(asset: AssetRef, files: dict[str, ExportedFile]) -> str | dict[str, Any]:
    """How an asset stands in the YAML; notes the file to be written beside it."""
    path = f"assets/{asset.sha256}{_ENDINGS.get(asset.media_type, '')}"
    files[path] = ExportedFile(path, asset)
    written: dict[str, Any] = {"file": path}
    if asset.alt:
        written["alt"] = asset.alt
    if _is_raster(asset.media_type) or asset.width or asset.height:
        written["size"] = [asset.width, asset.height]
    if asset.focal != (0.5, 0.5):
        written["focal"] = list(asset.focal)
    if asset.credit:
        written["credit"] = asset.credit
    if asset.media_type != media_type_of(path):
        written["media_type"] = asset.media_type
    rights = {
        "licence": asset.rights.licence,
        "valid_from": asset.rights.valid_from.isoformat() if asset.rights.valid_from else "",
        "valid_until": asset.rights.valid_until.isoformat() if asset.rights.valid_until else "",
        "territories": list(asset.rights.territories),
        "channels": list(asset.rights.channels),
        "release": asset.rights.release,
    }
    if any(rights.values()):
        written["rights"] = {key: value for key, value in rights.items() if value}
    if not asset.rights.cleared:
        written["rights"] = {**written.get("rights", {}), "cleared": False}
    return path if len(written) == 1 else written


def media_type_of(path: str) -> str:
    """The media type that a file's ending tells."""
    return _TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")


def _is_raster(media_type: str) -> bool:
    return media_type.startswith("image/") and media_type != "image/svg+xml"
