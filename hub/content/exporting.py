"""What `manage.py render` renders: a piece of the hub, or a Markdown file as if it were one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from brand.guideline import Guideline
from hub.accounts.models import Brand
from hub.assets.source import BrandAssets
from hub.content.campaigns import Campaign
from hub.content.convert import campaign_facts, to_document
from hub.content.library import Library
from hub.content.models import Piece
from hub.content.rendering import request_for
from hub.content.selectors import formats_of
from hub.guidelines.selectors import guideline_in_force
from renderers import registry
from renderers.assets import Joined
from renderers.contract.document import Document
from renderers.contract.renderer import AssetSource, Renderer
from renderers.export import files_of
from renderers.markdown import read_piece
from renderers.registry import Rendered


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document with all that rendering it takes. `piece` is the row it was made of, or an unsaved one."""

    document: Document
    piece: Piece
    guideline: Guideline
    assets: AssetSource
    formats: tuple[tuple[str, str], ...]

    def render(self, renderer: Renderer, format_key: str, dialect: str) -> tuple[Rendered, dict[str, bytes]]:
        """What the channel makes of it, and the files of that; pictures lie in `media/` beside them.

        Raises:
            RendererError: an unknown format or dialect; a missing or unusable asset.
        """
        request = request_for(
            self.piece,
            self.guideline,
            channel=renderer.key,
            format_key=format_key,
            dialect=dialect,
            media_base="media/",
        )
        rendered = registry.render(renderer, self.document, self.guideline.tokens, request, self.assets)
        return rendered, files_of(rendered, self.document, renderer.key)


def manuscript_of_piece(piece: Piece, *, arm: str = "") -> Manuscript:
    """A piece of the hub as it stands."""
    brand = piece.campaign.brand
    guideline = guideline_in_force(brand)
    return Manuscript(to_document(piece, arm=arm), piece, guideline, BrandAssets(brand), tuple(formats_of(piece)))


def manuscript_of_file(file: Path, brand: Brand, *, locale: str = "", campaign_slug: str = "") -> Manuscript:
    """A Markdown piece in the clothes of a brand; its campaign, if the hub has it, gives facts and link parameters.

    Raises:
        PieceError: it cannot be read; all problems are named.
    """
    return _read(file, brand, locale, campaign_slug, pictures=None)


def manuscript_of_text(text: str, brand: Brand, *, locale: str = "", campaign_slug: str = "") -> Manuscript:
    """The same of a text; its pictures are files of the brand's library, by their names.

    Raises:
        PieceError: it cannot be read; all problems are named.
    """
    return _read(text, brand, locale, campaign_slug, pictures=Library(brand))


def manuscript_of_document(document: Document, brand: Brand) -> Manuscript:
    """A document from elsewhere in the clothes of a brand; its pictures are those of the brand's library."""
    slug = document.campaign.slug if document.campaign is not None else ""
    campaign = Campaign.objects.filter(brand=brand, slug=slug).first() if slug else None
    return Manuscript(
        document, Piece(campaign=campaign), guideline_in_force(brand), BrandAssets(brand), tuple(_every_format())
    )


def _read(source: Path | str, brand: Brand, locale: str, campaign_slug: str, *, pictures: Library | None) -> Manuscript:
    guideline = guideline_in_force(brand)
    read = partial(
        read_piece,
        source,
        locale=locale or brand.default_locale,
        fields=guideline.tokens.fields,
        zone=ZoneInfo(brand.time_zone),
        pictures=pictures,
    )
    piece = read()
    slug = campaign_slug or (piece.document.campaign.slug if piece.document.campaign is not None else "")
    campaign = Campaign.objects.filter(brand=brand, slug=slug).first() if slug else None
    if campaign is not None:
        piece = read(facts=campaign_facts(campaign, piece.document.locale))
    piece = piece.checked()
    assets = Joined((piece.assets, BrandAssets(brand)))
    formats = tuple(pair for pair in _every_format() if piece.wants(pair[0]))
    return Manuscript(piece.document, Piece(campaign=campaign), guideline, assets, formats)


def _every_format() -> Iterator[tuple[str, str]]:
    for renderer in registry.all_renderers():
        for form in renderer.formats:
            yield renderer.key, form.key
