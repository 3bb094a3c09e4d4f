"""The guarded child: whatever a job does, the caller gets bytes or a clear error, and nothing is left behind."""

import contextlib
import functools
import json
import os
import secrets
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from renderers.contract.errors import RendererError, RenderFailedError
from renderers.toolkit import isolation
from renderers.toolkit.isolation import (
    JobCrashedError,
    JobOutOfMemoryError,
    JobOutputTooLargeError,
    JobRaisedError,
    JobTimeoutError,
    guarded,
    launch,
)
from tests.renderers import guarded_jobs as jobs

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


def run(job, *, wall_s=20.0, memory_mb=256, output_mb=5):
    return guarded(job, wall_s=wall_s, memory_mb=memory_mb, output_mb=output_mb)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_an_answer_comes_back_as_it_is():
    assert run(jobs.answer) == b"done"
    assert run(partial(jobs.answer, b"")) == b""
    blob = bytes(range(256)) * 4096
    assert run(partial(jobs.answer, blob)) == blob


def test_a_job_starts_in_an_empty_folder_that_is_gone_afterwards(monkeypatch):
    monkeypatch.setenv("HUB_SECRET_KEY", "do-not-hand-down")
    seen = json.loads(run(jobs.surroundings))
    assert seen["folder"] == seen["temporary"]
    assert set(seen["files"]) == {"left-behind.txt", "stderr.txt"}
    assert not Path(seen["folder"]).exists()
    assert seen["secret"] == ""
    assert seen["zone"] == "UTC"
    assert not alive(seen["pid"])


def test_a_job_is_forked_from_one_thread_with_the_libraries_loaded():
    seen = json.loads(run(jobs.surroundings))
    assert seen["threads"] == 1, "a library started a thread when it was imported: no fork is safe then"
    assert seen["modules"] == ["PIL.Image", "pikepdf", "typst"]


