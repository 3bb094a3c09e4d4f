"""What stands behind a short text and is never cut: code, link, small print, the brand's own lines."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from renderers.contract.document import Action, ActionBlock, Document
from renderers.contract.place import Place
from renderers.contract.text import RichText
from renderers.contract.view import RenderInput
from renderers.toolkit.fit import Unit, joined
from renderers.toolkit.legal import line_place, printed_lines

#: Lines that stand behind the link, in the profile or on the page; every other one is said.
_BEHIND_THE_LINK = frozenset({"imprint", "privacy"})


@dataclass(frozen=True, slots=True)
class Tail:
    """Units behind a text; what parts them is `separator`, or a unit's own `before`."""

    units: tuple[Unit, ...] = ()
    separator: str = "\n"

    def behind(self, said: str) -> str:
        """The whole text."""
        front = [Unit(Place(""), said)] if said else []
        return joined([*front, *self.units], self.separator)

    def led_by(self, units: Iterable[Unit]) -> "Tail":
        """The same tail with more in front of it."""
        return replace(self, units=(*(replace(unit, before=None, lead="") for unit in units), *self.units))

    def followed_by(self, units: Iterable[Unit]) -> "Tail":
        """The same tail with more behind it."""
        return replace(self, units=(*self.units, *units))

    def with_other(self, old: Unit, new: Unit) -> "Tail":
        """The same tail with one unit exchanged."""
        return replace(self, units=tuple(new if unit == old else unit for unit in self.units))

    @property
    def places(self) -> list[Place]:
        """Every place whose words it holds."""
        return [place for unit in self.units for place, _ in unit.sources]


def chosen_action(document: Document) -> tuple[Action, Place, Place] | None:
    """The piece's action, or the first one in its body, with the places of its label and address."""
    if document.action is not None and document.action.url:
        return document.action, Place("action.label"), Place("action.url")
    for block in document.all_blocks:
        if isinstance(block, ActionBlock) and block.action.url:
            return block.action, Place("body.action.label", block.id), Place("body.url", block.id)
    return None


def own_text(source: RenderInput) -> RichText | None:
    """The text that the author wrote for this channel instead of the piece's, where there is one."""
    own = source.override("text")
    return own.text if own is not None else None


def leads_already(source: RenderInput, *addresses: str) -> bool:
    """Whether the author's own text names the address itself, so that it need not stand behind it once more."""
    own = own_text(source)
    return own is not None and any(address in own.plain for address in addresses)


def brand_lines(source: RenderInput) -> list[Unit]:
    """The brand's own lines that a short text must say itself: disclaimers, VAT."""
    return [Unit(line_place(key), text) for key, _, text in printed_lines(source) if key not in _BEHIND_THE_LINK]
