"""Every channel, every format, every document of the corpus keeps every promise. New channels need no change here."""

import inspect
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from renderers import registry
from renderers.contract.artifact import Meter
from renderers.contract.renderer import Renderer
from tests import corpus
from tests.contracts import golden
from tests.contracts.cases import Case, cases, made
from tests.contracts.promises import PROMISES, ROOT, Promise

ALL = list(cases())
RENDERERS = registry.all_renderers()


def folder_of(renderer: Renderer) -> Path:
    return Path(inspect.getfile(type(renderer))).parent


@pytest.mark.parametrize("case", ALL, ids=str)
@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_promise(promise: Promise, case: Case):
    assert promise(made(case)) == []


@pytest.mark.parametrize("case", ALL, ids=str)
def test_golden_files(case: Case, update_golden: bool):
    """They prove *unchanged*, not *right*: read the difference before you write them anew."""
    folder = folder_of(made(case).renderer) / "golden" / case.document / case.format
    if update_golden:
        golden.write(made(case).artifact, folder)
    assert golden.differences(made(case).artifact, folder) == []


def test_a_fresh_process_makes_the_same_bytes():
    """Another hash seed and time zone change nothing."""
    environment = os.environ | {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.contracts.everything"],
        cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    theirs = json.loads(done.stdout)
    ours = golden.digests(ALL)
    assert {name for name in ours if ours[name] != theirs.get(name)} == set()


@pytest.mark.parametrize("renderer", RENDERERS, ids=lambda renderer: renderer.key)
def test_it_is_described(renderer: Renderer):
    """A page in the module, a README with every format and the limits' sources, and limits with a source each."""
    page = inspect.getdoc(inspect.getmodule(type(renderer))) or ""
    assert len(page.split()) > 20, "the module's docstring is the channel's page"
    readme = folder_of(renderer) / "README.md"
    assert readme.exists()
    text = readme.read_text("utf-8")
    assert [format_.key for format_ in renderer.formats if format_.key not in text] == []
    assert "## Limits" in text
    assert renderer.limits
    for limit in renderer.limits:
        assert limit.unit
        assert limit.source
        assert limit.as_of is None or limit.as_of <= datetime.now(UTC).date()
    known = {format_.key for format_ in renderer.formats}
    assert {key for limit in renderer.limits for key in limit.formats} <= known
    ids = [limit.id for limit in renderer.limits]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("renderer", RENDERERS, ids=lambda renderer: renderer.key)
def test_its_labels_are_texts(renderer: Renderer):
    labels = [renderer.label, *(format_.label for format_ in renderer.formats)]
    labels += [field.label for field in renderer.override_fields]
    labels += [limit.unit for limit in renderer.limits]
    assert all(label.strip() for label in labels)
    names = [(field.name, field.formats) for field in renderer.override_fields]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("renderer", RENDERERS, ids=lambda renderer: renderer.key)
@pytest.mark.parametrize("text", ["", "Grüße 😀 „ja“", "Ein Satz. " * 400, "https://flusslicht.example/a"])
def test_it_measures_any_text(renderer: Renderer, text: str):
    """Live counters and outside material: every meter is one of the format's limits."""
    for format_ in renderer.formats:
        known = {limit.id for limit in renderer.limits_of(format_.key)}
        meters = renderer.measure(text, format_.key)
        assert all(isinstance(meter, Meter) for meter in meters)
        assert {meter.name for meter in meters} <= known
        longer = {meter.name: meter.used for meter in renderer.measure(text + " und noch etwas", format_.key)}
        assert all(longer[meter.name] >= meter.used for meter in meters if meter.name in longer)


@pytest.mark.parametrize("renderer", RENDERERS, ids=lambda renderer: renderer.key)
def test_its_own_words_are_in_no_other_channel(renderer: Renderer):
    """What is meant for other channels, by block or override, is in none of its parts."""
    document = corpus.document("limited")
    foreign = [
        block.text.plain
        for block in document.all_blocks
        if block.channels and renderer.key not in block.channels and hasattr(block, "text")
    ]
    foreign += [
        override.value.text.plain
        for override in document.overrides
        if override.channel != renderer.key and override.value.text is not None
    ]
    for format_ in renderer.formats:
        for part in made(Case(renderer.key, format_.key, "limited")).artifact.parts:
            assert [words for words in foreign if words.encode() in part.data] == []
