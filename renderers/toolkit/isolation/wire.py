"""How caller, warden and child talk: a kind byte, a length, the bytes; every wait ends at a deadline."""

import json
import select
import socket
import struct
import time
from dataclasses import asdict, dataclass
from enum import Enum

_HEAD = struct.Struct(">cQ")
_CHUNK = 1 << 18


class Verdict(Enum):
    """How a job ended, as the byte that says so."""

    DONE = b"0"
    RAISED = b"1"
    TIMEOUT = b"2"
    MEMORY = b"3"
    OUTPUT = b"4"
    CRASHED = b"5"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may use."""

    wall_s: float
    memory_mb: int
    output_mb: int
    path: list[str]
    name: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no result, in words."""

    kind: str
    detail: str = ""

    def to_json(self) -> bytes:
        """Write it for the wire."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_json(cls, data: bytes) -> "Refusal":
        """Read it from the wire."""
        return cls(**json.loads(data))


def wait_readable(*sources: int | socket.socket, deadline: float) -> list[int]:
    """Wait until one of the sources has something to read; return those that do, or raise TimeoutError."""
    poll = select.poll()
    for source in sources:
        poll.register(source, select.POLLIN)
    ready = poll.poll(max(0.0, deadline - time.monotonic()) * 1000)
    if not ready:
        raise TimeoutError("no answer in time")
    return [descriptor for descriptor, _ in ready]


def send_message(line: socket.socket, kind: bytes, body: bytes, *, deadline: float) -> None:
    """Send one message, or raise TimeoutError or OSError."""
    line.settimeout(max(0.01, deadline - time.monotonic()))
    line.sendall(pack_head(kind, body))
    line.sendall(body)


def pack_head(kind: bytes, body: bytes) -> bytes:
    """Write the bytes that go before a body."""
    return _HEAD.pack(kind, len(body))


def receive_message(line: socket.socket, *, deadline: float) -> tuple[bytes, bytes]:
    """Receive one message as (kind, body); EOFError when the other side went away."""
    kind, length = _HEAD.unpack(_receive_exactly(line, _HEAD.size, deadline))
    return kind, _receive_exactly(line, length, deadline)


def _receive_exactly(line: socket.socket, length: int, deadline: float) -> bytes:
    received = bytearray()
    while len(received) < length:
        wait_readable(line, deadline=deadline)
        chunk = line.recv(min(_CHUNK, length - len(received)))
        if not chunk:
            raise EOFError("connection closed")
        received += chunk
    return bytes(received)


@dataclass(slots=True)
class Answer:
    """An answer as it trickles out of the child's pipe."""

    limit: int
    received: bytearray

    def add(self, chunk: bytes) -> None:
        """Take another chunk; OverflowError as soon as the answer is, or announces itself, over the limit."""
        self.received += chunk
        if self.announced > self.limit:
            raise OverflowError

    @property
    def announced(self) -> int:
        """How many bytes of body the child says there are; 0 while unknown."""
        if len(self.received) < _HEAD.size:
            return 0
        return int(_HEAD.unpack_from(self.received)[1])

    @property
    def complete(self) -> bool:
        """Whether everything announced has arrived."""
        return len(self.received) >= _HEAD.size and len(self.received) >= _HEAD.size + self.announced

    @property
    def kind(self) -> bytes:
        """The byte that says how the job ended."""
        return bytes(self.received[:1])

    @property
    def body(self) -> bytes:
        """The bytes behind the head."""
        return bytes(self.received[_HEAD.size : _HEAD.size + self.announced])
