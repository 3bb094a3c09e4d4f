"""What a block is made with."""

from dataclasses import dataclass, field
from typing import Any

from renderers.channels.print.darkroom import Darkroom
from renderers.channels.print.galley import Galley, SetText
from renderers.contract.artifact import Loss
from renderers.contract.document import AssetRef
from renderers.contract.place import Place
from renderers.contract.text import RichText

_COLUMN_MM = 124.0


@dataclass(slots=True)
class Bench:
    """What a block is made with: words, pictures, the language, the room.

    `text_before` and `planned` tell whether text, and how much, was planned already; `notes` are losses that hold
    only if their block is kept.
    """

    galley: Galley
    darkroom: Darkroom
    language: str
    width_mm: float = _COLUMN_MM
    narrow: bool = False
    text_before: bool = False
    planned: int = 0
    notes: list[Loss] = field(default_factory=list)

    def text(self, rich: RichText, place: Place) -> SetText | None:
        """Set rich text."""
        return self.galley.text(rich, place)

    def picture(self, made: dict[str, Any], ref: AssetRef, place: Place) -> dict[str, Any]:
        """A picture with the id to find it by."""
        return {**made, "id": self.galley.mark(ref.alt, place)}
