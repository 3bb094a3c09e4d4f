"""What the evidence of address in a whole piece amounts to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from brand.language.address.evidence import Evidence, Side

#: How much weak evidence gathers by chance, for a piece of strong evidence on another side.
_DRIFT = 0.1


class AddressBreach(StrEnum):
    """What is wrong with the address of a piece."""

    WRONG_FORM = "wrong-form"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class AddressVerdict:
    """What the evidence amounts to. `certain` False asks for a person's eye: the finding is `needs-review`.

    WRONG_FORM names the one unwanted side; MIXED names all sides that meet, in the order of `Side`. `evidence` holds
    every piece that counts, in the order given: all there is for these sides.
    """

    breach: AddressBreach
    certain: bool
    sides: tuple[Side, ...]
    evidence: tuple[Evidence, ...]


def judge(found: Iterable[Evidence], wanted: Side | str | Collection[Side] | None = None) -> tuple[AddressVerdict, ...]:
    """Judge the evidence of one whole piece; `wanted` is the guideline's form of address, or several.

    1. Strong evidence for a side that is not wanted: wrong form, certain.
    2. Strong evidence for two sides: mixed, certain. du and ihr together are needs-review: the same reader may be
       one or many.
    3. Weak evidence counts only if two pieces of it agree, or beside strong evidence for the same side. What the
       sentence before explains ("Die Taschen sind da. Sie sind aus Leder.") is not among the two. In a long piece that
       speaks clearly to one side, it takes more than two: a tenth of what speaks for that side.
    4. A contradiction that rests on weak evidence alone: needs-review.
    """
    allowed = _allowed(wanted)
    items = tuple(found)
    counted = _counted(items)
    strong = {item.side for item in items if item.strong}
    verdicts = [
        AddressVerdict(AddressBreach.WRONG_FORM, side in strong, (side,), tuple(i for i in items if i.side is side))
        for side in counted
        if allowed and side not in allowed
    ]
    if len(counted) > 1 and not set(counted) <= allowed:
        certain = len(strong) > 1 and strong != {Side.DU, Side.IHR}
        all_sides = tuple(item for item in items if item.side in counted)
        verdicts.append(AddressVerdict(AddressBreach.MIXED, certain, counted, all_sides))
    return tuple(verdicts)


def _allowed(wanted: Side | str | Collection[Side] | None) -> frozenset[Side]:
    if not wanted:
        return frozenset()
    return frozenset({Side(wanted)} if isinstance(wanted, str) else {Side(side) for side in wanted})


def _counted(items: tuple[Evidence, ...]) -> tuple[Side, ...]:
    """The sides that have enough evidence to count."""
    strong = {side: sum(item.side is side and item.strong for item in items) for side in Side}
    most = max(strong.values())
    weak = {side: sum(item.side is side and not item.explained for item in items) for side in Side}
    return tuple(side for side in Side if strong[side] or weak[side] > max(1, most * _DRIFT))
