"""A fence around a job, where the system has one (Linux with Landlock): it writes in its own folder and nowhere else.

Beyond that it reaches no other process by a signal (Linux 6.12) and nobody over TCP (6.7). Reading is not limited: the
job needs libraries and fonts from everywhere. The fence holds for all that the job starts, and cannot be taken away.
On other systems there is none, and the job is held by its limits alone.
"""

import contextlib
import ctypes
import os
import sys
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
_ASK_VERSION, _PATH_BENEATH = 1, 1
_PR_SET_NO_NEW_PRIVS = 38

_WRITE_FILE, _REFER, _TRUNCATE = 1 << 1, 1 << 13, 1 << 14
_MAKE_AND_REMOVE = sum(1 << bit for bit in range(4, 13))
_ALL_OF_TCP = 0b11  # listen, connect
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11
#: Files that may be written though they lie elsewhere.
_SINKS = ("/dev/null",)


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """Which version of the fence this system has; 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(ctypes.CDLL(None).syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)))


def put_up(folder: Path) -> None:
    """Let this process, and all it starts from now on, write below the folder only."""
    known = version()
    if not known:
        return
    files = _WRITE_FILE | _MAKE_AND_REMOVE | (_REFER if known >= 2 else 0) | (_TRUNCATE if known >= 3 else 0)
    rules = _Ruleset(files, _ALL_OF_TCP if known >= 4 else 0, _ABSTRACT_SOCKETS_AND_SIGNALS if known >= 6 else 0)
    # An older system refuses fields that it does not know, even empty ones.
    size = ctypes.sizeof(_Ruleset) if known >= 6 else 16 if known >= 4 else 8
    system = ctypes.CDLL(None)
    ruleset = int(system.syscall(_CREATE_RULESET, ctypes.byref(rules), size, 0))
    if ruleset < 0:
        return
    try:
        _allow(ruleset, folder, files)
        for sink in _SINKS:
            _allow(ruleset, Path(sink), files & (_WRITE_FILE | _TRUNCATE))
        system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        system.syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: Path, what: int) -> None:
    with contextlib.suppress(OSError):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rule = _PathBeneath(what, place)
            ctypes.CDLL(None).syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
        finally:
            os.close(place)
