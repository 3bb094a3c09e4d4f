"""Codes for addresses: made before rendering, the same for the same place, and not to be guessed."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from hub.links.models import ShortLink

#: Where an address has to be typed, or every character costs.
CHANNELS = frozenset({"sms", "print"})
#: Digits and letters that nobody mistakes for one another: no 0, O, 1, I, l and o.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz"
#: 56 characters to the 8th: 46 bits.
LENGTH = 8
#: What stands for a code where nothing is delivered: as long as a real one.
PLACEHOLDER = "x" * LENGTH
_MOST = 1000


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """What a short link belongs to."""

    brand: int
    piece: UUID
    channel: str
    format: str
    locale: str


def is_shortened(channel: str) -> bool:
    """Whether the links of a channel are shortened here."""
    return bool(settings.HUB_SHORT_BASE) and channel in CHANNELS


def placeholders(urls: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """For what is only looked at: every address with a short link that leads nowhere, and is as long."""
    return tuple((url, settings.HUB_SHORT_BASE + PLACEHOLDER) for url in shortenable(urls))


def shortenable(urls: Iterable[str]) -> list[str]:
    """Web addresses that have nothing in them for a sending system to fill in, each once, in order."""
    return [url for url in dict.fromkeys(urls) if _is_web(url) and "{" not in url and len(url) <= _MOST]


def allocate(
    place: LinkPlace, targets: Mapping[str, str], *, opens_at: datetime | None = None
) -> tuple[tuple[str, str], ...]:
    """The short links of addresses, by address; `targets` says where each leads. Two queries if nothing is new."""
    urls = shortenable(targets)
    known = _known(place, urls)
    fresh = [url for url in urls if url not in known]
    if fresh:
        rows = [_row(place, url, targets[url], opens_at) for url in fresh]
        ShortLink.objects.bulk_create(rows, ignore_conflicts=True)  # another worker's code for it counts
        known = _known(place, urls)
    for link in known.values():
        if (link.target, link.opens_at) != (targets[link.url], opens_at):
            ShortLink.objects.filter(pk=link.pk).update(target=targets[link.url], opens_at=opens_at)
    return tuple((url, settings.HUB_SHORT_BASE + known[url].code) for url in urls if url in known)


def new_code() -> str:
    """A code at random."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def _known(place: LinkPlace, urls: list[str]) -> dict[str, ShortLink]:
    rows = ShortLink.objects.filter(
        piece_key=place.piece, channel=place.channel, format=place.format, locale=place.locale, url__in=urls
    )
    return {row.url: row for row in rows}


def _row(place: LinkPlace, url: str, target: str, opens_at: datetime | None) -> ShortLink:
    return ShortLink(
        brand_id=place.brand,
        code=new_code(),
        piece_key=place.piece,
        channel=place.channel,
        format=place.format,
        locale=place.locale,
        url=url,
        target=target,
        opens_at=opens_at,
    )


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
