"""Every configuration that can be started here carries the main path, by environment alone."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.services.bucket import Bucket, bucket

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
    assert answer["found"] == 1  # what Wagtail leaves to the queue was done: the search knows the piece


def test_files_in_a_bucket(tmp_path):
    with bucket() as files:
        answer = run(tmp_path, **in_bucket(files))
        check(answer)
        assert stored(files)
        assert not list(tmp_path.glob("media/**/*.*"))


@pytest.mark.redis
@pytest.mark.postgresql
def test_all_at_scale(tmp_path, postgresql, redis):
    """PostgreSQL, tasks and cache on Valkey/Redis, files in a bucket: nothing of it on this machine's disk."""
    with bucket() as files:
        answer = run(
            tmp_path,
            HUB_DATABASE_URL=database_of(postgresql, "at_scale"),
            HUB_REDIS_URL=redis.removesuffix("/0") + "/1",
            HUB_TASKS="rq",
            **in_bucket(files),
        )
        check(answer)
        assert answer["vendor"] == "postgresql"
        assert answer["found"] == 1
        assert stored(files)
        assert not list(tmp_path.glob("media/**/*.*"))


def in_bucket(files: Bucket) -> dict[str, str]:
    """The environment of a hub that keeps its files in a bucket."""
    address = f"s3://key:secret@einklang/hub?endpoint={quote(files.url, safe='')}&region=eu-central-1"
    return {"HUB_STORAGE_URL": address}


def stored(files: Bucket) -> list[str]:
    """The bytes of variants in the bucket, each under its digest."""
    names = [name for name in files.objects if name.startswith("/einklang/hub/blobs/")]
    for name in names:
        assert hashlib.sha256(files.objects[name][0]).hexdigest() == name.rpartition("/")[2]
    return names


def database_of(server: str, name: str) -> str:
    """Another database of a server."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # a name of ours
    return f"{server.rpartition('/')[0]}/{name}"
