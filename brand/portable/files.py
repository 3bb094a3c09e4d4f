"""Reads what a guideline is made of from a disk: the file itself, and what lies beside or below it."""

from pathlib import Path

from brand.errors import GuidelineError
from renderers.contract.message import Message


def read_file(file: Path) -> bytes:
    """The bytes of a file.

    Raises:
        GuidelineError: it cannot be read; the message says why.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        message = Message("The file cannot be read: {problem}.", problem=error.strerror or str(error))
        raise GuidelineError(message, file=str(file)) from error


def read_beside(file: Path, path: str) -> bytes:
    """The bytes of a file that another one names by a path from its own folder.

    Raises:
        OSError: it cannot be read, or lies outside that folder.
    """
    folder = file.parent.resolve()
    found = (folder / path).resolve()
    if not found.is_relative_to(folder):
        raise PermissionError(path)
    return found.read_bytes()
