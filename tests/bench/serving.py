"""Servers for the benchmarks of delivery: granian with one worker, asked over kept-alive connections.

What is measured is the processor time of the server's processes per request; who asks runs in another process, so
that its own cost does not count.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address and its processes."""

    port: int
    process: subprocess.Popen[bytes]

    def cpu(self) -> float:
        """Processor seconds of all its processes so far."""
        return sum(_cpu_of(number) for number in _family(self.process.pid))


@dataclass(slots=True)
class Client:
    """One kept-alive connection."""

    port: int
    line: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self.line = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str, headers: dict[str, str]) -> tuple[int, int]:
        """Status and size of an answer."""
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", *(f"{n}: {v}" for n, v in headers.items())]
        self.line.sendall("\r\n".join([*lines, "", ""]).encode())
        data = b""
        while b"\r\n\r\n" not in data:
            chunk = self.line.recv(65536)
            if not chunk:
                raise ConnectionError(path)
            data += chunk
        head, _, body = data.partition(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        length = next(
            (int(x.split(b":")[1]) for x in head.lower().split(b"\r\n") if x.startswith(b"content-length")), 0
        )
        while status != 304 and len(body) < length:
            body += self.line.recv(65536)
        return status, len(body)


@contextmanager
def granian(application: str, *, environment: dict[str, str], folder: Path = ROOT) -> Iterator[Server]:
    """A WSGI application behind granian: one worker, one thread."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--no-access-log", "--log-level", "warning", application]
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, start_new_session=True)
    try:
        _wait(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(20)


def cost_once(server: Server, asked: Sequence[tuple[str, dict[str, str]]], *, status: int) -> float:
    """Microseconds of processor time per request, each asked once."""
    client = Client(server.port)
    before = server.cpu()
    for path, headers in asked:
        assert client.get(path, headers)[0] == status, path
    return (server.cpu() - before) / len(asked) * 1e6


def cost(server: Server, asked: Sequence[tuple[str, dict[str, str]]], *, status: int, seconds: float = 3.0) -> float:
    """Microseconds of processor time per request, over several seconds, the same addresses in turn.

    Raises:
        AssertionError: an answer has another status.
    """
    client, count = Client(server.port), 0
    for path, headers in asked[:50]:
        assert client.get(path, headers)[0] == status, path
    before, until = server.cpu(), time.monotonic() + seconds
    while time.monotonic() < until:
        for path, headers in asked[count % len(asked) :][:50]:
            found, _size = client.get(path, headers)
            assert found == status, (path, found)
            count += 1
    return (server.cpu() - before) / count * 1e6


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not come up")


def _family(pid: int) -> list[int]:
    found = [pid]
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if parent == pid:
                found += _family(int(folder.name))
    return found


def _cpu_of(pid: int) -> float:
    try:
        fields = (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS
