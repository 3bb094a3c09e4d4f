"""Sets pages with Typst, in a guarded child, from copied files only.

The rules that make this safe and exact, each learned from a failure (see the print channel's page):

- What people wrote goes in as data (`sys.inputs`), never into the source: there it would run as code.
- The root is a fresh folder with copied files, since Typst follows links and without a root reads the working folder.
- Packages (`@preview/...`) cannot be had: their folders are empty.
- A warning is an error: an unknown font is only a warning, and silently becomes another one.
- PDFs are checked as PDF/UA-1, which alone makes a missing glyph an error.
- What must be shortened is shortened by trying: a template tells what fits, a *ladder* has the shorter steps.
"""

import json
import re
import resource
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import typst

from renderers.contract.errors import RenderFailedError, UnusableAssetError
from renderers.contract.message import Message
from renderers.toolkit.fonts import shipped_folders
from renderers.toolkit.isolation import JobRaisedError, guarded

_COUNT = struct.Struct(">Q")
#: Where a sheet without a date begins: something fixed has to stand in the file.
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MAIN, _EMPTY = "main.typ", "empty.typ"
_LINE = re.compile(r"main\.typ:(\d+)")
_PACKAGE = re.compile(r"""(import|include)\s+["']@""")
_FONT_KINDS = {b"\x00\x01\x00\x00": ".ttf", b"true": ".ttf", b"OTTO": ".otf", b"ttcf": ".ttc"}


