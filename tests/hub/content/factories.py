"""Campaigns and pieces for tests."""

import io
from typing import Any

from PIL import Image
from wagtail.models import Locale

from hub.accounts.models import Brand
from hub.assets.models import ImageAsset
from hub.assets.services import create_image
from hub.content.campaigns import Campaign
from hub.content.models import Piece

#: The lines of a guideline without which no channel would deliver a clean piece.
LEGAL = """
sender: {name: Nordlicht, company: Nordlicht GmbH, email: gruss@nordlicht.example, sms_name: Nordlicht}
legal:
  - key: imprint
    text: {de: "Nordlicht GmbH, Hafenweg 3, 20457 Hamburg. gruss@nordlicht.example"}
    channels: [email, web, print]
  - {key: unsubscribe, text: {de: Newsletter abbestellen}, channels: [email]}
  - {key: opt-out, text: {de: Abmelden mit STOP an 33155}, channels: [sms]}
"""


def locale(code: str = "de") -> Locale:
    """A content locale."""
    return Locale.objects.get_or_create(language_code=code)[0]


def campaign(brand: Brand, *, slug: str = "herbst", live: bool = True, **fields: Any) -> Campaign:
    """A campaign, published unless told otherwise."""
    row = Campaign(brand=brand, name=slug.title(), slug=slug, live=False, **fields)
    row.save()
    if live:
        row.publish(row.save_revision())
        row.refresh_from_db()
    return row


def fact(name: str, value: str, kind: str = "price", **more: str) -> tuple[str, dict[str, str]]:
    """A fact as a stream takes it."""
    return ("fact", {"name": name, "type": kind, "value": value, "qualifier": "", "display": "", **more})


def picture(brand: Brand, *, color: str = "#1f5a46", size: tuple[int, int] = (1200, 900), **fields: Any) -> ImageAsset:
    """A picture in the brand's library."""
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return create_image(
        brand, out.getvalue(), title="Bild", name="bild.png", alt=fields.pop("alt", "Ein Bild"), **fields
    )


def piece(
    campaign: Campaign, *, slug: str = "laterne", code: str = "de", published: bool = False, **fields: Any
) -> Piece:
    """A piece with one paragraph and a price, as a draft unless told otherwise."""
    given = {
        "title": slug.title(),
        "headline": "Licht für den Winter",
        "teaser": "Die Laterne kostet {{ fact.price }}.",
        "facts": [fact("price", "49,90 €")],
        "body": [("paragraph", {"text": "<p>Aus <b>Kupfer</b> gefalzt.</p>", "channels": []})],
        "action_label": "Ansehen",
        "action_url": "https://nordlicht.example/laterne",
    }
    row = Piece(campaign=campaign, slug=slug, locale=locale(code), live=False, **{**given, **fields})
    row.save()
    revision = row.save_revision()
    if published:
        row.publish(revision)
        row.refresh_from_db()
    return row


def edit(row: Piece, **fields: Any) -> Piece:
    """Change a piece and publish it."""
    draft = row.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.publish(draft.save_revision())
    return Piece.objects.get(pk=row.pk)
