"""From rows to the shapes of answers."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from brand.finding import Finding
from hub.accounts.language import current_translator
from hub.accounts.principal import Principal
from hub.content.models import Campaign, Piece
from hub.content.selectors import formats_of
from hub.variants.models import Entry, Slot, Variant
from renderers.contract import codec
from renderers.contract.message import Message, Translator
from renderers.contract.renderer import Renderer


def translate() -> Translator:
    """Into the language the caller asked for."""
    return current_translator()


def channel(renderer: Renderer) -> dict[str, Any]:
    """A channel."""
    say = translate()
    return {
        "key": renderer.key,
        "label": say(renderer.label),
        "version": renderer.version,
        "dialects": list(renderer.dialects),
        "formats": [
            {"key": form.key, "label": say(form.label), "parts": list(form.parts)} for form in renderer.formats
        ],
        "override_fields": [
            {"name": field.name, "label": say(field.label), "kind": field.kind.value, "formats": list(field.formats)}
            for field in renderer.override_fields
        ],
        "limits": [codec.plain(limit) for limit in renderer.limits],
    }


def campaign(row: Campaign) -> dict[str, Any]:
    """A campaign."""
    return {
        "slug": row.slug,
        "brand": row.brand.key,
        "name": row.name,
        "goal": row.goal,
        "phase": row.phase,
        "regions": row.regions,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "utm_campaign": row.utm,
        "voucher_codes": row.voucher_codes,
        "briefing": row.briefing,
    }


def piece(row: Piece, request: HttpRequest, principal: Principal) -> dict[str, Any]:
    """A piece in one locale, with those of its channels that the caller may have.

    Its address leads to what is live; where nothing is, to the draft.
    """
    query = {"locale": row.locale_code, "perspective": "" if row.live else "draft"}
    return {
        "id": row.translation_key,
        "locale": row.locale_code,
        "brand": row.campaign.brand.key,
        "campaign": row.campaign.slug,
        "slug": row.slug,
        "title": row.title,
        "live": row.live,
        "published_at": row.last_published_at,
        "channels": sorted({key for key, _ in formats_of(row) if principal.uses_channel(key)}),
        "url": absolute(request, "api-1:piece", query, address=str(row.translation_key)),
    }


def summary(slot: Slot, request: HttpRequest, counts: dict[str, int] | None) -> dict[str, Any]:
    """A current variant, without its texts."""
    entry = slot.current
    assert entry is not None and entry.variant is not None  # noqa: S101, PT018 -- only visible slots come here
    variant = entry.variant
    return {
        **place(slot),
        "key": variant.key,
        "url": slot_url(slot, request),
        "parts": [part(record, variant.key, request) for record in variant.parts],
        "meters": [meter(record) for record in variant.meters],
        "losses": [loss(record) for record in variant.losses],
        "findings": counts,
        "visible_from": entry.visible_from,
        "visible_until": entry.visible_until,
    }


def place(slot: Slot) -> dict[str, Any]:
    """What a slot is the place of."""
    return {
        "piece": slot.piece_key,
        "channel": slot.channel,
        "format": slot.format,
        "locale": slot.locale,
        "dialect": slot.dialect,
        "arm": slot.arm,
    }


def envelope(
    slot: Slot, entry: Entry, variant: Variant, findings: tuple[Finding, ...], *, slug: str, request: HttpRequest
) -> dict[str, Any]:
    """A stored variant with all that is known of it."""
    return {
        **place(slot),
        "brand": slot.brand.key,
        "campaign": slot.campaign.slug,
        "slug": slug,
        "perspective": "published",
        "key": variant.key,
        "version": entry.number,
        "reason": entry.reason,
        "changed": entry.changed,
        "renderer_version": variant.renderer_version,
        "piece_revision": entry.piece_revision,
        "guideline_version": entry.guideline_version.number if entry.guideline_version else None,
        "visible_from": entry.visible_from,
        "visible_until": entry.visible_until,
        "parts": [part(record, variant.key, request) for record in variant.parts],
        "media": [media(record) for record in variant.media],
        "losses": [loss(record) for record in variant.losses],
        "meters": [meter(record) for record in variant.meters],
        "findings": [finding(found) for found in findings],
    }


def part(record: dict[str, Any], key: str, request: HttpRequest) -> dict[str, Any]:
    """A part."""
    return {"text": None, **record, "url": absolute(request, "api-1:key_part", key=key, part=record["name"])}


def media(record: dict[str, Any]) -> dict[str, Any]:
    """A picture that parts refer to."""
    return {
        **{name: record[name] for name in ("name", "media_type", "size")},
        "url": settings.HUB_MEDIA_BASE + record["name"],
    }


def loss(record: dict[str, Any]) -> dict[str, Any]:
    """A loss, in the caller's language."""
    return {**record, "why": message(record["why"])}


def meter(record: dict[str, Any]) -> dict[str, Any]:
    """A meter, its unit in the caller's language."""
    return {**record, "unit": translate()(record["unit"])}


def message(record: dict[str, Any]) -> str:
    """A stored message in the caller's language."""
    return Message(record["text"], **record["params"]).show(translate())


def finding(found: Finding) -> dict[str, Any]:
    """A finding, in the caller's language."""
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "verdict": found.verdict.value,
        "message": found.message.show(translate()),
        "quote": found.quote.text,
        "part": found.where.part,
        "source": codec.plain(found.where.source) if found.where.source is not None else None,
        "fix": codec.plain(found.fix) if found.fix is not None else None,
        "fingerprint": found.fingerprint,
        "waived": bool(found.waiver),
    }


def slot_url(slot: Slot, request: HttpRequest) -> str:
    """The address of a slot's envelope."""
    query = {"locale": slot.locale, "dialect": slot.dialect if slot.dialect != "plain" else "", "arm": slot.arm}
    where = {"address": str(slot.piece_key), "channel": slot.channel, "format": slot.format}
    return absolute(request, "api-1:variant", query, **where)


def absolute(request: HttpRequest, name: str, query: dict[str, str] | None = None, /, **kwargs: str) -> str:
    """A full address; empty values are left out of its query."""
    url = request.build_absolute_uri(reverse(name, kwargs=kwargs))
    asked = QueryDict(mutable=True)
    asked.update({key: value for key, value in (query or {}).items() if value})
    return f"{url}?{asked.urlencode()}" if asked else url
