"""The preview of an unsaved piece in one channel: what would be delivered, in a sandbox."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from hub.accounts.language import current_translator
from hub.content.convert import locale_of
from hub.content.pages import data_url, page_of
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
        context["parts"] = _shown(artifact, locale_of(piece))
        context["losses"] = [(loss.why.show(translate), loss.what) for loss in artifact.losses]
        context["meters"] = [(meter, translate(meter.unit)) for meter in artifact.meters]
    return TemplateResponse(request, "content/preview.html", context)


def _shown(artifact: Artifact, locale: str) -> list[ShownPart]:
    shown = [part for part in artifact.parts if part.media_type.partition(";")[0] not in _HIDDEN]
    return [_show(part, artifact, locale) for part in shown]


def _show(part: Part, artifact: Artifact, locale: str) -> ShownPart:
    if part.media_type.startswith("image/"):
        return ShownPart(part.name, picture=data_url(part.data, part.media_type))
    if part.name == "body.html":
        return ShownPart(part.name, html=page_of(artifact, locale=locale))
    return ShownPart(part.name, text=part.text)
