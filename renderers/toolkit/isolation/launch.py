"""Starts this process's nursery, once, and opens a line to a fresh warden for every job."""

import atexit
import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from renderers.contract.message import Message
from renderers.toolkit.isolation.errors import NurseryError

_BOOT = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[2]); "
    "from renderers.toolkit.isolation.nursery import main; main(int(sys.argv[1]))"
)
_KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "VIRTUAL_ENV")
_FIXED_VARIABLES = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    # Address space is what is limited, and every thread costs a stack and an arena: keep both few.
    "RAYON_NUM_THREADS": "2",
    "MALLOC_ARENA_MAX": "2",
}


@dataclass(frozen=True, slots=True)
class _Nursery:
    process: "subprocess.Popen[bytes]"
    control: socket.socket


class _State:
    """The one mutable thing here: this process's nursery, behind a lock."""

    lock = threading.Lock()
    nursery: _Nursery | None = None


def connect() -> socket.socket:
    """Open a line to a fresh warden, starting the nursery if there is none or if it died."""
    if not hasattr(os, "fork"):
        raise NurseryError(Message("Guarded jobs need a system that can fork (Linux, macOS or WSL); this one cannot."))
    ours, theirs = socket.socketpair()
    try:
        with _State.lock:
            _hand_over(theirs)
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return ours


def _hand_over(line: socket.socket) -> None:
    for _attempt in range(2):
        nursery = _State.nursery or _start()
        try:
            socket.send_fds(nursery.control, [b"j"], [line.fileno()])
        except OSError:
            _stop()  # it was killed since the last job: start another, once
        else:
            return
    raise NurseryError(
        Message("The process that forks guarded jobs dies as soon as it is started; its standard error says why.")
    )


def _start() -> _Nursery:
    ours, theirs = socket.socketpair()
    path = [str(Path(entry or ".").absolute()) for entry in sys.path]
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
            [sys.executable, "-s", "-c", _BOOT, str(theirs.fileno()), json.dumps(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=kept | _FIXED_VARIABLES,
            cwd="/",
            pass_fds=[theirs.fileno()],
            start_new_session=True,  # Ctrl-C at the terminal is the caller's to handle
        )
    except OSError as error:
        ours.close()
        raise NurseryError(
            Message("The process that forks guarded jobs could not be started: {error}.", error=str(error))
        ) from error
    finally:
        theirs.close()
    _State.nursery = _Nursery(process, ours)
    return _State.nursery


def _stop() -> None:
    nursery, _State.nursery = _State.nursery, None
    if nursery is None:
        return
    nursery.control.close()  # the nursery reads the end of its line and leaves
    with contextlib.suppress(subprocess.TimeoutExpired):
        nursery.process.wait(timeout=5)


def _forget() -> None:
    """After a fork of the caller: the nursery is the parent's, so the child closes its copy of the line."""
    _State.lock = threading.Lock()
    nursery, _State.nursery = _State.nursery, None
    if nursery is not None:
        nursery.control.close()
        nursery.process.returncode = 0  # not ours to wait for


atexit.register(_stop)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
