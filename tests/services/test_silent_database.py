"""A PostgreSQL address where somebody accepts connections and never answers: soon an outage like any other."""

import threading

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from hub.accounts.outage import is_outage
from hub.settings import services
from hub.settings.environment import Environment
from tests.services.silent import silent

pytest.importorskip("psycopg")


def test_whoever_asks_hears_that_it_is_away(monkeypatch, tmp_path):
    monkeypatch.setattr(services, "POSTGRESQL_CONNECT_S", 2)
    heard: list[BaseException] = []

    def ask(address: str) -> None:
        env = Environment({"HUB_DATABASE_URL": address})
        entry = services.database(env, env.address("HUB_DATABASE_URL"), data_dir=tmp_path)
        connection = ConnectionHandler({"default": entry})["default"]
        try:
            with connection.wrap_database_errors:
                connection.connect()
        except OperationalError as error:
            heard.append(error)

    with silent() as server:
        asking = threading.Thread(target=ask, args=(f"postgresql://hub@127.0.0.1:{server.port}/hub",), daemon=True)
        asking.start()
        asking.join(60)
        assert not asking.is_alive(), "it waits and waits"
        assert server.calls >= 1
    assert is_outage(heard[0])
