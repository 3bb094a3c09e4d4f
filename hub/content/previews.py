"""The preview of an unsaved piece in one channel: what would be delivered, in a sandbox."""

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from hub.accounts.language import current_translator
from hub.content.rendering import render_piece
from renderers.contract.artifact import Artifact, Part
from renderers.contract.errors import RendererError

if TYPE_CHECKING:
    from hub.content.models import Piece

_HIDDEN = frozenset({"application/pdf", "message/rfc822", "application/json", "application/ld+json", "text/css"})


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part as the preview shows it: one of the three is set."""

    name: str
    text: str = ""
    html: str = ""
    picture: str = ""


def serve(piece: "Piece", request: HttpRequest, mode_name: str) -> HttpResponse:
    """Show the piece as the mode `channel/format` would get it; a failure is said, not thrown."""
    channel, format_key = mode_name.split("/", 1)
    translate = current_translator()
    context: dict[str, object] = {"piece": piece, "mode": mode_name}
    if not piece.campaign_id:
        return TemplateResponse(request, "content/preview.html", context | {"failure": _("Choose a campaign first.")})
    try:
        artifact = render_piece(piece, channel=channel, format_key=format_key).artifact
    except RendererError as error:
        context["failure"] = error.message.show(translate)
    else:
        context["parts"] = _shown(artifact)
        context["losses"] = [(loss.why.show(translate), loss.what) for loss in artifact.losses]
        context["meters"] = artifact.meters
    return TemplateResponse(request, "content/preview.html", context)


def _shown(artifact: Artifact) -> list[ShownPart]:
    return [_show(part, artifact) for part in artifact.parts if part.media_type.partition(";")[0] not in _HIDDEN]


def _show(part: Part, artifact: Artifact) -> ShownPart:
    if part.media_type.startswith("image/"):
        return ShownPart(part.name, picture=_data_url(part.data, part.media_type))
    if part.media_type.startswith("text/html"):
        return ShownPart(part.name, html=_with_pictures(part.text, artifact))
    return ShownPart(part.name, text=part.text)


def _with_pictures(html: str, artifact: Artifact) -> str:
    """Pictures that nobody serves yet are put into the page."""
    for media in artifact.media:
        html = html.replace(f"{settings.HUB_MEDIA_BASE}{media.file_name}", _data_url(media.data, media.media_type))
    return html


def _data_url(data: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode('ascii')}"
