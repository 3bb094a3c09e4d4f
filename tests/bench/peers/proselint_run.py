"""Run with proselint on the path: lint a folder's files in memory, print version, documents, seconds and findings."""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

from proselint.checks import __register__  # type: ignore[import-not-found]
from proselint.registry import CheckRegistry  # type: ignore[import-not-found]
from proselint.tools import LintFile  # type: ignore[import-not-found]

CheckRegistry().register_many(__register__)
TEXTS = [file.read_text("utf-8") for file in sorted(Path(sys.argv[1]).iterdir())]


def lint(texts: list[str]) -> int:
    """How many findings there are."""
    return sum(len(list(LintFile("piece.md", text).lint())) for text in texts)


lint(TEXTS[:10])
START = time.process_time()
FINDINGS = lint(TEXTS)
SECONDS = time.process_time() - START
print(json.dumps({"version": version("proselint"), "documents": len(TEXTS), "seconds": SECONDS, "findings": FINDINGS}))
