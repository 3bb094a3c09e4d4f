"""An artifact's mail or web page as one file, for frames that may load nothing."""

import base64

from django.conf import settings
from django.template.loader import render_to_string

from renderers.contract.artifact import Artifact


def page_of(artifact: Artifact, *, locale: str, media_base: str = "") -> str:
    """The part `body.html` with its style sheet and pictures within; nothing where there is no such part.

    `media_base` is the address the artifact was rendered for; the hub's public one if it is not given.
    """
    parts = {part.name: part for part in artifact.parts}
    if "body.html" not in parts:
        return ""
    page = parts["body.html"].text
    if "style.css" in parts:
        context = {"body": page, "style": parts["style.css"].text, "locale": locale}
        page = render_to_string("content/page.html", context)
    for media in artifact.media:
        address = f"{media_base or settings.HUB_MEDIA_BASE}{media.file_name}"
        page = page.replace(address, data_url(media.data, media.media_type))
    return page


def data_url(data: bytes, media_type: str) -> str:
    """Bytes as an address of their own."""
    return f"data:{media_type.partition(';')[0]};base64,{base64.b64encode(data).decode('ascii')}"
