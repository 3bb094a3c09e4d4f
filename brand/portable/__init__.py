"""A guideline as files: YAML both ways, design tokens (DTCG) and Vale styles in."""

from pathlib import Path

from brand.errors import GuidelineError
from brand.guideline import Guideline
from brand.portable.assets import ExportedFile, Load
from brand.portable.designtokens import ImportedTokens, Skipped, import_tokens
from brand.portable.reading import read_guideline
from brand.portable.vale import ImportedStyle, import_vale
from brand.portable.writing import Exported, write_guideline
from renderers.contract.message import Message

__all__ = [
    "Exported",
    "ExportedFile",
    "ImportedStyle",
    "ImportedTokens",
    "Load",
    "Skipped",
    "import_tokens",
    "import_vale",
    "read_guideline",
    "read_guideline_file",
    "write_guideline",
]


def read_guideline_file(file: Path) -> Guideline:
    """Read a guideline from a file; the logos and fonts it names lie beside or below it.

    Raises:
        GuidelineError: with file, line, column, what is wrong and what is known.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        message = Message("The file cannot be read: {problem}.", problem=error.strerror or str(error))
        raise GuidelineError(message, file=str(file)) from error
    folder = file.parent.resolve()

    def load(path: str) -> bytes:
        found = (folder / path).resolve()
        if not found.is_relative_to(folder):
            raise PermissionError(path)
        return found.read_bytes()

    return read_guideline(data, file=str(file), load=load)
