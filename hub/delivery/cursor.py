"""Cursors of the sync feed: opaque to callers, signed, so that nobody makes one up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core import signing

from hub.delivery.models import Change, Kind

_SALT = "hub.delivery.cursor"
#: Longer ones are not looked at.
_LONGEST = 4000
#: How many changes of the view one cursor carries on from; beyond that one begins anew.
VIEWS = 5


class BadCursorError(ValueError):
    """This is no cursor that the hub gave out."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a caller looks at; None = all channels, all campaigns."""

    brands: tuple[int, ...]
    channels: tuple[str, ...] | None = None
    campaigns: tuple[int, ...] | None = None

    def covers(self, brand: int, channel: str, campaign: int) -> bool:
        """Whether a slot of this brand, channel and campaign is looked at."""
        return (
            brand in self.brands
            and (self.channels is None or channel in self.channels)
            and (self.campaigns is None or campaign in self.campaigns)
        )


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a caller has read, by brand.

    Up to `tops` the whole state is gone through: only what `before` covered, the views that this cursor carried on
    from, can be gone for its holder. Beyond, everything that the view covers can.
    """

    scope: Scope
    positions: Mapping[int, int] = field(default_factory=dict)
    tops: Mapping[int, int] = field(default_factory=dict)
    before: tuple[Scope, ...] = ()

    def concerns(self, row: Change) -> bool:
        """Whether a change may be news to the holder."""
        where = (row.brand_id, row.channel, row.campaign_key)
        return self.scope.covers(*where) or any(scope.covers(*where) for scope in self.before)

    def was_told(self, row: Change) -> bool:
        """Whether the holder may have what is no longer to be seen, and must hear that it is gone."""
        if row.kind == Kind.HIDDEN:
            return False
        where = (row.brand_id, row.channel, row.campaign_key)
        scopes = self.before if (row.number or 0) <= self.tops.get(row.brand_id, 0) else (*self.before, self.scope)
        return any(scope.covers(*where) for scope in scopes)

    def at(self, positions: Mapping[int, int]) -> "Cursor":
        """The same, so far on. What was gone through is forgotten."""
        is_through = all(positions.get(brand, 0) >= top for brand, top in self.tops.items())
        if is_through:
            own = {brand: position for brand, position in positions.items() if brand in self.scope.brands}
            return Cursor(scope=self.scope, positions=own)
        return replace(self, positions=positions)


def write(cursor: Cursor) -> str:
    """The cursor as text for an address."""
    scopes = [[list(each.brands), _list(each.channels), _list(each.campaigns)] for each in _scopes(cursor)]
    said = [scopes, list(cursor.positions.items()), list(cursor.tops.items())]
    return _signer().sign_object(said)


def read(text: str) -> Cursor:
    """The cursor that a text is.

    Raises:
        BadCursorError: it is none that the hub gave out.
    """
    try:
        if len(text) > _LONGEST:
            raise BadCursorError(text[:50])
        scopes, positions, tops = _signer().unsign_object(text)
        first, *before = [_scope(each) for each in scopes]
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadCursorError(text[:50]) from error
    return Cursor(first, dict(positions), dict(tops), tuple(before))


def _signer() -> signing.Signer:
    return signing.Signer(sep="~", salt=_SALT)


def _scopes(cursor: Cursor) -> tuple[Scope, ...]:
    return (cursor.scope, *cursor.before)


def _list(values: tuple[Any, ...] | None) -> list[Any] | None:
    return None if values is None else list(values)


def _scope(said: Any) -> Scope:
    brands, channels, campaigns = said
    return Scope(
        tuple(brands),
        None if channels is None else tuple(channels),
        None if campaigns is None else tuple(campaigns),
    )
