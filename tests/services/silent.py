"""A server on 127.0.0.1 that accepts every connection and never says a word."""

import contextlib
import socket
from collections.abc import Iterator

from tests.services.servers import in_background


class Silent:
    """It listens; who talks to it waits. `calls` counts those who came."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.calls = 0
        self._held: list[socket.socket] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.listening.getsockname()[1])

    def serve(self) -> None:
        """Accept, and say nothing, until closed."""
        with contextlib.suppress(OSError):
            while True:
                self._held.append(self.listening.accept()[0])
                self.calls += 1

    def close(self) -> None:
        """Hang up."""
        with contextlib.suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        for each in (self.listening, *self._held):
            each.close()


@contextlib.contextmanager
def silent() -> Iterator[Silent]:
    """A silent server while it is needed."""
    made = Silent()
    with in_background(made.serve, made.close):
        yield made
