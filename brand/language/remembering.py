"""Remembers what was worked out about texts: all of a text of a megabyte with its parts, and not much more."""

from collections import deque
from collections.abc import Callable
from functools import wraps
from inspect import signature
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar, cast

#: How many characters of texts are remembered, and for how many each text counts at least.
CHARACTERS, LEAST = 2_200_000, 100
#: How many are remembered from one audit to the next: a piece with all that is made of it.
SETTLED = 100_000

Rest = ParamSpec("Rest")
All = ParamSpec("All")
Result = TypeVar("Result")


#: What all functions made of one text, by the function, or by the function and its further arguments.
_Page = dict[object, object]


class _Book(dict[str, _Page]):
    """A page for each text, the oldest first.

    The oldest are forgotten one by one: what only grows sets Python's garbage collector to work, which finds nothing.
    """

    def __init__(self) -> None:
        self._order: deque[str] = deque()
        self._room, self._at_work, self._lock = CHARACTERS, 0, Lock()

    def __missing__(self, text: str) -> _Page:
        size = max(len(text), LEAST)
        with self._lock:
            if text in self:  # another thread was quicker
                return self[text]
            self._make_room(size)
            self._room -= size
            self._order.append(text)
            page = self[text] = {}
        return page

    def _make_room(self, size: int) -> None:
        while self._room < size and self._order:
            oldest = self._order.popleft()
            self._room += max(len(oldest), LEAST)
            del self[oldest]

    def begin(self) -> None:
        """Forget all but the texts that came last, unless somebody is at work with others."""
        with self._lock:
            if not self._at_work:
                self._make_room(CHARACTERS - SETTLED)
            self._at_work += 1

    def end(self) -> None:
        """The work that began is done."""
        with self._lock:
            self._at_work -= 1

    def forget(self) -> None:
        """Forget all texts."""
        with self._lock:
            self.clear()
            self._order.clear()
            self._room = CHARACTERS


_book = _Book()


def settling(work: Callable[All, Result]) -> Callable[All, Result]:
    """Forget all texts but the last ones as this work begins, unless it is under way in another thread.

    What lives long is looked through by Python's garbage collector, and then again: a text that is not asked about any
    more costs as much as some of the rules.
    """

    @wraps(work)
    def begin(*given: All.args, **named: All.kwargs) -> Result:
        _book.begin()
        try:
            return work(*given, **named)
        finally:
            _book.end()

    return begin


def forget_all() -> None:
    """Forget what all functions remember of all texts."""
    _book.forget()


def remembered(build: Callable[Concatenate[str, Rest], Result]) -> Callable[Concatenate[str, Rest], Result]:
    """Remember the results of a function of a text; further arguments must be hashable.

    A cache that counts texts holds too few paragraphs of a long document, or too many documents of one paragraph. When
    this one is full, the oldest texts are forgotten: one is asked about many times in a row, and then never again.
    """

    @wraps(build)
    def get(text: str, /, *rest: Rest.args, **named: Rest.kwargs) -> object:
        page, key = _book[text], (build, rest, *named.items()) if named else (build, rest)
        found = page.get(key, page)  # no page holds itself
        if found is page:
            found = page[key] = build(text, *rest, **named)
        return found

    @wraps(build)
    def get_of_text(text: str) -> object:
        page = _book[text]
        found = page.get(build, page)
        if found is page:
            found = page[build] = build_of_text(text)
        return found

    build_of_text = cast("Callable[[str], Result]", build)
    alone = len(signature(build).parameters) == 1
    return cast("Callable[Concatenate[str, Rest], Result]", get_of_text if alone else get)
