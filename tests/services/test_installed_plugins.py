"""A channel and a rule that pip installs are found, served, linted and covered; a broken one is skipped and named."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts import packages
from tests.contracts.tree import Tree

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the sample package is installed in."""
    folder = tmp_path_factory.mktemp("wheel")
    target = folder / "site"
    packages.install(packages.build(folder), target)
    return target


def run(*arguments: str, site: Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the package on its path."""
    path = os.pathsep.join([str(cwd), str(site)])
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_the_command_lines_know_them(installed, tmp_path):
    assert "ticker" in run("-m", "renderers", "channels", site=installed).stdout
    piece = tmp_path / "piece.md"
    piece.write_text("---\ntitle: Laterne\n---\nMehr dazu in Kürze.\n", "utf-8")
    output = tmp_path / "out"
    done = run("-m", "renderers", "render", str(piece), "--channel", "ticker", "--output", str(output), site=installed)
    assert done.returncode == 0, done.stderr
    assert (output / "line.txt").read_text("utf-8") == "Laterne +++ Mehr dazu in Kürze."
    found = run("-m", "brand", "lint", str(output), "--format", "json", "--fail-on", "never", site=installed)
    assert "structure/empty-promise" in found.stdout, found.stderr


def test_the_hub_serves_and_judges_them(installed, tmp_path):
    done = run(
        "-m",
        "tests.services.plugin_path",
        site=installed,
        DJANGO_SETTINGS_MODULE="hub.settings.dev",
        HUB_DATA_DIR=str(tmp_path),
        HUB_LOG_LEVEL="WARNING",
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answer = json.loads(done.stdout.splitlines()[-1])
    assert "ticker" in answer["channels"]
    assert "ticker/line" in answer["modes"]
    assert "Mehr dazu in Kürze." in answer["text"]
    assert "structure/empty-promise" in answer["rules"]
    assert answer["guarded"] is True
    assert answer["checks"] == []


def test_the_suites_cover_them(installed, tmp_path):
    tree = Tree(tmp_path)
    for text in (ROOT / "tests/brand/clean").glob("*.txt"):
        tree.add(f"tests/brand/clean/{text.name}", text.read_text("utf-8"))
    pytest_ = ("-m", "pytest", "-q", "-p", "no:django", "-p", "no:cacheprovider")
    rule = run(*pytest_, "tests/contracts/test_every_rule.py", "-k", "empty-promise", site=installed, cwd=tree.folder)
    assert rule.returncode == 0, rule.stdout[-3000:]
    channel = run(
        *pytest_,
        "tests/contracts/test_every_renderer.py",
        "-k",
        "ticker and not golden",
        site=installed,
        cwd=tree.folder,
    )
    assert channel.returncode == 0, channel.stdout[-3000:]
    assert "passed" in channel.stdout


def test_a_broken_package_is_skipped_and_named(tmp_path):
    points = "[renderers.channels]\nbroken = einklang_sample.broken\nsms = einklang_sample.ticker\n"
    extra = {"einklang_sample/broken.py": "raise RuntimeError('out of paper')\n"}
    wheel = packages.build(tmp_path, extra=extra, entry_points=points)
    packages.install(wheel, tmp_path / "site")
    script = (
        "from renderers import registry; print([r.key for r in registry.all_renderers()]); "
        "print([(b.name, b.reason) for b in registry.broken_plugins()])"
    )
    done = run("-c", script, site=tmp_path / "site")
    assert "'sms'" in done.stdout
    assert "out of paper" in done.stdout
    checked = run(
        "manage.py",
        "check",
        site=tmp_path / "site",
        DJANGO_SETTINGS_MODULE="hub.settings.dev",
        HUB_DATA_DIR=str(tmp_path),
    )
    assert "out of paper" in checked.stderr + checked.stdout
