"""A whole renderer in the guarded child: what comes back is an artifact or a clear error."""

import os
import time
from dataclasses import replace

import pytest

from renderers.channels.print import plugin
from renderers.contract.artifact import Artifact, Part
from renderers.contract.errors import MissingAssetError, RenderFailedError
from renderers.contract.renderer import Format, Reads, Renderer
from renderers.contract.view import view
from renderers.toolkit.isolation import JobCrashedError, JobRaisedError, JobTimeoutError
from renderers.toolkit.remote import render_guarded
from tests import corpus


class Sample(Renderer):
    """A stranger's renderer."""

    key = "sample"
    label = "Sample"
    version = "1"
    formats = (Format("one", label="One"),)
    reads = frozenset({Reads.PICTURES, Reads.LOGOS})

    def render(self, source, assets):
        hero = source.document.hero
        return Artifact((Part("size.txt", "text/plain", str(len(assets.read(hero)) if hero else 0).encode()),))

    def measure(self, text, format_key):
        return []


class Failing(Sample):
    def render(self, source, assets):
        raise RuntimeError(f"no idea how to draw {source.document.title or 'this'}")


class Hanging(Sample):
    def render(self, source, assets):
        time.sleep(60)


class Dying(Sample):
    def render(self, source, assets):
        os._exit(3)


class Wrong(Sample):
    def render(self, source, assets):
        return "a text"


def source(renderer, name="every-block"):
    key = renderer.formats[0].key
    return view(corpus.document(name), corpus.tokens(), replace(corpus.request(key)), renderer)


def test_an_artifact_comes_back():
    made = render_guarded(Sample(), source(Sample()), corpus.Pictures())
    assert made == Sample().render(source(Sample()), corpus.Pictures())
    assert int(made.part("size.txt").text) > 1000


def test_print_runs_in_it_without_a_child_of_its_own():
    wanted = source(plugin)
    assert render_guarded(plugin, wanted, corpus.Pictures()) == plugin.render(wanted, corpus.Pictures())


@pytest.mark.parametrize(
    ("renderer", "error", "words"),
    [
        (Failing(), JobRaisedError, "no idea how to draw"),
        (Hanging(), JobTimeoutError, "did not finish"),
        (Dying(), JobCrashedError, "exit code 3"),
        (Wrong(), JobRaisedError, "returned str, no Artifact"),
    ],
)
def test_a_stranger_fails_alone(renderer, error, words):
    with pytest.raises(error, match=words):
        render_guarded(renderer, source(renderer), corpus.Pictures(), wall_s=1.5)
    assert issubclass(error, RenderFailedError)


def test_a_file_that_is_missing_is_missed_only_where_it_is_asked_for():
    class Nothing:
        def read(self, ref):
            raise MissingAssetError(corpus.Message("Nobody has “{name}”.", name="hero"))

    with pytest.raises(JobRaisedError, match="Nobody has “hero”"):
        render_guarded(Sample(), source(Sample()), Nothing())
    assert render_guarded(Sample(), source(Sample(), "title-only"), Nothing()).part("size.txt").text == "0"
