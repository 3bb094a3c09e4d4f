"""Which files a channel shows: the pictures of a piece, wherever they stand, and the guideline's logos and fonts."""

from collections.abc import Iterator

from renderers.contract.document import AssetRef, Document
from renderers.contract.renderer import Reads, Renderer
from renderers.contract.tokens import Logo, Tokens
from renderers.contract.view import RenderInput
from renderers.contract.walk import pictures


def shown_pictures(document: Document, source: RenderInput) -> Iterator[AssetRef]:
    """The pictures that a channel shows, those of overrides included, with what the renderer is not told of them."""
    seen = {ref.sha256 for _, ref in pictures(source.document)}
    seen |= {value.asset.sha256 for _, value in source.overrides if value.asset is not None}
    given = [ref for _, ref in pictures(document)]
    given += [each.value.asset for each in document.overrides if each.value.asset is not None]
    for ref in given:
        if ref.sha256 and ref.sha256 in seen:
            yield ref


def brand_files(tokens: Tokens, renderer: Renderer, format_key: str) -> Iterator[AssetRef]:
    """The guideline's files that a format shows: logos in the form that serves it best; on sheets the fonts, too."""
    for logo in shown_logos(tokens, renderer, format_key):
        yield from [ref for ref in _forms(logo, is_sheet=is_sheet(renderer, format_key)) if ref is not None][:1]
    if is_sheet(renderer, format_key) and Reads.TYPOGRAPHY in renderer.reads:
        for font in tokens.typography:
            yield from font.files


def shown_logos(tokens: Tokens, renderer: Renderer, format_key: str) -> list[Logo]:
    """The logos that a format may show: the one for light grounds; on screens the one for dark grounds, too."""
    if Reads.LOGOS not in renderer.reads:
        return []
    dark = next((logo for logo in tokens.logos if logo.on == "dark"), None)
    return [logo for logo in (tokens.logo("light"), None if is_sheet(renderer, format_key) else dark) if logo]


def is_sheet(renderer: Renderer, format_key: str) -> bool:
    """Whether a format is printed."""
    return any(name.endswith(".pdf") for name in renderer.format(format_key).parts)


def _forms(logo: Logo, *, is_sheet: bool) -> tuple[AssetRef | None, ...]:
    return (logo.pdf, logo.svg, logo.png) if is_sheet else (logo.png, logo.svg)
