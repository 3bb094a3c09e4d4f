"""The files a published guideline names: logos to download, fonts to show. Others are not served here."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from brand.guideline import Guideline
from hub.accounts.models import Brand
from hub.assets.asset import Clearance
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.services import open_original
from renderers.contract.document import AssetRef
from renderers.contract.tokens import Logo

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
