"""Private servers for the tests, stopped after the last one."""

import shutil
from collections.abc import Iterator

import pytest

from tests.services.servers import postgresql_server, redis_server, running


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a private PostgreSQL server."""
    server = postgresql_server(tmp_path_factory.mktemp("postgresql"))
    with running(server, "a PostgreSQL server: apt-get install postgresql") as up:
        yield f"postgresql://hub@127.0.0.1:{up.port}/postgres"


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a private Valkey or Redis server."""
    server = redis_server(tmp_path_factory.mktemp("redis"))
    with running(server, "a Valkey or Redis server: apt-get install redis-server") as up:
        yield f"redis://127.0.0.1:{up.port}/0"


@pytest.fixture(scope="session")
def ghostscript() -> str:
    """The Ghostscript program."""
    program = shutil.which("gs")
    if program is None:
        pytest.skip("needs Ghostscript: apt-get install ghostscript")
    return program
