"""The database restarted under load, the cache and queue server stopped: what is answered meanwhile, and afterwards."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from tests.faults.rig import Rig, rig
from tests.services.servers import Server, free_port, postgresql_server, redis_server, running

MESSAGE = "/api/v1/pieces/nordlicht:laterne-0/variants/sms/message/message.txt"


@dataclass
class Reader(threading.Thread):
    """Reads one address again and again, and remembers what was answered."""

    hub: Rig
    path: str
    token: str = ""
    method: str = "GET"
    stopped: threading.Event = field(default_factory=threading.Event)
    answers: list[tuple[int, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        """Read until told to stop."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        number = 1
        with requests.Session() as session:
            while not self.stopped.is_set():
                number += 7  # every seventh is taken back first
                url = self.hub.url(self.path.format(number=number))
                answer = session.request(self.method, url, headers=headers, timeout=60, allow_redirects=False)
                kind = answer.headers.get("Content-Type", "")
                self.answers.append((answer.status_code, answer.headers.get("Retry-After", ""), kind))
                time.sleep(0.01)

    @property
    def statuses(self) -> set[int]:
        """All that was ever answered."""
        return {status for status, _, _ in self.answers}


@contextmanager
def crowd(*readers: Reader) -> Iterator[None]:
    """The readers read meanwhile."""
    for reader in readers:
        reader.start()
    try:
        yield
    finally:
        for reader in readers:
            reader.stopped.set()
        for reader in readers:
            reader.join(60)


@pytest.mark.slow
@pytest.mark.postgresql
def test_postgresql_restarted_under_load(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    server = postgresql_server(tmp_path_factory.mktemp("postgresql"))
    with running(server, "a PostgreSQL server: apt-get install postgresql") as up:
        url = f"postgresql://hub@127.0.0.1:{up.port}/postgres"
        with rig(tmp_path, free_port(), HUB_DATABASE_URL=url) as hub:
            _restart_under_load(hub, up)


def _restart_under_load(hub: Rig, server: Server) -> None:
    token = hub.run("tests.faults.world", "1")
    hub.open()
    hub.start("web")
    hub.start("worker")
    hub.wait(MESSAGE, headers={"Authorization": f"Bearer {token}"})
    readers = [
        Reader(hub, MESSAGE, token),
        Reader(hub, "/api/v1/pieces", token),
        Reader(hub, "/admin/login/"),
        Reader(hub, "/brand/nordlicht/"),
        Reader(hub, "/test/publish/laterne-0/{number}", method="POST"),
    ]
    with crowd(*readers):
        for number in (signal.SIGINT, signal.SIGQUIT):
            time.sleep(0.7)
            server.stop(number)
            time.sleep(0.7)
            server.start()
        time.sleep(2.5)
        for reader in readers:
            reader.answers.append((0, "", ""))  # from here on everything is as before
        time.sleep(1)
    refused = [answer for reader in readers for answer in reader.answers if answer[0] == 503]
    assert refused
    for reader in readers:
        assert reader.statuses <= {0, 200, 302, 503}, (reader.path, reader.statuses, hub.log.read_text()[-3000:])
        mark = reader.answers.index((0, "", ""))
        assert {status for status, _, _ in reader.answers[mark + 1 :]} <= {200, 302}, reader.path
        assert reader.answers[mark + 1 :], reader.path
    assert {retry for _, retry, _ in refused} == {"5"}
    assert {kind.partition(";")[0] for _, _, kind in refused} == {"application/problem+json", "text/html"}
    assert hub.is_alive("worker")
    assert hub.is_alive("web")


@pytest.mark.slow
@pytest.mark.redis
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP], ids=["gone", "silent"])
def test_redis_away(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, number: int) -> None:
    """It is killed, or it accepts connections and never answers."""
    server = redis_server(tmp_path_factory.mktemp("redis"))
    with running(server, "a Valkey or Redis server: apt-get install redis-server") as up:
        redis = f"redis://127.0.0.1:{up.port}/0"
        with rig(tmp_path, free_port(), HUB_REDIS_URL=redis, HUB_TASKS="rq") as hub:
            _go_on_without(hub, up, number)


def _go_on_without(hub: Rig, server: Server, number: int) -> None:
    token = hub.run("tests.faults.world", "1")
    hub.open()
    hub.start("web")
    hub.start("worker")
    headers = {"Authorization": f"Bearer {token}"}
    hub.wait(MESSAGE, headers=headers)
    readers = [
        Reader(hub, MESSAGE, token),
        Reader(hub, "/api/v1/pieces", token),
        Reader(hub, "/admin/login/"),
        Reader(hub, "/brand/nordlicht/"),
    ]
    with crowd(*readers):
        time.sleep(0.5)
        marks = [len(reader.answers) for reader in readers]
        if number == signal.SIGSTOP:
            server.tell(number)
        else:
            server.stop(number)
        published = requests.post(hub.url("/test/publish/laterne-0/1"), timeout=60)
        time.sleep(1)
        assert published.status_code == 200, hub.log.read_text()[-6000:]
        _wait_for_text(hub, headers, "Fassung 1")  # the worker found the row without being woken
        for reader, mark in zip(readers, marks, strict=True):
            assert len(reader.answers) > mark + 10, f"{reader.path} stood still"
        if number == signal.SIGSTOP:
            server.tell(signal.SIGCONT)
        else:
            server.start()
        assert requests.post(hub.url("/test/publish/laterne-0/2"), timeout=60).status_code == 200
        _wait_for_text(hub, headers, "Fassung 2")
    for reader in readers:
        assert reader.statuses <= {200, 302}, (reader.path, reader.statuses, hub.log.read_text()[-3000:])
    assert hub.is_alive("worker")


def _wait_for_text(hub: Rig, headers: dict[str, str], text: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if text in requests.get(hub.url(MESSAGE), headers=headers, timeout=60).text:
            return
        time.sleep(0.1)
    raise AssertionError(hub.log.read_text()[-3000:])
