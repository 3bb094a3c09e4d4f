"""The child: takes its limits, runs the job in its own folder behind a fence, writes the answer, and is gone."""

import contextlib
import ctypes
import os
import pickle
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from renderers.toolkit.isolation import fence
from renderers.toolkit.isolation.wire import Limits, Refusal, Verdict, pack_head

_PR_SET_PDEATHSIG = 1
_OPEN_FILES = 64
_LAST_WORDS = "stderr.txt"
_MESSAGE_CHARACTERS = 4000


def run(payload: bytes, limits: Limits, folder: Path, writing: int) -> NoReturn:
    """Run the pickled job and write its answer; never returns."""
    try:
        os.setsid()  # a process group of its own, so that one signal reaches the whole tree
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        _Self.guarded = True
        _enter(folder)
        fence.put_up(folder)
        _take_limits(limits)
        verdict, body = _answer(payload, limits)
        _write(writing, pack_head(verdict.value, body))
        _write(writing, body)
    finally:
        os._exit(0)


def inside() -> bool:
    """Whether this process is a guarded child."""
    return _Self.guarded


def run_here(job: Callable[[], bytes]) -> bytes:
    """Run a job of a job, in a folder of its own that is empty and the current one meanwhile."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            return bytes(job())
        finally:
            os.chdir(before)


class _Self:
    """What this process knows of itself."""

    guarded = False


def last_words(folder: Path) -> str:
    """Return the end of what the job wrote to its standard error, on one line."""
    try:
        with (folder / _LAST_WORDS).open("rb") as stream:
            stream.seek(max(0, (folder / _LAST_WORDS).stat().st_size - 400))
            return " ".join(stream.read(400).decode(errors="replace").split())
    except OSError:
        return ""


def _enter(folder: Path) -> None:
    os.chdir(folder)
    os.environ["TMPDIR"] = os.environ["HOME"] = str(folder)
    tempfile.tempdir = str(folder)
    descriptor = os.open(_LAST_WORDS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(descriptor, 2)
    os.close(descriptor)


def _take_limits(limits: Limits) -> None:
    file_size = (limits.output_mb << 20) + 1
    cpu_s = int(limits.wall_s) * 4 + 2  # threads add up; the wall clock is the warden's
    memory = _mapped_bytes() + (limits.memory_mb << 20)
    for what, limit in (
        (resource.RLIMIT_CPU, cpu_s),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS knows no RLIMIT_AS; a lower hard limit stays
            resource.setrlimit(what, (limit, limit))


def _mapped_bytes() -> int:
    """Return the address space in use before the job starts: the libraries are not the job's fault."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 1 << 30


def _answer(payload: bytes, limits: Limits) -> tuple[Verdict, bytes]:
    try:
        sys.path[:] = limits.path
        job = pickle.loads(payload)  # noqa: S301 - our own caller wrote it, on a private line
        body = job()
        if not isinstance(body, bytes | bytearray | memoryview):
            raise TypeError(f"{limits.name} must return bytes, not {type(body).__name__}")
        return Verdict.DONE, bytes(body)
    except MemoryError:
        return Verdict.MEMORY, Refusal("MemoryError").to_json()
    except OSError as error:
        if error.errno == 27:  # EFBIG: a file over RLIMIT_FSIZE
            return Verdict.OUTPUT, Refusal("file too large").to_json()
        return _raised(error)
    except BaseException as error:  # noqa: BLE001 - whatever it was, the caller must hear of it
        return _raised(error)


def _raised(error: BaseException) -> tuple[Verdict, bytes]:
    return Verdict.RAISED, Refusal(type(error).__name__, str(error)[:_MESSAGE_CHARACTERS]).to_json()


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
