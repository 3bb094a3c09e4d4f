"""The sync feed: what came to be seen, changed or went since a cursor, in the order of the change numbers.

A reader is told what a slot shows when it reads, never what it showed when the change was noted. Every slot has its
newest change row for good, so reading from zero gives the whole state, and no cursor ever grows too old.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hub.accounts.principal import Principal
from hub.delivery.cursor import Cursor, Scope
from hub.delivery.models import Change, Counter
from hub.variants.models import Slot
from hub.variants.selectors import visible_slots

#: So many change rows are looked at for one page; where a filter fits few of them, a page is short, but soon there.
LOOKED_AT = 2000
_CHUNK = 250


class CursorAheadError(Exception):
    """The cursor is ahead of the hub: its database was restored from a backup."""


@dataclass(frozen=True, slots=True)
class News:
    """What there is to say of a place: the slot that is to be seen there now, or None if nothing is (any more)."""

    change: Change
    slot: Slot | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some news, where to go on, and whether there is more already."""

    news: tuple[News, ...]
    cursor: Cursor
    has_more: bool


def read(principal: Principal, scope: Scope, cursor: Cursor | None, *, limit: int) -> Page:
    """The next page. A handful of queries, and at least one for each brand, however large the library is.

    Raises:
        CursorAheadError: it names numbers that the hub has not given out yet.
    """
    cursor = _begun(principal, scope, cursor)
    rows, positions, has_more = _rows(cursor, limit)
    shown = _visible(principal, scope, rows)
    news = []
    for row in _newest(rows):
        slot = shown.get(row.slot_id) if row.slot_id is not None else None
        if slot is not None or cursor.was_told(row):
            news.append(News(row, slot))
    return Page(tuple(news), cursor.at(positions), has_more)


def _begun(principal: Principal, scope: Scope, cursor: Cursor | None) -> Cursor:
    """The cursor, checked. Without one, or with one of another view, everything is gone through from the start."""
    if cursor is None:
        return Cursor(scope=scope, tops=_tops(scope.brands))
    tops = _tops({*cursor.scope.brands, *scope.brands})
    if any(position > tops.get(brand, position) for brand, position in cursor.positions.items()):
        raise CursorAheadError
    if cursor.scope == scope:
        return cursor
    views = tuple(_seen_by(principal, view) for view in (*cursor.before, cursor.scope))
    return Cursor(scope=scope, tops=_tops({brand for view in (scope, *views) for brand in view.brands}), before=views)


def _tops(brands: Iterable[int]) -> dict[int, int]:
    return dict(Counter.objects.filter(brand__in=brands).values_list("brand", "last"))


def _seen_by(principal: Principal, view: Scope) -> Scope:
    """What of an earlier view is still the caller's business: of brands that are theirs no more nothing is said."""
    return replace(view, brands=tuple(brand for brand in view.brands if principal.sees_brand(brand)))


def _rows(cursor: Cursor, limit: int) -> tuple[list[Change], dict[int, int], bool]:
    """The rows of a page, how far they reach in each brand, and whether there are more."""
    found: list[Change] = []
    positions, left = dict(cursor.positions), LOOKED_AT
    for brand in sorted({brand for view in (cursor.scope, *cursor.before) for brand in view.brands}):
        for row in _changes(brand, after=positions.get(brand, 0)):
            if len(found) == limit or left == 0:
                return found, positions, True
            positions[brand] = row.number or 0
            left -= 1
            if cursor.concerns(row):
                found.append(row)
    return found, positions, False


def _changes(brand: int, *, after: int) -> Iterator[Change]:
    while True:
        rows = Change.objects.filter(brand=brand, number__gt=after).order_by("number")
        chunk = list(rows[:_CHUNK])
        yield from chunk
        if len(chunk) < _CHUNK:
            return
        after = chunk[-1].number or 0


def _visible(principal: Principal, scope: Scope, rows: Iterable[Change]) -> dict[int, Slot]:
    """Those of the slots that the caller may see now, and asked for."""
    keys = {row.slot_id for row in rows if row.slot_id is not None}
    slots = visible_slots(principal).filter(pk__in=keys) if keys else ()
    return {slot.pk: slot for slot in slots if scope.covers(slot.brand_id, slot.channel, slot.campaign_id)}


def _newest(rows: list[Change]) -> Iterator[Change]:
    """Each slot once on a page, where it came last."""
    last = {row.slot_id: row.pk for row in rows if row.slot_id is not None}
    return (row for row in rows if row.slot_id is None or last[row.slot_id] == row.pk)


def scope_of(principal: Principal, brands: Iterable[int], *, channel: str, campaigns: Iterable[int] | None) -> Scope:
    """What a caller looks at: their brands and channels, and what they asked for of them."""
    channels = principal.channels if not channel else frozenset({channel} if principal.uses_channel(channel) else ())
    return replace(
        Scope(brands=tuple(sorted(brands))),
        channels=None if channels is None else tuple(sorted(channels)),
        campaigns=None if campaigns is None else tuple(sorted(campaigns)),
    )
