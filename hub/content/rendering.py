"""A piece, also an unsaved one, as a channel would get it. Nothing is stored."""

from dataclasses import replace

from django.conf import settings

from brand.guideline import Guideline
from hub.accounts.language import current_translator
from hub.content import standins
from hub.content.convert import to_document
from hub.content.models import Piece
from hub.content.shortlinks import short_links
from hub.guidelines.selectors import guideline_in_force
from hub.links.utm import parameters
from renderers import registry
from renderers.contract.document import Document
from renderers.contract.request import LinkPolicy, RenderRequest


def preview_modes() -> list[tuple[str, str]]:
    """One mode per channel and format: `email/newsletter`."""
    return [mode for _, modes in preview_groups() for mode in modes]


def preview_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The modes by channel, each with its name in the language in use."""
    translate = current_translator()
    return [
        (
            translate(renderer.label),
            [(f"{renderer.key}/{form.key}", label_of(renderer.key, form.key)) for form in renderer.formats],
        )
        for renderer in registry.all_renderers()
    ]


def label_of(channel: str, format_key: str) -> str:
    """Channel and format as people call them: "Email – Newsletter", and of several networks just "LinkedIn post".

    Raises:
        RendererError: there is no such channel or format.
    """
    translate = current_translator()
    renderer = registry.get(channel)
    label = translate(renderer.format(format_key).label)
    return label if channel == "social" else f"{translate(renderer.label)} – {label}"


def request_for(
    piece: Piece,
    guideline: Guideline,
    *,
    channel: str,
    format_key: str,
    dialect: str = "plain",
    media_base: str = "",
    document: Document | None = None,
    is_delivered: bool = False,
) -> RenderRequest:
    """What the hub asks of a renderer for a piece. Dated by its first publish or its campaign's start.

    Pictures are served from the hub's public media address, unless `media_base` names another place. Given its
    `document`, the request has the short links of the channel: real ones for what `is_delivered`, else placeholders.
    """
    campaign = piece.campaign if piece.campaign_id else None
    utm = (
        parameters(channel=channel, format_key=format_key, campaign=campaign.utm, own=dict(guideline.utm))
        if campaign is not None
        else ()
    )
    links = LinkPolicy(utm=utm, hosts=guideline.hosts if campaign is not None else ())
    if document is not None:
        short = short_links(piece, document, links, channel=channel, format_key=format_key, is_delivered=is_delivered)
        links = replace(links, short=short)
    return RenderRequest(
        format=format_key,
        dialect=dialect,
        links=links,
        media_base=media_base or settings.HUB_MEDIA_BASE,
        dated=(campaign.starts_at if campaign is not None and campaign.live else None) or piece.first_published_at,
        limits=guideline.limits,
    )


def render_piece(
    piece: Piece,
    *,
    channel: str,
    format_key: str,
    dialect: str = "plain",
    arm: str = "",
    guideline: Guideline | None = None,
    document: Document | None = None,
    media_base: str = "",
) -> registry.Rendered:
    """Render a piece for one channel and format. What may not be shown is not: a stand-in is, and a loss says why.

    Raises:
        RendererError: unknown channel, format or dialect; a missing or unusable asset.
    """
    renderer = registry.get(channel)
    if guideline is None:
        guideline = guideline_in_force(piece.campaign.brand) if piece.campaign_id else Guideline()
    brand = piece.campaign.brand
    written = document or to_document(piece, arm=arm)
    cleared = standins.clear(written, guideline.tokens, brand, renderer, format_key)
    rendered = registry.render(
        renderer,
        cleared.document,
        cleared.tokens,
        request_for(
            piece,
            guideline,
            channel=channel,
            format_key=format_key,
            dialect=dialect,
            media_base=media_base,
            document=written,
        ),
        standins.StandIns(brand, cleared.files),
    )
    return replace(rendered, artifact=standins.explain(rendered.artifact, rendered.source, cleared))
