"""Variants: envelopes, raw parts, and the bytes of a render key."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from hub.accounts.principal import Principal, Scope
from hub.api import show
from hub.api.auth import require
from hub.api.drafts import draft_envelope, draft_part
from hub.api.errors import ProblemError, not_found
from hub.api.paging import PAGE, page
from hub.api.pieces import find_piece, reader
from hub.api.schemas import Envelope, VariantPage
from hub.audits.services import counts_of, verdict_of
from hub.content.convert import arm_keys
from hub.content.models import Piece
from hub.content.selectors import formats_of
from hub.variants.models import Entry, Slot, Variant
from hub.variants.rendering import part_bytes, work
from hub.variants.selectors import find_entry, find_slot, slots_showing, visible_slots
from hub.variants.services import request_slot
from renderers import registry

router = Router(tags=["Variants"])

#: How long, in seconds, a private cache may keep the bytes of a render key; they never change.
FOREVER = 365 * 24 * 3600


class Choice(Schema):
    """Which variant of a piece."""

    locale: str = ""
    dialect: str = "plain"
    arm: str = ""
    perspective: str = "published"
    version: int | None = None


@router.get("/variants", response=VariantPage, operation_id="list_variants", url_name="variants")
def list_variants(
    request: HttpRequest,
    brand: str = "",
    campaign: str = "",
    channel: str = "",
    format: str = "",
    locale: str = "",
    dialect: str = "",
    cursor: str = "",
    limit: int = PAGE,
) -> Any:
    """The current variants that are visible now."""
    principal = require(request, Scope.VARIANTS_READ)
    wanted = {
        "brand__key": brand,
        "campaign__slug": campaign,
        "channel": channel,
        "format": format,
        "locale": locale,
        "dialect": dialect,
    }
    rows = visible_slots(principal).filter(**{name: value for name, value in wanted.items() if value})
    return page(rows, lambda slot: show.summary(slot, request, counts_of(slot)), cursor=cursor, limit=limit)


@router.get(
    "/pieces/{address}/variants", response=VariantPage, operation_id="list_piece_variants", url_name="piece_variants"
)
def list_piece_variants(
    request: HttpRequest, address: str, locale: str = "", cursor: str = "", limit: int = PAGE
) -> Any:
    """The current variants of a piece, in all locales or one."""
    principal = require(request, Scope.VARIANTS_READ)
    row = find_piece(principal, address, locale)
    rows = visible_slots(principal).filter(piece_key=row.translation_key)
    if locale:
        rows = rows.filter(locale=locale)
    return page(rows, lambda slot: show.summary(slot, request, counts_of(slot)), cursor=cursor, limit=limit)


@router.get(
    "/pieces/{address}/variants/{channel}/{format}", response=Envelope, operation_id="get_variant", url_name="variant"
)
def get_variant(
    request: HttpRequest,
    address: str,
    channel: str,
    format: str,
    choice: Query[Choice],
) -> Any:
    """The envelope of a variant: its parts (text inline), pictures, losses, meters and findings."""
    principal = reader(request, choice.perspective)
    row = _wanted_piece(principal, address, channel, format, choice)
    if choice.perspective == "draft":
        return draft_envelope(row, channel=channel, format_key=format, dialect=choice.dialect, arm=choice.arm)
    slot, entry, variant = _stored(principal, row, channel, format, choice)
    etag = f'"{variant.key}-{entry.number}-{get_language()}"'
    if _unchanged(request, etag):
        return _not_modified(etag)
    body = show.envelope(slot, entry, variant, verdict_of(slot, entry), request) | {"slug": row.slug}
    response = HttpResponse(Envelope(**body).model_dump_json(), content_type="application/json")
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    patch_vary_headers(response, ["Authorization", "Accept-Language"])
    return response


@router.get(
    "/pieces/{address}/variants/{channel}/{format}/{part}", operation_id="get_variant_part", url_name="variant_part"
)
def get_variant_part(
    request: HttpRequest,
    address: str,
    channel: str,
    format: str,
    part: str,
    choice: Query[Choice],
) -> HttpResponse:
    """The bytes of one part. Its ETag is the render key: send it as If-None-Match and get 304 while nothing changed."""
    principal = reader(request, choice.perspective)
    row = _wanted_piece(principal, address, channel, format, choice)
    if choice.perspective == "draft":
        return draft_part(row, part, channel=channel, format_key=format, dialect=choice.dialect, arm=choice.arm)
    _, _, variant = _stored(principal, row, channel, format, choice)
    return _bytes(request, variant, part, cache="private, no-cache")


@router.get("/variants/{key}/{part}", operation_id="get_key_part", url_name="key_part")
def get_key_part(request: HttpRequest, key: str, part: str) -> HttpResponse:
    """The bytes of one part by render key, for caches: they never change, but are only there while visible."""
    principal = require(request, Scope.VARIANTS_READ)
    slots = list(slots_showing(principal, key))
    if not slots:
        raise not_found(_("No variant of this key is visible to this token."))
    ends = [slot.current.visible_until for slot in slots if slot.current is not None]
    last = None if None in ends else max(moment for moment in ends if moment is not None)
    age = FOREVER if last is None else max(0, int((last - timezone.now()).total_seconds()))
    variant = slots[0].current.variant if slots[0].current is not None else None
    if variant is None:
        raise not_found(_("No variant of this key is visible to this token."))
    return _bytes(request, variant, part, cache=f"private, max-age={age}, immutable")


def _wanted_piece(principal: Principal, address: str, channel: str, format_key: str, choice: Choice) -> Piece:
    """The piece, once channel, format, dialect and arm are known to exist."""
    if not principal.uses_channel(channel):
        raise not_found(_("This token has no access to the channel “%(channel)s”.") % {"channel": channel})
    renderer = registry.get(channel)
    renderer.format(format_key)
    renderer.require_dialect(choice.dialect)
    row = find_piece(principal, address, choice.locale, choice.perspective)
    if choice.perspective != "draft":
        if (channel, format_key) not in set(formats_of(row)):
            raise not_found(_("The piece does not go to this channel."))
        if choice.arm not in arm_keys(row):
            raise not_found(_("The piece has no arm “%(arm)s”.") % {"arm": choice.arm})
    return row


def _stored(
    principal: Principal, row: Piece, channel: str, format_key: str, choice: Choice
) -> tuple[Slot, Entry, Variant]:
    """The slot, entry and variant that were asked for; other dialects and arms are rendered at the first request."""
    place: dict[str, Any] = {
        "piece": row.translation_key,
        "channel": channel,
        "format_key": format_key,
        "locale": row.locale_code,
        "dialect": choice.dialect,
        "arm": choice.arm,
    }
    slot = find_slot(principal, **place)
    if slot is None or slot.current is None:
        wanted = request_slot(row, channel=channel, format_key=format_key, dialect=choice.dialect, arm=choice.arm)
        work(wanted.pk)
        slot = find_slot(principal, **place)
    if slot is None or slot.current is None:
        detail = _("It is being rendered, or rendering failed; the hub tries again.")
        raise ProblemError(503, "not-rendered-yet", _("There is no variant yet."), detail, retry_after=5)
    entry = slot.current if choice.version is None else find_entry(slot, choice.version)
    # A pinned version is shown only while the slot itself may be seen: an embargo or a recall covers its history.
    if entry is None or entry.variant is None or not entry.is_visible() or not slot.current.is_visible():
        raise ProblemError(404, "variant-not-available", _("No such variant is visible now."))
    return slot, entry, entry.variant


def _bytes(request: HttpRequest, variant: Variant, name: str, *, cache: str) -> HttpResponse:
    record = variant.part(name)
    if record is None:
        known = ", ".join(part["name"] for part in variant.parts)
        raise not_found(_("There is no part “%(part)s”. There are: %(known)s.") % {"part": name, "known": known})
    etag = f'"{variant.key}"'
    if _unchanged(request, etag):
        response = _not_modified(etag)
    else:
        response = HttpResponse(part_bytes(record), content_type=_content_type(record["media_type"]))
        response["ETag"] = etag
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src * data:; sandbox"
    response["Cache-Control"] = cache
    patch_vary_headers(response, ["Authorization"])
    return response


def _content_type(media_type: str) -> str:
    return (
        f"{media_type}; charset=utf-8" if media_type.startswith("text/") and "charset" not in media_type else media_type
    )


def _unchanged(request: HttpRequest, etag: str) -> bool:
    """Whether the caller has these bytes already. A weak comparison, as RFC 9110 has it for If-None-Match."""
    sent = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in sent or etag in {tag.removeprefix("W/") for tag in sent}


def _not_modified(etag: str) -> HttpResponse:
    response = HttpResponse(status=304)
    response["ETag"] = etag
    return response
