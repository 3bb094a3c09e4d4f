"""Between the hub's guideline rows and `brand.Guideline`."""

from functools import lru_cache
from typing import Any

from brand import guideline as core
from hub.accounts.models import Brand
from hub.assets.source import reference_of
from hub.guidelines.models import GuidelineVersion
from renderers.contract import codec
from renderers.contract.document import AssetRef
from renderers.contract.errors import RendererError


class GuidelineError(ValueError):
    """The text of a guideline cannot be read; the message names line, column and remedy."""


def read_source(source: str, *, brand: Brand) -> core.Guideline:
    """Read a guideline's YAML; its pictures, logos and fonts are the brand's assets (`image:12`, `document:7`).

    Raises:
        GuidelineError: with line and column.
    """

    from brand import portable  # reads YAML; only editing needs it

    def asset(name: str) -> AssetRef:
        return reference_of(name, brand=brand)

    try:
        read = portable.load_yaml(source, asset=asset)
    except RendererError as error:
        raise GuidelineError(str(error)) from error
    return core.named(read, brand.key)


def snapshot_of(guideline: core.Guideline) -> dict[str, Any]:
    """The JSON a version keeps."""
    return codec.dump(guideline, core.GUIDELINE)


def to_guideline(version: GuidelineVersion) -> core.Guideline:
    """The guideline of a stored version; kept in memory, since a version never changes."""
    return _to_guideline(version.pk)


@lru_cache(maxsize=32)
def _to_guideline(pk: int) -> core.Guideline:
    version = GuidelineVersion.objects.get(pk=pk)
    return codec.load(version.snapshot, core.GUIDELINE)
