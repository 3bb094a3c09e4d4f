"""How much of a network's limits a post uses."""

from collections.abc import Mapping

from renderers.channels.social import counting
from renderers.channels.social.networks import Network
from renderers.contract.artifact import Meter
from renderers.contract.renderer import Limit
from renderers.toolkit.limits import meter


def meters(network: Network, limits: Mapping[str, Limit], text: str, *, alt: str | None = None) -> list[Meter]:
    """The post's length against its limit and every fold, its hashtags, and its alternative text where there is one."""
    length = network.count(text)
    found = [meter(limit, length) for name, limit in limits.items() if name == "post" or name.startswith("fold")]
    if "hashtags" in limits:
        found.append(meter(limits["hashtags"], counting.hashtags(text)))
    if alt is not None:
        found += [meter(limit, counting.utf16(alt)) for name, limit in limits.items() if name in {"alt", "alt-advice"}]
    return found
