"""A channel that is added as one folder is found and covered by the suite; no other file is touched."""

import json

import pytest

from tests.contracts.tree import Tree

CODE = '''"""A ticker: one line that runs across a screen at the till.

## What becomes of a piece
Everything that the piece says, one thing after the other on a single line, parted by plus signs. Pictures are lost.
"""

from renderers.contract import walk
from renderers.contract.artifact import Artifact, Loss, LossKind, Meter, Part, Trace
from renderers.contract.document import Document
from renderers.contract.message import Message
from renderers.contract.renderer import AssetSource, Format, Renderer
from renderers.contract.view import RenderInput
from renderers.toolkit import lines
from renderers.toolkit.limits import load, meter

NO_PICTURE = Message("A ticker shows no pictures.")
NO_LINK = Message("Nobody can tap a ticker.")


class Ticker(Renderer):
    """Says everything on one line."""

    key = "ticker"
    label = "Ticker"
    version = "1"
    formats = (Format("line", label="Line", parts=("line.txt",)),)
    limits = load(__file__)

    def render(self, source: RenderInput, assets: AssetSource) -> Artifact:
        document = source.document
        texts = [(place, " ".join(lines.plain(text).split())) for place, text in walk.texts(document)]
        texts = [(place, words) for place, words in texts if words]
        line = " +++ ".join(words for _, words in texts)
        return Artifact(
            parts=(Part("line.txt", "text/plain", line.encode()),),
            losses=(
                *(Loss(LossKind.DROPPED, asset.alt, NO_PICTURE, place) for place, asset in walk.pictures(document)),
                *(Loss(LossKind.DROPPED, url, NO_LINK, place) for place, url in walk.urls(document)),
            ),
            meters=tuple(self.measure(line, "line")),
            provenance=tuple(Trace("line.txt", words, place) for place, words in texts),
        )

    def measure(self, text: str, format_key: str) -> list[Meter]:
        return [meter(limit, len(text)) for limit in self.limits_of(format_key)]


plugin = Ticker()
'''
README = """# Ticker

One format, `line`.

## Limits
20,000 characters, from the vendor's manual, read 2026-11-01.
"""
LIMITS = """- id: line
  value: 20000
  unit: characters
  kind: hard
  as_of: 2026-11-01
  source: the vendor's manual
"""
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
