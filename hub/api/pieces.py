"""Pieces: what there is, in which locales, and the neutral document."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from hub.accounts.principal import Principal, Scope
from hub.api import show
from hub.api.auth import require
from hub.api.catalog import require_channel
from hub.api.drafts import note_reading
from hub.api.errors import PROBLEMS, ProblemError, not_found
from hub.api.listed import shelves_of_pieces
from hub.api.paging import PAGE, page_of_many, page_since
from hub.api.schemas import PieceDetail, PiecePage
from hub.api.shelves import Shelves
from hub.content.convert import to_document
from hub.content.models import Piece
from hub.content.selectors import (
    find_translations,
    in_channel,
    pieces_visible_to,
    published,
    was_published,
    without_content,
)
from renderers.contract import codec, schemas
from renderers.contract.document import Block, Columns

router = Router(tags=["Pieces"])


@router.get("/pieces", response=PiecePage, operation_id="list_pieces", openapi_extra=PROBLEMS, url_name="pieces")
def list_pieces(
    request: HttpRequest,
    brand: str = "",
    campaign: str = "",
    channel: str = "",
    locale: str = "",
    updated_after: datetime | None = None,
    cursor: str = "",
    limit: int = PAGE,
) -> Any:
    """The published pieces, one entry a locale, in the order they were made; with `updated_after`, as published."""
    principal = require(request, Scope.VARIANTS_READ)
    require_channel(channel)
    rows = without_content(published(pieces_visible_to(principal)))
    wanted = {"campaign__brand__key": brand, "campaign__slug": campaign, "locale__language_code": locale}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if channel:
        rows = in_channel(rows, channel) if principal.uses_channel(channel) else rows.none()

    def shown(found: list[Piece]) -> list[dict[str, Any]]:
        return [show.piece(row, request, principal) for row in found]

    def shelves() -> Shelves:
        is_since = updated_after is not None
        return shelves_of_pieces(
            principal, brand=brand, campaign=campaign, channel=channel, locale=locale, is_since=is_since
        )

    if updated_after is None:
        return page_of_many(rows, shown, shelves=shelves, cursor=cursor, limit=limit)
    return page_since(
        rows,
        shown,
        among=Piece.objects.filter(live=True),
        shelves=shelves,
        field="last_published_at",
        since=_instant(updated_after),
        cursor=cursor,
        limit=limit,
    )


@router.get(
    "/pieces/{address}", response=PieceDetail, operation_id="get_piece", openapi_extra=PROBLEMS, url_name="piece"
)
def get_piece(request: HttpRequest, address: str, locale: str = "", perspective: str = "published") -> Any:
    """A piece by its id or `{brand}:{slug}`, with its neutral document (schema `document/1`)."""
    principal = reader(request, perspective)
    found = translations(principal, address, perspective, whole=True)
    row = pick_locale(found, locale)
    if perspective != "draft":
        return detail_of(row, found, request, principal)
    note_reading(principal, row)
    shown = row.get_latest_revision_as_object()
    answer = HttpResponse(
        PieceDetail(**detail_of(shown, found, request, principal)).model_dump_json(), content_type="application/json"
    )
    answer["ETag"] = draft_etag(row)
    return answer


def detail_of(piece: Piece, found: dict[str, Piece], request: HttpRequest, principal: Principal) -> dict[str, Any]:
    """A piece with its document, without what is said of channels that the caller may not have."""
    document = to_document(piece)
    own = tuple(override for override in document.overrides if principal.uses_channel(override.channel))
    document = replace(document, overrides=own, blocks=_own_blocks(document.blocks, principal))
    return {
        "piece": show.piece(piece, request, principal),
        "locales": sorted(found),
        "document": codec.dump(document, schemas.DOCUMENT),
    }


def _own_blocks(blocks: Iterable[Block], principal: Principal) -> tuple[Block, ...]:
    """Without those that are limited to channels which the caller may not have."""
    kept: list[Block] = []
    for block in blocks:
        if block.channels and not any(principal.uses_channel(channel) for channel in block.channels):
            continue
        if isinstance(block, Columns):
            block = replace(block, columns=tuple(_own_blocks(column, principal) for column in block.columns))
        kept.append(block)
    return tuple(kept)


def draft_etag(piece: Piece) -> str:
    """Names a piece's newest draft: who writes says which one was read."""
    return f'"draft-{piece.latest_revision_id}"'


def reader(request: HttpRequest, perspective: str) -> Principal:
    """The caller, with the right that the perspective needs.

    Raises:
        ProblemError: 422 for an unknown perspective, 403 without the right.
    """
    if perspective not in ("published", "draft"):
        detail = _("“%(value)s” is not known. Use “published” or “draft”.") % {"value": perspective}
        raise ProblemError(422, "unknown-perspective", _("Unknown perspective."), detail)
    return require(request, Scope.DRAFTS_READ if perspective == "draft" else Scope.VARIANTS_READ)


def translations(
    principal: Principal, address: str, perspective: str = "published", *, whole: bool = False
) -> dict[str, Piece]:
    """The piece at an address in each locale there is of it, by locale; `whole` with its content.

    Raises:
        ProblemError: 404; there is none for this caller.
    """
    rows = find_translations(address, viewer=principal).order_by()
    if perspective != "draft":
        rows = published(rows) if whole else without_content(published(rows))
    found = {row.locale_code: row for row in rows}
    if not found:
        what = _("There is no piece “%(address)s”.") % {"address": address}
        if perspective != "draft" and principal.has_scope(Scope.DRAFTS_READ) and _is_draft(address, principal):
            what = _("“%(address)s” is not published. Ask for its draft: ?perspective=draft.") % {"address": address}
        raise not_found(what)
    return found


def _is_draft(address: str, principal: Principal) -> bool:
    """Whether there is something at an address that nobody has published."""
    return find_translations(address, viewer=principal).filter(live=False).exists()


def pick_locale(found: dict[str, Piece], locale: str) -> Piece:
    """The piece in the locale asked for. Without one: in its brand's own, or in the only one there ever was.

    Raises:
        ProblemError: 404 `locale-not-available`, naming the locales there are. Another language is never a substitute:
            what was taken back in the brand's own is not there in another.
    """
    first = next(iter(found.values()))
    wanted = locale or first.campaign.brand.default_locale
    if wanted in found:
        return found[wanted]
    if not locale and len(found) == 1 and not was_published(first.translation_key, wanted):
        return first
    known = sorted(found)
    raise ProblemError(
        404,
        "locale-not-available",
        _("The piece does not exist in this locale."),
        _("It exists in: %(known)s.") % {"known": ", ".join(known)},
        locales=known,
    )


def _instant(moment: datetime) -> datetime:
    """The moment with a time zone: UTC where none was said."""
    try:
        return (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:  # the year 1 or 9999, east or west
        detail = _("The moment is out of range.")
        raise ProblemError(422, "bad-parameters", _("Some parameters are wrong."), detail) from error
