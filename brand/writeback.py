"""`lint --fix`: safe fixes go into text and Markdown files, in their encoding and line ends, all or nothing."""

import codecs
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from brand.errors import BrandError, InspectError
from brand.finding import Finding
from brand.gathering import About, files_in, read_file
from brand.inspect.limits import decoded
from brand.inspect.sniff import kind_of
from brand.mending import mend
from brand.subject import Subject
from renderers.contract.message import Message

#: The kinds of files whose words are the source of what is read; pages, mails and PDFs are made from something else.
KINDS = frozenset({"markdown", "text"})
_UTF8, _UTF16 = codecs.BOM_UTF8, {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was changed, and the findings that are mended in it."""

    file: str
    mended: tuple[Finding, ...]


def fix_files(
    targets: Iterable[str], about: About, judge: Callable[[Sequence[Subject]], Sequence[Finding]]
) -> tuple[list[Written], list[BrandError]]:
    """Mend the text files among some targets, folders gone through; answers what was changed, and what went wrong.

    What cannot be inspected is left to the report; only a file that cannot be written is an error here.
    """
    written: list[Written] = []
    troubles: list[BrandError] = []
    for file in _text_files(targets):
        try:
            mended = _fix(file, about, judge)
        except UnwritableFileError as error:
            troubles.append(error)
        except BrandError:
            continue
        else:
            written += [Written(file.as_posix(), mended)] if mended else []
    return written, troubles


class UnwritableFileError(InspectError, OSError):
    """A file was mended and cannot be written."""


def _text_files(targets: Iterable[str]) -> Iterator[Path]:
    for target in targets:
        if target == "-" or target.startswith(("http://", "https://")):
            continue
        with suppress(BrandError):
            yield from files_in(Path(target)) if Path(target).is_dir() else [Path(target)]


def _fix(file: Path, about: About, judge: Callable[[Sequence[Subject]], Sequence[Finding]]) -> tuple[Finding, ...]:
    name = file.as_posix()
    data = read_file(file)
    if kind_of(data, name) not in KINDS:
        return ()
    mark, encoding = _encoding(data)
    piece = about.read_piece(file, about.locale) if kind_of(data, name) == "markdown" else None

    def found(text: str) -> list[Finding]:
        subjects = about.subjects(text.encode("utf-8", "surrogatepass"), name, document=piece)
        return [finding for finding in judge(subjects) if finding.where.part == name]

    result = mend(decoded(data, name), found)
    if result.mended:
        _replace(file, mark + result.text.encode(encoding))
    return result.mended


def _encoding(data: bytes) -> tuple[bytes, str]:
    """The byte order mark of a file, and the encoding of what follows."""
    mark = next((one for one in (_UTF8, *_UTF16) if data.startswith(one)), b"")
    return mark, _UTF16.get(mark, "utf-8")


def _replace(file: Path, data: bytes) -> None:
    """Write beside the file, then put it in its place: the old or the new text is there, and always all of it."""
    goal = file.resolve()
    beside = ""
    try:
        descriptor, beside = tempfile.mkstemp(prefix=f".{goal.name}.", dir=goal.parent)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(goal, beside)
        Path(beside).replace(goal)
    except OSError as error:
        with suppress(OSError):
            Path(beside).unlink()
        message = Message(
            "The mended text cannot be written: {problem}. The file is as it was.",
            problem=error.strerror or str(error),
        )
        raise UnwritableFileError(message, file=file.as_posix()) from error
