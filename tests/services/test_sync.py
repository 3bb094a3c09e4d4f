"""Who only follows cursors ends with exactly what the hub shows, whatever four writers did at once.

Here 200 operations on each database; `python -m tests.soak sync` does 2,000 with a printed seed.
"""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def run(folder: Path, operations: int, seed: int, database: str = "") -> dict[str, Any]:
    """Run it in a process of its own, and check what must hold."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
        "HUB_DATA_DIR": str(folder),
        "HUB_DATABASE_URL": database,
        "HUB_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.services.sync_path", str(operations), str(seed)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=3600, check=False)
    assert done.returncode == 0, f"seed {seed}\n{done.stderr[-4000:]}"
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert answer["trouble"] == [], f"seed {seed}\n{answer['trouble'][0]}"
    assert (answer["wrong"], answer["unnumbered"], answer["failed"]) == ({}, 0, []), f"seed {seed}: {answer}"
    assert sum(answer["done"].values()) >= operations - 4
    assert answer["shown"] > 0
    return answer


def test_on_sqlite(tmp_path):
    assert run(tmp_path, 200, secrets.randbelow(10**6))["vendor"] == "sqlite"


@pytest.mark.postgresql
def test_on_postgresql(tmp_path, postgresql):
    assert run(tmp_path, 200, secrets.randbelow(10**6), postgresql)["vendor"] == "postgresql"
