"""Which files of the library a guideline needs: its version in force, and its draft."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from hub.accounts.deleting import Use
from hub.assets.asset import stored_name
from hub.assets.models import DocumentAsset, ImageAsset
from hub.guidelines.models import Guideline, GuidelineVersion

_PATH = re.compile(r"[\w./ -]*\w\.\w{2,5}\b")


def uses_of_file(instance: Model, **_kwargs: Any) -> list[Use]:
    """The guideline, if it names this file and no other file would do in its place."""
    if not isinstance(instance, ImageAsset | DocumentAsset):
        return []
    guideline = Guideline.objects.filter(brand=instance.brand_id).first()
    if guideline is None:
        return []
    version = GuidelineVersion.objects.filter(brand=instance.brand_id).order_by("-number").first()
    if version is not None and instance.sha256 in str(version.snapshot) and not _has_twin(instance):
        return [Use(guideline, _("version %(number)s") % {"number": version.number})]
    draft = guideline.get_latest_revision_as_object()
    if _name(instance) in _names(f"{guideline.source}\n{draft.source}") and not _has_namesake(instance):
        return [Use(guideline, _("draft"))]
    return []


def files_in_use(sender: type[Model], brands: Iterable[int], **_kwargs: Any) -> set[tuple[int, str]]:
    """The files that the guidelines of these brands name, in the version in force or in the draft."""
    model: Any = sender
    used: set[tuple[int, str]] = set()
    for guideline in Guideline.objects.filter(brand__in=list(brands)):
        version = GuidelineVersion.objects.filter(brand=guideline.brand_id).order_by("-number").first()
        snapshot = str(version.snapshot) if version is not None else ""
        names = _names(f"{guideline.source}\n{guideline.get_latest_revision_as_object().source}")
        assets = model.objects.filter(brand=guideline.brand_id).values_list("pk", "sha256", "file")
        named = (pk for pk, sha256, file in assets if sha256 in snapshot or PurePosixPath(file).name in names)
        used.update((pk, f"guideline {guideline.pk}") for pk in named)
    return used


def _name(asset: ImageAsset | DocumentAsset) -> str:
    return PurePosixPath(str(asset.file.name)).name


def _names(source: str) -> set[str]:
    """The names that the library gives the files which a source mentions."""
    return {PurePosixPath(stored_name("", path.strip())).name for path in _PATH.findall(source)}


def _has_twin(asset: ImageAsset | DocumentAsset) -> bool:
    """Whether the library has the same bytes once more."""
    same = [model._default_manager.filter(brand=asset.brand_id, sha256=asset.sha256) for model in _MODELS]
    return sum(rows.count() for rows in same) > 1


def _has_namesake(asset: ImageAsset | DocumentAsset) -> bool:
    """Whether another file would be found under its name."""
    ending = f"/{_name(asset)}"
    same = [model._default_manager.filter(brand=asset.brand_id, file__endswith=ending) for model in _MODELS]
    return sum(rows.count() for rows in same) > 1


_MODELS: tuple[type[ImageAsset] | type[DocumentAsset], ...] = (ImageAsset, DocumentAsset)
