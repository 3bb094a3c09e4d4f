"""The worker's clock: it ticks while the worker is busy, and no duty takes another along."""

import threading

import pytest
from django.core.management import call_command

from hub.variants.clock import Beat, attempt, tick
from hub.variants.signals import worker_tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticks():
    heard: list[str] = []
    receiver = lambda **_: heard.append(threading.current_thread().name)  # noqa: E731
    worker_tick.connect(receiver, weak=False)
    yield heard
    worker_tick.disconnect(receiver)


def test_a_burst_ticks_once_a_round(ticks):
    call_command("worker", burst=True)
    assert ticks


def test_a_receiver_that_raises_stops_no_other(ticks):
    def broken(**_kwargs):
        raise RuntimeError("out of paper")

    worker_tick.connect(broken)
    try:
        tick()
    finally:
        worker_tick.disconnect(broken)
    assert ticks


def test_a_duty_that_fails_is_done_again():
    calls: list[int] = []
    done = threading.Event()

    def duty() -> None:
        calls.append(1)
        if len(calls) == 3:
            done.set()
        raise RuntimeError("out of paper")

    beat = Beat("test", duty, seconds=0.001)
    beat.start()
    assert done.wait(10)
    beat.stop()
    beat.join(10)
    assert not beat.is_alive()


def test_what_fails_is_told_from_what_did_something():
    assert attempt(lambda: 0) is False
    assert attempt(lambda: True) is True
