"""Other linters and compilers, installed into a temporary folder for one comparison. What cannot be had is said."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Any

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
class Wording:
    """A term for another linter: what is wrong and what to write instead; of a `name` only the case is wrong."""

    wrong: str
    right: str
    name: bool = False


@dataclass(frozen=True, slots=True)
class Peer:
    """How fast another linter was: processor seconds over some documents.

    `planted`: how many terms more it finds in documents with some than in the same without.
    """

    name: str
    documents: int
    seconds: float
    findings: int
    planted: int = 0

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


class Compiler:
    """Another MJML compiler, which runs beside us and compiles when it is asked to."""

    def __init__(self, process: "subprocess.Popen[str]", names: Sequence[str]) -> None:
        self._process = process
        self._names = names

    def seconds(self, rounds: int) -> list[float]:
        """The processor seconds of so many further compilations of the first file.

        Raises:
            PeerError: it has ended.
        """
        return list(self._asked(str(rounds)))

    def pages(self) -> tuple[str, dict[str, str]]:
        """Its version, and the HTML that it makes, by file name."""
        told = self._asked("pages")
        return told["version"], dict(zip(self._names, told["pages"], strict=True))

    def _asked(self, line: str) -> Any:
        if self._process.stdin is None or self._process.stdout is None or self._process.poll() is not None:
            raise PeerError("node has ended")
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise PeerError("node has ended")
        return json.loads(answer)


class PeerError(Exception):
    """A peer could not be installed or run; the message says what went wrong."""


def textlint(
    texts: Sequence[str], terms: Sequence[Wording] = (), plain: Sequence[str] = (), planted: Sequence[str] = ()
) -> Peer:
    """Lint Markdown documents with npm's textlint, with `terms` beside those of its rule `terminology`.

    Raises:
        PeerError: there is no npm, or no registry.
    """
    # A string is a name and its case, a pair a pattern and its replacement.
    given = [term.right if term.name else [term.wrong, term.right] for term in terms]
    rules = {name: {"terms": given} if name == "terminology" else True for name in TEXTLINT_RULES}
    with TemporaryDirectory() as temporary:
        home, folders = _node_home(Path(temporary, "home")), _written(Path(temporary), texts, plain, planted)
        (home / ".textlintrc.json").write_text(json.dumps({"rules": rules}))
        node = _npm_install(home, "textlint", *(f"textlint-rule-{name}" for name in TEXTLINT_RULES))
        return _peer("textlint", _run([node, str(HERE / "textlint.mjs"), str(home), *folders]))


@contextmanager
def mjml(sources: Mapping[str, str]) -> Iterator[Compiler]:
    """npm's mjml with MJML files, by name; the first is the one that is measured.

    Raises:
        PeerError: there is no npm, or no registry.
    """
    with TemporaryDirectory() as temporary:
        home, folder = _node_home(Path(temporary, "home")), Path(temporary, "sources")
        folder.mkdir()
        for number, source in enumerate(sources.values()):
            (folder / f"{number:03}.mjml").write_text(source, "utf-8")
        command = [_npm_install(home, "mjml"), str(HERE / "mjml.mjs"), str(home), str(folder)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            try:
                yield Compiler(process, tuple(sources))
            finally:
                process.kill()


class Proselint:
    """PyPI's proselint in a process of its own; it lints the next of its documents whenever it is asked to."""

    def __init__(self, script: Sequence[str], home: Path) -> None:
        environment = os.environ | {"PYTHONPATH": str(home)}
        self._process = subprocess.Popen(
            script, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._patience = Timer(PATIENCE, self._process.kill)
        self._patience.start()
        self.name = f"proselint {self._answer()}"
        self._documents, self._seconds, self._findings = 0, 0.0, 0

    def lint(self, count: int) -> float:
        """Lint the next so many documents; returns processor seconds."""
        self._ask(str(count))
        seconds, findings = self._answer()
        self._documents, self._seconds, self._findings = (
            self._documents + count,
            self._seconds + seconds,
            self._findings + findings,
        )
        return float(seconds)

    def done(self) -> Peer:
        """All that it has linted."""
        self._ask("planted")
        return Peer(self.name, self._documents, self._seconds, self._findings, planted=self._answer())

    def close(self) -> None:
        """End the process."""
        self._patience.cancel()
        self._process.kill()
        self._process.communicate()

    def _ask(self, what: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise PeerError("proselint ended without an answer")
        return json.loads(line)


@contextmanager
def proselints(
    texts: Sequence[str], terms: Sequence[Wording], plain: Sequence[str], planted: Sequence[str], *, warm: int
) -> Iterator[tuple[Proselint, Proselint]]:
    """Start proselint twice: as it comes, and with `terms` registered as checks beside its own.

    The first `warm` of the texts are linted before anybody asks, so that everything is loaded and compiled.

    Raises:
        PeerError: there is no registry.
    """
    with TemporaryDirectory() as temporary, ExitStack() as running:
        home, started = Path(temporary, "home"), []
        folders = _written(Path(temporary), texts, plain, planted)
        _run([sys.executable, "-m", "pip", "install", "-q", "--retries", "1", "--target", str(home), "proselint"])
        for name, some in (("none", ()), ("all", terms)):
            given = Path(temporary, f"{name}.json")
            given.write_text(json.dumps([[term.wrong, term.right, term.name] for term in some]), "utf-8")
            script = [sys.executable, str(HERE / "proselint_run.py"), str(given), *folders, str(warm)]
            started.append(Proselint(script, home))
            running.callback(started[-1].close)
        yield started[0], started[1]


def _node_home(home: Path) -> Path:
    home.mkdir()
    (home / "package.json").write_text('{"private": true}')
    return home


def _npm_install(home: Path, *packages: str) -> str:
    """Install packages; returns where node is."""
    npm, node = which("npm"), which("node")
    if npm is None or node is None:
        raise PeerError("node and npm are not installed")
    quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", "--fetch-retries=1")
    _run([npm, "install", *quiet, *packages], cwd=home)
    return node


def _written(parent: Path, *sets: Sequence[str]) -> list[str]:
    """The texts as files, a folder for each set."""
    folders = []
    for place, texts in enumerate(sets):
        folder = parent / f"texts{place}"
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / f"{number:05}.md").write_text(text, "utf-8")
        folders.append(str(folder))
    return folders


def _peer(name: str, answer: str) -> Peer:
    told = json.loads(answer.splitlines()[-1])
    return Peer(
        f"{name} {told['version']}", told["documents"], told["seconds"], told["findings"], planted=told["planted"]
    )


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
