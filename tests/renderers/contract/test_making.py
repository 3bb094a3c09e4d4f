"""Frozen dataclasses that are made quickly are frozen dataclasses all the same."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace
from inspect import signature

import pytest

from renderers.contract.making import made_quickly


@made_quickly
@dataclass(frozen=True, slots=True)
class Spot:
    """With the names that the quick way itself might use."""

    kind: str
    self_: int = 0
    become: tuple[int, ...] = ()
    note: str = field(default="", compare=False)


@made_quickly
@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    size: int
    name: str = "no name"


@made_quickly
@dataclass(frozen=True, slots=True)
class Checked:
    size: int

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError("negative")


def test_fields_are_set_by_place_and_by_name() -> None:
    assert Spot("a", 1, note="n") == Spot(kind="a", self_=1)
    assert (Spot("a").self_, Spot("a").become, Spot("a", note="n").note) == (0, (), "n")
    assert Named(size=3) == Named(name="no name", size=3)
    assert str(signature(Spot)) == "(kind: str, self_: int = 0, become: tuple[int, ...] = (), note: str = '') -> None"


def test_nothing_can_be_changed() -> None:
    spot = Spot("a")
    assert type(spot) is Spot
    with pytest.raises(FrozenInstanceError):
        spot.kind = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del spot.kind
    assert not hasattr(spot, "__dict__")


def test_copies_are_of_the_same_class() -> None:
    spot = Spot("a", 2, (3,))
    for other in (copy.copy(spot), copy.deepcopy(spot), pickle.loads(pickle.dumps(spot)), replace(spot)):
        assert type(other) is Spot
        assert other == spot
        assert hash(other) == hash(spot)
    assert replace(spot, kind="b") == Spot("b", 2, (3,))
    assert repr(spot) == "Spot(kind='a', self_=2, become=(3,), note='')"


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="kind"):
        Spot()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Named(3)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Spot("a", unknown=1)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="negative"):
        Checked(-1)


def test_other_classes_are_refused() -> None:
    @dataclass(frozen=True)
    class Loose:
        name: str

    @dataclass(frozen=True, slots=True)
    class Made:
        names: list[str] = field(default_factory=list)

    @dataclass(frozen=True, slots=True)
    class Child(Spot):
        more: int = 0

    for kind in (Loose, Made, Child, int):
        with pytest.raises(TypeError):
            made_quickly(kind)
