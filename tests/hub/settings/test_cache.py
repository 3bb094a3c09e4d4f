"""Without its server the shared cache is slow, not broken."""

import pytest

from hub.accounts.breaker import Breaker
from hub.settings.cache import PatientRedisCache
from tests.services.silent import silent


@pytest.fixture
def orphan():
    # Nobody listens on port 1.
    return PatientRedisCache("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 0.2}})


def test_every_answer_is_that_of_an_empty_cache(orphan, caplog):
    PatientRedisCache._warned_at = float("-inf")
    assert orphan.get("a", "otherwise") == "otherwise"
    orphan.set("a", 1)
    assert orphan.add("a", 1) is True
    assert orphan.get_many(["a", "b"]) == {}
    assert orphan.set_many({"a": 1}) == ["a"]
    assert orphan.has_key("a") is False
    assert orphan.incr("a", 3) == 3
    assert orphan.touch("a") is False
    assert orphan.delete("a") is False
    assert orphan.get_or_set("a", lambda: 5) == 5
    orphan.delete_many(["a"])
    orphan.clear()
    assert len([record for record in caplog.records if "does not answer" in record.message]) == 1


def test_a_server_that_never_answers_is_asked_once_and_not_by_everybody(monkeypatch):
    monkeypatch.setattr(Breaker, "REST", 3600.0)
    with silent() as server:
        address = f"redis://127.0.0.1:{server.port}/0"
        cache = PatientRedisCache(address, {"OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.2}})
        for _ in range(50):
            assert cache.get("a", "otherwise") == "otherwise"
            cache.set("a", 1)
        assert server.calls <= 1
