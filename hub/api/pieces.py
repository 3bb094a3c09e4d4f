"""Pieces: what there is, in which locales, and the neutral document."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from hub.accounts.principal import Principal, Scope
from hub.api import show
from hub.api.auth import require
from hub.api.errors import ProblemError, not_found
from hub.api.paging import PAGE, page
from hub.api.schemas import PieceDetail, PiecePage
from hub.content.convert import to_document
from hub.content.models import Piece
from hub.content.selectors import find_translations, pieces_visible_to
from renderers.contract import codec, schemas

router = Router(tags=["Pieces"])


@router.get("/pieces", response=PiecePage, operation_id="list_pieces", url_name="pieces")
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
    """The published pieces, one entry a locale."""
    principal = require(request, Scope.VARIANTS_READ)
    rows = pieces_visible_to(principal).filter(live=True)
    wanted = {"campaign__brand__key": brand, "campaign__slug": campaign, "locale__language_code": locale}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if updated_after is not None:
        rows = rows.filter(last_published_at__gt=updated_after)
    answer = page(rows, lambda row: show.piece(row, request), cursor=cursor, limit=limit)
    if channel:
        answer["items"] = [item for item in answer["items"] if channel in item["channels"]]
    return answer


@router.get("/pieces/{address}", response=PieceDetail, operation_id="get_piece", url_name="piece")
def get_piece(request: HttpRequest, address: str, locale: str = "", perspective: str = "published") -> Any:
    """A piece by its id or `{brand}:{slug}`, with its neutral document (schema `document/1`)."""
    principal = reader(request, perspective)
    row = find_piece(principal, address, locale, perspective)
    locales = _locales(principal, address, perspective)
    shown = row.get_latest_revision_as_object() if perspective == "draft" else row
    return {
        "piece": show.piece(row, request),
        "locales": locales,
        "document": codec.dump(to_document(shown), schemas.DOCUMENT),
    }


def reader(request: HttpRequest, perspective: str) -> Principal:
    """The caller, with the right that the perspective needs.

    Raises:
        ProblemError: 422 for an unknown perspective, 403 without the right.
    """
    if perspective not in ("published", "draft"):
        detail = _("“%(value)s” is not known. Use “published” or “draft”.") % {"value": perspective}
        raise ProblemError(422, "unknown-perspective", _("Unknown perspective."), detail)
    return require(request, Scope.DRAFTS_READ if perspective == "draft" else Scope.VARIANTS_READ)


def find_piece(principal: Principal, address: str, locale: str, perspective: str = "published") -> Piece:
    """The piece at an address in a locale (the brand's default where none is asked for).

    Raises:
        ProblemError: 404; `locale-not-available` names the locales there are.
    """
    rows = find_translations(address, viewer=principal)
    if perspective != "draft":
        rows = rows.filter(live=True)
    found = {row.locale_code: row for row in rows}
    if not found:
        raise not_found(_("There is no piece “%(address)s”.") % {"address": address})
    wanted = locale or next(iter(found.values())).campaign.brand.default_locale
    if wanted not in found and not locale and len(found) == 1:
        wanted = next(iter(found))
    if wanted not in found:
        known = sorted(found)
        raise ProblemError(
            404,
            "locale-not-available",
            _("The piece does not exist in this locale."),
            _("It exists in: %(known)s.") % {"known": ", ".join(known)},
            locales=known,
        )
    return found[wanted]


def _locales(principal: Principal, address: str, perspective: str) -> list[str]:
    rows = find_translations(address, viewer=principal)
    if perspective != "draft":
        rows = rows.filter(live=True)
    return sorted(rows.values_list("locale__language_code", flat=True))
