"""Remembers what was worked out about texts: all of a text of a megabyte, and not much more."""

from collections import OrderedDict, deque
from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Concatenate, ParamSpec, TypeVar, cast

#: How many characters of texts are remembered by each function, and for how many each text counts at least.
CHARACTERS, LEAST = 1_200_000, 100

_forgetting: list[Callable[[], None]] = []

Rest = ParamSpec("Rest")
Result = TypeVar("Result")


def remembered(build: Callable[Concatenate[str, Rest], Result]) -> Callable[Concatenate[str, Rest], Result]:
    """Remember the results of a function of a text; further arguments must be hashable.

    A cache that counts texts holds too few paragraphs of a long document, or too many documents of one paragraph. When
    this one is full, the oldest are forgotten: a text is asked about many times in a row, and then never again. One by
    one: what only grows sets Python's garbage collector to work, which finds nothing.
    """
    kept: OrderedDict[object, Result] = OrderedDict()
    sizes: deque[int] = deque()
    room = CHARACTERS

    def keep(key: object, text: str, result: Result) -> Result:
        nonlocal room
        sizes.append(max(len(text), LEAST))
        room -= sizes[-1]
        while room < 0 and kept:
            kept.popitem(last=False)
            room += sizes.popleft()
        kept[key] = result
        return result

    def forget() -> None:
        nonlocal room
        kept.clear()
        sizes.clear()
        room = CHARACTERS

    _forgetting.append(forget)

    @wraps(build)
    def get(text: str, /, *rest: Rest.args, **named: Rest.kwargs) -> Result:
        key = (text, rest, *named.items())
        try:
            return kept[key]
        except KeyError:
            return keep(key, text, build(text, *rest, **named))

    @wraps(build)
    def get_of_text(text: str) -> Result:
        try:
            return kept[text]
        except KeyError:
            return keep(text, text, cast("Callable[[str], Result]", build)(text))

    alone = len(signature(build).parameters) == 1
    return cast("Callable[Concatenate[str, Rest], Result]", get_of_text) if alone else get


def forget_all() -> None:
    """Forget what all functions remember of all texts."""
    for forget in _forgetting:
        forget()
