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
PIECES = 2000
#: What one answer may ask: the same for a thousand pieces as for a hundred.
QUERIES = 6


def explained(folder: Path, pieces: int, database: str = "") -> dict:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
        "HUB_DATA_DIR": str(folder),
        "HUB_DATABASE_URL": database,
        "HUB_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.services.plans_path", str(pieces)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


def check(answer: dict) -> None:
    assert answer["wrong"] == {}, json.dumps(answer["wrong"], indent=1)
    assert max(answer["queries"].values()) <= QUERIES, answer["queries"]


def test_on_sqlite(tmp_path):
    large, small = explained(tmp_path / "large", PIECES), explained(tmp_path / "small", 100)
    check(large)
    assert large["queries"] == small["queries"]


@pytest.mark.postgresql
def test_on_postgresql(tmp_path, postgresql):
    check(explained(tmp_path, PIECES, postgresql))
