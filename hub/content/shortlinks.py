"""Short links of a piece: which addresses of it get one, where they lead, and from when."""

from collections.abc import Iterator
from datetime import datetime

from hub.content.convert import locale_of
from hub.content.models import Piece
from hub.links import shortening
from hub.links.shortening import LinkPlace
from renderers.contract import walk
from renderers.contract.artifact import Loss, LossKind
from renderers.contract.document import Document, Replacement
from renderers.contract.message import Message
from renderers.contract.request import LinkPolicy

LEFT_LONG = Message("Short links are made when a piece is published. Here the whole address stands, and counts.")


def short_links(
    piece: Piece, document: Document, policy: LinkPolicy, *, channel: str, format_key: str, is_delivered: bool
) -> tuple[tuple[str, str], ...]:
    """The short link of every address in the document, by address; none where the channel's links stay as they are.

    What is delivered gets codes that lead somewhere; what is only looked at gets placeholders of the same length.
    """
    if not shortening.is_shortened(channel) or not piece.campaign_id:
        return ()
    urls = list(dict.fromkeys(_urls(document, channel)))
    if not is_delivered:
        return shortening.placeholders(urls)
    tagged = policy.resolved(channel, format_key)
    place = LinkPlace(piece.campaign.brand_id, piece.translation_key, channel, format_key, locale_of(piece))
    return shortening.allocate(place, {url: tagged.tagged(url) for url in urls}, opens_at=opens_at(piece))


def left_long(document: Document, channel: str) -> Iterator[Loss]:
    """What is to be said of a text that is not the hub's: nobody keeps its addresses, so none of them gets a code.

    Placeholders would be as long as the real ones, and lead readers nowhere if somebody sent them.
    """
    if shortening.is_shortened(channel):
        for place, url in walk.urls(document):
            if shortening.shortenable([url]):
                yield Loss(LossKind.DEGRADED, what=url, why=LEFT_LONG, source=place)


def opens_at(piece: Piece) -> datetime | None:
    """When the links begin to lead anywhere: with the campaign, or with the piece if that is later."""
    moments = (piece.campaign.starts_at, piece.go_live_at)
    return max((moment for moment in moments if moment is not None), default=None)


def _urls(document: Document, channel: str) -> Iterator[str]:
    """The addresses a reader of the channel may be sent to, in its overrides and arm, too."""
    yield from (url for _, url in walk.urls(document))
    values = [override.value for override in document.overrides if override.channel == channel]
    if document.arm is not None:
        values.append(document.arm.value)
    for value in values:
        yield from _in(value)


def _in(value: Replacement) -> Iterator[str]:
    if value.text is not None:
        yield from (link.url for link in value.text.links)
