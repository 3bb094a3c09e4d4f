"""What the library asks of those above it."""

from dataclasses import dataclass
from uuid import UUID

from django.dispatch import Signal

#: Asks which assets are in use, all at once: `sender` = the model, `brands` = their keys. Receivers answer with pairs:
#: an asset's primary key and a name for what uses it, the same for the same. More than asked for does no harm.
in_use_asked = Signal()

#: Asks where an asset is shown now: `instance`. Receivers answer with a list of `Shown`.
variants_asked = Signal()


@dataclass(frozen=True, slots=True)
class Shown:
    """A variant that shows an asset: of which piece, in which locale, for which channel and format."""

    piece: UUID
    locale: str
    channel: str
    format: str
