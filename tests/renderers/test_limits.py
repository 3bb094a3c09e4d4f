"""Limits are data with sources; a slip in a file names the file and the entry."""

import pytest

from renderers.contract.artifact import MeterKind
from renderers.toolkit.limits import load, meter

GOOD = """
- id: post
  value: 280
  unit: characters
  count: weighted
  kind: hard
  as_of: 2026-11-21
  source: the vendor
  formats: [x-post]
- id: fold
  value: 1.5
  unit: lines
  kind: fold
  source: somebody
"""


def written(tmp_path, text):
    (tmp_path / "limits.yaml").write_text(text, "utf-8")
    return str(tmp_path / "__init__.py")


def test_reads_the_file_beside_the_module(tmp_path):
    post, fold = load(written(tmp_path, GOOD))
    assert (post.id, post.value, post.kind, post.formats) == ("post", 280, MeterKind.HARD, ("x-post",))
    assert post.as_of.isoformat() == "2026-11-21"
    assert (fold.value, fold.as_of, fold.formats) == (1.5, None, ())
    assert load(str(tmp_path / "limits.yaml")) == (post, fold)
    assert meter(post, 281).over
    assert meter(post, 280).unit == "characters"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("unit: lines", "", "entry 2: 'unit' is missing"),
        ("source: somebody", "source: ''", "entry 2: 'source' is missing"),
        ("unit: lines", "unit: lines\n  colour: red", "entry 2: unknown key 'colour'"),
        ("value: 1.5", "value: viel", "value 'viel' is no number"),
        ("value: 1.5", "value: true", "value True is no number"),
        ("id: fold", "id: post", "the id 'post' stands there twice"),
        ("kind: fold", "kind: soft", "'soft' is not a valid MeterKind"),
        ("as_of: 2026-11-21", "as_of: gestern", "as_of 'gestern' is no day"),
    ],
)
def test_a_slip_is_named(tmp_path, old, new, complaint):
    with pytest.raises(ValueError, match=r"limits\.yaml|MeterKind") as caught:
        load(written(tmp_path, GOOD.replace(old, new)))
    assert complaint in str(caught.value)


def test_a_file_that_is_no_list(tmp_path):
    with pytest.raises(ValueError, match="expected a list"):
        load(written(tmp_path, "post: 280"))
    assert load(written(tmp_path, "")) == ()
