"""No reader of the API walks through a large table or sorts it, on SQLite and on PostgreSQL, at some thousand rows.

`make bench` shows what it costs at 100,000.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: In the small library a page is full already, and so is what is near it: what more pieces cost is theirs.
SMALL, LARGE = (1100, 20_000) if os.environ.get("EINKLANG_FULL") else (1100, 3000)
#: PostgreSQL rightly reads smaller tables from end to end, to find the fifty rows of a page.
ENOUGH = 6000
#: What one answer may ask, however many pieces there are. Publishing is more than an answer.
QUERIES = 10
NO_ANSWER = {"publishing"}
#: What an answer may cost in the large library, of what it costs in the small one: in steps of SQLite's machine, which
#: are the same everywhere. (A plan is not enough: SQLite chooses another one for parameters than `EXPLAIN` is told.)
GROWTH, ROUNDING = 1.5, 1000
#: These go through one campaign, and campaigns are larger in the large library: up to a page, and what is near.
BY_CAMPAIGN = {"pieces of a campaign", "variants of a campaign"}
#: These go through a fixed number of rows, which the small library has not: change rows, and what is near.
LOOKS = {"sync of a campaign", "sync, few in a channel", "pieces, few of a brand"} | {
    "variants, for three brands",
    "variants, later page, for three brands",
}
MOST_STEPS = 60_000


def explained(folder: Path, pieces: int, database: str = "") -> dict:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
        "HUB_DATA_DIR": str(folder),
        "HUB_DATABASE_URL": database,
        "HUB_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.services.plans_path", str(pieces)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


def check(answer: dict) -> None:
    for state, found in answer["states"].items():
        assert found["wrong"] == {}, (state, json.dumps(found["wrong"], indent=1))
        asked = {label: count for label, count in found["queries"].items() if label not in NO_ANSWER | LOOKS}
        assert max(asked.values()) <= QUERIES, (state, asked)


def test_on_sqlite(tmp_path):
    large, small = explained(tmp_path / "large", LARGE), explained(tmp_path / "small", SMALL)
    check(large)
    assert set(large["states"]) == set(small["states"]) == {"before", "none", "now"}
    few, many = small["states"]["now"]["steps"], large["states"]["now"]["steps"]
    assert min(few["pieces"], few["variants"]) > ROUNDING, "steps are not counted"
    grown = {
        label: (few[label], steps)
        for label, steps in many.items()
        if label not in BY_CAMPAIGN | LOOKS and steps > GROWTH * few[label] + ROUNDING
    }
    assert grown == {}
    # Without statistics plans hold, too, but what a brand has is sorted: until the worker's upkeep has counted.
    for state in ("before", "now"):
        steps = large["states"][state]["steps"]
        assert max(steps.values()) < MOST_STEPS, (state, steps)


@pytest.mark.postgresql
def test_on_postgresql(tmp_path, postgresql):
    check(explained(tmp_path, ENOUGH, postgresql))
