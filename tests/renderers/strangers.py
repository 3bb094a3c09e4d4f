"""Renderers of strangers, for the guarded child: one that is sound, and one for every way to misbehave.

A module of its own, because a renderer travels by its name.
"""

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from renderers.contract.artifact import Artifact, Loss, LossKind, Media, Meter, MeterKind, Part
from renderers.contract.errors import UnusableAssetError
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.renderer import Format, Reads, Renderer


class Stranger(Renderer):
    """A sound one: says the headline, and how large the hero picture is."""

    key = "stranger"
    label = "Stranger"
    version = "1"
    formats = (Format("one", label="One", parts=("line.txt",)),)
    reads = frozenset({Reads.PICTURES, Reads.LOGOS})

    def render(self, source, assets):
        document = source.document
        size = len(assets.read(document.hero)) if document.hero else 0
        return said(f"{document.headline.plain} ({size})")

    def measure(self, text, format_key):
        return [Meter("length", float(len(text)), 30.0, "characters", MeterKind.HARD)]


def said(words: str, *more: Part, **rest) -> Artifact:
    return Artifact((Part("line.txt", "text/plain", words.encode()), *more), **rest)


def raise_error() -> None:
    raise RuntimeError("no idea how to draw this")


def raise_without_words() -> None:
    raise KeyError


def leave_politely() -> None:
    raise SystemExit("bye")


def refuse_a_picture() -> None:
    raise UnusableAssetError(Message("The picture “{name}” is upside down.", name="hero"))


def hang() -> None:
    while True:
        pass


def wait() -> None:
    time.sleep(600)


def eat_memory() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(64 << 20))


def leave() -> None:
    os._exit(3)


def crash() -> None:
    ctypes.string_at(0)


def fill_the_disk_with_one_file() -> None:
    with Path("large").open("wb") as stream:
        while True:
            stream.write(bytes(1 << 20))


def fill_the_disk_with_many_files() -> None:
    for number in range(1_000_000):
        (Path(tempfile.gettempdir()) / f"piece-{number}").write_bytes(bytes(1 << 20))
        time.sleep(0.001)


def fill_the_disk_with_empty_files() -> None:
    for number in range(10_000_000):
        Path(f"empty-{number}").touch()


def kill_the_watcher() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    hang()


def write_on_everything() -> None:
    """Also on the pipe that carries the answer."""
    for descriptor in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(descriptor, b"\xff" * 4096)
    hang()


def print_megabytes():
    for _ in range(30):
        sys.stdout.write("x" * (1 << 20))
    return said("print megabytes")


def complain_in_megabytes() -> None:
    for _ in range(30):
        os.write(2, b"x" * (1 << 20))


def ignore_signals() -> None:
    for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
        with contextlib.suppress(OSError):
            signal.signal(number, signal.SIG_IGN)
    hang()


def stop_itself() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def change_the_world():
    """Whatever it makes of its own process dies with it."""
    os.environ.update(HOME="/nowhere", TZ="Asia/Tokyo", PATH="")
    Path("inside").mkdir()
    os.chdir("inside")
    os.umask(0o777)
    sys.path.clear()
    return said("change the world")


def break_the_tools():
    json.dumps = None
    Artifact.__init__.__defaults__ = None
    return said("break the tools")


def leave_zombies():
    for _ in range(20):
        if os.fork() == 0:
            os._exit(0)
    return said("leave zombies")


def leave_a_daemon():
    """One that forked twice, and goes on writing."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            wait()
        os._exit(0)
    return said("leave a daemon")


def start_threads() -> None:
    while True:
        threading.Thread(target=wait, daemon=True).start()


def write_in_home():
    for folder in (Path.home(), Path.home() / ".cache" / "stranger", Path(tempfile.mkdtemp())):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "note.txt").write_text("I was here.")
    return said("write in home")


def open_sockets_without_end() -> None:
    hoard = []
    while True:
        hoard.append(socket.socket())


def close_everything() -> None:
    os.closerange(0, 64)
    hang()


def call_itself_without_end() -> None:
    call_itself_without_end()


def fork_and_stay() -> None:
    """Children that would go on for ever, one of them in a session of its own."""
    subprocess.Popen(["sleep", "600"])
    subprocess.Popen(["sleep", "600"], start_new_session=True)
    hang()


def fork_without_end() -> None:
    while True:
        if os.fork() == 0:
            time.sleep(600)


def return_a_text():
    return "a text"


def return_none() -> None:
    return None


def return_wrong_types():
    return Artifact(parts="line.txt")  # type: ignore[arg-type]


def return_too_much():
    return said("x" * (40 << 20))


def return_no_part():
    return Artifact(())


def return_a_part_twice():
    return said("one", Part("line.txt", "text/plain", b"two"))


def return_a_path():
    return said("one", Part("../../etc/cron.d/job", "text/plain", b"* * * * *"))


def return_a_header():
    return said("one", Part("more.txt", "text/plain\r\nSet-Cookie: a=b", b"two"))


def return_no_text():
    return said("one", Part("more.txt", "text/plain", b"\xff\xfe"))


def return_another_picture():
    return said("one", media=(Media("0" * 64, "image/png", b"no such digest"),))


def return_no_number():
    return said("one", meters=(Meter("length", float("nan"), 1.0, "characters", MeterKind.HARD),))


def return_a_deep_loss():
    return said("one", losses=(Loss(LossKind.DROPPED, "all", Message("x", inner=[]), Place("body")),))  # type: ignore[arg-type]


class Moody(Stranger):
    """Does what the headline says, where that is one of the things above; else it is sound."""

    key = "moody"

    def render(self, source, assets):
        misdeed = globals().get(source.document.headline.plain.replace(" ", "_"))
        return misdeed() if misdeed is not None else super().render(source, assets)

    def measure(self, text, format_key):
        misdeed = globals().get(text.replace(" ", "_"))
        return misdeed() if misdeed is not None else super().measure(text, format_key)


class Evasive(Stranger):
    """Does not say how much room it has."""

    key = "evasive"

    @property
    def limits(self):
        raise KeyError("limits.yaml")


class Borrowed(Stranger):
    """Made by a library that is not there."""

    key = "borrowed"
    engine = ("no-such-library-anywhere",)


class Curious(Stranger):
    """Reads what there is not."""

    key = "curious"
    reads = frozenset({"minds"})
