"""Jobs that misbehave, for the guarded child; a module of its own because a job travels by its name."""

import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def answer(data: bytes = b"done") -> bytes:
    return data


def surroundings() -> bytes:
    Path("left-behind.txt").write_text("x")
    seen = {
        "folder": str(Path.cwd()),
        "temporary": tempfile.gettempdir(),
        "threads": len(list(Path("/proc/self/task").iterdir())),
        "pid": os.getpid(),
        "hash": hash("einklang"),
        "zone": time.tzname[0],
        "secret": os.environ.get("HUB_SECRET_KEY", ""),
        "files": sorted(entry.name for entry in Path().iterdir()),
        "modules": sorted(set(sys.modules) & {"typst", "PIL.Image", "pikepdf", "django"}),
    }
    return json.dumps(seen).encode()


def fail() -> bytes:
    raise ValueError("the price „99 €“ is no number")


def fail_without_words() -> bytes:
    raise KeyError


def words_not_bytes() -> bytes:
    return "words"  # type: ignore[return-value]


def hang() -> bytes:
    while True:
        pass


def sleep(seconds: float = 60) -> bytes:
    time.sleep(seconds)
    return b"awake"


def ignore_signals_and_hang() -> bytes:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGXCPU):
        signal.signal(number, signal.SIG_IGN)
    return hang()


def take_memory(megabytes: int) -> bytes:
    return str(len(bytearray(megabytes << 20))).encode()


def leave(code: int = 0) -> bytes:
    os._exit(code)


def leave_politely() -> bytes:
    sys.exit("bye")


def crash() -> bytes:
    ctypes.string_at(0)
    return b""


def abort() -> bytes:
    os.write(2, b"memory allocation of 99 bytes failed\n")
    os.abort()


def write_file(megabytes: int) -> bytes:
    with Path("big").open("wb") as stream:
        stream.writelines(bytes(1 << 20) for _ in range(megabytes))
    return b"written"


def open_files(count: int) -> bytes:
    return str(len([Path("f").open("w") for _ in range(count)])).encode()


def huge(megabytes: int) -> bytes:
    return bytes(megabytes << 20)


def leave_children(mark: str) -> bytes:
    """Two that outlive the job: one in its group, one that ran away into a session of its own."""
    subprocess.Popen(["sleep", mark])
    subprocess.Popen(["sleep", mark], start_new_session=True)
    return b"done"


def leave_children_and_hang(mark: str) -> bytes:
    leave_children(mark)
    return hang()


def nested_typst_loop() -> bytes:
    import typst

    return typst.compile(b"#let n = 0\n#for a in range(10000) { for b in range(10000) { n += 1 } }", format="pdf")


def greedy_typst() -> bytes:
    import typst

    return typst.compile(b"#range(1000000000).len()", format="pdf")


def write_at(path: str) -> bytes:
    Path(path).write_text("I was here.")
    return b"written"


def delete_at(path: str) -> bytes:
    Path(path).unlink()
    return b"deleted"


def move_in_its_folder() -> bytes:
    """What a job may do at home, and in a process that it starts."""
    Path("one/two").mkdir(parents=True)
    Path("note.txt").write_text("x")
    Path("note.txt").rename("one/two/note.txt")
    os.truncate("one/two/note.txt", 0)
    Path("link").symlink_to("one")
    subprocess.run(["sh", "-c", "echo y > one/other.txt; rm one/other.txt; echo z > /dev/null"], check=True)
    shutil.rmtree("one")
    return b"moved"


def let_another_write(path: str) -> bytes:
    return subprocess.run(["sh", "-c", f"echo x > {path}"], check=True).stdout or b""


def call(port: int) -> bytes:
    socket.create_connection(("127.0.0.1", port), timeout=10).close()
    return b"called"


def listen() -> bytes:
    socket.create_server(("127.0.0.1", 0)).close()
    return b"listened"


def kill(pid: int) -> bytes:
    os.kill(pid, signal.SIGTERM)
    return b"killed"