class TypesettingError(RenderFailedError):
    """Typst refused the template, the data or a file; the message is Typst's own."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """A way to shorten: `steps` versions from 0 (all of it) to the last (the least), each shorter than the one before.

    The template reads its step as `int(sys.inputs.at(name))` and says in the metadata labeled `<fits>`, a dictionary,
    whether that step fits. The first step that fits is taken; the last where none does. `waiting` is the step it
    stands on while the ladders before it are climbed.
    """

    name: str
    steps: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be set. `files` are the pictures and logos that the template names; `data` is JSON for the template.

    `picture_ppi` > 0 also draws every page as PNG; `answers` are labels whose metadata is wanted back.
    `fonts` are TTF or OTF files besides the shipped ones; `steps` are ladder steps that are settled already.
    """

    template: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    fonts: tuple[bytes, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    steps: Mapping[str, int] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
    pdf: bool = False
    picture_ppi: float = 0
    dated: datetime = EPOCH


@dataclass(frozen=True, slots=True)
class Typeset:
    """What came out: the PDF (empty if not asked for), a PNG a page, answers by label, the step of each ladder."""

    pdf: bytes
    pictures: tuple[bytes, ...]
    answers: Mapping[str, list[Any]]
    steps: Mapping[str, int]


def typeset(sheet: Sheet, *, wall_s: float = 30, memory_mb: int = 1024) -> Typeset:
    """Set a sheet in a guarded child.

    Raises:
        TypesettingError: Typst refused; the message quotes it.
        UnusableAssetError: a font file is no TTF or OTF.
        GuardedJobError: over time or memory, or it crashed.
    """
    for font in sheet.fonts:
        _font_ending(font)
    if _PACKAGE.search(sheet.template):
        raise TypesettingError(Message("A template must not import packages: they would be fetched from the network."))
    try:
        return _unpack(guarded(partial(set_pages, sheet), wall_s=wall_s, memory_mb=memory_mb, output_mb=100))
    except JobRaisedError as error:
        raise TypesettingError(
            Message("The page could not be set: {error}", error=error.error_message or error.error_type)
        ) from error


def preload() -> None:
    """Read the shipped fonts once, in the process that the children are forked from."""
    _shipped_fonts()


def set_pages(sheet: Sheet) -> bytes:
    """Set a sheet in the current folder, which must be empty and private: the guarded child's job."""
    root = _private_root(sheet)
    make = partial(
        typst.Compiler,
        input=root / _MAIN,
        root=root,
        font_paths=_fonts(sheet.fonts),
        ignore_system_fonts=True,
        package_path=Path("packages").absolute(),
        package_cache_path=Path("packages").absolute(),
    )
    inputs = {"data": json.dumps(sheet.data, ensure_ascii=False)}
    steps = _climb(make, inputs, sheet)
    compiler = make(sys_inputs=inputs | _as_inputs(steps))
    pdf, pictures = b"", []
    if sheet.pdf:
        pdf = _compile(compiler, format="pdf", pdf_standards=["ua-1"], timestamp=sheet.dated)[0]
    if sheet.picture_ppi:
        pictures = _compile(compiler, format="png", ppi=sheet.picture_ppi)
    answers = {label: _ask(compiler, label) for label in sheet.answers}
    return _pack({"answers": answers, "steps": steps}, [pdf, *pictures])


def _climb(make: Callable[..., typst.Compiler], inputs: dict[str, str], sheet: Sheet) -> dict[str, int]:
    """Find, ladder by ladder, the first step that fits. A ladder may come again; what was tried is not tried twice."""
    steps = {ladder.name: ladder.waiting for ladder in reversed(sheet.ladders)} | dict(sheet.steps)
    tried: dict[tuple[int, ...], dict[str, bool]] = {}
    memory = _Memory(make)

    def fits(name: str, step: int) -> bool:
        wanted = steps | {name: step}
        key = tuple(wanted.values())
        if key not in tried:
            tried[key] = _ask(make(sys_inputs=inputs | _as_inputs(wanted)), "fits")[0]
            memory.tidy()
        return tried[key][name]

    for ladder in sheet.ladders:
        steps[ladder.name] = first_that_fits(ladder.steps, partial(fits, ladder.name))
    return steps


class _Memory:
    """Keeps Typst from remembering every page of every try: it forgets only what ten compilations have not used."""

    _ROOM = 256 << 20

    def __init__(self, make: Callable[..., typst.Compiler]) -> None:
        self._make = make
        self._before = self._peak()

    def tidy(self) -> None:
        """Make it forget if much was added since the last time."""
        if self._peak() - self._before > self._ROOM:
            nothing = self._make(input=Path("root", _EMPTY).absolute())
            for _ in range(11):
                nothing.compile(format="svg")
            self._before = self._peak()

    @staticmethod
    def _peak() -> int:
        """The most memory this process ever had, in bytes (Linux counts in kilobytes, macOS in bytes)."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak << 10


def first_that_fits(steps: int, fits: Callable[[int], bool]) -> int:
    """The first of `steps` versions that fits, by halving; the last where none does."""
    if steps <= 1 or fits(0):
        return 0
    too_long, good = 0, steps - 1  # the last is taken as it is
    while good - too_long > 1:
        middle = (too_long + good) // 2
        if fits(middle):
            good = middle
        else:
            too_long = middle
    return good


def _as_inputs(steps: Mapping[str, int]) -> dict[str, str]:
    return {name: str(step) for name, step in steps.items()}


def _compile(compiler: typst.Compiler, **how: Any) -> list[bytes]:
    try:
        result, warnings = compiler.compile_with_warnings(**how)
    except typst.TypstError as error:
        raise ValueError(_words(error)) from error
    if warnings:
        raise ValueError("; ".join(map(_words, warnings)))
    return [result] if isinstance(result, bytes) else list(result or ())


def _ask(compiler: typst.Compiler, label: str) -> list[Any]:
    try:
        found: list[Any] = json.loads(compiler.query(f"<{label}>", field="value"))
    except RuntimeError as error:
        _compile(compiler, format="svg")  # refused too, and this way it says where
        raise ValueError(str(error)) from error
    return found


def _words(problem: typst.TypstError | typst.TypstWarning) -> str:
    """What Typst says, with the line of the template where it knows it."""
    lines = _LINE.findall(problem.diagnostic)
    where = [f"template line {lines[0]}"] if lines else []
    return "; ".join([problem.message, *problem.hints, *where])


def _private_root(sheet: Sheet) -> Path:
    root = Path("root").absolute()
    for folder in (root, Path("packages"), Path("fonts")):
        folder.mkdir()
    for name, data in {**sheet.files, _MAIN: sheet.template.encode(), _EMPTY: b""}.items():
        if Path(name).name != name:
            raise ValueError(f"{name!r} is no plain file name")
        (root / name).write_bytes(data)
    for index, font in enumerate(sheet.fonts):
        Path("fonts", f"{index}{_font_ending(font)}").write_bytes(font)
    return root


def _font_ending(font: bytes) -> str:
    ending = _FONT_KINDS.get(font[:4])
    if ending is None:
        raise UnusableAssetError(
            Message("A font for print must be a TTF or OTF file (not WOFF). Upload that version of it.")
        )
    return ending


@lru_cache(maxsize=1)
def _shipped_fonts() -> typst.Fonts:
    return _open_fonts()


def _fonts(own: tuple[bytes, ...]) -> typst.Fonts:
    return _open_fonts(Path("fonts").absolute()) if own else _shipped_fonts()


def _open_fonts(*more: Path) -> typst.Fonts:
    folders = [str(folder) for folder in (*more, *shipped_folders())]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _pack(head: Mapping[str, Any], blobs: list[bytes]) -> bytes:
    header = json.dumps({**head, "lengths": [len(blob) for blob in blobs]}).encode()
    return b"".join([_COUNT.pack(len(header)), header, *blobs])


def _unpack(packed: bytes) -> Typeset:
    start = _COUNT.size + _COUNT.unpack_from(packed)[0]
    head = json.loads(packed[_COUNT.size : start])
    blobs = []
    for length in head["lengths"]:
        blobs.append(packed[start : start + length])
        start += length
    return Typeset(blobs[0], tuple(blobs[1:]), head["answers"], head["steps"])
