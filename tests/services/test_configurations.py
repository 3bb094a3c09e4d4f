"""Every configuration that can be started here carries the main path, by environment alone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def run(tmp_path: Path, **environment: str) -> dict[str, Any]:
    """Run the main path in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.services.main_path"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
            "HUB_DATA_DIR": str(tmp_path),
            "HUB_LOG_LEVEL": "WARNING",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def check(answer: dict[str, Any]) -> None:
    """What must hold in every configuration."""
    assert answer["errors"] == []
    assert answer["states"] == ["done"]
    assert answer["waiting"] > 0
    assert answer["status"] == [200, 200, 304]
    assert "49,90" in answer["text"]


def test_embedded(tmp_path):
    answer = run(tmp_path, HUB_DATABASE_URL="")
    check(answer)
    assert answer["vendor"] == "sqlite"


@pytest.mark.postgresql
def test_postgresql(tmp_path, postgresql):
    answer = run(tmp_path, HUB_DATABASE_URL=postgresql)
    check(answer)
    assert answer["vendor"] == "postgresql"


@pytest.mark.redis
def test_redis_for_tasks_and_cache(tmp_path, redis):
    answer = run(tmp_path, HUB_REDIS_URL=redis, HUB_TASKS="rq")
    check(answer)
    assert answer["tasks"].endswith("RQBackend")
    assert "locmem" not in answer["cache"]
