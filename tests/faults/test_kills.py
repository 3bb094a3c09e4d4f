"""Web and worker are killed while pieces are published: nothing acknowledged is lost, and everything agrees again.

`EINKLANG_KILLS` and `EINKLANG_SEED` make it longer, or repeat a run: `make soak` does both.
"""

import json
import os
import secrets
import sys
from pathlib import Path

import pytest

from tests.faults.kills import prove
from tests.services.servers import free_port, postgresql_server, running

KILLS = int(os.environ.get("EINKLANG_KILLS", "10"))
SEED = int(os.environ.get("EINKLANG_SEED", "0")) or secrets.randbelow(10**6)


def check(found: dict[str, object]) -> None:
    sys.stdout.write(f"seed {SEED}: {json.dumps(found)}\n")
    assert found["wrong"] == []
    assert found["failures"] == []
    assert all(found["acknowledged"].values())


@pytest.mark.slow
def test_on_sqlite(tmp_path: Path) -> None:
    check(prove(tmp_path, free_port(), kills=KILLS, seed=SEED))


@pytest.mark.slow
@pytest.mark.postgresql
def test_on_postgresql(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    server = postgresql_server(tmp_path_factory.mktemp("postgresql"))
    with running(server, "a PostgreSQL server: apt-get install postgresql") as up:
        url = f"postgresql://hub@127.0.0.1:{up.port}/postgres"
        check(prove(tmp_path, free_port(), kills=KILLS, seed=SEED, HUB_DATABASE_URL=url))
