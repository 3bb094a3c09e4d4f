"""Private servers in a temporary folder, on a free port of 127.0.0.1, that can be stopped and started again."""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def free_port() -> int:
    """A port that nobody listens on, below those that systems give to clients.

    A client that tries again and again to reach a stopped server on such a port would one day reach itself, and hold
    the port.
    """
    while True:
        port = 12_000 + secrets.randbelow(18_000)  # `random` is seeded alike in processes that run side by side
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_for(port: int, process: "subprocess.Popen[bytes]", seconds: float = 30) -> None:
    """Wait until somebody listens on a port."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(port)


class Server:
    """A program that listens on a port."""

    def __init__(self, command: list[str], folder: Path, port: int, **how: object) -> None:
        self.command, self.folder, self.port, self.how = command, folder, port, how
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it listens. What a killed one left behind (shared memory) goes away in a moment."""
        for _ in range(20):
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.how
            )
            try:
                wait_for(self.port, self.process)
            except RuntimeError:
                time.sleep(0.25)
            else:
                return
        raise RuntimeError(f"{self.command[0]} does not start")

    def tell(self, number: int) -> None:
        """Tell it something: STOP lets it accept connections and never answer, CONT lets it go on."""
        assert self.process is not None
        self.process.send_signal(number)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """End it, and wait until it is gone."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.send_signal(signal.SIGCONT)  # who was stopped hears nothing
            self.process.wait(30)
            self.process = None


@contextlib.contextmanager
def running(server: Server | None, needs: str) -> Iterator[Server]:
    """The server while it runs; a test that needs what is not installed is skipped."""
    if server is None:
        pytest.skip(f"needs {needs}")
    server.start()
    try:
        yield server
    finally:
        server.stop(signal.SIGINT)


@contextlib.contextmanager
def in_background(serve: Callable[[], None], close: Callable[[], None]) -> Iterator[None]:
    """A server of this process serves in a thread, and is closed afterwards."""
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield
    finally:
        close()
        thread.join(10)


def postgresql_bin() -> Path | None:
    """The folder of PostgreSQL's server programs."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return folders[-1] if folders else None


def postgresql_server(folder: Path) -> Server | None:
    """A PostgreSQL server with an empty database; None where it is not installed.

    Its signals: TERM waits for clients, INT is a fast shutdown, QUIT an immediate one.
    """
    programs = postgresql_bin()
    if programs is None:
        return None
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    if user is not None:
        for path in (folder, *list(folder.parents)[:3]):
            path.chmod(path.stat().st_mode | 0o055)
        os.chown(folder, user.pw_uid, user.pw_gid)
    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user is not None else {}
    data, port = folder / "data", free_port()
    initdb = [programs / "initdb", "-D", data, "-U", "hub", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **who)
    options = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}", "-c", "fsync=off"]
    return Server([str(programs / "postgres"), "-D", str(data), "-p", str(port), *options], folder, port, **who)


def redis_server(folder: Path) -> Server | None:
    """A Valkey or Redis server that keeps nothing; None where neither is installed."""
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    if program is None:
        return None
    port = free_port()
    quiet = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    return Server([program, "--port", str(port), *quiet], folder, port)
