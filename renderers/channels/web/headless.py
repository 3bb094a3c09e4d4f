"""The resolved document as JSON, for front ends that set the article themselves.

Every text is there twice: as `text`, and as `html` that is safe to insert. Links are tagged, facts filled in, merge
fields stand by their defaults. Addresses that readers must not be sent to are null.
"""

import json
import re
from dataclasses import fields
from typing import Any

from renderers.channels.web.desk import Desk
from renderers.contract.document import Action, AssetRef, Block, Offer
from renderers.contract.escape import Context, clean
from renderers.contract.place import Place
from renderers.contract.text import RichText
from renderers.toolkit.legal import printed_lines

SCHEMA = "article/1"

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def content(desk: Desk) -> str:
    """The document as JSON."""
    document = desk.source.document
    place, heading = document.heading
    body = {
        "schema": SCHEMA,
        "id": document.id,
        "slug": document.slug,
        "locale": document.locale,
        "headline": _text(desk, heading, place),
        "teaser": _text(desk, document.teaser, Place("teaser")),
        "hero": _picture(desk, document.hero, Place("hero")) if document.hero else None,
        "blocks": [_block(desk, block) for block in document.blocks],
        "action": _action(desk, document.action, Place("action.label"), Place("action.url")),
        "legal": [_text(desk, note, Place(f"legal.{index}")) for index, note in enumerate(document.legal)],
        "lines": [{"key": key, "text": clean(text)} for key, _, text in printed_lines(desk.source)],
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _block(desk: Desk, block: Block) -> dict[str, Any]:
    written: dict[str, Any] = {"type": _HUMP.sub("-", type(block).__name__.removesuffix("Block")).lower()}
    for item in fields(block):
        if item.name == "channels":
            continue
        written[item.name] = _value(desk, getattr(block, item.name), Place(f"body.{item.name}", block.id))
    if isinstance(block, Offer) and (price := desk.amount(block.price)):
        written["amount"] = {"value": price[0], "currency": price[1], "qualifier": price[2].qualifier.value}
    return written


def _value(desk: Desk, value: Any, place: Place) -> Any:
    match value:
        case RichText():
            return _text(desk, value, place)
        case AssetRef():
            return _picture(desk, value, place)
        case Action():
            return _action(desk, value, Place(f"{place.field}.label", place.block), Place("body.url", place.block))
        case str() if place.field == "body.url":
            return desk.href(value, place)
        case str():
            return clean(value)
        case tuple():
            return [
                _value(desk, item, Place(f"{place.field}.{index}", place.block)) for index, item in enumerate(value)
            ]
        case None | bool() | int() | float():
            return value
        case _:
            return _block(desk, value)


def _text(desk: Desk, text: RichText, place: Place) -> dict[str, str]:
    return {"text": desk.pen.flat(text, place, Context.TEXT), "html": desk.html(text, place)}


def _action(desk: Desk, action: Action | None, label: Place, url: Place) -> dict[str, Any] | None:
    return None if action is None else {"label": _text(desk, action.label, label), "url": desk.href(action.url, url)}


def _picture(desk: Desk, ref: AssetRef, place: Place) -> dict[str, Any]:
    sources = [{"src": entry.src, "width": entry.width, "height": entry.height} for entry in desk.sources(ref, place)]
    return {"alt": clean(ref.alt), "credit": clean(ref.credit), "focal": list(ref.focal), "sources": sources}
