"""A PostgreSQL that takes too long, and one that hangs in the middle of a statement: no request waits for ever."""

import os
import signal
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.faults.rig import Rig, rig
from tests.services.servers import free_port, postgresql_server, running

psycopg = pytest.importorskip("psycopg")

MESSAGE = "/api/v1/pieces/nordlicht:laterne-0/variants/sms/message/message.txt"
#: By the short way, by Django, for people.
READ = (MESSAGE, "/api/v1/pieces", "/brand/nordlicht/")
#: Who asks for a request. (The ledger, too, waits: to commit, for which PostgreSQL has no bound.)
WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'SELECT %'"
TABLES = "LOCK TABLE content_piece, variants_slot, accounts_brand"


@pytest.mark.slow
@pytest.mark.postgresql
def test_requests_do_not_wait_for_ever(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    server = postgresql_server(tmp_path_factory.mktemp("postgresql"))
    with running(server, "a PostgreSQL server: apt-get install postgresql") as up:
        url = f"postgresql://hub@127.0.0.1:{up.port}/postgres"
        with rig(tmp_path, free_port(), HUB_DATABASE_URL=url, HUB_DATABASE_SECONDS="1") as hub:
            token = hub.run("tests.faults.world", "1")
            hub.open()
            hub.start("web")
            headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
            hub.wait(MESSAGE, headers=headers)
            with psycopg.connect(url) as holder, psycopg.connect(url, autocommit=True) as watching:
                holder.execute(TABLES)
                for path in READ:
                    refused(hub, path, requests.get(hub.url(path), headers=headers, timeout=60))
                hangs(hub, headers, watching)
                holder.rollback()
            for path in READ:
                assert requests.get(hub.url(path), headers=headers, timeout=60).status_code == 200, path
            published = requests.post(hub.url("/test/publish/laterne-0/1"), timeout=60)
            assert published.status_code == 200, hub.log.read_text()[-3000:]


def hangs(hub: Rig, headers: dict[str, str], watching: Any) -> None:
    """Its process in the server is stopped while it waits: it cannot keep its own time, and says nothing."""
    with ThreadPoolExecutor() as pool:
        for path in READ[:2]:
            for _ in range(30):  # until it is stopped in time
                for _ in range(3000):  # whoever waited before is told to go
                    if not watching.execute(WAITING).fetchall():
                        break
                    time.sleep(0.02)
                asking = pool.submit(requests.get, hub.url(path), headers=headers, timeout=120)
                pid = stopped(watching, asking)
                answer = asking.result()
                if pid:
                    os.kill(pid, signal.SIGCONT)
                    break
            refused(hub, path, answer)
            assert pid
            assert hub.log.read_text().count(f"{path}: database: PostgreSQL did not answer within 6 seconds") == 1


def stopped(watching: Any, asking: "Future[requests.Response]") -> int:
    """The process of whoever waits for the lock, which has been stopped; 0 if it was over too soon."""
    while not asking.done():
        for (pid,) in watching.execute(WAITING).fetchall():
            with suppress(ProcessLookupError):  # it was over just then
                os.kill(pid, signal.SIGSTOP)
                if pid in {found for (found,) in watching.execute(WAITING).fetchall()}:
                    return int(pid)
                os.kill(pid, signal.SIGCONT)
    return 0


def refused(hub: Rig, path: str, answer: requests.Response) -> None:
    """It says that it took too long, and when to come again."""
    assert answer.status_code == 503, (path, hub.log.read_text()[-3000:])
    assert answer.headers["Retry-After"] == "5"
    if path.startswith("/api/"):
        problem = answer.json()
        assert problem["type"] == "urn:einklang:problem:unavailable"
        assert problem["detail"] == "The hub's database did not answer in time. Try again soon."
    else:
        assert "did not answer in time" in answer.text.replace("&#x27;", "'")


def test_the_worker_and_commands_wait_as_long_as_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the application for the web bounds its statements; an address may say otherwise."""
    from django.conf import settings
    from django.db import connections

    from hub.accounts.patience import bound_requests

    address = {"ENGINE": "hub.settings.postgresql", "OPTIONS": {"options": "-c statement_timeout=60000"}}
    monkeypatch.setitem(connections.settings, "default", address)
    monkeypatch.setattr(settings, "HUB_DATABASE_SECONDS", 0)
    bound_requests()
    assert address["OPTIONS"] == {"options": "-c statement_timeout=60000"}
    monkeypatch.setattr(settings, "HUB_DATABASE_SECONDS", 7)
    bound_requests()
    assert address["OPTIONS"] == {
        "options": "-c statement_timeout=7000 -c statement_timeout=60000",  # the last one holds
        "answer_within": 12,
    }
