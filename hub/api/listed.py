"""By which index the lists of pieces and of variants are looked up, for what a caller asks."""

import json
from typing import Any

from wagtail.models import Locale

from hub.accounts.principal import Principal
from hub.accounts.selectors import brands_visible_to
from hub.api.shelves import Kept, Shelves
from hub.content.models import Piece
from hub.content.selectors import campaigns_visible_to
from hub.variants.models import Slot

_OF_PIECE = ("locale_id", "off_digest")
_OF_SLOT = ("channel", "format", "locale", "dialect")
#: By whether a campaign is named, and whether the list is in the order of publishing.
_PIECES = {
    (False, False): Kept(Piece, "piece_of_brand", ("brand_key", *_OF_PIECE), "live", ("channels_off",)),
    (True, False): Kept(Piece, "piece_of_campaign", ("campaign_id", *_OF_PIECE), "live", ("channels_off",)),
    (False, True): Kept(Piece, "piece_of_brand_since", ("brand_key", *_OF_PIECE), "live", ("channels_off",)),
    (True, True): Kept(Piece, "piece_of_campaign_since", ("campaign_id", *_OF_PIECE), "live", ("channels_off",)),
}
_SLOTS = {
    False: Kept(Slot, "slot_of_brand", ("brand_id", *_OF_SLOT), "shows"),
    True: Kept(Slot, "slot_of_campaign", ("campaign_id", *_OF_SLOT), "shows"),
}


def shelves_of_pieces(
    principal: Principal, *, brand: str, campaign: str, channel: str, locale: str, is_since: bool
) -> Shelves:
    """Where the published pieces are that a caller asks for. Two queries at most."""
    locales = set(Locale.objects.filter(language_code=locale).values_list("pk", flat=True)) if locale else None

    def is_wanted(shelf: dict[str, Any]) -> bool:
        off = shelf["channels_off"]
        return (locales is None or shelf["locale_id"] in locales) and (
            not channel or channel not in (json.loads(off) if isinstance(off, str) else off)
        )

    return Shelves(_PIECES[bool(campaign), is_since], _owners(principal, brand, campaign), is_wanted)


def shelves_of_slots(principal: Principal, *, brand: str, campaign: str, **columns: str) -> Shelves:
    """Where the slots are that a caller asks for, by channel, format, locale and dialect. A query at most."""
    asked = {name: value for name, value in columns.items() if value}

    def is_wanted(shelf: dict[str, Any]) -> bool:
        same = all(shelf[name] == value for name, value in asked.items())
        return same and principal.uses_channel(shelf["channel"])

    return Shelves(_SLOTS[bool(campaign)], _owners(principal, brand, campaign), is_wanted)


def _owners(principal: Principal, brand: str, campaign: str) -> tuple[int, ...]:
    """The campaigns of this short name, or the brands, that exist for the caller."""
    if campaign:
        campaigns = campaigns_visible_to(principal).filter(slug=campaign)
        campaigns = campaigns.filter(brand__key=brand) if brand else campaigns
        return tuple(campaigns.order_by("pk").values_list("pk", flat=True))
    if not brand and principal.brand_ids is not None:
        return tuple(sorted(principal.brand_ids))
    brands = brands_visible_to(principal)
    return tuple((brands.filter(key=brand) if brand else brands).order_by("pk").values_list("pk", flat=True))
