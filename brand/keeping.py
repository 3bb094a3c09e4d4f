"""Findings of subjects that were judged before: what has not changed since is not judged again.

The key is all that decides the findings: the subject with its day, the guideline, the rules and their code. Comparing
subjects with one another and waivers come after what is kept, every time.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Protocol

from brand.compiled import once_per
from brand.errors import BrandError
from brand.finding import Finding
from brand.guideline import Guideline
from brand.subject import Subject
from renderers.contract import codec
from renderers.contract.errors import SchemaError
from renderers.contract.message import Message


class Keeper(Protocol):
    """Where findings are kept between audits."""

    def get(self, key: str) -> tuple[Finding, ...] | None:
        """The findings kept under a key, None = nothing is."""

    def put(self, key: str, findings: tuple[Finding, ...]) -> None:
        """Keep findings under a key."""


class MemoryKeeper:
    """Keeps findings as long as the process lives."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Finding, ...]] = {}

    def get(self, key: str) -> tuple[Finding, ...] | None:
        """The findings kept under a key."""
        return self._kept.get(key)

    def put(self, key: str, findings: tuple[Finding, ...]) -> None:
        """Keep findings under a key."""
        self._kept[key] = findings


class FolderKeeper:
    """Keeps findings in a folder: a file for each subject, in a folder of the day, since no finding outlives its day.

    Raises:
        BrandError: the folder cannot be made or written to.
    """

    def __init__(self, folder: Path, today: date) -> None:
        self._folder = folder / today.isoformat()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for other in folder.iterdir():
                if other != self._folder and _is_day(other.name):
                    shutil.rmtree(other, ignore_errors=True)
        except OSError as error:
            raise _unwritable(folder, error) from error

    def get(self, key: str) -> tuple[Finding, ...] | None:
        """The findings kept under a key; what cannot be read was never kept."""
        try:
            found = json.loads((self._folder / f"{key}.json").read_bytes())
            return tuple(codec.read(tuple[Finding, ...], found, "")) if found else ()
        except (OSError, ValueError, SchemaError):
            return None

    def put(self, key: str, findings: tuple[Finding, ...]) -> None:
        """Keep findings under a key; another run that reads meanwhile sees all of them or none."""
        file = self._folder / f"{key}.json"
        draft = file.with_suffix(f".{os.getpid()}")
        try:
            draft.write_bytes(codec.canonical(codec.plain(findings)))
            draft.replace(file)
        except OSError as error:
            raise _unwritable(file, error) from error


def kept(
    keeper: Keeper | None, key: str, judge: Callable[[], Iterable[Finding]], *, unsure: frozenset[str]
) -> tuple[Finding, ...]:
    """The findings kept under a key, or else those that judging brings; with one of an `unsure` rule none are kept."""
    found = keeper.get(key) if keeper is not None else None
    if found is None:
        found = tuple(judge())
        if keeper is not None and not any(finding.rule in unsure for finding in found):
            keeper.put(key, found)
    return found


def key_of(subject: Subject, guideline: Guideline, rule_set: str) -> str:
    """The digest of all that decides the findings of a subject, its day included."""
    told = "\0".join([_digest(guideline), guideline.brand, rule_set, repr(subject)])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


@once_per
def _digest(guideline: Guideline) -> str:
    return guideline.digest


def _is_day(name: str) -> bool:
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False


def _unwritable(path: Path, error: OSError) -> BrandError:
    message = Message("Findings cannot be kept here: {problem}.", problem=error.strerror or str(error))
    return BrandError(message, file=str(path))
