"""Remembers what was worked out about texts: all of a text of a megabyte, and not much more."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

#: How many characters of texts are remembered by each function, and for how many each text counts at least.
CHARACTERS, LEAST = 1_200_000, 100

Rest = ParamSpec("Rest")
Result = TypeVar("Result")


def remembered(build: Callable[Concatenate[str, Rest], Result]) -> Callable[Concatenate[str, Rest], Result]:
    """Remember the results of a function of a text; further arguments must be hashable.

    A cache that counts texts holds too few paragraphs of a long document, or too many documents of one paragraph. When
    this one is full, all is forgotten: a text is asked about many times in a row, and then never again.
    """
    kept: dict[object, Result] = {}
    size = 0

    @wraps(build)
    def get(text: str, /, *rest: Rest.args, **named: Rest.kwargs) -> Result:
        nonlocal size
        key = (text, rest, *named.items()) if rest or named else text
        try:
            return kept[key]
        except KeyError:
            result = build(text, *rest, **named)
        if size > CHARACTERS:
            kept.clear()
            size = 0
        kept[key] = result
        size += max(len(text), LEAST)
        return result

    return get
