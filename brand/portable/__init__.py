"""A guideline as files: YAML both ways, design tokens (DTCG) and Vale styles in."""

from brand.portable.assets import ExportedFile, Load
from brand.portable.designtokens import ImportedTokens, Skipped, import_tokens
from brand.portable.reading import read_guideline
from brand.portable.vale import ImportedStyle, import_vale
from brand.portable.writing import Exported, write_guideline

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
    "write_guideline",
]
