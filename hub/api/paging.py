"""Pages by cursor: no offsets, no counts, nothing twice and nothing missed while rows come and go."""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from hub.api.errors import ProblemError

M = TypeVar("M", bound=Model)

PAGE = 50
MOST = 200


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


def page_since(
    rows: QuerySet[M], show: Callable[[list[M]], list[Any]], *, field: str, since: datetime, cursor: str, limit: int
) -> dict[str, Any]:
    """The same, ordered by a moment and then by primary key, from a moment on (itself left out).

    Raises:
        ProblemError: a cursor that this API did not give out.
    """
    limit = max(1, min(limit, MOST))
    if cursor:
        moment, pk = _read_moment(cursor)
        # Said twice, so that the index of the moment is used.
        rows = rows.filter(Q(**{f"{field}__gt": moment}) | Q(pk__gt=pk), **{f"{field}__gte": moment})
    found = list(rows.filter(**{f"{field}__gt": since}).order_by(field, "pk")[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    return {"items": show(found), "next": _moment_cursor(found[-1], field) if more else None}


def cursor_of(pk: int) -> str:
    """The cursor that goes on after a row."""
    return _write(f"1:{pk}")


def _moment_cursor(row: Model, field: str) -> str:
    return _write(f"2:{row.pk}:{getattr(row, field).isoformat()}")


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
