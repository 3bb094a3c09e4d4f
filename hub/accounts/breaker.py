"""Remembering that a server does not answer, so that not everybody waits for it."""

import threading
import time
from collections import defaultdict


class Breaker:
    """After a failure nobody asks the server for a few seconds; then one caller does, and the others go on without it.

    A server that is gone refuses at once; one that hangs lets every caller wait. The cost of that is borne once every
    few seconds by one request, not by all of them.
    """

    #: Seconds between attempts while the server is away.
    REST = 3.0
    #: Seconds that the one who tries may take before another does.
    PATIENCE = 20.0

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_away = False
        self._next_try = 0.0

    def lets_pass(self) -> bool:
        """Whether the caller may ask the server. Who may must say afterwards what came of it."""
        if not self._is_away:
            return True
        with self._lock:
            now = time.monotonic()
            if self._is_away and now < self._next_try:
                return False
            self._next_try = now + self.PATIENCE
            return True

    def worked(self) -> None:
        """The server answered."""
        if self._is_away:
            with self._lock:
                self._is_away = False

    def failed(self) -> None:
        """The server did not answer."""
        with self._lock:
            self._is_away, self._next_try = True, time.monotonic() + self.REST


_breakers: defaultdict[str, Breaker] = defaultdict(Breaker)


def breaker_of(address: str) -> Breaker:
    """The breaker of a server, by its address: all that talk to it in this process share what they learn."""
    return _breakers[address]
