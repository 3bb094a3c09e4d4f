"""An artifact's mail or web page as one file, for frames that may load nothing."""

import base64
import re

from django.conf import settings
from django.template.loader import render_to_string

from renderers.contract.artifact import Artifact

#: What people's devices are set to, where a page asks for it. "" leaves it to the device that looks.
SCHEMES = ("", "light", "dark")
_STYLE = re.compile(r"(<style[^>]*>)(.*?)(</style>)", re.DOTALL | re.IGNORECASE)
_ASKED = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)", re.IGNORECASE)


def page_of(artifact: Artifact, *, locale: str, media_base: str = "", scheme: str = "") -> str:
    """The part `body.html` with its style sheet and pictures within; nothing where there is no such part.

    `media_base` is the address the artifact was rendered for; the hub's public one if it is not given. `scheme` shows
    it as on a light or a dark screen, whatever the screen is set to.
    """
    parts = {part.name: part for part in artifact.parts}
    if "body.html" not in parts:
        return ""
    page = parts["body.html"].text
    if "style.css" in parts:
        context = {"body": page, "style": parts["style.css"].text, "locale": locale}
        page = render_to_string("content/page.html", context)
    page = _on_screen(page, scheme)
    for media in artifact.media:
        address = f"{media_base or settings.HUB_MEDIA_BASE}{media.file_name}"
        page = page.replace(address, data_url(media.data, media.media_type))
    return page


def _on_screen(page: str, scheme: str) -> str:
    """The page with the question for the device's colors answered in its style sheets."""
    if not scheme:
        return page

    def answer(style: re.Match[str]) -> str:
        asked = _ASKED.sub(lambda found: "(min-width:0)" if found[1].lower() == scheme else "(max-width:0)", style[2])
        return f"{style[1]}{asked}{style[3]}"

    # A style sheet of its own at the end: what the page says of both schemes must not ask the device again.
    own = f"<style>:root{{color-scheme:{scheme} !important}}</style></head>"
    return _STYLE.sub(answer, page).replace("</head>", own, 1)


def data_url(data: bytes, media_type: str) -> str:
    """Bytes as an address of their own."""
    return f"data:{media_type.partition(';')[0]};base64,{base64.b64encode(data).decode('ascii')}"
