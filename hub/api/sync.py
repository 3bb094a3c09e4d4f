"""The sync feed: keep a copy in step by asking, again and again, what changed since the last answer."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from hub.accounts.principal import Principal, Scope
from hub.accounts.selectors import brands_visible_to
from hub.api import show
from hub.api.auth import require
from hub.api.catalog import require_channel
from hub.api.errors import ProblemError, not_found, problems
from hub.api.paging import MOST, PAGE
from hub.api.sync_schemas import SyncPage
from hub.audits.selectors import counts_known
from hub.content.selectors import campaigns_visible_to
from hub.delivery import cursor as cursors
from hub.delivery import feed
from hub.delivery.feed import News

router = Router(tags=["Sync"])


@router.get("/sync", response=SyncPage, operation_id="sync", openapi_extra=problems(410), url_name="sync")
def sync(
    request: HttpRequest, cursor: str = "", brand: str = "", campaign: str = "", channel: str = "", limit: int = PAGE
) -> Any:
    """What came to be seen, changed or went since the cursor; without a cursor, all that is to be seen.

    Apply the items in their order, keep `next`, and ask again with it: at once while `has_more` is true, else after a
    pause or when a webhook comes. A page may be empty although there is more. A place may be told twice; the last word
    counts. Ask with another channel or campaign, and the same cursor tells what falls out of view as `gone`.
    """
    principal = require(request, Scope.VARIANTS_READ)
    known = _known(cursor)
    if known is None:  # who was told of a channel before must hear what is gone, also when it is no longer installed
        require_channel(channel)
    brands = _brands(principal, brand)
    campaigns = _campaigns(principal, brands, campaign, known) if campaign else None
    scope = feed.scope_of(principal, brands, channel=channel, campaigns=campaigns)
    if known is not None and len(known.before) >= cursors.VIEWS and known.scope != scope:
        raise _begin_anew(_("The view was changed too often with this cursor."))
    try:
        page = feed.read(principal, scope, known, limit=max(1, min(limit, MOST)))
    except feed.CursorAheadError as error:
        raise _begin_anew(_("The cursor is ahead of the hub, which was restored from a backup.")) from error
    return {
        "items": _items(page.news, request),
        "next": cursors.write(page.cursor),
        "has_more": page.has_more,
    }


def _known(cursor: str) -> cursors.Cursor | None:
    if not cursor:
        return None
    try:
        return cursors.read(cursor)
    except cursors.BadCursorError as error:
        detail = _("The cursor is not one this API gave out. Begin again without one.")
        raise ProblemError(422, "bad-cursor", _("Unknown cursor."), detail) from error


def _begin_anew(what: str) -> ProblemError:
    remedy = _("Begin again without a cursor, and delete from your copy whatever is not in the answers.")
    return ProblemError(410, "cursor-gone", _("The cursor cannot be carried on from."), f"{what} {remedy}")


def _brands(principal: Principal, brand: str) -> list[int]:
    rows = brands_visible_to(principal)
    found = list((rows.filter(key=brand) if brand else rows).values_list("pk", flat=True))
    if brand and not found:
        raise not_found(_("There is no brand “%(brand)s”.") % {"brand": brand})
    return found


def _campaigns(principal: Principal, brands: list[int], slug: str, known: cursors.Cursor | None) -> list[int]:
    """The campaigns of a short name. One that is gone since goes on to be the one that the cursor was about."""
    rows = campaigns_visible_to(principal).filter(slug=slug, brand__in=brands)
    found = list(rows.values_list("pk", flat=True))
    if not found and known is not None and known.scope.campaigns:
        return list(known.scope.campaigns)
    if not found:
        raise not_found(_("There is no campaign “%(slug)s”.") % {"slug": slug})
    return found


def _items(news: tuple[News, ...], request: HttpRequest) -> list[dict[str, Any]]:
    counts = counts_known([each.slot for each in news if each.slot is not None])
    return [_item(each, request, counts) for each in news]


def _item(news: News, request: HttpRequest, counts: dict[int, dict[str, int]]) -> dict[str, Any]:
    row, slot = news.change, news.slot
    place = {
        "piece": row.piece_key,
        "channel": row.channel,
        "format": row.format,
        "locale": row.locale,
        "dialect": row.dialect,
        "arm": row.arm,
    }
    if slot is None or slot.current is None:
        return {"kind": "gone", **place, "version": None, "variant": None}
    summary = show.summary(slot, request, counts.get(slot.pk))
    return {"kind": "changed", **place, "version": slot.current.number, "variant": summary}
