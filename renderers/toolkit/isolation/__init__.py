"""Runs one job in a guarded child process: bounded in time, memory and files, and killed with everything it started.

Why not simply fork? A web process has threads, and a fork copies the locks that other threads hold, locked for
ever. Why not a fresh process for every job? Starting Python and loading the libraries costs about 0.2 s each time.
So the first job starts a *nursery*: a small process with one thread and no state, which has imported the heavy
libraries and does nothing but fork. Every job gets a *warden*, forked from the nursery, that forks the child, watches
the clock, kills the whole tree, removes the folder and hands back the answer. A job that dies takes nobody with it;
a nursery that dies is started again; a caller that dies takes its nursery, wardens and children along.

Measured on two cores: about 0.2 s for the first job of a process, then 3 ms to dispatch one.

A job is a module-level function or a `functools.partial` of one, because it travels as a pickle (downward only: what
comes back is plain bytes or an error in words). It starts in an empty folder of its own, which is deleted afterwards,
with a fixed hash seed, time zone and environment, so that equal input gives equal bytes.

The child limits accidents, not malice: it has the caller's user and may read what that user may. Limits hold per
process, and a job running as root could raise them again; run the hub as an ordinary user. On Linux a fence
(`fence.py`) keeps it from writing outside its folder, from signals to others and from the network, as far as the
kernel has one.
"""

import contextlib
import json
import pickle
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from renderers.contract.message import Message
from renderers.toolkit.isolation import child
from renderers.toolkit.isolation.errors import (
    GuardedJobError,
    JobCrashedError,
    JobOutOfMemoryError,
    JobOutputTooLargeError,
    JobRaisedError,
    JobTimeoutError,
    NurseryError,
)
from renderers.toolkit.isolation.launch import connect
from renderers.toolkit.isolation.wire import Refusal, Verdict, receive_message, send_message

__all__ = [
    "GuardedJobError",
    "JobCrashedError",
    "JobOutOfMemoryError",
    "JobOutputTooLargeError",
    "JobRaisedError",
    "JobTimeoutError",
    "NurseryError",
    "guarded",
]

_SLACK_S = 15.0  # how much longer than the warden the caller waits: only ever used up when the machine itself stalls


def guarded(job: Callable[[], bytes], *, wall_s: float, memory_mb: int, output_mb: int = 50, name: str = "") -> bytes:
    """Run `job()` in a guarded child and return its bytes.

    `wall_s` is wall-clock time in seconds; `memory_mb` is address space on top of what the libraries themselves have
    mapped; `output_mb` bounds the answer, every file that the job writes and all that lies in its folder together. It
    may start some processes of its own, not many. Messages call it `name`, or else by its function's name.

    Raises a child of `GuardedJobError`: `JobRaisedError` (the job raised; carries type and text), `JobTimeoutError`,
    `JobOutOfMemoryError`, `JobOutputTooLargeError`, `JobCrashedError` (signal or early exit), and `TypeError` for
    something that cannot be sent to another process.

    A job may call this again: what it asks for runs in its own process, under its own limits, in a further folder.
    """
    if child.inside():
        return child.run_here(job)
    name = name or job_name(job)
    limits = {"wall_s": wall_s, "memory_mb": memory_mb, "output_mb": output_mb, "path": _import_path(), "name": name}
    try:
        payload = pickle.dumps(job)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise TypeError(
            f"The job {name} cannot be sent to a guarded child ({error}). "
            "Give a module-level function, or functools.partial of one with plain arguments."
        ) from error
    with contextlib.closing(connect()) as line:
        verdict, body = _ask(line, json.dumps(limits).encode(), payload, wall_s=wall_s)
    if verdict is not Verdict.DONE:
        raise _error(name, Refusal.from_json(body), verdict, wall_s=wall_s, memory_mb=memory_mb, output_mb=output_mb)
    return body


def job_name(job: Callable[..., Any]) -> str:
    """Name a job for messages: the function's own name, also behind a partial."""
    function = getattr(job, "func", job)
    return str(getattr(function, "__qualname__", type(function).__name__))


def _import_path() -> list[str]:
    return [str(Path(entry or ".").absolute()) for entry in sys.path]


def _ask(line: socket.socket, header: bytes, payload: bytes, *, wall_s: float) -> tuple[Verdict, bytes]:
    deadline = time.monotonic() + wall_s + _SLACK_S
    try:
        send_message(line, b"J", header, deadline=deadline)
        send_message(line, b"P", payload, deadline=deadline)
        kind, body = receive_message(line, deadline=deadline)
    except (OSError, EOFError) as error:
        raise NurseryError(
            Message(
                "The process that watches over guarded jobs went away ({error}). The next job starts it again; "
                "if this repeats, see whether the machine is running out of memory.",
                error=str(error),
            )
        ) from error
    return Verdict(kind), body


def _error(
    name: str, refusal: Refusal, verdict: Verdict, *, wall_s: float, memory_mb: int, output_mb: int
) -> GuardedJobError:
    if verdict is Verdict.RAISED:
        return JobRaisedError(name, error_type=refusal.kind, error_message=refusal.detail)
    if verdict is Verdict.TIMEOUT:
        return JobTimeoutError(
            Message(
                "{job} did not finish within {seconds} seconds and was stopped. Give it less to do.",
                job=name,
                seconds=f"{wall_s:g}",
            )
        )
    if verdict is Verdict.MEMORY:
        return JobOutOfMemoryError(
            Message(
                "{job} needed more than {limit} MB of memory and was stopped. Use smaller or fewer pictures.",
                job=name,
                limit=memory_mb,
            )
        )
    if verdict is Verdict.OUTPUT:
        return JobOutputTooLargeError(
            Message("{job} produced more than {limit} MB and was stopped.", job=name, limit=output_mb)
        )
    cause = f"{refusal.kind}: {refusal.detail}" if refusal.detail else refusal.kind
    return JobCrashedError(Message("{job} died ({cause}).", job=name, cause=cause))
