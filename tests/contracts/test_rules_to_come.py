"""A rule that is added as one file is found and covered by the suite; no other file is touched."""

import re

import pytest

from tests.contracts.promises import ROOT
from tests.contracts.tree import Tree

#: The rule that `brand/README.md` shows: documentation that is run.
CODE = re.search(r"```python\n(.*?)```", (ROOT / "brand/README.md").read_text("utf-8"), re.DOTALL)[1]
PATH = "brand/rules/structure/empty_promise.py"
SUITE = ("tests/contracts/test_every_rule.py", "-k", "empty-promise")


@pytest.fixture
def tree(tmp_path):
    tree = Tree(tmp_path)
    shared = ROOT / "tests/brand/clean"
    for text in shared.glob("*.txt"):
        tree.add(f"tests/brand/clean/{text.name}", text.read_text("utf-8"))
    tree.add(PATH, CODE)
    return tree


def test_a_rule_is_one_file(tree):
    passed = tree.pytest(*SUITE)
    assert passed.returncode == 0, passed.stdout[-3000:]
    assert "passed" in passed.stdout
    page = tree.python("-m", "brand", "rules", "structure/empty-promise")
    assert "Name the day" in page.stdout, page.stderr
    (tree.folder / "piece.md").write_text("---\ntitle: Laterne\n---\nMehr dazu in Kürze.\n", "utf-8")
    found = tree.python("-m", "brand", "lint", "piece.md", "--format", "json", "--fail-on", "never")
    assert "structure/empty-promise" in found.stdout, found.stderr


SLIPS = {
    "does not look": ("for run in subject.runs:", "for run in ():"),
    "sees too much": ('.startswith("-")', '.startswith("?")'),
    "has no remedy": ("## How to put it right", "## Anything else"),
    "quotes too little": ("*match.span()", "match.start(), match.end() - 1"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_broken_rule_is_caught(tree, slip):
    tree.change(PATH, *SLIPS[slip])
    failed = tree.pytest(*SUITE)
    assert failed.returncode == 1, failed.stdout[-3000:]
    assert "empty-promise" in failed.stdout
