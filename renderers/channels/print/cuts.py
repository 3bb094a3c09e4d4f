"""The shorter versions of a sheet, from all of it to the least: what the template tries, and what each leaves out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from renderers.channels.print.galley import SetText
from renderers.contract.artifact import Loss, LossKind
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.toolkit.fit import ELLIPSES, ELLIPSIS
from renderers.toolkit.sentences import sentence_ends, word_ends

#: More characters than two sides hold by far; what is beyond is left out without trying.
CAPACITY = 12_000
_DANGLING = " \t\n\u00a0\u202f,;:–—-/&+(„“‚‘«»‹›[{\"'"

Quotes = tuple[tuple[Place, str], ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where a block may end: how many of its pieces are kept, and the words on either side."""

    pieces: int
    kept: str
    lost: str
    dots: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A block ready for the template.

    `quotes` are its words and pictures by place, for the losses if it is left out. `pinned` blocks stay while there
    is room (offers, actions), `firm` ones always (legal notes). `leads`: says nothing without what follows. `stops` are
    shorter versions, the longest first; `extra_room` is what it takes besides its words, in characters.
    """

    data: dict[str, Any]
    quotes: Quotes
    place: Place
    pinned: bool = False
    firm: bool = False
    leads: bool = False
    stops: tuple[Stop, ...] = ()
    extra_room: int = 0

    @property
    def room(self) -> int:
        """How much room it takes, in characters."""
        return sum(len(words) for _, words in self.quotes) + self.extra_room


@dataclass(frozen=True, slots=True)
class State:
    """One version of the body: so many whole flowing blocks, then perhaps a part of the next."""

    blocks: int
    stop: Stop | None = None

    def data(self) -> list[Any]:
        """For the template."""
        return [self.blocks, self.stop.pieces, self.stop.dots] if self.stop else [self.blocks, 0, ""]


def dots(language: str) -> str:
    """The ellipsis that stands for left out words."""
    return ELLIPSES.get(language, ELLIPSIS)


def text_stops(text: SetText, language: str, *, words: bool = False) -> tuple[SetText, tuple[Stop, ...]]:
    """Where a text may end: after sentences, and with `words` inside its first one; and the text cut there."""
    plain = text.plain
    ends = [(end, "") for end in reversed(sentence_ends(plain, language)) if end < len(plain) and end <= CAPACITY]
    if words:
        first = sentence_ends(plain, language)[0]
        tidy = dict.fromkeys(len(plain[:end].rstrip(_DANGLING)) for end in word_ends(plain[: min(first, CAPACITY)]))
        ends += [(end, dots(language)) for end in reversed(tidy) if 0 < end < first]
    cut = text.split_at(sorted({end for end, _ in ends}))
    sums = _sums(cut)
    return cut, tuple(
        Stop(sums.index(end) + 1, plain[:end], plain[end:].strip(" \n\t,;:"), mark) for end, mark in ends if end in sums
    )


def list_stops(items: Sequence[SetText]) -> tuple[Stop, ...]:
    """Where a list may end: after each item but the last."""
    return tuple(
        Stop(count, "\n".join(item.plain for item in items[:count]), "\n".join(item.plain for item in items[count:]))
        for count in range(len(items) - 1, 0, -1)
    )


def states(blocks: Sequence[Planned]) -> list[State]:
    """Every version of the body, each shorter than the one before; the first is all of it, the last nothing."""
    flowing = [block for block in blocks if not block.pinned]
    last = reach(flowing)
    found = [State(len(flowing))] if last == len(flowing) else []
    for count in range(min(last, len(flowing) - 1), -1, -1):
        found += [State(count, stop) for stop in flowing[count].stops]
        # A heading or divider with nothing behind it says nothing.
        if count == 0 or not flowing[count - 1].leads:
            found.append(State(count))
    return found or [State(0)]


def losses(blocks: Sequence[Planned], state: State, why: Message) -> Iterator[Loss]:
    """What a version leaves out, one loss a block."""
    flowing = [block for block in blocks if not block.pinned]
    for block in flowing[state.blocks :]:
        if state.stop is not None and block is flowing[state.blocks]:
            yield from shortened(block, state.stop, why)
        else:
            yield from dropped(block, why)


def shortened(block: Planned, stop: Stop, why: Message) -> Iterator[Loss]:
    """What the end of a block said: the rest of its text, and whatever else hung on it."""
    first, *others = block.quotes
    place = first[0] if len(block.quotes) == 1 else block.place
    rest = [words for _, words in others if block.data["kind"] != "list"]
    yield Loss(LossKind.SHORTENED, "\n".join([stop.lost, *rest]), why, place)


def dropped(block: Planned, why: Message) -> Iterator[Loss]:
    """All that a block said and showed, in one loss for each block it holds."""
    by_block: dict[str, list[tuple[Place, str]]] = {}
    for place, words in block.quotes:
        by_block.setdefault(place.block, []).append((place, words))
    for block_id, quotes in by_block.items():
        place = quotes[0][0] if len(quotes) == 1 else Place("body", block_id)
        yield Loss(LossKind.DROPPED, "\n".join(words for _, words in quotes), why, place)


def _sums(text: SetText) -> list[int]:
    total, sums = 0, []
    for run in text.runs:
        total += len(run["t"])
        sums.append(total)
    return sums


def reach(blocks: Iterable[Planned]) -> int:
    """How many blocks there is any point in trying."""
    total = count = 0
    for count, block in enumerate(blocks, start=1):
        total += block.room
        if total > CAPACITY:
            return count - 1
    return count
