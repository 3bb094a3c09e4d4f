"""A copy of the code in a temporary folder, to which a test adds plug-ins and in which it runs the suites.

tree = Tree(tmp_path)
tree.add("renderers/channels/ticker/__init__.py", CODE)
result = tree.pytest("tests/contracts/test_every_renderer.py", "-k", "ticker")
assert result.returncode == 0, result.stdout
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.contracts.promises import ROOT

#: What the two cores and their suites need; the hub is no part of them.
_COPIED = ("renderers", "brand", "tests/__init__.py", "tests/conftest.py", "tests/contracts", "tests/corpus")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc")


class Tree:
    """The copy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "tree"
        for name in _COPIED:
            source, target = ROOT / name, self.folder / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=_LEFT_OUT)
            elif source.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)
        (self.folder / "pytest.ini").write_text("[pytest]\n", "utf-8")

    def add(self, path: str, text: str) -> None:
        """Write a file; existing ones are never touched."""
        target = self.folder / path
        if target.exists():
            raise FileExistsError(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Change a file that the test itself has added."""
        target = self.folder / path
        text = target.read_text("utf-8")
        assert old in text
        target.write_text(text.replace(old, new), "utf-8")

    def pytest(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run tests of the copy in a process of their own, without Django."""
        return self.python("-m", "pytest", "-q", "-p", "no:django", "-p", "no:cacheprovider", *arguments)

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the copy."""
        environment = os.environ | {"PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder, env=environment, check=False, capture_output=True, text=True, timeout=600,
        )  # fmt: skip
