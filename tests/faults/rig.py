"""A hub of processes of its own: set up, kept running, killed, and looked at from outside."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import requests

ROOT = Path(__file__).parents[2]


@dataclass
class Rig:
    """The hub's web and worker processes on one database, and what is kept of them."""

    folder: Path
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    pids: dict[str, int] = field(default_factory=dict)
    hatchery: "subprocess.Popen[str] | None" = None
    log: Path = Path("rig.log")

    def run(self, module: str, *words: str, timeout: float = 240) -> str:
        """Run a module in a process of its own; its last line."""
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        return done.stdout.splitlines()[-1] if done.stdout.strip() else ""

    def open(self) -> None:
        """Start the hatchery."""
        self.log = self.folder / "rig.log"
        self.hatchery = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.hatchery"],
            cwd=ROOT,
            env=self._environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log.open("w"),
            text=True,
        )

    def start(self, what: str) -> None:
        """Hatch a web server or a worker."""
        assert self.hatchery is not None
        assert self.hatchery.stdin is not None
        assert self.hatchery.stdout is not None
        self.hatchery.stdin.write(f"web {self.port}\n" if what == "web" else "worker\n")
        self.hatchery.stdin.flush()
        line = self.hatchery.stdout.readline()
        assert line, self.log.read_text()[-3000:]
        self.pids[what] = int(line)

    def kill(self, what: str) -> None:
        """SIGKILL: nothing is tidied up. Its port is free again once it is gone, which takes a moment."""
        pid, end = self.pids.pop(what), time.monotonic() + 30
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            while time.monotonic() < end:
                os.kill(pid, 0)
                time.sleep(0.001)
            raise TimeoutError(f"{what} does not die")

    def is_alive(self, what: str) -> bool:
        """Whether the process is still there."""
        try:
            os.kill(self.pids[what], 0)
        except (KeyError, ProcessLookupError):
            return False
        return True

    def url(self, path: str) -> str:
        """An address of the web server."""
        return f"http://127.0.0.1:{self.port}{path}"

    def wait(
        self, path: str = "/api/v1/openapi.json", *, status: int = 200, seconds: float = 30, **how: object
    ) -> None:
        """Wait until an address answers with a status."""
        end, last = time.monotonic() + seconds, ""
        while time.monotonic() < end:
            try:
                answer = requests.get(self.url(path), timeout=5, **how)
                if answer.status_code == status:
                    return
                last = f"{answer.status_code} {answer.text[:300]}"
            except requests.RequestException as error:
                last = str(error)
            time.sleep(0.05)
        raise TimeoutError(f"{path}: {last}\n{self.log.read_text()[-3000:]}")

    def close(self) -> None:
        """End everything this started."""
        for what in list(self.pids):
            self.kill(what)
        if self.hatchery is not None:
            assert self.hatchery.stdin is not None
            self.hatchery.stdin.close()
            try:
                self.hatchery.wait(10)
            except subprocess.TimeoutExpired:
                self.hatchery.kill()
                self.hatchery.wait()

    def _environment(self) -> dict[str, str]:
        ours = {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "HUB_DATA_DIR": str(self.folder),
            "HUB_LOG_LEVEL": "WARNING",
            "HUB_DATABASE_URL": "",
        }
        return {**os.environ, **ours, **self.environment}


@contextlib.contextmanager
def rig(folder: Path, port: int, **environment: str) -> Iterator[Rig]:
    """A rig that is closed in the end."""
    made = Rig(folder, port, environment)
    try:
        yield made
    finally:
        made.close()
