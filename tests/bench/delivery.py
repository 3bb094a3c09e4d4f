"""What a served variant costs: processor time of the server above a hello-world, and against Wagtail's APIs v2 and v3.

All behind granian with one worker, over kept-alive connections, measured by turns. The hub runs with the settings of
production, behind a proxy that speaks https, its quota counted and its ledger written; `wagtail` is a scratch project
beside it. `BENCH_ROUNDS` says how many rounds.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.serving import ROOT, Row, granian, instructions, measure, quarters

#: Addresses that are asked in turn, and how many are new in each round.
PIECES, FRESH = 1000, 100
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))
PEERS = ROOT / "tests" / "bench" / "peers"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "hub.settings.production",
    "HUB_SECRET_KEY": "bench" * 10,
    "HUB_HOSTS": "127.0.0.1",
    "HUB_TRUST_PROXY": "1",
    "HUB_API_RATE": "1000000000",
    "HUB_LOG_LEVEL": "ERROR",
}


def delivery() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        hello = stack.enter_context(granian("tests.bench.hello:application"))
        floor = Row("hello-world behind granian", hello, [("/", {})])
        ours = _hub(stack, {**PRODUCTION, "HUB_DATA_DIR": str(folder / "hub")}, "SQLite")
        theirs = _wagtail(stack, folder)
        beside = []
        if address := stack.enter_context(_postgresql(folder)):
            environment = {**PRODUCTION, "HUB_DATA_DIR": str(folder / "pg"), "HUB_DATABASE_URL": address}
            beside = _hub(stack, environment, "PostgreSQL")
        rows = [floor, *ours, *theirs, *beside]
        measure(rows, rounds=ROUNDS, requests=PIECES)
        counted = [instructions(row, requests=5 * PIECES) for row in rows]
    for row, count in zip(rows, counted, strict=True):
        _print(row, floor, count)
    steps = {id(row): count for row, count in zip(rows, counted, strict=True)}
    taken = next(row for row in ours if row.label.startswith(f"stored part, {PIECES}"))
    for row in theirs:
        ratio = f"1/{row.cost / taken.cost:.1f} of"
        if (own := steps[id(taken)]) and (other := steps[id(row)]):
            ratio += f" (1/{other / own:.1f} in instructions)"
        print(f"delivery  a stored part costs {ratio}: {row.label} (goal: 1/8 of v2)")


def _hub(stack: ExitStack, environment: dict[str, str], kind: str) -> list[Row]:
    fresh = FRESH * ROUNDS
    token, *lines = _run("tests.bench.prepare", environment | {"BENCH_PIECES": str(PIECES + fresh)}).split()
    known = [line.split(",") for line in lines]
    sent = {"Authorization": f"Bearer {token}", "X-Forwarded-Proto": "https"}
    server = stack.enter_context(granian("hub.wsgi:application", environment=environment))
    plain = [(path, sent) for path, _key in known]
    checked = [(path, sent | {"If-None-Match": f'"{key}"'}) for path, key in known]
    keys = [(f"/api/v1/variants/{key}/message.txt", sent) for _path, key in known[:PIECES]]
    return [
        Row(f"stored part, one address, {kind}", server, plain[:1]),
        Row("the same, 304", server, checked[:1], status=304),
        Row(f"stored part, {PIECES} addresses in turn, {kind}", server, plain[:PIECES]),
        Row("the same, 304", server, checked[:PIECES], status=304),
        Row(f"stored part by its render key, {PIECES} in turn, {kind}", server, keys),
        Row(f"stored part, asked for the first time, {kind}", server, plain[PIECES:], once=FRESH),
        Row(f"the same part the long way (Django), {kind}", server, [(f"{plain[0][0]}&version=1", sent)]),
    ]


def _wagtail(stack: ExitStack, folder: Path) -> list[Row]:
    environment = {
        "DJANGO_SETTINGS_MODULE": "wagtail_api",
        "BENCH_DATABASE": str(folder / "wagtail.sqlite3"),
        "PYTHONPATH": str(PEERS),
    }
    page, token = _run("wagtail_api_prepare", environment).split()
    server = stack.enter_context(granian("wagtail_api:application", environment=environment))
    sent = {"Authorization": f"Bearer {token}"}
    return [
        Row("Wagtail API v2, page detail, public", server, [(f"/api/v2/pages/{page}/", {})]),
        Row("Wagtail API v3, page detail, public", server, [(f"/api/v3/pages/{page}/", {})]),
        Row("Wagtail API v3, page detail, with a token", server, [(f"/api/v3/pages/{page}/", sent)]),
    ]


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    """The address of a private PostgreSQL; empty where none is installed."""
    from tests.services.servers import postgresql_server

    home = folder / "postgresql"
    home.mkdir()
    server = postgresql_server(home)
    if server is None:
        print("delivery  PostgreSQL is not installed: its rows are left out")
        yield ""
        return
    server.start()
    try:
        yield f"postgresql://hub@127.0.0.1:{server.port}/postgres"
    finally:
        server.stop()


def _print(row: Row, floor: Row, count: float | None) -> None:
    low, middle, high = quarters(row.above(floor))
    above = f"{middle:+8.0f} us above the floor ({low:+.0f} to {high:+.0f})"
    rate = f"{1e6 / row.cost:7.0f} /s and core"
    rate += f"   {count:7.0f} k instructions" if count is not None else ""
    print(f"delivery  {row.label:<58} {row.cost:8.0f} us   {above}   {rate}")


def _run(module: str, environment: dict[str, str]) -> str:
    command: Sequence[str] = [sys.executable, "-m", module]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout
