"""How somebody looks at the channel board: at what is live or at the draft, at which arm, dialect and reader."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from hub.accounts.language import current_translator
from hub.content.convert import arm_keys
from hub.content.glance import NAMED, NOBODY
from hub.content.models import Piece
from renderers import registry
from renderers.contract.dialect import get_dialect
from renderers.contract.renderer import Renderer

LIVE, DRAFT = "live", "draft"
PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Angle:
    """What of a piece is looked at, and how. Stands in the address; what is usual is left out of it."""

    perspective: str = LIVE
    arm: str = ""
    dialect: str = PLAIN
    reader: str = NOBODY

    @property
    def is_stored(self) -> bool:
        """Whether what is seen is what the worker keeps ready; anything else is rendered as one looks."""
        return self == Angle()

    def query(self, **changes: str) -> str:
        """The address's part behind the question mark, with changes."""
        other = replace(self, **changes)
        asked = {"perspective": other.perspective, "arm": other.arm}
        asked |= {"dialect": other.dialect} if other.dialect != PLAIN else {}
        asked |= {"reader": other.reader} if other.reader != NOBODY else {}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    def dialect_in(self, renderer: Renderer) -> str:
        """The dialect that a channel is written in: plainly where it does not know the one that is asked for."""
        return self.dialect if self.dialect in renderer.dialects else PLAIN


def angle_of(given: Mapping[str, str], piece: Piece, *, usual: str) -> Angle:
    """What an address asks for; what does not exist is as usual."""
    perspective, arm = given.get("perspective", ""), given.get("arm", "")
    dialect, reader = given.get("dialect", ""), given.get("reader", "")
    return Angle(
        perspective if perspective in {LIVE, DRAFT} else usual,
        arm if arm in arm_keys(piece) else "",
        dialect if dialect in _dialects() else PLAIN,
        reader if reader in {NOBODY, NAMED} else NOBODY,
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to look that can be chosen."""

    name: str
    label: str
    chosen: str
    options: tuple[tuple[str, str], ...]


def choices_of(angle: Angle, piece: Piece) -> list[Choice]:
    """The choices that make a difference for a piece."""
    arms = tuple((key, key or _("Without an arm")) for key in arm_keys(piece))
    dialects = tuple((key, _dialect_label(key)) for key in _dialects())
    readers = ((NOBODY, _("Nobody known")), (NAMED, _("Named person")))
    found = [
        Choice("arm", _("Arm"), angle.arm, arms),
        Choice("dialect", _("Dialect"), angle.dialect, dialects),
        Choice("reader", _("Reader"), angle.reader, readers),
    ]
    return [choice for choice in found if len(choice.options) > 1]


def _dialects() -> list[str]:
    """The dialects that any channel writes, the plain one first."""
    known = {key for renderer in registry.all_renderers() for key in renderer.dialects}
    return sorted(known, key=lambda key: (key != PLAIN, key))


def _dialect_label(key: str) -> str:
    return _("None (defaults written)") if key == PLAIN else current_translator()(get_dialect(key).label)
