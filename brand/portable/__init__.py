"""A guideline as files: YAML both ways, design tokens (DTCG) and Vale styles in."""

from brand.portable.assets import ExportedFile, Load
from brand.portable.reading import read_guideline
from brand.portable.writing import Exported, write_guideline

__all__ = ["Exported", "ExportedFile", "Load", "read_guideline", "write_guideline"]
