"""A guideline as files: in with the logos and fonts that lie beside it, out with them again."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from brand import guideline as core
from brand.errors import GuidelineError
from brand.portable import ExportedFile, Load, read_guideline, write_guideline
from brand.portable.files import read_beside, read_file
from hub.accounts.models import Brand
from hub.assets import intake
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.services import create_document, create_image
from hub.assets.source import BrandAssets
from hub.guidelines.convert import to_guideline
from hub.guidelines.models import Guideline, GuidelineVersion
from hub.guidelines.services import import_guideline
from renderers.contract.errors import MissingAssetError
from renderers.contract.message import Message

_PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif"})
#: A name that YAML needs no quotation marks for.
_PLAIN = re.compile(r"assets/[A-Za-z0-9][\w.-]*")
FILE = "guideline.yaml"


@transaction.atomic
def import_file(brand: Brand, file: Path, *, user: Any = None, publish: bool = False) -> Guideline:
    """Take a guideline from a YAML file as the brand's draft; files it names go into the brand's library.

    Importing the same file again stores no file twice and makes no new version.

    Raises:
        GuidelineError: the file cannot be read, or names a file that is not there or may not come in.
    """
    source = read_file(file)
    take_beside(brand, source, lambda path: read_beside(file, path), file=str(file))
    return import_guideline(brand, source.decode("utf-8"), user=user, publish=publish)


def take_beside(brand: Brand, source: bytes, load: Load, *, file: str = FILE) -> None:
    """Store the files that a guideline names in the brand's library; those there already are not stored again.

    Raises:
        GuidelineError: the guideline cannot be read, or names a file that is not there or may not come in.
    """
    read: dict[str, bytes] = {}
    read_guideline(source, file=file, load=lambda path: read.setdefault(path, load(path)))
    _refuse_same_names(file, read)
    for path, data in sorted(read.items()):
        _store(brand, path, data, file)


def export_files(version: GuidelineVersion) -> dict[str, bytes]:
    """A published version as files, by path: `guideline.yaml`, and `assets/` beside it.

    Raises:
        MissingAssetError: a file is not in the library any more.
    """
    return files_of(replace(to_guideline(version), version=str(version.number)), version.brand)


def files_of(guideline: core.Guideline, brand: Brand) -> dict[str, bytes]:
    """A guideline as files, by path: `guideline.yaml`, and `assets/` beside it under the names people gave them.

    Raises:
        MissingAssetError: a file is not in the library any more.
    """
    exported = write_guideline(guideline)
    assets = BrandAssets(brand)
    paths = _readable(exported.files, brand)
    text = exported.text
    for path, name in paths.items():
        text = text.replace(path, name)  # it holds a digest: nothing else is called so
    files = {paths.get(entry.path, entry.path): assets.read(entry.asset) for entry in exported.files}
    return {FILE: text.encode("utf-8")} | files


def _readable(files: Iterable[ExportedFile], brand: Brand) -> dict[str, str]:
    """The names under which the library has the files, where no two are alike."""
    known: dict[str, str] = {}
    for model in (DocumentAsset, ImageAsset):
        digests = [entry.asset.sha256 for entry in files]
        for sha256, name in model.objects.filter(brand=brand, sha256__in=digests).values_list("sha256", "file"):
            known[sha256] = PurePosixPath(name).name
    found: dict[str, str] = {}
    for entry in files:
        name = f"assets/{known.get(entry.asset.sha256, '')}"
        same_kind = PurePosixPath(name).suffix.lower() == PurePosixPath(entry.path).suffix.lower()
        if same_kind and _PLAIN.fullmatch(name) and name.lower() not in map(str.lower, found.values()):
            found[entry.path] = name
    return found


def _refuse_same_names(file: str, paths: dict[str, bytes]) -> None:
    """The library knows files by their name, not by their folder."""
    names: dict[str, str] = {}
    for path, data in sorted(paths.items()):
        other = names.setdefault(PurePosixPath(path).name.lower(), path)
        if paths[other] != data:
            message = Message("“{one}” and “{other}” have one name. Rename one of them.", one=other, other=path)
            raise GuidelineError(message, file=file)


def _store(brand: Brand, path: str, data: bytes, file: str) -> None:
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
        raise GuidelineError(message, file=file) from error


def _has(brand: Brand, path: str, data: bytes) -> bool:
    try:
        return BrandAssets(brand).by_path(path) == data
    except MissingAssetError:
        return False
