"""Pages by cursor: no offsets, no counts, nothing twice and nothing missed while rows come and go.

What a page of a large table costs does not grow with it, whatever plan the database chooses (one that begins at brands
and sorts is tempting): its keys are looked for among the next few hundred rows first, and only then shelf by shelf.
"""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from hub.api.errors import ProblemError
from hub.api.shelves import Shelves

M = TypeVar("M", bound=Model)

PAGE = 50
MOST = 200
#: How many rows of the table are looked at first, for each of a page: some are drafts, another brand's, filtered out.
_NEAR = 10


def page(
    rows: QuerySet[M], show: Callable[[list[M]], list[Any]], *, cursor: str, limit: int, newest_first: bool = False
) -> dict[str, Any]:
    """`{"items": [...], "next": cursor or None}`, ordered by primary key; `show` gets the rows of a page at once.

    Raises:
        ProblemError: a cursor that this API did not give out.
    """
    limit = max(1, min(limit, MOST))
    if newest_first:
        rows = rows.filter(pk__lt=_read(cursor)) if cursor else rows
    else:
        # Of the first page, too: a condition on the key is what makes databases walk along it.
        rows = rows.filter(pk__gt=_read(cursor) if cursor else 0)
    found = list(rows.order_by("-pk" if newest_first else "pk")[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    return {"items": show(found), "next": cursor_of(found[-1].pk) if more else None}


def page_of_many(
    rows: QuerySet[M],
    show: Callable[[list[M]], list[Any]],
    *,
    shelves: Callable[[], Shelves],
    cursor: str,
    limit: int,
) -> dict[str, Any]:
    """The same of a table that grows with the library: some queries more, whose cost does not.

    `shelves` says where the rows are that are wanted; it is asked if they are few and far between.

    Raises:
        ProblemError: a cursor that this API did not give out.
    """
    limit = max(1, min(limit, MOST))
    after = Q(pk__gt=_read(cursor) if cursor else 0)
    keys = _keys(rows, rows.model._default_manager.all(), after, ("pk",), limit + 1, shelves)
    following = cursor_of(keys[limit - 1][-1]) if len(keys) > limit else None
    return {"items": show(_rows(rows, keys[:limit])), "next": following}


def page_since(
    rows: QuerySet[M],
    show: Callable[[list[M]], list[Any]],
    *,
    among: QuerySet[M],
    shelves: Callable[[], Shelves],
    field: str,
    since: datetime,
    cursor: str,
    limit: int,
) -> dict[str, Any]:
    """The same, ordered by a moment and then by primary key, from a moment on (itself left out).

    `among` are the rows that the index of the moment holds, whoever may see them.

    Raises:
        ProblemError: a cursor that this API did not give out.
    """
    limit = max(1, min(limit, MOST))
    after = Q(**{f"{field}__gt": since})
    if cursor:
        moment, pk = _read_moment(cursor)
        # Said twice, so that the index of the moment is used.
        after &= (Q(**{f"{field}__gt": moment}) | Q(pk__gt=pk)) & Q(**{f"{field}__gte": moment})
    keys = _keys(rows, among, after, (field, "pk"), limit + 1, shelves)
    following = _moment_cursor(*keys[limit - 1]) if len(keys) > limit else None
    return {"items": show(_rows(rows, keys[:limit])), "next": following}


def _keys(
    rows: QuerySet[M],
    among: QuerySet[M],
    after: Q,
    order: tuple[str, ...],
    count: int,
    shelves: Callable[[], Shelves],
) -> list[tuple[Any, ...]]:
    """What the first rows are ordered by: of those near in the table, and where these are too few, of all."""
    field = order[0]
    ends = among.filter(after).order_by(*order).values_list(field, flat=True)
    end = next(iter(ends[_NEAR * count : _NEAR * count + 1]), None)
    keys = rows.filter(after).order_by(*order).values_list(*order)
    if end is None:
        return list(keys[:count])
    found = list(keys.filter(**{f"{field}__lte": end})[:count])
    if len(found) < count:
        beyond = rows.filter(after, **{f"{field}__gt": end})
        far = shelves().first_keys(beyond, order, count - len(found))
        found += rows.model._default_manager.filter(pk__in=far).order_by(*order).values_list(*order) if far else ()
    return found


def _rows(rows: QuerySet[M], keys: list[tuple[Any, ...]]) -> list[M]:
    """The rows of keys, in their order. All conditions hold for them still: what has gone meanwhile is left out."""
    wanted = [key[-1] for key in keys]
    found = {row.pk: row for row in rows.filter(pk__in=wanted).order_by()} if wanted else {}
    return [found[pk] for pk in wanted if pk in found]


def cursor_of(pk: int) -> str:
    """The cursor that goes on after a row."""
    return _write(f"1:{pk}")


def _moment_cursor(moment: datetime, pk: int) -> str:
    return _write(f"2:{pk}:{moment.isoformat()}")


def _write(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> int:
    return _parsed(cursor, "1")[0]


def _read_moment(cursor: str) -> tuple[datetime, int]:
    pk, rest = _parsed(cursor, "2")
    try:
        moment = datetime.fromisoformat(rest)
        if moment.tzinfo is None or not 1 < moment.year < 9999:
            raise ValueError(rest)
    except ValueError as error:
        raise _unknown() from error
    return moment, pk


def _parsed(cursor: str, kind: str) -> tuple[int, str]:
    try:
        found, _colon, rest = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
        pk, _colon, rest = rest.partition(":")
        if found != kind or not (pk.isascii() and pk.isdecimal()) or int(pk) >= 2**63 or bool(rest) != (kind == "2"):
            raise ValueError(cursor)
    except (ValueError, binascii.Error) as error:
        raise _unknown() from error
    return int(pk), rest


def _unknown() -> ProblemError:
    detail = _("The cursor is not one this API gave out. Begin again without one.")
    return ProblemError(422, "bad-cursor", _("Unknown cursor."), detail)
