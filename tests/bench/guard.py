"""What the guarded child costs, in wall-clock time, since the work is another process's: alone, and around a flyer."""

import os
import statistics
import time
from collections.abc import Callable
from unittest import mock

from renderers.toolkit.isolation import child, guarded
from tests.bench.renders import _render

ROUNDS = 9


def nothing() -> bytes:
    """The smallest job."""
    return b""


def guard() -> None:
    """Print each case with its ratio to the one it is compared with."""
    fork, empty = _median(_fork), _median(lambda: guarded(nothing, wall_s=5, memory_mb=64))
    _say("a fork that ends at once", fork, fork)
    _say("an empty job in the guarded child", empty, fork)
    flyer = _render("print", "a5-flyer")
    here = _median(lambda: _in_this_process(flyer))
    there = _median(flyer)
    _say("A5 flyer and its proof, set in this process", here, here)
    _say("A5 flyer and its proof, guarded", there, here)


def _fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _in_this_process(work: Callable[[], object]) -> None:
    def unguarded(job: Callable[[], bytes], **_limits: object) -> bytes:
        return child.run_here(job)

    with (
        mock.patch("renderers.toolkit.typesetting.guarded", unguarded),
        mock.patch("renderers.channels.print.proof.guarded", unguarded),
    ):
        work()


def _median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def _say(label: str, taken: float, floor: float) -> None:
    print(f"{'guard':<8} {label:<46} {taken:9.2f} ms   {taken / floor:6.2f} x")
