"""What stands on every sheet besides the piece: logo, action with its QR code, legal lines, imprint, credits."""

import re
from dataclasses import replace
from typing import Any

from renderers.channels.print.darkroom import Darkroom
from renderers.channels.print.galley import Galley
from renderers.contract.document import Document
from renderers.contract.place import Place
from renderers.contract.text import RichText
from renderers.contract.tokens import Tokens
from renderers.contract.view import RenderInput
from renderers.contract.walk import pictures
from renderers.toolkit.legal import printed_lines
from renderers.toolkit.phrases import phrases
from renderers.toolkit.qr import QUIET_MODULES, qr_code

_CODE = {"de": "QR-Code"}
#: A credit that says by itself what it is.
_SAYS_SO = re.compile(r"[:©]")
_CODE_MM = 24.0
_SMALLEST_MODULE_MM = 0.4


def mark(tokens: Tokens, darkroom: Darkroom) -> dict[str, Any] | None:
    """The logo on light ground, or the brand's name set in its typeface; None for a sheet without a brand."""
    name = tokens.sender.name or tokens.sender.company or tokens.brand
    logo = tokens.logo("light")
    drawn = darkroom.logo(logo, name or logo.name) if logo is not None else None
    return drawn or ({"word": name} if name else None)


def action(source: RenderInput, galley: Galley) -> dict[str, Any] | None:
    """The action's label, its address to type, and a QR code that leads to the tagged or short one."""
    wanted = source.document.action
    if wanted is None or not (wanted.label or wanted.url):
        return None
    label = galley.text(wanted.label, Place("action.label"), name="action.label")
    place = Place("action.url")
    url = galley.address(wanted.url, place) if wanted.url else None
    if url is None:
        return {"label": label.data(), "url": None, "qr": None} if label else None
    printed = galley.required(galley.printed(url), place)
    return {
        "label": label.data() if label else None,
        "url": printed.data(),
        "qr": _code(source.request.links.shortest(url), source),
    }


def foot(source: RenderInput, galley: Galley) -> list[dict[str, Any]]:
    """The lines at the foot: the piece's notes, picture credits, the brand's legal lines with the imprint."""
    document, tokens = source.document, source.tokens
    lines = [(Place(f"legal.{index}"), note) for index, note in enumerate(document.legal)]
    lines += _credits(document)
    lines += [(place, RichText.of(text)) for _, place, text in printed_lines(source)]
    if not tokens.line("imprint"):
        lines.append((Place("tokens.sender"), RichText.of(_sender(tokens))))
    return [text.data() for place, line in lines if (text := galley.text(line, place)) is not None]


def _code(url: str, source: RenderInput) -> dict[str, Any]:
    code = qr_code(url)
    size = max(_CODE_MM, source.limit("qr-size").value, code.modules * _SMALLEST_MODULE_MM)
    word = _CODE.get(source.document.language, "QR code")
    return {
        "size": round(size, 2),
        "modules": code.modules,
        "quiet": max(QUIET_MODULES, source.limit("qr-quiet-zone").value),
        "runs": code.runs,
        "alt": f"{word}: {url}",
    }


def _sender(tokens: Tokens) -> str:
    sender = tokens.sender
    parts = (sender.company or sender.name, *sender.address, sender.phone, sender.website)
    return " · ".join(part for part in parts if part)


def _credits(document: Document) -> list[tuple[Place, RichText]]:
    """Who made the pictures, in one line."""
    named = {ref.credit: place for place, ref in reversed(list(pictures(document))) if ref.credit}
    if not named:
        return []
    names = ", ".join(dict.fromkeys(ref.credit for _, ref in pictures(document) if ref.credit))
    word = phrases(document.language).picture
    first = list(named.values())[-1]
    line = names if _SAYS_SO.search(names) else f"{word}: {names}"
    return [(replace(first, field=f"{first.field}.credit"), RichText.of(line))]
