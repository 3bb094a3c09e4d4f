"""Run with proselint on the path: TERMS.json TEXTS PLAIN PLANTED. Lints folders' files in memory.

Prints version, documents, seconds and findings of TEXTS, and how many terms more it finds in PLANTED than in PLAIN.
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

from proselint.backports import batched  # type: ignore[import-not-found]
from proselint.checks import __register__  # type: ignore[import-not-found]
from proselint.config import DEFAULT  # type: ignore[import-not-found]
from proselint.registry import CheckRegistry  # type: ignore[import-not-found]
from proselint.registry.checks import BATCH_COUNT, Check, types  # type: ignore[import-not-found]
from proselint.registry.checks.engine import Fast, RegexOptions  # type: ignore[import-not-found]
from proselint.tools import LintFile  # type: ignore[import-not-found]

#: The key of the brand's checks, beside those that the configuration turns on.
BRAND = "brand_terms"
CONFIG = {**DEFAULT, "checks": {**DEFAULT["checks"], BRAND: True}}
GIVEN, TEXTS, PLAIN, PLANTED = map(Path, sys.argv[1:])


def checks(terms: list[tuple[str, str]], engine: Fast) -> tuple[Check, ...]:
    """Terms as proselint's own long lists are written: preferred forms, in batches of its own size."""
    return tuple(
        Check(
            check_type=types.PreferredFormsSimple(items=dict(batch)),
            engine=engine,
            path=BRAND,
            message="'{}' is the preferred form.",
        )
        for batch in batched(terms, BATCH_COUNT)
    )


def read(folder: Path) -> list[str]:
    """The texts of a folder."""
    return [file.read_text("utf-8") for file in sorted(folder.iterdir())]


def lint(texts: list[str]) -> list[str]:
    """The checks that found something, once for each finding."""
    return [result.check_result.check_path for text in texts for result in LintFile("piece.md", text).lint(CONFIG)]


CheckRegistry().register_many(__register__)
terms = json.loads(GIVEN.read_text("utf-8"))
CheckRegistry().register_many(checks([(wrong.lower(), right) for wrong, right, name in terms if not name], Fast()))
names = [(wrong, right) for wrong, right, name in terms if name]
CheckRegistry().register_many(checks(names, Fast(RegexOptions(case_insensitive=False))))
texts = read(TEXTS)
lint(texts[:10])
start = time.process_time()
findings = len(lint(texts))
seconds = time.process_time() - start
planted = lint(read(PLANTED)).count(BRAND) - lint(read(PLAIN)).count(BRAND)
print(
    json.dumps(
        {
            "version": version("proselint"),
            "documents": len(texts),
            "seconds": seconds,
            "findings": findings,
            "planted": planted,
        }
    )
)
