"""The cores run where Django, Wagtail and the hub cannot be imported at all."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

#: Refuses every import of the shell's libraries, then runs what follows.
BLOCKER = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "wagtail", "ninja", "hub", "modelcluster", "taggit", "treebeard"}:
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Blocker())
"""
EVERY_MODULE = """
import importlib, pkgutil
import renderers, brand
seen = []
for package in (renderers, brand):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
        seen.append(module.name)
assert len(seen) > 100, seen
"""


def run(code, *arguments, cwd=ROOT):
    command = [sys.executable, "-c", BLOCKER + code, *map(str, arguments)]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(command, cwd=cwd, env=environment, check=False, capture_output=True, text=True, timeout=300)


def test_the_blocker_blocks():
    assert "django is blocked" in run("import django").stderr


def test_every_module_of_the_cores_can_be_imported():
    made = run(EVERY_MODULE)
    assert made.returncode == 0, made.stderr


def test_a_piece_is_rendered_and_judged(tmp_path):
    (tmp_path / "x.md").write_text("# Herbst\n\nEin Absatz.", encoding="utf-8")
    code = "from renderers.cli import main\nsys.exit(main(sys.argv[1:]))"
    made = run(code, "render", "x.md", "--channel", "all", "--output", "out", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "out" / "print" / "a5-flyer" / "print.pdf").exists()
    code = "from brand.cli import main\nsys.exit(main(sys.argv[1:]))"
    judged = run(code, "lint", "out", "--format", "json", "--fail-on", "never", cwd=tmp_path)
    assert judged.returncode == 0, judged.stderr
    assert '"findings"' in judged.stdout
