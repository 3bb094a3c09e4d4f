"""How it stands with the rights in files: why one may not be shown, or from when until when it may."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hub.assets.asset import Clearance
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.source import rights_of
from renderers.contract.document import AssetRef, Rights


class Bar(StrEnum):
    """Why a file may not be shown."""

    NONE = ""
    NOT_CLEARED = "not-cleared"
    WITHDRAWN = "withdrawn"
    ENDED = "rights-ended"
    ELSEWHERE = "not-this-channel"


@dataclass(frozen=True, slots=True)
class Standing:
    """What bars a file from being shown at all, and otherwise from when until when it may be; None = no limit."""

    bar: Bar = Bar.NONE
    begins: datetime | None = None
    ends: datetime | None = None


FREE = Standing()
#: How references to pictures of the library begin.
_PREFIX = "image:"


def standing_of(rights: Rights, *, now: datetime, channel: str = "", is_withdrawn: bool = False) -> Standing:
    """How it stands at an instant, on one channel or any. What is yet to begin is not barred: it is made ahead."""
    if not rights.cleared:
        return Standing(Bar.WITHDRAWN if is_withdrawn else Bar.NOT_CLEARED)
    if rights.valid_until is not None and rights.valid_until <= now:
        return Standing(Bar.ENDED)
    if channel and rights.channels and channel not in rights.channels:
        return Standing(Bar.ELSEWHERE)
    return Standing(begins=rights.valid_from, ends=rights.valid_until)


def together(standings: Iterable[Standing]) -> Standing:
    """Several files shown side by side: what bars one bars all; they are shown while all of them may be."""
    each = list(standings)
    worst = next(
        (bar for bar in (Bar.WITHDRAWN, Bar.NOT_CLEARED, Bar.ENDED, Bar.ELSEWHERE) if bar in _bars(each)), None
    )
    if worst is not None:
        return Standing(worst)
    return Standing(
        begins=max((one.begins for one in each if one.begins is not None), default=None),
        ends=min((one.ends for one in each if one.ends is not None), default=None),
    )


def standings(brand: int, digests: Iterable[str], *, now: datetime, channel: str = "") -> dict[str, Standing]:
    """How it stands with files of a brand's library, by the digest of their bytes. Two queries.

    The library may have the same bytes more than once: withdrawn once is withdrawn; otherwise the best rights count,
    so that a file can be renewed by uploading it again.
    """
    wanted = sorted(set(digests))
    found: dict[str, list[Standing]] = {}
    for model in (ImageAsset, DocumentAsset) if wanted else ():
        rows = model._default_manager.filter(brand=brand, sha256__in=wanted)
        for row in rows.select_related("brand").prefetch_related("channels"):
            standing = standing_of(
                rights_of(row), now=now, channel=channel, is_withdrawn=row.clearance == Clearance.WITHDRAWN
            )
            found.setdefault(row.sha256, []).append(standing)
    return {digest: _best(each) for digest, each in found.items()}


def withdrawn_among(refs: Iterable[AssetRef]) -> set[str]:
    """The ids of those pictures which were withdrawn; a query, if there are any to be asked about."""
    keys = [int(ref.id.removeprefix(_PREFIX)) for ref in refs if ref.id.startswith(_PREFIX)]
    if not keys:
        return set()
    rows = ImageAsset.objects.filter(pk__in=keys, clearance=Clearance.WITHDRAWN)
    return {f"{_PREFIX}{pk}" for pk in rows.values_list("pk", flat=True)}


def _best(twins: list[Standing]) -> Standing:
    if Bar.WITHDRAWN in _bars(twins):
        return Standing(Bar.WITHDRAWN)
    free = [one for one in twins if not one.bar]
    if not free:
        return twins[0]
    begins, ends = [one.begins for one in free], [one.ends for one in free]
    return Standing(
        begins=None if None in begins else min(moment for moment in begins if moment is not None),
        ends=None if None in ends else max(moment for moment in ends if moment is not None),
    )


def _bars(standings_: Iterable[Standing]) -> set[Bar]:
    return {one.bar for one in standings_}
