"""Receivers on this machine that speak no proper HTTP, each in its own way."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

Talk = Callable[[socket.socket, threading.Event], None]


def drip_head(line: socket.socket, over: threading.Event) -> None:
    """A letter of the head now and then, for ever: no wait for a byte is long."""
    line.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not over.wait(0.02):
        line.sendall(b"x")


def drip_body(line: socket.socket, over: threading.Event) -> None:
    """It took the message, and has much to say."""
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    while not over.wait(0.02):
        line.sendall(b"x" * 1000)


def flood_head(line: socket.socket, over: threading.Event) -> None:
    """A head without end, as fast as it goes."""
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    while not over.is_set():
        line.sendall(b"X-More: " + b"x" * 10_000 + b"\r\n")


def flood_line(line: socket.socket, over: threading.Event) -> None:
    """A line without end."""
    while not over.is_set():
        line.sendall(b"x" * 100_000)


def put_off(line: socket.socket, over: threading.Event) -> None:
    """Go on, go on, go on."""
    while not over.wait(0.005):
        line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def talk_nonsense(line: socket.socket, _over: threading.Event) -> None:
    """Another protocol."""
    line.sendall(b"220 mail.example ESMTP ready\r\n")


def hang_up(_line: socket.socket, _over: threading.Event) -> None:
    """Not a word."""


def reset(line: socket.socket, _over: threading.Event) -> None:
    """The line breaks."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def say_nothing(_line: socket.socket, over: threading.Event) -> None:
    """It listens, for ever."""
    over.wait(60)


def switch(line: socket.socket, _over: threading.Event) -> None:
    """Let us speak otherwise."""
    line.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")


def odd_status(line: socket.socket, _over: threading.Event) -> None:
    """A status that there is not."""
    line.sendall(b"HTTP/1.1 000 Odd\r\nContent-Length: 0\r\n\r\n")


@contextlib.contextmanager
def receiving(talk: Talk) -> Iterator[str]:
    """The address of a receiver that reads a bit, then talks like that; it ends with the context."""
    over, server = threading.Event(), socket.create_server(("127.0.0.1", 0))

    def answer(line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            line.settimeout(60)
            line.recv(65_536)
            talk(line, over)

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=answer, args=(server.accept()[0],), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/hook"
    finally:
        over.set()
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(10)