def test_equal_hash_seed_whatever_the_caller_has():
    code = (
        "import json; from tests.renderers.test_isolation import *; print(json.loads(run(jobs.surroundings))['hash'])"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_an_exception_comes_back_with_its_words():
    with pytest.raises(JobRaisedError, match="„99 €“ is no number") as caught:
        run(jobs.fail)
    assert caught.value.error_type == "ValueError"
    assert isinstance(caught.value, RendererError)
    assert isinstance(caught.value, RenderFailedError)
    with pytest.raises(JobRaisedError, match="KeyError"):
        run(jobs.fail_without_words)
    with pytest.raises(JobRaisedError, match="must return bytes, not str"):
        run(jobs.words_not_bytes)
    with pytest.raises(JobRaisedError, match="bye"):
        run(jobs.leave_politely)


@pytest.mark.parametrize("job", [jobs.hang, jobs.sleep, jobs.ignore_signals_and_hang, jobs.nested_typst_loop])
def test_a_job_that_does_not_end_is_ended(job):
    run(jobs.answer)
    started = time.monotonic()
    with pytest.raises(JobTimeoutError, match=r"within 0\.5 seconds"):
        run(job, wall_s=0.5)
    assert time.monotonic() - started < 5


def test_memory_is_limited():
    assert run(partial(jobs.take_memory, 20), memory_mb=64) == str(20 << 20).encode()
    with pytest.raises(JobOutOfMemoryError, match="more than 64 MB"):
        run(partial(jobs.take_memory, 100), memory_mb=64)


def test_a_library_that_aborts_for_want_of_memory():
    with pytest.raises(JobOutOfMemoryError):
        run(jobs.abort)
    with pytest.raises((JobOutOfMemoryError, JobRaisedError, JobCrashedError)):
        run(jobs.greedy_typst)
    assert run(jobs.answer) == b"done"


def test_a_crash_is_named():
    with pytest.raises(JobCrashedError, match="SIGSEGV"):
        run(jobs.crash)
    with pytest.raises(JobCrashedError, match="exit code 0"):
        run(jobs.leave)
    with pytest.raises(JobCrashedError, match="exit code 7"):
        run(partial(jobs.leave, 7))


def test_files_are_limited():
    assert run(partial(jobs.write_file, 4)) == b"written"
    with pytest.raises(JobOutputTooLargeError, match="5 MB"):
        run(partial(jobs.write_file, 6))
    with pytest.raises(JobRaisedError, match="Too many open files"):
        run(partial(jobs.open_files, 100))


def test_a_huge_answer_is_refused():
    assert len(run(partial(jobs.huge, 5))) == 5 << 20
    with pytest.raises(JobOutputTooLargeError, match="more than 5 MB"):
        run(partial(jobs.huge, 6))


def sleepers(mark: str) -> list[int]:
    """The processes that sleep for just so long."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if entry.read_bytes() == f"sleep\0{mark}\0".encode():
                found.append(int(entry.parent.name))
    return [pid for pid in found if alive(pid)]


def seen(count: int, mark: str, *, seconds: float) -> bool:
    """Whether there are so many of them, after a while."""
    deadline = time.monotonic() + seconds
    while len(sleepers(mark)) != count and time.monotonic() < deadline:
        time.sleep(0.02)
    return len(sleepers(mark)) == count


@pytest.fixture
def mark():
    """Seconds that nobody else sleeps."""
    return f"600.{secrets.randbelow(10**9):09}"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="sees processes through /proc")
def test_the_whole_tree_dies_with_the_job(mark):
    assert run(partial(jobs.leave_children, mark)) == b"done"
    assert seen(0, mark, seconds=5)
    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(run, partial(jobs.leave_children_and_hang, mark), wall_s=5)
        assert seen(2, mark, seconds=10)
        with pytest.raises(JobTimeoutError):
            hanging.result()
    assert seen(0, mark, seconds=5)


def test_what_cannot_travel_is_refused_before_anything_starts():
    with pytest.raises(TypeError, match="module-level function"):
        run(lambda: b"")


def test_many_threads_at_once_get_each_its_own():
    with ThreadPoolExecutor(8) as pool:
        blobs = [bytes([n]) * (n * 1000 + 1) for n in range(40)]
        assert list(pool.map(lambda blob: run(partial(jobs.answer, blob)), blobs)) == blobs


def test_a_killed_nursery_is_replaced():
    run(jobs.answer)
    nursery = launch._State.nursery
    assert nursery is not None
    nursery.process.kill()
    nursery.process.wait()
    assert run(jobs.answer) == b"done"
    assert launch._State.nursery is not nursery


def test_a_forked_caller_gets_a_nursery_of_its_own():
    run(jobs.answer)
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(writing, run(partial(jobs.answer, b"forked")))
        finally:
            launch._stop()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        assert stream.read() == b"forked"
    os.waitpid(pid, 0)
    assert run(jobs.answer) == b"done"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="sees processes through /proc")
def test_when_the_caller_dies_everything_dies(mark):
    code = f"""
import threading, time
from functools import partial
from tests.renderers.test_isolation import jobs, launch, run
run(jobs.answer)
print(launch._State.nursery.process.pid, flush=True)
job = partial(jobs.leave_children_and_hang, {mark!r})
threading.Thread(target=run, args=(job,), daemon=True).start()
time.sleep(60)
"""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True) as caller:
        assert caller.stdout is not None
        nursery = int(caller.stdout.readline())
        assert seen(2, mark, seconds=15)
        caller.kill()
    assert seen(0, mark, seconds=10)
    deadline = time.monotonic() + 10
    while alive(nursery) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive(nursery)


def test_threads_of_the_caller_do_not_matter():
    stop = threading.Event()
    busy = [threading.Thread(target=lambda: [sum(range(1000)) for _ in iter(stop.is_set, True)]) for _ in range(3)]
    for thread in busy:
        thread.start()
    try:
        assert all(run(jobs.answer) == b"done" for _ in range(20))
    finally:
        stop.set()
        for thread in busy:
            thread.join()


def test_a_job_is_named_by_its_function():
    assert isolation.job_name(functools.partial(jobs.fail)) == "fail"
