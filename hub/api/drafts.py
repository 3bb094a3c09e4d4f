"""The draft perspective: the newest revision, rendered for the one who asks, stored nowhere."""

import hashlib
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from hub.api import show
from hub.api.errors import not_found
from hub.content.models import Piece
from hub.content.rendering import render_piece
from renderers.contract import codec
from renderers.registry import Rendered


def draft_envelope(piece: Piece, *, channel: str, format_key: str, dialect: str, arm: str) -> dict[str, Any]:
    """The envelope of the newest revision."""
    rendered = _render(piece, channel, format_key, dialect, arm)
    artifact = rendered.artifact
    described = codec.plain(artifact)
    return {
        "piece": piece.translation_key,
        "brand": piece.campaign.brand.key,
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
            {
                "name": part.name,
                "media_type": part.media_type,
                "size": len(part.data),
                "sha256": hashlib.sha256(part.data).hexdigest(),
                "url": "",
                "text": part.text if part.is_text else None,
            }
            for part in artifact.parts
        ],
        "media": [],
        "losses": [show.loss(record) for record in described["losses"]],
        "meters": [show.meter(record) for record in described["meters"]],
        "findings": [],
    }


def draft_part(piece: Piece, name: str, *, channel: str, format_key: str, dialect: str, arm: str) -> HttpResponse:
    """The bytes of one part of the newest revision. Never cached."""
    artifact = _render(piece, channel, format_key, dialect, arm).artifact
    for part in artifact.parts:
        if part.name == name:
            response = HttpResponse(part.data, content_type=part.media_type)
            response["Cache-Control"] = "no-store"
            response["X-Content-Type-Options"] = "nosniff"
            response["Content-Security-Policy"] = (
                "default-src 'none'; style-src 'unsafe-inline'; img-src * data:; sandbox"
            )
            return response
    raise not_found(_("There is no part “%(part)s”.") % {"part": name})


def _render(piece: Piece, channel: str, format_key: str, dialect: str, arm: str) -> Rendered:
    return render_piece(
        piece.get_latest_revision_as_object(), channel=channel, format_key=format_key, dialect=dialect, arm=arm
    )
