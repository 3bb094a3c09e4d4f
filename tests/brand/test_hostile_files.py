"""Files made to hurt: each ends in findings or a clear error, in a child process with bounds on memory and time.

The guards are generous and only there so that a file that never ends fails instead of hanging. `make soak` runs all of
them and prints the slowest; elsewhere it is every fourth.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.brand.hostile import FILES, HostileFile
from tests.size import FULL

ROOT = Path(__file__).parents[2]
#: Bytes of address space and seconds of processor time; a file of this size that is no bomb needs a tenth of them.
MEMORY = 2 << 30
SECONDS = 60


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def linted(file: Path) -> subprocess.CompletedProcess[str]:
    """The command line over one file, bounded."""
    command = [sys.executable, "-m", "brand", "lint", str(file), "--format", "json", "--language", "en"]
    return subprocess.run(
        [*command, "--fail-on", "never"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=10 * SECONDS,
        preexec_fn=_bounded,
        check=False,
    )


@pytest.mark.parametrize("hostile", FILES if FULL else FILES[::4], ids=lambda one: one.name)
def test_hostile_file(hostile: HostileFile, tmp_path: Path) -> None:
    file = tmp_path / hostile.name
    file.write_bytes(hostile.make())
    done = linted(file)
    assert "Traceback" not in done.stderr
    report = json.loads(done.stdout)
    if not hostile.refused:
        assert (done.returncode, report["troubles"]) == (0, [])
        assert not [one for one in report["findings"] if one["rule"] == "structure/broken-rule"]
        return
    assert done.returncode == 2
    (trouble,) = report["troubles"]
    assert trouble["file"] == file.as_posix()
    assert hostile.refused in trouble["message"]
