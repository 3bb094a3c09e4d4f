"""What a logo's file lacks for its purpose, said where it is edited: nothing is refused for it."""

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.services import open_original
from hub.assets.uses import guideline_uses
from renderers.contract.errors import RendererError
from renderers.toolkit.pictures import probe

#: Narrower, and a logo is blurred in mails on sharp screens, which show it at 300 pixels and more, twice.
LEAST_WIDTH = 600
#: Larger files are no logos.
MOST_BYTES = 5_000_000
_DEEP = 8


def hints_for(asset: ImageAsset | DocumentAsset) -> tuple[str, ...]:
    """What to know of a file that is, or may become, a logo."""
    ending = PurePosixPath(str(asset.file.name)).suffix.lower()
    if (asset.file_size or 0) > MOST_BYTES or ending not in {".pdf", ".png"}:
        return ()
    try:
        return tuple(_pdf(open_original(asset)) if ending == ".pdf" else _png(asset))
    except (OSError, RendererError, pikepdf.PdfError, ValueError, RuntimeError):
        return ()  # what cannot be read is told elsewhere


def _pdf(data: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) == 1 and _is_rgb(pdf.pages[0].obj, 0):
            yield _(
                "If this is a logo for print: its colors are for screens (RGB). "
                "Export it in CMYK or spot colors, as printers want it."
            )


def _png(asset: ImageAsset | DocumentAsset) -> Iterator[str]:
    if not guideline_uses(asset):
        return
    width = asset.width if isinstance(asset, ImageAsset) else probe(open_original(asset), name=asset.title).width
    if width < LEAST_WIDTH:
        yield _(
            "The guideline uses this logo, and it is only %(width)s pixels wide. Sharp screens want %(least)s, "
            "and print wants a drawing: upload a larger one, or SVG and PDF beside it."
        ) % {"width": width, "least": LEAST_WIDTH}


def _is_rgb(drawn: Any, depth: int) -> bool:
    """Whether a page, or a form on it, paints with red, green and blue."""
    resources = drawn.get("/Resources", {})
    spaces = [*_values(resources.get("/ColorSpace", {})), *_values(resources.get("/Shading", {}), "/ColorSpace")]
    if any(_is_rgb_space(space) for space in spaces):
        return True
    # The operators rg and RG set such a color.
    if any(str(each.operator) in {"rg", "RG"} for each in pikepdf.parse_content_stream(drawn)):
        return True
    for painted in _values(resources.get("/XObject", {})):
        if painted.get("/Subtype") == "/Image" and _is_rgb_space(painted.get("/ColorSpace")):
            return True
        if painted.get("/Subtype") == "/Form" and depth < _DEEP and _is_rgb(painted, depth + 1):
            return True
    return False


def _values(found: Any, key: str = "") -> list[Any]:
    each = [found[name] for name in found.keys()]  # noqa: SIM118 -- iterating a PDF object is something else
    return [one.get(key) for one in each] if key else each


def _is_rgb_space(space: Any) -> bool:
    if isinstance(space, pikepdf.Array) and len(space):
        kind = str(space[0])
        return kind == "/CalRGB" or (kind == "/ICCBased" and int(space[1].get("/N", 0)) == 3)
    return str(space) == "/DeviceRGB"
