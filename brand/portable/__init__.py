"""A guideline as files: YAML both ways, design tokens (DTCG) and Vale styles in."""

from functools import partial
from pathlib import Path

from brand.guideline import Guideline
from brand.portable.assets import ExportedFile, Load
from brand.portable.designtokens import ImportedTokens, Skipped, import_tokens
from brand.portable.files import read_beside, read_file
from brand.portable.reading import read_guideline
from brand.portable.vale import ImportedStyle, import_vale
from brand.portable.valeout import ExportedStyle, export_vale
from brand.portable.waivers import read_waivers
from brand.portable.writing import Exported, write_guideline

__all__ = [
    "Exported",
    "ExportedFile",
    "ExportedStyle",
    "ImportedStyle",
    "ImportedTokens",
    "Load",
    "Skipped",
    "export_vale",
    "import_tokens",
    "import_vale",
    "read_guideline",
    "read_guideline_file",
    "read_waivers",
    "write_guideline",
]


def read_guideline_file(file: Path) -> Guideline:
    """Read a guideline from a file; the logos and fonts it names lie beside or below it.

    Raises:
        GuidelineError: with file, line, column, what is wrong and what is known.
    """
    return read_guideline(read_file(file), file=str(file), load=partial(read_beside, file))
