"""Chooses what a channel with little room says of a piece, from the wordings that its author approved."""

from collections.abc import Iterable, Sequence

from renderers.contract.artifact import Loss, Trace
from renderers.contract.document import Document
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.toolkit import fit, lines
from renderers.toolkit.fit import Fits, Flow, Unit
from renderers.toolkit.lines import Scribe

#: What is left of a wording that had to be cut should still say something.
LEAST = 24
#: So many characters do not occur twice by chance; the word "Tag" of a table's head does.
_NO_CHANCE = 12


def longest(
    document: Document, scribe: Scribe, fits: Fits, *, why: Message, separator: str = "\n", ellipsis: str | None = None
) -> Flow:
    """The longest wording of the whole message that fits.

    Wordings are: each short wording, headline with teaser, the teaser, the headline. A piece with neither teaser nor
    short wordings goes on with its body. Where no wording fits, the headline is cut.
    """
    opening, shorts, body = (
        lines.opening(document, scribe),
        lines.shorts(document, scribe),
        lines.body(document, scribe),
    )
    if not shorts and len(opening) < 2:
        return fit.flow(
            [*opening, *body],
            fits,
            separator=separator,
            language=scribe.language,
            ellipsis=ellipsis,
            why=why,
            broken=2,
            least=LEAST,
        )
    wordings: list[Sequence[Unit]] = [*([short] for short in shorts), opening, *([unit] for unit in reversed(opening))]
    fitting = [units for units in wordings if units and fits(fit.joined(units, separator))]
    if fitting:
        kept = max(fitting, key=lambda units: len(fit.joined(units, separator)))
        chosen = Flow(tuple(kept), fit.joined(kept, separator), ())
    else:
        chosen = fit.flow(
            opening[:1] or shorts[:1],
            fits,
            separator=separator,
            language=scribe.language,
            ellipsis=ellipsis,
            why=why,
            least=LEAST,
        )
    said = {unit.place for unit in chosen.kept} | {loss.source for loss in chosen.losses}
    rest = [unit for unit in [*opening, *body] if unit.place not in said]
    return Flow(chosen.kept, chosen.text, (*chosen.losses, *unsaid(rest, chosen.text, why)))


def unsaid(units: Iterable[Unit], text: str, why: Message) -> list[Loss]:
    """A loss for every place whose words are not in the text."""
    return [loss for loss in fit.dropped(units, why) if not said_elsewhere(text, loss)]


def said_elsewhere(text: str, loss: Loss) -> bool:
    """Whether a text says what was left out at another place: a code, or words too many to stand there by chance."""
    return (len(loss.what) >= _NO_CHANCE or loss.source.field == "body.code") and says(text, loss.what)


def says(text: str, words: str) -> bool:
    """Whether words stand in a text as whole words."""
    start = text.find(words)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(words) : start + len(words) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        start = text.find(words, start + 1)
    return False


def traces(part: str, units: Iterable[Unit]) -> tuple[Trace, ...]:
    """Where the words of a part came from."""
    return tuple(Trace(part, words, place) for unit in units for place, words in unit.sources if words)


def codes(document: Document, scribe: Scribe) -> list[Unit]:
    """The voucher codes of the offers, each once: what must never be cut."""
    found = [
        unit for unit in lines.body(document, scribe) if any(place.field == "body.code" for place, _ in unit.sources)
    ]
    return list({unit.text: unit for unit in found}.values())


def without(losses: Iterable[Loss], places: Iterable[Place]) -> list[Loss]:
    """Losses other than those of some places, whose words stand elsewhere after all."""
    said = set(places)
    return [loss for loss in losses if loss.source not in said]
