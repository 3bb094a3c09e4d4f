"""The warden: forks one child, watches it, kills its whole tree, removes its folder, reports how it ended."""

import contextlib
import ctypes
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from renderers.toolkit.isolation import child
from renderers.toolkit.isolation.wire import (
    Answer,
    Limits,
    Refusal,
    Verdict,
    receive_message,
    send_message,
    wait_readable,
)

_REQUEST_S = 60.0  # how long the caller may take to hand over the job
_REPLY_S = 60.0  # how long it may take to fetch the answer
_PR_SET_CHILD_SUBREAPER = 36
_LOOK_S = 0.1  # how often the folder is weighed and the processes are counted
_MOST_PROCESSES = 64  # a converter or two and what they start; a job that only ever forks has more at the second look
_MOST_FILES = 10_000  # files take room of their own even when they are empty


class _CallerGoneError(Exception):
    """Nobody waits for the answer any more."""


class _TooManyProcessesError(Exception):
    """The job starts processes without end."""


def watch(line: socket.socket, base: Path) -> None:
    """Serve one job, from the request on the line to the answer on the line."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _adopt_orphans()
    deadline = time.monotonic() + _REQUEST_S
    limits = Limits(**json.loads(receive_message(line, deadline=deadline)[1]))
    payload = receive_message(line, deadline=deadline)[1]
    folder = Path(tempfile.mkdtemp(dir=base))
    try:
        verdict, body = _run(line, payload, limits, folder)
    except _CallerGoneError:
        return
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    send_message(line, verdict.value, body, deadline=time.monotonic() + _REPLY_S)


def _run(line: socket.socket, payload: bytes, limits: Limits, folder: Path) -> tuple[Verdict, bytes]:
    reading, writing = os.pipe()
    deadline = time.monotonic() + limits.wall_s
    pid = os.fork()
    if pid == 0:
        line.close()
        os.close(reading)
        child.run(payload, limits, folder, writing)
    os.close(writing)
    answer = Answer(limit=limits.output_mb << 20, received=bytearray())
    early, why = None, ""
    try:
        _collect(line, reading, answer, _Watched(folder, limits.output_mb << 20, deadline))
    except TimeoutError:
        early = Verdict.TIMEOUT
    except OverflowError:
        early = Verdict.OUTPUT
    except _TooManyProcessesError:
        early, why = Verdict.CRASHED, f"it started more than {_MOST_PROCESSES} processes"
    finally:
        os.close(reading)
        status = _kill_tree(pid, wait_for_it=answer.received == b"" and early is None)
    if early is not None:
        return early, Refusal(why or early.name).to_json()
    if answer.complete:
        return Verdict(answer.kind), answer.body
    return _post_mortem(status, folder)


@dataclass(frozen=True, slots=True)
class _Watched:
    """A job at work: its folder, how many bytes may lie there, and when its time is over."""

    folder: Path
    bytes: int
    deadline: float

    def look(self) -> None:
        """See that it stays within its bounds.

        Raises:
            TimeoutError: its time is over.
            OverflowError: it wrote too much, or too many files.
            _TooManyProcessesError: that.
        """
        if time.monotonic() >= self.deadline:
            raise TimeoutError
        sizes = list(islice(_sizes(self.folder), _MOST_FILES + 1))
        if sum(sizes) > self.bytes or len(sizes) > _MOST_FILES:
            raise OverflowError
        if len(list(islice(_descendants(os.getpid()), _MOST_PROCESSES + 1))) > _MOST_PROCESSES:
            raise _TooManyProcessesError


def _collect(line: socket.socket, reading: int, answer: Answer, watched: _Watched) -> None:
    """Read the answer until it is complete or the child closes its end; look after the job meanwhile."""
    while not answer.complete:
        try:
            ready = wait_readable(reading, line, deadline=min(watched.deadline, time.monotonic() + _LOOK_S))
        except TimeoutError:
            watched.look()
            continue
        if reading not in ready:
            raise _CallerGoneError  # the caller sends nothing after the request: readable means closed
        chunk = os.read(reading, 1 << 18)
        if not chunk:
            return
        answer.add(chunk)


def _kill_tree(pid: int, *, wait_for_it: bool) -> int:
    """Kill the job and everything it started, also after success; return the job's own exit status."""
    if wait_for_it:  # it closed its end unasked: let it finish dying, so that the status tells why
        _wait_briefly(pid)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    status = os.waitpid(pid, 0)[1]
    # What left the process group was handed to us as its next of kin.
    while survivors := _children():
        for survivor in survivors:
            with contextlib.suppress(ProcessLookupError):
                os.kill(survivor, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(-1, 0)
    return status


def _wait_briefly(pid: int) -> None:
    for _ in range(50):
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None:
            return
        select.select([], [], [], 0.01)


def _children() -> list[int]:
    return _children_of(os.getpid())


def _children_of(pid: int) -> list[int]:
    """The children of all threads of a process; none if it is gone, or where there is no /proc to ask."""
    try:
        listings = [entry / "children" for entry in Path(f"/proc/{pid}/task").iterdir()]
        return [int(child) for listing in listings for child in listing.read_text().split()]
    except OSError:  # not Linux: the process group was all there is to reach
        return []


def _descendants(pid: int) -> Iterator[int]:
    found = [pid]
    while found:
        children = _children_of(found.pop())
        yield from children
        found += children


def _sizes(folder: Path) -> Iterator[int]:
    """What lies in a folder and below it, in bytes on the disk; what goes meanwhile weighs nothing."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                yield entry.stat(follow_symlinks=False).st_blocks * 512
                if entry.is_dir(follow_symlinks=False):
                    yield from _sizes(Path(entry.path))


def _adopt_orphans() -> None:
    """Ask Linux to give us the orphans of our descendants, so that a job cannot leave a daemon behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _post_mortem(status: int, folder: Path) -> tuple[Verdict, bytes]:
    """Say what a child died of that left no answer."""
    last_words = child.last_words(folder)
    code = os.waitstatus_to_exitcode(status)
    if "memory allocation" in last_words or "MemoryError" in last_words:
        return Verdict.MEMORY, Refusal("MEMORY", last_words).to_json()
    kind = f"signal {signal.Signals(-code).name}" if code < 0 else f"left with exit code {code} and no answer"
    return Verdict.CRASHED, Refusal(kind, last_words).to_json()
