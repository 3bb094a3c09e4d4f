"""Receivers of webhooks on this machine: good ones, slow ones, dead ones, and ones that lead elsewhere."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Receiver:
    """What a receiver got, and how it answers."""

    def __init__(self, answer: Callable[[int], int], *, seconds: float = 0.0, goes_to: str = "") -> None:
        self.answer, self.seconds, self.goes_to = answer, seconds, goes_to
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.at_once = self.most_at_once = 0
        self.port = 0
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def take(self, headers: dict[str, str], body: bytes) -> int:
        with self.lock:
            self.got.append((headers, body))
            number = len(self.got)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(self.seconds)
        with self.lock:
            self.at_once -= 1
        return self.answer(number)


@contextlib.contextmanager
def receiving(answer: int | Callable[[int], int] = 200, **how: Any) -> Iterator[Receiver]:
    """A receiver that answers this status to everything, or what a function says of the n-th message."""
    receiver = Receiver(answer if callable(answer) else lambda _number: answer, **how)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = receiver.take({name.lower(): value for name, value in self.headers.items()}, body)
            with contextlib.suppress(OSError):
                self.send_response(status)
                if receiver.goes_to:
                    self.send_header("Location", receiver.goes_to)
                self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
