"""The sync feed under four concurrent writers: 2,000 operations on SQLite, and on PostgreSQL where it is installed."""

import signal
import tempfile
from pathlib import Path

from tests.services.servers import postgresql_server
from tests.services.test_sync import run

OPERATIONS = 2000


def prove(seed: int) -> int:
    """Run both; 1 where a client's copy was not what the hub shows."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        failed += _prove("SQLite", Path(folder) / "hub", seed, "")
        (Path(folder) / "postgresql").mkdir()
        server = postgresql_server(Path(folder) / "postgresql")
        if server is None:
            print("sync: PostgreSQL is not installed here", flush=True)
            return failed
        server.start()
        try:
            address = f"postgresql://hub@127.0.0.1:{server.port}/postgres"
            failed += _prove("PostgreSQL", Path(folder) / "hub-2", seed, address)
        finally:
            server.stop(signal.SIGINT)
    return failed


def _prove(name: str, folder: Path, seed: int, database: str) -> int:
    folder.mkdir()
    try:
        answer = run(folder, OPERATIONS, seed, database)
    except AssertionError as error:
        print(f"sync on {name}: {error}", flush=True)
        return 1
    print(f"sync on {name}: {answer['done']} in {answer['seconds']} s, nothing lost", flush=True)
    return 0
