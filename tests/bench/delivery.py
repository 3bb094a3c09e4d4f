"""What a served variant costs: processor time of the server above a hello-world, and against Wagtail's API v2.

All behind granian with one worker, on SQLite, over kept-alive connections. `wagtail` is a scratch project beside ours.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.serving import ROOT, Server, cost, cost_once, granian

PIECES = 1000
MANAGE = [sys.executable, "manage.py"]


def delivery() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        _print(Path(folder))


def _print(folder: Path) -> None:
    environment = {
        "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
        "HUB_DATA_DIR": str(folder / "hub"),
        "HUB_API_RATE": "0",
        "HUB_LOG_LEVEL": "ERROR",
    }
    with granian("tests.bench.hello:application", environment={}) as server:
        floor = cost(server, [("/", {})], status=200)
    print(f"delivery  {'hello-world behind granian':<56} {floor:8.0f} us")
    prepared = _run("tests.bench.prepare", environment | {"BENCH_PIECES": str(PIECES)})
    token, *lines = prepared.split()
    ours = [line.split(",") for line in lines]
    plain = {"Authorization": f"Bearer {token}"}
    with granian("hub.wsgi:application", environment=environment) as server:
        one = [(ours[0][0], plain)]
        _row("stored part, one address", server, one, 200, floor)
        _row("the same, 304", server, [(ours[0][0], plain | {"If-None-Match": f'"{ours[0][1]}"'})], 304, floor)
        many = [(path, plain) for path, _key in ours]
        first = cost_once(server, many, status=200)
        _print_row(f"stored part, each of {PIECES} addresses for the first time", first, floor)
        taken = _row(f"stored part, {PIECES} addresses in turn", server, many, 200, floor)
        _row("the same, 304", server, [(p, plain | {"If-None-Match": f'"{key}"'}) for p, key in ours], 304, floor)
        _row("the same part the long way (Django)", server, [(f"{ours[0][0]}&version=1", plain)], 200, floor)
    peer = ROOT / "tests" / "bench" / "peers"
    scratch = {
        "DJANGO_SETTINGS_MODULE": "wagtail_v2",
        "BENCH_DATABASE": str(folder / "v2.sqlite3"),
        "PYTHONPATH": str(peer),
    }
    page = _run("wagtail_v2_prepare", scratch).strip()
    with granian("wagtail_v2:application", environment=scratch) as server:
        theirs = _row("Wagtail API v2, page detail", server, [(page, {})], 200, floor)
    print(f"delivery  a stored part is served {theirs / taken:.1f} times as often as Wagtail's API v2 a page (goal: 8)")


def _row(label: str, server: Server, asked: list[tuple[str, dict[str, str]]], status: int, floor: float) -> float:
    taken = cost(server, asked, status=status)
    _print_row(label, taken, floor)
    return taken


def _print_row(label: str, taken: float, floor: float) -> None:
    above = f"{taken - floor:+8.0f} us above the floor"
    print(f"delivery  {label:<56} {taken:8.0f} us   {above}   {1e6 / taken:7.0f} /s and core")


def _run(module: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", module]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout
