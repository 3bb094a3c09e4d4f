"""Servers for the benchmarks of delivery: granian with one worker, asked over kept-alive connections.

What is measured is the processor time of the server's threads per request, as the kernel's scheduler counts it, in
nanoseconds; who asks runs in another process, so that its own cost does not count. What is to be compared is measured
in short rounds by turns: a machine that is slower for a while (caches shared with others, a lower clock) is slower for
all of them, and the medians over the rounds compare. Where `perf` is there, instructions are counted, too: those do not
depend on who else is busy.
"""

import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


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
def granian(application: str, *, environment: dict[str, str] | None = None) -> Iterator[Server]:
    """A WSGI application behind granian: one worker, one thread."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--no-access-log", "--log-level", "warning", application]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **(environment or {})}, start_new_session=True)
    try:
        _wait(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(20)


@dataclass(slots=True)
class Row:
    """A line of the table: what is asked of a server by turns, and what each round of it cost.

    With `once` each round takes so many addresses that nobody asked for before.
    """

    label: str
    server: Server
    asked: Sequence[tuple[str, dict[str, str]]]
    status: int = 200
    once: int = 0
    costs: list[float] = field(default_factory=list)
    _next: int = 0

    @property
    def cost(self) -> float:
        """Microseconds of processor time per request: the median of the rounds."""
        return statistics.median(self.costs)

    def above(self, floor: "Row") -> list[float]:
        """How much more than the floor each round cost, in the same rounds."""
        return [cost - low for cost, low in zip(self.costs, floor.costs, strict=True)]

    def warm(self, count: int) -> None:
        """Ask so often without measuring."""
        if not self.once:
            self._ask(Client(self.server.port), count, 60.0)

    def round(self, *, most: int, seconds: float) -> None:
        """Measure once: so many requests, or as many as are answered in so many seconds, over one connection.

        Raises:
            AssertionError: an answer has another status.
        """
        client = Client(self.server.port)
        client.get(*self.asked[-1])  # so that the connection is there
        before = self.server.cpu()
        count = self._ask(client, self.once or most, 60.0 if self.once else seconds)
        self.costs.append((self.server.cpu() - before) / count * 1e6)

    def _ask(self, client: Client, most: int, seconds: float) -> int:
        until = time.monotonic() + seconds
        for count in range(1, most + 1):
            path, headers = self.asked[self._next % len(self.asked)]
            self._next += 1
            found, _size = client.get(path, headers)
            assert found == self.status, (path, found)
            if time.monotonic() > until:
                return count
        return most


def measure(rows: Sequence[Row], *, rounds: int, requests: int, seconds: float = 0.3) -> None:
    """Measure all rows by turns, in rounds. Rows of `once` need addresses for all rounds."""
    for row in rows:
        row.warm(2 * min(requests, len(row.asked)) if len(row.asked) > 1 else 50)
    for number in range(rounds):
        turn = number % len(rows)  # no row always comes after the same other
        for row in (*rows[turn:], *rows[:turn]):
            row.round(most=requests, seconds=seconds)


def instructions(row: Row, *, requests: int, seconds: float = 2.0) -> float | None:
    """Thousands of instructions per request, the kernel's included; None where nobody can count them."""
    program = shutil.which("perf")
    if program is None or row.once:
        return None
    client = Client(row.server.port)
    client.get(*row.asked[-1])
    pids = ",".join(str(pid) for pid in _family(row.server.process.pid))
    counter = subprocess.Popen(
        [program, "stat", "-x", ",", "-e", "instructions", "-p", pids], stderr=subprocess.PIPE, text=True
    )
    time.sleep(0.5)  # until it counts
    count = row._ask(client, requests, seconds)
    counter.send_signal(signal.SIGINT)
    counted = counter.communicate()[1].strip().rpartition("\n")[2].partition(",")[0]
    return int(counted) / count / 1000 if counted.isdigit() else None


def quarters(costs: Sequence[float]) -> tuple[float, float, float]:
    """The lower quartile, the median and the upper quartile."""
    low, middle, high = statistics.quantiles(costs, n=4, method="inclusive")
    return low, middle, high


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
    """Seconds that the threads of a process ran so far. `stat` would count in steps of 10 ms."""
    total = 0
    for thread in (Path("/proc") / str(pid) / "task").glob("*/schedstat"):
        try:
            total += int(thread.read_text().split()[0])
        except OSError:  # it has just ended
            continue
    return total / 1e9
