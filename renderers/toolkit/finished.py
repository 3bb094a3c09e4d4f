"""Finished pictures, kept by what they were made of: a picture is sized once, not once in every render.

What is kept is decided by content alone (the digest of the original and how it is to be sized), so that it changes no
bytes, only the time they take. Renderers still read every original: whether it may be had is not for a memory to say.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from renderers.toolkit.pictures import Cropped


class Shelf:
    """Keeps the pictures that were used last, up to a number of bytes."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[Hashable, Cropped] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, digest: str, recipe: Hashable, original: bytes, make: Callable[[bytes], Cropped]) -> Cropped:
        """The picture that a recipe makes of an original, made where it is not here.

        An original whose digest is another one than is said makes a picture as well, but none that is kept.
        """
        key = (digest, recipe)
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
                return found
        made = make(original)  # outside the lock: two threads may make the same picture, none waits for another's
        if hashlib.sha256(original).hexdigest() == digest:
            self._keep(key, made)
        return made

    def _keep(self, key: Hashable, made: Cropped) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._bytes += len(made.data)
            while self._bytes > self._most:
                self._bytes -= len(self._kept.popitem(last=False)[1].data)

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0


#: Of this process.
SHELF = Shelf(most_bytes=48 * 1024 * 1024)
