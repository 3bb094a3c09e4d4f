"""The slots of a place, and what stood in them as which version."""

from django.http import Http404, HttpRequest

from hub.content.models import Piece
from hub.variants.models import Slot
from hub.variants.stored import artifact_of
from hub.variants.versions import find_entry
from hub.workbench.angle import PLAIN
from renderers.contract.artifact import Artifact


def slots_at(piece: Piece, channel: str, format_key: str) -> list[Slot]:
    """The slots of a piece in its locale in one channel and format, the usual one first."""
    rows = Slot.objects.filter(
        piece_key=piece.translation_key, locale=piece.locale_code, channel=channel, format=format_key
    )
    return sorted(rows, key=lambda slot: (slot.dialect != PLAIN, bool(slot.arm), slot.dialect, slot.arm))


def chosen(slots: list[Slot], request: HttpRequest) -> Slot | None:
    """The slot that an address asks for: the usual one, where it names none that is there."""
    asked = request.GET.get("dialect") or PLAIN, request.GET.get("arm", "")
    return next((slot for slot in slots if (slot.dialect, slot.arm) == asked), slots[0] if slots else None)


def artifact_of_version(piece: Piece, channel: str, format_key: str, request: HttpRequest) -> Artifact:
    """What stood at a place as the version that an address asks for.

    Raises:
        Http404: no such version, or nothing was shown then.
    """
    number = request.GET["version"]
    slot = chosen(slots_at(piece, channel, format_key), request)
    entry = find_entry(slot, int(number)) if slot is not None and number.isdecimal() and len(number) < 9 else None
    if entry is None or entry.variant is None:
        raise Http404
    return artifact_of(entry.variant)
