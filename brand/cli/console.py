"""What the commands share: exit codes, the language of messages, and where their words go."""

import argparse
import os
import sys
from pathlib import Path

from brand.errors import BrandError
from renderers.contract.message import Message, Translator, translator, untranslated

CLEAN, FOUND, FAILED = 0, 1, 2


def own_language() -> str:
    """The language of whoever sits here."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "de" if wanted.lower().startswith("de") else "en"


def translate_for(arguments: argparse.Namespace) -> Translator:
    """What translates messages into the language that was asked for."""
    return untranslated if arguments.language == "en" else translator(arguments.language)


def complain(text: str) -> None:
    """Say something that is no part of the result."""
    print(text, file=sys.stderr)


def show(text: str) -> None:
    """Say the result."""
    sys.stdout.write(text)
    sys.stdout.flush()


def write_file(file: str, text: str) -> None:
    """Put a result into a file.

    Raises:
        BrandError: it cannot be written.
    """
    try:
        Path(file).write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        message = Message("The file cannot be written: {problem}.", problem=error.strerror or str(error))
        raise BrandError(message, file=file) from error


def show_progress(name: str) -> None:
    """Show what is being looked at, on a terminal only; "" wipes it away."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{name[:100]}", end="", file=sys.stderr, flush=True)
