"""The nursery: one thread, no state, the heavy libraries imported; it forks a warden for every job and nothing else."""

import contextlib
import importlib
import os
import shutil
import signal
import socket
import tempfile
from pathlib import Path

from renderers.toolkit.isolation import warden

# Imported before the first fork, so that no job pays for it. A module may offer `preload()` to open its font files.
# None of them may start a thread: a fork copies only the one that forks (a test counts).
_PRELOADED = ("typst", "pikepdf", "PIL.Image", "PIL.ImageCms", "segno", "renderers.toolkit.typesetting")


def main(control_descriptor: int) -> None:
    """Fork a warden for every line that comes in; leave when the caller has closed the control line."""
    control = socket.socket(fileno=control_descriptor)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # wardens need no funeral
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _preload()
    base = Path(tempfile.mkdtemp(prefix="einklang-jobs-"))
    try:
        _serve(control, base)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _preload() -> None:
    for name in _PRELOADED:
        with contextlib.suppress(ImportError):  # a job that needs it will say so itself
            module = importlib.import_module(name)
            getattr(module, "preload", lambda: None)()


def _serve(control: socket.socket, base: Path) -> None:
    while True:
        try:
            token, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        except ConnectionError:
            return
        if not token:
            return
        line = socket.socket(fileno=descriptors[0])
        if os.fork() == 0:
            try:
                control.close()
                warden.watch(line, base)
            finally:
                os._exit(0)
        line.close()
