"""Other linters, installed into a temporary folder for one comparison. Where they cannot be had, that is said."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
#: What of npm's rules compares with ours: terms, spelling of names, weak wording, repetition, leftovers, capitals.
TEXTLINT_RULES = (
    "terminology",
    "write-good",
    "alex",
    "common-misspellings",
    "stop-words",
    "en-capitalization",
    "diacritics",
    "no-todo",
)
PATIENCE = 600


@dataclass(frozen=True, slots=True)
class Peer:
    """How fast another linter was: processor seconds over some documents."""

    name: str
    documents: int
    seconds: float
    findings: int

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


class PeerError(Exception):
    """A peer could not be installed or run; the message says what went wrong."""


def textlint(texts: Sequence[str]) -> Peer:
    """Lint Markdown documents with npm's textlint.

    Raises:
        PeerError: there is no npm, or no registry.
    """
    npm, node = which("npm"), which("node")
    if npm is None or node is None:
        raise PeerError("node and npm are not installed")
    with TemporaryDirectory() as temporary:
        home, folder = Path(temporary, "home"), _written(Path(temporary, "texts"), texts)
        home.mkdir()
        (home / "package.json").write_text('{"private": true}')
        (home / ".textlintrc.json").write_text(json.dumps({"rules": dict.fromkeys(TEXTLINT_RULES, True)}))
        packages = ["textlint", *(f"textlint-rule-{name}" for name in TEXTLINT_RULES)]
        quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", "--fetch-retries=1")
        _run([npm, "install", *quiet, *packages], cwd=home)
        return _peer("textlint", _run([node, str(HERE / "textlint.mjs"), str(home), str(folder)]))


def proselint(texts: Sequence[str]) -> Peer:
    """Lint documents with PyPI's proselint.

    Raises:
        PeerError: there is no registry.
    """
    with TemporaryDirectory() as temporary:
        home, folder = Path(temporary, "home"), _written(Path(temporary, "texts"), texts)
        _run([sys.executable, "-m", "pip", "install", "-q", "--retries", "1", "--target", str(home), "proselint"])
        script = [sys.executable, str(HERE / "proselint_run.py"), str(folder)]
        return _peer("proselint", _run(script, path=home))


def _written(folder: Path, texts: Sequence[str]) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:05}.md").write_text(text, "utf-8")
    return folder


def _peer(name: str, answer: str) -> Peer:
    told = json.loads(answer.splitlines()[-1])
    return Peer(f"{name} {told['version']}", told["documents"], told["seconds"], told["findings"])


def _run(command: Sequence[str], *, cwd: Path | None = None, path: Path | None = None) -> str:
    environment = os.environ | ({"PYTHONPATH": str(path)} if path is not None else {})
    try:
        done = subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PeerError(f"{Path(command[0]).name} took more than {PATIENCE} seconds") from error
    if done.returncode:
        raise PeerError((done.stderr.strip() or "it failed").splitlines()[-1])
    return done.stdout
