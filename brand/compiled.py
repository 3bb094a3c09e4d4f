"""What rules make of a guideline or a subject, made once and kept for as long as that is being judged."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

#: How many results are kept of each function. A guideline has one for each locale, an audit one for each subject.
KEPT = 256

Thing = TypeVar("Thing")
Rest = ParamSpec("Rest")
Result = TypeVar("Result")


def once_per(build: Callable[Concatenate[Thing, Rest], Result]) -> Callable[Concatenate[Thing, Rest], Result]:
    """Keep what a function makes of a thing. Further arguments are part of the key and must be hashable.

    The thing is known by its identity, since hashing a guideline of thousands of terms takes longer than most uses of
    it. It is kept beside the result, so that its identity cannot be given away.
    """
    kept: OrderedDict[Hashable, tuple[Thing, Result]] = OrderedDict()

    @wraps(build)
    def get(thing: Thing, /, *rest: Rest.args, **named: Rest.kwargs) -> Result:
        key = (id(thing), rest, *named.items())
        entry = kept.get(key)
        if entry is None:
            entry = kept[key] = (thing, build(thing, *rest, **named))
            if len(kept) > KEPT:
                kept.popitem(last=False)
        return entry[1]

    return get


def written_plainly(kind: type[Thing]) -> type[Thing]:
    """A dataclass whose values never hold themselves: its `repr` need not look for circles, a third of its time.

    What is judged is written out whole each time it is looked up among what was judged before.
    """
    kind.__repr__ = getattr(kind.__repr__, "__wrapped__", kind.__repr__)  # type: ignore[method-assign]
    return kind
