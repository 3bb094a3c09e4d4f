"""From a piece, saved or not, complete or not, to the neutral document that renderers read."""

from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from hub.assets.models import ImageAsset
from hub.assets.source import image_reference
from hub.content import overriding
from hub.content.bodies import read_body
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from renderers import display
from renderers.contract import grammar
from renderers.contract.checks import Complaint
from renderers.contract.document import (
    Action,
    Arm,
    Document,
    Fact,
    FactType,
    Override,
    Qualifier,
    Replacement,
)
from renderers.contract.document import Campaign as CampaignData
from renderers.contract.errors import RendererError
from renderers.contract.place import Place
from renderers.contract.text import RichText

#: Facts that all translations of a piece have in common. Texts and claims are each locale's own.
SHARED_FACTS = frozenset({FactType.PRICE, FactType.DATE, FactType.PERCENT, FactType.CODE, FactType.PHONE})


def to_document(piece: Piece, *, arm: str = "") -> Document:
    """The document of a piece as it stands; what is missing is empty, what cannot be read is left out.

    `complaints_of` says what was left out. An unknown arm is the base.
    """
    campaign = piece.campaign if piece.campaign_id else None
    return Document(
        id=str(piece.translation_key),
        locale=locale_of(piece),
        title=piece.title or "",
        slug=piece.slug or "",
        headline=grammar.read(piece.headline or ""),
        teaser=grammar.read(piece.teaser or ""),
        short=tuple(grammar.read(str(child.value or "")) for child in piece.short),
        blocks=tuple(read_body(piece.body)),
        action=_action(piece),
        hero=image_reference(piece.hero, alt=piece.hero_alt) if piece.hero is not None else None,
        hashtags=tuple(tag.lstrip("#") for tag in piece.hashtags or () if isinstance(tag, str)),
        facts=tuple(facts_of(piece)),
        campaign=_campaign(campaign) if campaign is not None and campaign.live else None,
        overrides=tuple(_overrides(piece)),
        arm=next((found for found in _arms(piece) if found.key == arm), None) if arm else None,
        legal=tuple(grammar.read(str(child.value or "")) for child in piece.legal),
        revision=str(piece.latest_revision_id or ""),
    )


def locale_of(piece: Piece) -> str:
    """The locale a piece is written in; its brand's where it has none yet."""
    if piece.locale_id:
        return piece.locale_code
    return piece.campaign.brand.default_locale if piece.campaign_id else "de"


def arm_keys(piece: Piece) -> tuple[str, ...]:
    """The arms of a piece, the base ("") first."""
    return ("", *(arm.key for arm in _arms(piece)))


def facts_of(piece: Piece) -> Iterator[Fact]:
    """The facts a document may refer to: the piece's own, then those of its published campaign it does not restate."""
    locale = locale_of(piece)
    zone = ZoneInfo(piece.campaign.brand.time_zone) if piece.campaign_id else ZoneInfo("Europe/Berlin")
    own = list(_facts(piece.facts, locale, zone))
    names = {fact.name for fact in own}
    yield from own
    if piece.campaign_id:
        yield from (fact for fact in campaign_facts(piece.campaign, locale) if fact.name not in names)


def campaign_facts(campaign: Campaign, locale: str) -> tuple[Fact, ...]:
    """The facts of a campaign as a locale writes them; none before it is published."""
    return tuple(_facts(campaign.facts, locale, ZoneInfo(campaign.brand.time_zone))) if campaign.live else ()


def complaints_of(piece: Piece) -> Iterator[Complaint]:
    """Facts whose values cannot be read."""
    locale = locale_of(piece)
    zone = ZoneInfo(piece.campaign.brand.time_zone) if piece.campaign_id else ZoneInfo("Europe/Berlin")
    for child in piece.facts:
        try:
            _fact(child.value, locale, zone)
        except RendererError as error:
            yield Complaint(error.message, Place(f"facts.{child.value.get('name') or child.id}"))


def _facts(stream: Iterable[Any], locale: str, zone: ZoneInfo) -> Iterator[Fact]:
    for child in stream:
        try:
            yield _fact(child.value, locale, zone)
        except RendererError:
            continue  # named by complaints_of


def _fact(value: Any, locale: str, zone: ZoneInfo) -> Fact:
    kind = FactType(value.get("type") or "text")
    canonical = display.canonical(kind, value.get("value") or "", locale=locale, zone=zone)
    return Fact(
        name=value.get("name") or "",
        type=kind,
        value=canonical,
        qualifier=Qualifier(value.get("qualifier") or ""),
        display=value.get("display") or display.display(kind, canonical, locale),
    )


def _action(piece: Piece) -> Action | None:
    if not piece.action_label and not piece.action_url:
        return None
    return Action(grammar.read(piece.action_label or ""), piece.action_url or "")


def _campaign(campaign: Campaign) -> CampaignData:
    return CampaignData(
        slug=campaign.slug,
        name=campaign.name,
        starts=campaign.starts_at,
        ends=campaign.ends_at,
        regions=tuple(campaign.regions or ()),
    )


def _overrides(piece: Piece) -> Iterator[Override]:
    """The overrides in a fixed order; entries of a shape this version does not know stay in the row untouched."""
    stored = sorted(overriding.entries(piece.overrides), key=lambda pair: pair[0])
    numbers = overriding.pictures_of(piece.overrides)
    shown: dict[int, ImageAsset] = {}
    if numbers and piece.campaign_id:  # of another brand's library nothing is ever shown
        rows = ImageAsset.objects.filter(pk__in=numbers, brand_id=piece.campaign.brand_id)
        shown = {row.pk: row for row in rows.select_related("brand").prefetch_related("channels")}
    for address, entry in stored:
        value = _replacement(entry.get("value"), shown)
        if value is not None:
            digest = str(entry.get("source_digest") or "")
            yield Override(address.channel, address.format, address.field, value, digest)


def _replacement(value: Any, shown: dict[int, ImageAsset]) -> Replacement | None:
    if isinstance(value, str):
        return Replacement(text=grammar.read(value)) if value else None
    if isinstance(value, list):
        return Replacement(items=tuple(str(item).lstrip("#") for item in value))
    if isinstance(value, dict) and value.get("image") in shown:
        image = shown[value["image"]]
        return Replacement(asset=image_reference(image, alt=str(value.get("alt", ""))))
    return None


def _arms(piece: Piece) -> Iterator[Arm]:
    for child in piece.arms:
        text: RichText = grammar.read(child.value.get("value") or "")
        yield Arm(child.value.get("key") or "", child.value.get("field") or "headline", Replacement(text=text))
