"""What stands behind the wording and is never cut: code, link, small print, opt-out line."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from renderers.contract.document import Action, ActionBlock, Document
from renderers.contract.place import Place
from renderers.toolkit.fit import Unit, joined

#: Legal lines that stand behind the link or belong to mails; every other one is said in the message.
ELSEWHERE = frozenset({"imprint", "privacy", "unsubscribe", "view-online", "opt-out"})


@dataclass(frozen=True, slots=True)
class Tail:
    """The author's words behind the wording, and the brand's own lines behind those."""

    units: tuple[Unit, ...] = ()
    brand: tuple[str, ...] = ()

    def behind(self, said: str) -> str:
        """The whole text, a line each."""
        return "\n".join(filter(None, (said, joined(self.units, "\n"), *self.brand)))

    def led_by(self, units: Iterable[Unit]) -> "Tail":
        """The same tail with more in front of it."""
        return replace(self, units=(*(replace(unit, before=None, lead="") for unit in units), *self.units))

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
