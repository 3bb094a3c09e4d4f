"""A guideline as files: in with the logos and fonts that lie beside it, out with them again."""

from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from brand import guideline as core
from brand.errors import GuidelineError
from brand.portable import read_guideline, write_guideline
from brand.portable.files import read_beside, read_file
from hub.accounts.models import Brand
from hub.assets import intake
from hub.assets.services import create_document, create_image
from hub.assets.source import BrandAssets
from hub.guidelines.convert import to_guideline
from hub.guidelines.models import Guideline, GuidelineVersion
from hub.guidelines.services import import_guideline
from renderers.contract.errors import MissingAssetError
from renderers.contract.message import Message

_PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif"})
FILE = "guideline.yaml"


@transaction.atomic
def import_file(brand: Brand, file: Path, *, user: Any = None, publish: bool = False) -> Guideline:
    """Take a guideline from a YAML file as the brand's draft; files it names go into the brand's library.

    Importing the same file again stores no file twice and makes no new version.

    Raises:
        GuidelineError: the file cannot be read, or names a file that is not there or may not come in.
    """
    read: dict[str, bytes] = {}
    source = read_file(file)
    read_guideline(source, file=str(file), load=lambda path: read.setdefault(path, read_beside(file, path)))
    _refuse_same_names(file, read)
    for path, data in sorted(read.items()):
        _store(brand, path, data, file)
    return import_guideline(brand, source.decode("utf-8"), user=user, publish=publish)


def export_files(version: GuidelineVersion) -> dict[str, bytes]:
    """A published version as files, by path: `guideline.yaml`, and `assets/` beside it.

    Raises:
        MissingAssetError: a file is not in the library any more.
    """
    guideline: core.Guideline = replace(to_guideline(version), version=str(version.number))
    exported = write_guideline(guideline)
    assets = BrandAssets(version.brand)
    files = {FILE: exported.text.encode("utf-8")}
    return files | {entry.path: assets.read(entry.asset) for entry in exported.files}


def _refuse_same_names(file: Path, paths: dict[str, bytes]) -> None:
    """The library knows files by their name, not by their folder."""
    names: dict[str, str] = {}
    for path, data in sorted(paths.items()):
        other = names.setdefault(PurePosixPath(path).name.lower(), path)
        if paths[other] != data:
            message = Message("“{one}” and “{other}” have one name. Rename one of them.", one=other, other=path)
            raise GuidelineError(message, file=str(file))


def _store(brand: Brand, path: str, data: bytes, file: Path) -> None:
    """Put a file into the library, unless the newest of its name there is the same."""
    name = PurePosixPath(path).name
    ending = PurePosixPath(name).suffix.lower()
    title = PurePosixPath(name).stem.replace("-", " ").replace("_", " ").capitalize()
    try:
        if ending in _PICTURES:
            data = intake.as_kept(data, name)
        if not _has(brand, path, data):
            create = create_image if ending in _PICTURES else create_document
            create(brand, data, title=title[:100], name=name)
    except ValidationError as error:
        message = Message("“{file}” is refused: {reason}", file=path, reason=" ".join(error.messages))
        raise GuidelineError(message, file=str(file)) from error


def _has(brand: Brand, path: str, data: bytes) -> bool:
    try:
        return BrandAssets(brand).by_path(path) == data
    except MissingAssetError:
        return False
