"""The fence around a guarded job: it writes in its own folder, and reaches nobody, as far as the system has one."""

import os
import socket
import subprocess
from functools import partial

import pytest

from renderers.toolkit.isolation import JobRaisedError, fence, guarded
from tests.renderers import guarded_jobs as jobs

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


def run(job) -> bytes:
    return guarded(job, wall_s=20, memory_mb=256, output_mb=5)


def needs(version: int):
    missing = pytest.mark.skipif(fence.version() < version, reason=f"needs Landlock, version {version} (Linux)")
    return lambda test: pytest.mark.kernel(missing(test))


def test_at_home_a_job_does_as_it_likes():
    assert run(jobs.move_in_its_folder) == b"moved"
    assert run(partial(jobs.write_at, "/dev/null")) == b"written"


@needs(3)
@pytest.mark.parametrize("job", [jobs.write_at, jobs.delete_at])
def test_it_writes_and_deletes_nowhere_else(job, tmp_path):
    path = tmp_path / "victim.txt"
    path.write_text("alive")
    with pytest.raises(JobRaisedError, match="Permission denied"):
        run(partial(job, str(path)))
    assert path.read_text() == "alive"
    with pytest.raises(JobRaisedError):
        run(partial(job, str(tmp_path / "new.txt")))
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["victim.txt"]


@needs(3)
def test_nor_does_what_it_starts(tmp_path):
    with pytest.raises(JobRaisedError, match="non-zero exit status"):
        run(partial(jobs.let_another_write, str(tmp_path / "new.txt")))
    assert not list(tmp_path.iterdir())


@needs(4)
def test_it_calls_nobody_and_listens_to_nobody():
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(JobRaisedError, match="Permission denied"):
        run(partial(jobs.call, server.getsockname()[1]))
    with pytest.raises(JobRaisedError, match="Permission denied"):
        run(jobs.listen)


@needs(6)
def test_it_signals_nobody():
    with subprocess.Popen(["sleep", "600"]) as other:
        try:
            with pytest.raises(JobRaisedError, match="Operation not permitted"):
                run(partial(jobs.kill, other.pid))
            assert other.poll() is None
        finally:
            other.kill()


def test_without_it_a_job_runs_all_the_same(monkeypatch, tmp_path):
    monkeypatch.setattr(fence, "version", lambda: 0)
    pid = os.fork()
    if pid == 0:
        fence.put_up(tmp_path / "elsewhere")
        (tmp_path / "new.txt").write_text("x")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert (tmp_path / "new.txt").exists()
