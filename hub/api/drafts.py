"""The draft perspective: the newest revision, rendered for the one who asks, stored nowhere."""

import hashlib
import logging
from typing import Any

from django.http import HttpRequest, HttpResponse

from hub.accounts.principal import Principal
from hub.api import show
from hub.api.bytes import no_part, raw
from hub.audits.judging import find, today_of
from hub.audits.waived import waivers_for
from hub.content.models import Piece
from hub.content.rendering import render_piece
from hub.guidelines.selectors import guideline_in_force
from renderers.contract import codec
from renderers.contract.artifact import Part

logger = logging.getLogger(__name__)


def note_reading(principal: Principal, piece: Piece, **where: str) -> None:
    """Log who read what is not published: the ledger of pulls knows only stored versions."""
    told = {"piece": str(piece.translation_key), "locale": piece.locale_code, "revision": piece.latest_revision_id}
    who = {"token": principal.name, "token_id": principal.id}
    logger.info("draft %(piece)s (%(locale)s) read by the API token %(token)s", told | who, extra=told | who | where)


def draft_envelope(
    piece: Piece, request: HttpRequest, *, channel: str, format_key: str, dialect: str, arm: str
) -> dict[str, Any]:
    """The envelope of a revision, judged by the guideline in force."""
    brand = piece.campaign.brand
    guideline = guideline_in_force(brand)
    rendered = render_piece(
        piece, channel=channel, format_key=format_key, dialect=dialect, arm=arm, guideline=guideline
    )
    artifact = rendered.artifact
    findings = find(
        artifact,
        rendered.source,
        guideline,
        channel=channel,
        today=today_of(brand),
        piece=piece,
        waivers=waivers_for(piece),
    )
    described = codec.plain(artifact)
    query = {"locale": piece.locale_code, "dialect": dialect, "arm": arm, "perspective": "draft"}
    where = {"address": str(piece.translation_key), "channel": channel, "format": format_key}
    return {
        "piece": piece.translation_key,
        "brand": brand.key,
        "campaign": piece.campaign.slug,
        "slug": piece.slug,
        "channel": channel,
        "format": format_key,
        "locale": piece.locale_code,
        "dialect": dialect,
        "arm": arm,
        "perspective": "draft",
        "key": rendered.key,
        "version": None,
        "reason": "draft",
        "changed": [],
        "renderer_version": "",
        "piece_revision": piece.latest_revision_id,
        "guideline_version": None,
        "visible_from": None,
        "visible_until": None,
        "parts": [
            _part(part, show.absolute(request, "api-1:variant_part", query, part=part.name, **where))
            for part in artifact.parts
        ],
        "media": [
            {"name": media.file_name, "media_type": media.media_type, "size": len(media.data), "url": ""}
            for media in artifact.media
        ],
        "losses": [show.loss(record) for record in described["losses"]],
        "meters": [show.meter(record) for record in described["meters"]],
        "findings": [show.finding(found) for found in findings],
    }


def draft_part(piece: Piece, name: str, *, channel: str, format_key: str, dialect: str, arm: str) -> HttpResponse:
    """The bytes of one part of a revision. Never cached.

    Raises:
        ProblemError: 404; there is no such part.
    """
    artifact = render_piece(piece, channel=channel, format_key=format_key, dialect=dialect, arm=arm).artifact
    part = next((part for part in artifact.parts if part.name == name), None)
    if part is None:
        raise no_part(name, [part.name for part in artifact.parts])
    response = raw(part.data, part.media_type, locale=piece.locale_code)
    response["Cache-Control"] = "no-store"
    return response


def _part(part: Part, url: str) -> dict[str, Any]:
    return {
        "name": part.name,
        "media_type": part.media_type,
        "size": len(part.data),
        "sha256": hashlib.sha256(part.data).hexdigest(),
        "url": url,
        "text": part.text if part.is_text else None,
    }
