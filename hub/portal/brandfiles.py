"""The files a published guideline names: logos to download, fonts to show. Others are not served here."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import slugify

from brand.guideline import Guideline
from hub.accounts.models import Brand
from hub.accounts.outage import is_outage
from hub.assets.asset import Clearance
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.services import open_original
from renderers.contract.document import AssetRef
from renderers.contract.errors import RendererError
from renderers.contract.tokens import Logo
from renderers.toolkit.pictures import rasterize_svg

#: What is served, by ending. Nothing of it runs: SVG was cleaned when it came in, and leaves in a sandbox.
MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "woff2": "font/woff2",
}
#: How wide a PNG is drawn from a logo that has none of its own, in pixels.
DRAWN_WIDTH = 1600

Stored = ImageAsset | DocumentAsset


@dataclass(frozen=True, slots=True)
class BrandFile:
    """A file that may be served: its row, its ending, and whether a PNG may be drawn of it."""

    asset: Stored
    extension: str

    @property
    def sha256(self) -> str:
        """Its digest, which is its address."""
        return self.asset.sha256

    def read(self) -> bytes:
        """Its bytes."""
        return open_original(self.asset)


def logo_files(logo: Logo) -> tuple[AssetRef, ...]:
    """What there is of a logo, the best for a screen first."""
    return tuple(ref for ref in (logo.svg, logo.png, logo.pdf) if ref is not None)


def named_files(guideline: Guideline) -> Iterator[AssetRef]:
    """Every file that the guideline names."""
    for logo in guideline.tokens.logos:
        yield from logo_files(logo)
    for font in guideline.tokens.typography:
        yield from font.files


def available(brand: Brand, guideline: Guideline) -> dict[str, BrandFile]:
    """Of the files that the guideline names those that are in the library and whose rights hold now, by digest.

    The same bytes twice: withdrawn once is withdrawn, as in the channels. Two queries, however many files there are.
    """
    wanted = {ref.sha256 for ref in named_files(guideline)}
    found: dict[str, BrandFile] = {}
    withdrawn: set[str] = set()
    now = timezone.now()
    for model in (ImageAsset, DocumentAsset) if wanted else ():
        rows: list[Stored] = list(
            model._default_manager.filter(brand=brand, sha256__in=wanted).select_related("brand").order_by("pk")
        )
        for row in rows:
            extension = (row.file.name or "").rpartition(".")[2].lower()
            withdrawn |= {row.sha256} if row.clearance == Clearance.WITHDRAWN else set()
            if extension in MEDIA_TYPES and row.may_be_shown_at(now):
                found.setdefault(row.sha256, BrandFile(row, extension))
    return {digest: file for digest, file in found.items() if digest not in withdrawn}


def drawn(data: bytes, file: BrandFile) -> bytes:
    """A logo's SVG as a PNG with a transparent ground."""
    return rasterize_svg(data, DRAWN_WIDTH, name=file.asset.title).data


def bundle(brand: Brand, guideline: Guideline) -> bytes:
    """The logos as a ZIP file, the same bytes for the same logos; b"" = there are none."""
    files = available(brand, guideline)
    kept: dict[str, bytes] = {}
    stems: set[str] = set()
    for logo in guideline.tokens.logos:
        stem = plain = f"{brand.key}-{slugify(logo.name) or 'logo'}"
        number = 2
        while stem in stems:
            stem, number = f"{plain}-{number}", number + 1
        stems.add(stem)
        for ref in logo_files(logo):
            if (file := files.get(ref.sha256)) is not None:
                kept |= _named(stem, file, has_png=logo.png is not None)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in kept.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target.getvalue() if kept else b""


def _named(stem: str, file: BrandFile, *, has_png: bool) -> dict[str, bytes]:
    """A file under its name, and a PNG of an SVG that has none beside it."""
    try:
        data = file.read()
        more = {f"{stem}.png": drawn(data, file)} if file.extension == "svg" and not has_png else {}
    except (OSError, RendererError) as error:
        if is_outage(error):
            raise
        return {}
    return {f"{stem}.{file.extension}": data, **more}
