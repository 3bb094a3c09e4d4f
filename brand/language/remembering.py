"""Remembers what was worked out about texts: all of a text of a megabyte, and not much more."""

from collections import OrderedDict, deque
from collections.abc import Callable
from functools import wraps
from inspect import signature
from threading import Lock
from typing import Concatenate, Generic, ParamSpec, TypeVar, cast

#: How many characters of texts are remembered by each function, and for how many each text counts at least.
CHARACTERS, LEAST = 1_200_000, 100

Rest = ParamSpec("Rest")
Result = TypeVar("Result")


class _Memory(Generic[Result]):
    """The results of one function, the oldest first.

    The oldest are forgotten one by one: what only grows sets Python's garbage collector to work, which finds nothing.
    """

    def __init__(self) -> None:
        self.kept: OrderedDict[object, Result] = OrderedDict()
        self._sizes: deque[int] = deque()
        self._room, self._lock = CHARACTERS, Lock()

    def keep(self, key: object, text: str, result: Result) -> Result:
        with self._lock:
            if key not in self.kept:  # another thread may have been quicker
                self._sizes.append(max(len(text), LEAST))
                self._room -= self._sizes[-1]
                while self._room < 0 and self.kept:
                    self.kept.popitem(last=False)
                    self._room += self._sizes.popleft()
                self.kept[key] = result
        return result

    def forget(self) -> None:
        with self._lock:
            self.kept.clear()
            self._sizes.clear()
            self._room = CHARACTERS


_memories: list[_Memory[object]] = []


def forget_all() -> None:
    """Forget what all functions remember of all texts."""
    for memory in _memories:
        memory.forget()


def remembered(build: Callable[Concatenate[str, Rest], Result]) -> Callable[Concatenate[str, Rest], Result]:
    """Remember the results of a function of a text; further arguments must be hashable.

    A cache that counts texts holds too few paragraphs of a long document, or too many documents of one paragraph. When
    this one is full, the oldest are forgotten: a text is asked about many times in a row, and then never again.
    """
    memory: _Memory[Result] = _Memory()
    _memories.append(cast("_Memory[object]", memory))
    kept, keep = memory.kept, memory.keep
    build_of_text = cast("Callable[[str], Result]", build)

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
            return keep(text, text, build_of_text(text))

    alone = len(signature(build).parameters) == 1
    return cast("Callable[Concatenate[str, Rest], Result]", get_of_text) if alone else get
