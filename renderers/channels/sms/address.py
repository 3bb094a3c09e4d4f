"""The forms in which an action's address may stand in a text message: short, with campaign parameters, without them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from renderers.contract.artifact import Loss, LossKind
from renderers.contract.escape import Context, escape
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.request import LinkPolicy
from renderers.toolkit.fit import Unit
from renderers.toolkit.html import safe_url

UNTAGGED = Message("There is no room for the campaign parameters. A short link would keep them.")


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it may be written: alone, and with the action's label before it.

    `left_out` puts on record which campaign parameters this form lacks.
    """

    unit: Unit
    labeled: Unit
    left_out: Loss | None = None


def addresses(links: LinkPolicy, url: str, place: Place, label: tuple[Place, str]) -> list[Address]:
    """The short link alone where one was made; otherwise the tagged address, then the address as it was typed."""
    safe = safe_url(url)
    if safe is None:
        return []
    best, bare = (escape(form, Context.URL) for form in (links.shortest(safe), safe))
    found = [_address(best, place, label)]
    if best == escape(links.tagged(safe), Context.URL) and best != bare:
        found.append(_address(bare, place, label, Loss(LossKind.DEGRADED, _parameters(best, bare), UNTAGGED, place)))
    return found


def _address(written: str, place: Place, label: tuple[Place, str], left_out: Loss | None = None) -> Address:
    unit = Unit(place, written)
    labeled = Unit(place, f"{label[1]}: {written}", also=(label, (place, written))) if label[1] else unit
    return Address(unit, labeled, left_out)


def _parameters(tagged: str, bare: str) -> str:
    typed = urlsplit(bare).query.split("&")
    return "&".join(part for part in urlsplit(tagged).query.split("&") if part not in typed)
