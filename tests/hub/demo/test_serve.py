"""`manage.py serve`: one command, two children, a way in; Ctrl-C ends both."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

ROOT = Path(__file__).resolve().parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_port_that_is_taken_is_named(db):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match="--port") as refused:
            call_command("serve", port=other.getsockname()[1])
    assert refused.value.returncode == 2


def wait_for(words: str, log: Path, process: subprocess.Popen, seconds: float = 240) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        said = log.read_text("utf-8")
        if words in said:
            return said
        assert process.poll() is None, said
        time.sleep(0.3)
    raise AssertionError(log.read_text("utf-8"))


@pytest.mark.slow
def test_it_serves_and_stops(tmp_path):
    port, log = free_port(), tmp_path / "log.txt"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_"))}
    environment |= {"HUB_DATA_DIR": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"}
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        said = wait_for("Ctrl-C", log, process)
        assert re.search(r"Sign in as:\s+admin / \S+", said)
        token, url = re.search(r"Bearer (ein_\w+)' (\S+)", said).groups()
        answer = b""
        for _ in range(200):  # the worker may be rendering it
            request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
            try:
                with urllib.request.urlopen(request, timeout=30) as response:
                    answer = response.read()
                    break
            except urllib.error.HTTPError:
                time.sleep(1)
        assert answer
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert "Stopping" in log.read_text("utf-8")
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
    finally:
        if process.poll() is None:
            process.kill()
