"""What stands at a place now, asked with one prepared statement.

Building a query with the ORM takes ten times as long as running it. So the queryset of `visible_slots` is compiled once
for each form of question, and its parameters are filled in afterwards: there is no second rule of what is visible, in
another language, that could come to differ from the first.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from hub.accounts.principal import Principal, PrincipalKind
from hub.content.models import Piece
from hub.content.selectors import published
from hub.variants.models import Slot
from hub.variants.prepared import Prepared
from hub.variants.selectors import seconds_left, slots_showing, visible_slots

# Values that no question has: where they stand in the compiled statement, the question's own are put.
_NOW = datetime(1970, 1, 1, 0, 0, 0, 123456, UTC)
_PIECE = UUID(int=0x5AFE_C0DE)
_TEXTS = ("brand", "slug", "channel", "format", "locale", "dialect")
_FIRST_BRAND = -7_000_001


@dataclass(frozen=True, slots=True)
class Question:
    """A place. The piece by its id, or by brand and slug; without a locale its brand's own is meant. No arm."""

    channel: str
    format: str
    dialect: str = "plain"
    locale: str = ""
    piece: UUID | None = None
    brand: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a visible slot shows: which entry, and the key of its variant.

    `keep`: how many seconds its bytes may be kept under the address that was asked for; None = ask again every time.
    """

    slot: int
    entry: int
    key: str
    locale: str
    keep: int | None = None


@dataclass(frozen=True, slots=True)
class _Statement:
    """SQL, and for each parameter its value or the name of what is put there."""

    prepared: Prepared
    holes: tuple[tuple[str, Any], ...]

    def parameters(self, given: Mapping[str, Any]) -> list[Any]:
        return [given[name] if name else value for name, value in self.holes]


def find_standing(principal: Principal, question: Question) -> Standing | None:
    """What stands at a place, if the caller may see it now and its piece is published. One query.

    None says nothing: who has to know why asks again, the long way.
    """
    brands = sorted(principal.brand_ids or ())
    if not brands or not principal.uses_channel(question.channel):
        return None
    form = (bool(question.piece), bool(question.locale), len(brands))
    statement = _statement(connection.vendor, *form)
    given = {
        **_given(brands),
        "piece": _piece_value(question.piece),
        **{name: getattr(question, name) for name in _TEXTS},
    }
    row = statement.prepared.first(statement.parameters(given))
    if row is None:
        return None
    slot, entry, key, locale, off = row
    switched_off = json.loads(off) if isinstance(off, str) else off
    # NULL: there is no such published piece; what its slots show has not been taken away yet.
    if switched_off is None or question.channel in switched_off:
        return None
    return Standing(slot, entry, key, locale)


def find_showing(principal: Principal, key: str) -> Standing | None:
    """The eldest slot that shows the variant of a render key to the caller now. One query.

    None says nothing here, too.
    """
    brands = sorted(principal.brand_ids or ())
    if not brands:
        return None
    statement = _showing(connection.vendor, len(brands))
    rows = statement.prepared.rows(statement.parameters({**_given(brands), "key": key}))
    own = sorted((row for row in rows if principal.uses_channel(row[2])), key=itemgetter(0))
    if not own:
        return None
    slot, entry, _channel, locale, _until = own[0]
    return Standing(slot, entry, key, locale, keep=seconds_left(_moment(row[4]) for row in own))


def rows_of(*, by_id: bool, named_locale: bool, brands: int) -> QuerySet[Any, Any]:
    """The queryset behind a form of question, its parameters stood in for."""
    slots: QuerySet[Slot] = visible_slots(_stood_in_for(brands), now=_NOW).filter(
        channel=_stand_in("channel"), format=_stand_in("format"), dialect=_stand_in("dialect"), arm=""
    )
    if by_id:
        slots = slots.filter(piece_key=_PIECE)
    else:
        named = Piece.objects.filter(campaign__brand__key=_stand_in("brand"), slug=_stand_in("slug"))
        slots = slots.filter(piece_key__in=named.values("translation_key"), brand__key=_stand_in("brand"))
    slots = slots.filter(locale=_stand_in("locale") if named_locale else F("brand__default_locale"))
    translation = published(
        Piece.objects.filter(
            translation_key=OuterRef("piece_key"),
            locale__language_code=OuterRef("locale"),
            campaign__brand=OuterRef("brand"),
        ),
        now=_NOW,
    )
    slots = slots.annotate(off=Subquery(translation.order_by().values("channels_off")[:1]))
    return slots.order_by().values_list("pk", "current_id", "current__variant__key", "locale", "off")[:1]


@lru_cache(maxsize=64)
def _statement(_vendor: str, by_id: bool, named_locale: bool, brands: int) -> _Statement:
    return _compiled(rows_of(by_id=by_id, named_locale=named_locale, brands=brands), brands)


@lru_cache(maxsize=64)
def _showing(_vendor: str, brands: int) -> _Statement:
    slots = slots_showing(_stood_in_for(brands), _stand_in("key"), now=_NOW)
    return _compiled(slots.values_list("pk", "current_id", "channel", "locale", "current__visible_until"), brands)


def _compiled(rows: QuerySet[Any, Any], brands: int) -> _Statement:
    sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    names: dict[Any, str] = {_stand_in(name): name for name in (*_TEXTS, "key")}
    names[connection.ops.adapt_datetimefield_value(_NOW)] = "now"
    names[_piece_value(_PIECE)] = "piece"
    names.update({_FIRST_BRAND - number: f"brand{number}" for number in range(brands)})
    return _Statement(Prepared(sql), tuple((names.get(value, ""), value) for value in parameters))


def _stood_in_for(brands: int) -> Principal:
    """A caller with so many brands, all channels."""
    return Principal(
        kind=PrincipalKind.TOKEN,
        id=0,
        name="",
        brand_ids=frozenset(_FIRST_BRAND - number for number in range(brands)),
        scopes=frozenset(),
    )


def _given(brands: Sequence[int]) -> dict[str, Any]:
    """What every question asks with: the time it is, and the caller's brands."""
    now = connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(timezone.now())
    return {"now": now, **{f"brand{number}": brand for number, brand in enumerate(brands)}}


def _moment(value: datetime | None) -> datetime | None:
    """A moment as the database gave it: SQLite knows no time zones, and Django writes UTC there."""
    if value is None or value.tzinfo is not None:
        return value
    return value.replace(tzinfo=connections[DEFAULT_DB_ALIAS].timezone)


def _piece_value(piece: UUID | None) -> Any:
    return Slot._meta.get_field("piece_key").get_db_prep_value(piece, connection)


def _stand_in(name: str) -> str:
    return f"\N{WHITE SQUARE}{name}"
