"""Typst runs in the guarded child only, whoever uses it: time, memory and files bounded, in a folder of its own."""

import ast
from pathlib import Path
from unittest import mock

import pytest

from renderers.toolkit import typesetting
from renderers.toolkit.isolation import JobOutOfMemoryError, JobTimeoutError
from renderers.toolkit.typesetting import Sheet, TypesettingError, typeset

ROOT = Path(__file__).parents[2]


def importers(name: str) -> set[str]:
    """The modules of the product that import a library."""
    found = set()
    for package in ("renderers", "brand", "hub"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                if any(each.split(".")[0] == name for each in names):
                    found.add(str(path.relative_to(ROOT)))
    return found


def test_one_module_knows_typst():
    assert importers("typst") == {"renderers/toolkit/typesetting.py"}


def test_nothing_is_set_in_this_process():
    with mock.patch.object(typesetting, "guarded", side_effect=RuntimeError("asked")), pytest.raises(RuntimeError):
        typeset(Sheet("Hallo", pdf=True))


def test_a_template_without_end_is_stopped():
    endless = "#let n = 0\n#while true { n += 1; if n > 100000000000 { break } }"
    with pytest.raises((JobTimeoutError, TypesettingError)):
        typeset(Sheet(endless, pdf=True), wall_s=2)


def test_a_template_that_hoards_is_stopped():
    hoard = "#let a = range(1, 200000000)\n#a.len()"
    with pytest.raises((JobOutOfMemoryError, JobTimeoutError, TypesettingError)):
        typeset(Sheet(hoard, pdf=True), wall_s=10, memory_mb=128)


def test_a_template_sees_no_file_of_the_machine():
    with pytest.raises(TypesettingError):
        typeset(Sheet('#read("/etc/passwd")', pdf=True))
    with pytest.raises(TypesettingError):
        typeset(Sheet('#read("../../../../etc/passwd")', pdf=True))
