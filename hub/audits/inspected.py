"""What was inspected last, in memory: a submit and the publish that follows it look at the same bytes."""

from collections import OrderedDict
from datetime import date
from threading import Lock

from brand.subject import Subject

#: So many inspected artifacts stay in memory, some 10 kB each: what a few people submit at the same time.
REMEMBERED = 256
#: Render key, digest of the document, name of the piece and day: what decides the subjects of one format.
Inspected = tuple[str, str, str, date]


class _Memory:
    """The subjects inspected last, by what decides them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Inspected, tuple[Subject, ...]] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, place: Inspected) -> bool:
        return place in self._kept

    def get(self, place: Inspected) -> tuple[Subject, ...] | None:
        """The subjects, if they are still there."""
        with self._lock:
            if place in self._kept:
                self._kept.move_to_end(place)
            return self._kept.get(place)

    def keep(self, place: Inspected, subjects: tuple[Subject, ...]) -> None:
        """Keep them, and forget the oldest."""
        with self._lock:
            self._kept[place] = subjects
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()


#: The memory of this process.
inspected = _Memory()
