"""A channel that is added as one folder is found and covered by the suite; no other file is touched."""

import json
import re

import pytest

from tests.contracts.promises import ROOT
from tests.contracts.tree import Tree

#: The channel that `renderers/README.md` shows: documentation that is run.
CODE, LIMITS, README = (
    re.search(rf"```{language}\n(.*?)```", (ROOT / "renderers/README.md").read_text("utf-8"), re.DOTALL)[1]
    for language in ("python", "yaml", "markdown")
)
SUITE = ("tests/contracts/test_every_renderer.py", "-k", "ticker")


@pytest.fixture
def tree(tmp_path):
    tree = Tree(tmp_path)
    tree.add("renderers/channels/ticker/__init__.py", CODE)
    tree.add("renderers/channels/ticker/README.md", README)
    tree.add("renderers/channels/ticker/limits.yaml", LIMITS)
    return tree


def test_a_channel_is_one_folder(tree):
    found = tree.python("-c", "from renderers import registry; print([r.key for r in registry.all_renderers()])")
    assert "'ticker'" in found.stdout, found.stderr

    without_golden = tree.pytest(*SUITE)
    assert "run with --update-golden" in without_golden.stdout
    written = tree.pytest(*SUITE, "--update-golden")
    assert written.returncode == 0, written.stdout[-3000:]
    golden = tree.folder / "renderers/channels/ticker/golden"
    assert (golden / "title-only/line/line.txt").read_text("utf-8") == "Boote im Winterschlaf"
    passed = tree.pytest(*SUITE)
    assert passed.returncode == 0, passed.stdout[-3000:]
    assert "deselected" in passed.stdout

    fresh = tree.python("-m", "tests.contracts.everything", "ticker")
    assert any(name.startswith("ticker-line-") for name in json.loads(fresh.stdout)), fresh.stderr


SLIPS = {
    "nothing_missing": ("walk.texts(document)]", "walk.texts(document) if place.field != 'teaser']"),
    "no_picture_missing": ("LossKind.DROPPED, asset.alt, NO_PICTURE", "LossKind.DROPPED, '', NO_PICTURE"),
    "same_again": ("line.encode()", "(line + str(id(source))).encode()"),
    "parts_as_declared": ('parts=("line.txt",)', 'parts=("other.txt",)'),
}


@pytest.mark.parametrize("promise", SLIPS)
def test_a_broken_channel_is_caught(tree, promise):
    tree.change("renderers/channels/ticker/__init__.py", *SLIPS[promise])
    failed = tree.pytest(SUITE[0], "-k", "ticker and every-block and not golden")
    assert failed.returncode == 1, failed.stdout[-3000:]
    assert f"test_promise[{promise}-ticker-line-every-block]" in failed.stdout
