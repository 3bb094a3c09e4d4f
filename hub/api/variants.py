"""Variants: envelopes, raw parts, and the bytes of a render key."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router

from hub.accounts.principal import Principal, Scope
from hub.api import show
from hub.api.auth import require
from hub.api.bytes import not_modified, unchanged, variant_part
from hub.api.catalog import require_channel
from hub.api.drafts import draft_envelope, draft_part
from hub.api.errors import PROBLEMS, not_found
from hub.api.listed import shelves_of_slots
from hub.api.paging import PAGE, page, page_of_many
from hub.api.pieces import pick_locale, translations
from hub.api.schemas import Envelope, VariantPage
from hub.api.wanted import Choice, Wanted
from hub.audits.selectors import counts_known
from hub.audits.services import findings_of, judge, today_of
from hub.audits.waived import stamp, waivers_for
from hub.content.models import Piece
from hub.delivery import ledger
from hub.variants.models import Entry, Slot
from hub.variants.selectors import seconds_left, slots_showing, visible_slots

router = Router(tags=["Variants"])

BYTES: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The bytes, with the part's media type. `ETag` is the render key.",
            "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
        },
        304: {"description": "Nothing changed since the `ETag` sent as `If-None-Match`."},
        **PROBLEMS["responses"],
    }
}


@router.get(
    "/variants", response=VariantPage, operation_id="list_variants", openapi_extra=PROBLEMS, url_name="variants"
)
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
    require_channel(channel, format, dialect)
    columns = {"channel": channel, "format": format, "locale": locale, "dialect": dialect}
    wanted = {"brand__key": brand, "campaign__slug": campaign, **columns}
    rows = visible_slots(principal).filter(**{name: value for name, value in wanted.items() if value}, shows=True)
    return page_of_many(
        rows,
        lambda slots: _summaries(slots, request),
        shelves=lambda: shelves_of_slots(principal, brand=brand, campaign=campaign, **columns),
        cursor=cursor,
        limit=limit,
    )


@router.get(
    "/pieces/{address}/variants",
    response=VariantPage,
    operation_id="list_piece_variants",
    openapi_extra=PROBLEMS,
    url_name="piece_variants",
)
def list_piece_variants(
    request: HttpRequest, address: str, locale: str = "", cursor: str = "", limit: int = PAGE
) -> Any:
    """The current variants of a piece, in all locales or one."""
    principal = require(request, Scope.VARIANTS_READ)
    found = translations(principal, address)
    pieces = [pick_locale(found, locale)] if locale else list(found.values())
    rows = visible_slots(principal).filter(
        piece_key=pieces[0].translation_key, locale__in=[piece.locale_code for piece in pieces]
    )
    return page(rows, lambda slots: _summaries(slots, request), cursor=cursor, limit=limit)


@router.get(
    "/pieces/{address}/variants/{channel}/{format}",
    response=Envelope,
    operation_id="get_variant",
    openapi_extra=PROBLEMS,
    url_name="variant",
)
def get_variant(
    request: HttpRequest,
    address: str,
    channel: str,
    format: str,
    choice: Query[Choice],
) -> Any:
    """The envelope of a variant: its parts (text inline), pictures, losses, meters and findings."""
    wanted = Wanted(request, address, channel, format, choice)
    if wanted.is_draft:
        return draft_envelope(wanted.piece, request, **wanted.rendering)
    slot, entry, variant = wanted.stored()
    verdict = judge(variant, slot)
    waivers = waivers_for(wanted.piece)
    waived = stamp(waivers, today_of(wanted.piece.campaign.brand))
    etag = f'"{variant.key}-{entry.number}-{verdict.pk}-{waived}-{_names(slot, wanted.piece)}-{get_language()}"'
    if unchanged(request, etag):
        response = not_modified(etag)
    else:
        findings = findings_of(verdict, wanted.piece, waivers)
        body = show.envelope(slot, entry, variant, findings, slug=wanted.piece.slug, request=request)
        response = HttpResponse(Envelope(**body).model_dump_json(), content_type="application/json")
        response["ETag"] = etag
        _note(request, wanted.principal, slot, entry)
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Authorization", "Accept-Language"])
    return response


@router.get(
    "/pieces/{address}/variants/{channel}/{format}/{part}",
    operation_id="get_variant_part",
    openapi_extra=BYTES,
    url_name="variant_part",
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
    wanted = Wanted(request, address, channel, format, choice)
    if wanted.is_draft:
        return draft_part(wanted.piece, part, **wanted.rendering)
    slot, entry, variant = wanted.stored()
    answer = variant_part(request, variant, part, locale=slot.locale, cache="private, no-cache")
    if answer.status_code == 200:
        _note(request, wanted.principal, slot, entry)
    return answer


@router.get("/variants/{key}/{part}", operation_id="get_key_part", openapi_extra=BYTES, url_name="key_part")
def get_key_part(request: HttpRequest, key: str, part: str) -> HttpResponse:
    """The bytes of one part by render key, for caches: they never change, but are only there while visible."""
    principal = require(request, Scope.VARIANTS_READ)
    slots = sorted(slots_showing(principal, key), key=lambda slot: slot.pk)
    current = slots[0].current if slots else None
    if current is None or current.variant is None:
        raise not_found(_("No variant of this key is visible to this token."))
    left = seconds_left(slot.current.visible_until for slot in slots if slot.current is not None)
    cache = f"private, max-age={left}, immutable"
    answer = variant_part(request, current.variant, part, locale=slots[0].locale, cache=cache)
    if answer.status_code == 200:
        _note(request, principal, slots[0], current)
    return answer


def _summaries(slots: list[Slot], request: HttpRequest) -> list[dict[str, Any]]:
    """A page of variants with what is known of their findings: a list computes no verdict."""
    counts = counts_known(slots)
    return [show.summary(slot, request, counts.get(slot.pk)) for slot in slots]


def _note(request: HttpRequest, principal: Principal, slot: Slot, entry: Entry) -> None:
    """A pull, for the ledger. Who asked by HEAD has pulled nothing."""
    if getattr(request, "wants_body", True):
        ledger.note(principal, slot.pk, entry.pk)


def _names(slot: Slot, piece: Piece) -> str:
    """A digest of what an envelope is called by: that may change while the bytes do not."""
    names = f"{slot.brand.key}/{slot.campaign.slug}/{piece.slug}"
    return hashlib.sha256(names.encode()).hexdigest()[:8]
