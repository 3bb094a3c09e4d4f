"""How often a token may ask: told in every answer, refused with the seconds to wait, and never a reason to be down."""

import pytest
from django.core.cache.backends.locmem import LocMemCache

from hub.accounts.principal import Scope
from hub.api import quota
from tests.hub.api.conftest import problem

pytestmark = pytest.mark.django_db

SHARED = {"default": {"BACKEND": "hub.settings.cache.PatientRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}


@pytest.fixture
def three(settings):
    settings.HUB_API_RATE = 3


def test_answers_tell_what_is_left(caller, three):
    left = []
    for _ in range(3):
        answer = caller.get("/brands")
        assert answer.status_code == 200
        assert answer["RateLimit-Policy"] == '"minute";q=3;w=60'
        left.append(answer["RateLimit"].split(";")[1])
    assert left == ["r=2", "r=1", "r=0"]
    answer = caller.get("/brands")
    problem(answer, 429, "too-many-requests")
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert answer["RateLimit"].startswith('"minute";r=0;t=')


def test_tokens_have_quotas_of_their_own_and_minutes_pass(brand, caller_for, three, monkeypatch):
    one, other = caller_for(brand), caller_for(brand)
    for _ in range(4):
        one.get("/brands")
    assert one.get("/brands").status_code == 429
    assert other.get("/brands").status_code == 200
    later = quota.time.time() + 60
    monkeypatch.setattr(quota.time, "time", lambda: later)
    assert one.get("/brands").status_code == 200


def test_renders_and_checks_cost_ten(brand, caller_for, settings):
    settings.HUB_API_RATE = 15
    caller = caller_for(brand, scopes=[Scope.LINT])
    assert caller.post("/lint", {"brand": "nordlicht", "text": "Licht"})["RateLimit"].split(";")[1] == "r=5"


def test_strangers_are_told_nothing(client, three):
    assert "RateLimit" not in client.get("/api/v1/brands")


def test_no_limit(caller, settings):
    settings.HUB_API_RATE = 0
    answer = caller.get("/brands")
    assert answer.status_code == 200
    assert "RateLimit" not in answer


def test_a_cache_that_is_away_stops_nobody(caller, settings, monkeypatch):
    settings.HUB_API_RATE = 3
    settings.CACHES = SHARED
    monkeypatch.setattr(quota, "TELL", 0.0)
    assert [caller.get("/brands").status_code for _ in range(4)][:3] == [200, 200, 200]


def test_processes_count_together(caller, settings, monkeypatch):
    """The shared cache holds what the others counted."""
    settings.HUB_API_RATE = 100
    settings.CACHES = SHARED
    shared = LocMemCache("quota", {})
    monkeypatch.setattr(quota, "caches", {"default": shared})
    monkeypatch.setattr(quota, "TELL", 0.0)
    caller.get("/brands")
    key = next(iter(shared._cache)).split(":", 2)[2]
    shared.incr(key, 90)
    caller.get("/brands")
    assert caller.get("/brands")["RateLimit"].split(";")[1] == "r=7"
