"""Run with proselint on the path: TERMS.json TEXTS PLAIN PLANTED WARM. Lints folders' files in memory, when asked.

The first WARM files of TEXTS are linted before its version is printed. Then a line with a number is answered with
processor seconds and findings of so many more, and any other line with how many terms more there are in PLANTED than in
PLAIN.
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
GIVEN, TEXTS, PLAIN, PLANTED = map(Path, sys.argv[1:5])


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
reached = int(sys.argv[5])
lint(texts[:reached])
print(json.dumps(version("proselint")), flush=True)
for asked in sys.stdin:
    if asked.strip().isdecimal():
        chosen = texts[reached : reached + int(asked)]
        reached += len(chosen)
        start = time.process_time()
        findings = len(lint(chosen))
        answer: object = (time.process_time() - start, findings)
    else:
        answer = lint(read(PLANTED)).count(BRAND) - lint(read(PLAIN)).count(BRAND)
    print(json.dumps(answer), flush=True)
