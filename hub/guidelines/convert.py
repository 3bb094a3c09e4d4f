"""Between the hub's guideline rows and `brand.Guideline`."""

from functools import lru_cache
from typing import Any

from brand import guideline as core
from brand.errors import GuidelineError
from hub.accounts.models import Brand
from hub.assets.source import BrandAssets
from hub.guidelines.models import GuidelineVersion
from renderers.contract import codec
from renderers.contract.errors import MissingAssetError


def read_source(source: str, *, brand: Brand) -> core.Guideline:
    """Read a guideline's YAML; the logos and fonts it names are files of the brand's library.

    Raises:
        GuidelineError: with line, column and remedy.
    """
    from brand.portable import read_guideline  # reads YAML; only editing needs it

    def load(path: str) -> bytes:
        try:
            return BrandAssets(brand).by_path(path)
        except MissingAssetError as error:
            raise GuidelineError(error.message) from error

    return core.named(read_guideline(source, load=load), brand.key)


def snapshot_of(guideline: core.Guideline) -> dict[str, Any]:
    """The JSON a version keeps."""
    return codec.dump(guideline, core.GUIDELINE)


def to_guideline(version: GuidelineVersion) -> core.Guideline:
    """The guideline of a stored version; kept in memory, since a version never changes."""
    return _to_guideline(version.pk, version.digest)


@lru_cache(maxsize=32)
def _to_guideline(pk: int, _digest: str) -> core.Guideline:
    version = GuidelineVersion.objects.get(pk=pk)
    return codec.load(version.snapshot, core.GUIDELINE)


__all__ = ["GuidelineError", "read_source", "snapshot_of", "to_guideline"]
