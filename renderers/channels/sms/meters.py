"""What a message costs, as meters."""

from collections.abc import Iterable
from dataclasses import replace

from renderers.contract import gsm7
from renderers.contract.artifact import Meter
from renderers.contract.renderer import Limit
from renderers.toolkit.limits import meter


def meters(text: str, limits: Iterable[Limit], *, sender: str | None = None) -> tuple[Meter, ...]:
    """Segments, units and length of a text, and the length of the sender's name where there is one."""
    found = {limit.id: limit for limit in limits}
    costs = gsm7.segments(text)
    allowed = max(1, int(found["segments"].value))
    room = costs.single if allowed == 1 else allowed * costs.part
    unit = found["units"].unit if costs.encoding == gsm7.GSM7 else "UTF-16 units"
    measured = [
        meter(found["segments"], costs.count),
        meter(replace(found["units"], value=room, unit=unit), costs.units),
        meter(found["length"], len(text)),
    ]
    if sender:
        measured.append(meter(found["sender"], len(sender)))
    return tuple(measured)
