"""Who has failed is left alone for a while; then one asks again."""

import pytest

from hub.accounts import breaker
from hub.accounts.breaker import Breaker, breaker_of


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(breaker.time, "monotonic", lambda: now[0])
    return now


def test_all_pass_while_it_works(clock):
    one = Breaker()
    assert [one.lets_pass() for _ in range(3)] == [True] * 3


def test_nobody_passes_after_a_failure_until_one_may_try_again(clock):
    one = Breaker()
    one.failed()
    assert not one.lets_pass()
    clock[0] += Breaker.REST
    assert [one.lets_pass() for _ in range(3)] == [True, False, False]
    one.failed()
    clock[0] += Breaker.REST
    assert one.lets_pass()
    clock[0] += Breaker.PATIENCE
    assert [one.lets_pass() for _ in range(2)] == [True, False]  # nobody heard of who tried before
    one.worked()
    assert [one.lets_pass() for _ in range(3)] == [True] * 3


def test_those_who_talk_to_the_same_server_share_one():
    assert breaker_of("redis://a/0") is breaker_of("redis://a/0")
    assert breaker_of("redis://a/0") is not breaker_of("redis://b/0")
