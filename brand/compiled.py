"""What rules make of a guideline or a subject, made once and kept for as long as that is being judged."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

#: How many results about guidelines are kept of each function (each has one for each locale), and how many about
#: subjects: the channels and locales of a piece. What lives longer than needed, the garbage collector looks through.
GUIDELINES, SUBJECTS = 256, 48

Thing = TypeVar("Thing")
Rest = ParamSpec("Rest")
Result = TypeVar("Result")


def once_per(build: Callable[Concatenate[Thing, Rest], Result]) -> Callable[Concatenate[Thing, Rest], Result]:
    """Keep what a function makes of a guideline or its terms. Further arguments are part of the key: hashable ones.

    The thing is known by its identity, since hashing a guideline of thousands of terms takes longer than most uses of
    it. It is kept beside the result, so that its identity cannot be given away.
    """
    return _once(build, GUIDELINES)


def once_per_subject(build: Callable[Concatenate[Thing, Rest], Result]) -> Callable[Concatenate[Thing, Rest], Result]:
    """Keep what a function makes of a subject, until others have been judged."""
    return _once(build, SUBJECTS)


def _once(build: Callable[Concatenate[Thing, Rest], Result], most: int) -> Callable[Concatenate[Thing, Rest], Result]:
    kept: OrderedDict[Hashable, tuple[Thing, Result]] = OrderedDict()

    @wraps(build)
    def get(thing: Thing, /, *rest: Rest.args, **named: Rest.kwargs) -> Result:
        key = (id(thing), rest, *named.items())
        entry = kept.get(key)
        if entry is None:
            entry = kept[key] = (thing, build(thing, *rest, **named))
            if len(kept) > most:
                kept.popitem(last=False)
        return entry[1]

    return get


def written_plainly(kind: type[Thing]) -> type[Thing]:
    """A dataclass whose values never hold themselves: its `repr` need not look for circles, nor ask for its name.

    What is judged is written out whole each time it is looked up among what was judged before; this takes two thirds
    of the time.
    """
    shown = ", ".join(f"{one.name}={{self.{one.name}!r}}" for one in fields(kind))  # type: ignore[arg-type]
    made: dict[str, Any] = {}
    exec(f"def __repr__(self): return f'{kind.__name__}({shown})'", made)  # noqa: S102 -- of our own field names
    kind.__repr__ = made["__repr__"]  # type: ignore[method-assign]
    return kind
