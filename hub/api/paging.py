"""Pages by cursor: no offsets, no counts, nothing twice and nothing missed while rows come and go."""

import base64
import binascii
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
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
    if cursor:
        rows = rows.filter(**{"pk__lt" if newest_first else "pk__gt": _read(cursor)})
    found = list(rows.order_by("-pk" if newest_first else "pk")[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    return {"items": show(found), "next": _write(found[-1].pk) if more else None}


def _write(pk: int) -> str:
    return base64.urlsafe_b64encode(f"1:{pk}".encode()).decode().rstrip("=")


def _read(cursor: str) -> int:
    try:
        kind, _colon, pk = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
        if kind != "1" or not (pk.isascii() and pk.isdecimal()) or int(pk) >= 2**63:
            raise ValueError(cursor)
    except (ValueError, binascii.Error) as error:
        detail = _("The cursor is not one this API gave out. Begin again without one.")
        raise ProblemError(422, "bad-cursor", _("Unknown cursor."), detail) from error
    return int(pk)
