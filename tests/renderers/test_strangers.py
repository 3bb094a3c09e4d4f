"""Renderers that are not ours run in a guarded child: whatever one does, it fails alone, soon, and says why."""

import time
from dataclasses import replace
from functools import partial

import pytest

from renderers import registry
from renderers.channels.print import plugin as print_plugin
from renderers.channels.sms import plugin as sms_plugin
from renderers.contract.errors import MissingAssetError, RendererError, RenderFailedError, UnusableAssetError
from renderers.contract.message import Message
from renderers.contract.text import RichText
from renderers.contract.view import view
from renderers.toolkit.isolation import (
    JobCrashedError,
    JobOutOfMemoryError,
    JobOutputTooLargeError,
    JobRaisedError,
    JobTimeoutError,
)
from renderers.toolkit.remote import render_guarded
from tests import corpus
from tests.renderers.strangers import Moody, Stranger

#: Seconds that a stranger gets here, and the most that may go by until its error is there.
DEADLINE, PATIENCE = 2.0, 8.0

MISDEEDS = [
    ("raise error", JobRaisedError, "no idea how to draw this"),
    ("raise without words", JobRaisedError, "KeyError"),
    ("leave politely", JobRaisedError, "bye"),
    ("hang", JobTimeoutError, "did not finish within 2 seconds"),
    ("wait", JobTimeoutError, "did not finish within 2 seconds"),
    ("eat memory", JobOutOfMemoryError, "more than 256 MB of memory"),
    ("leave", JobCrashedError, "exit code 3"),
    ("crash", JobCrashedError, "SIGSEGV"),
    ("fill the disk with one file", JobOutputTooLargeError, "more than 20 MB"),
    ("fill the disk with many files", JobOutputTooLargeError, "more than 20 MB"),
    ("fill the disk with empty files", JobOutputTooLargeError, "more than 20 MB"),
    ("fork and stay", JobTimeoutError, "did not finish"),
    ("fork without end", JobCrashedError, "more than 64 processes"),
    ("return a text", JobRaisedError, "returned str, no Artifact"),
    ("return none", JobRaisedError, "returned NoneType, no Artifact"),
    ("return wrong types", RenderFailedError, "parts: expected tuple|parts: expected array"),
    ("return too much", JobOutputTooLargeError, "more than 20 MB"),
    ("return no part", RenderFailedError, "'line.txt' is missing"),
    ("return a part twice", RenderFailedError, "'line.txt' stands twice"),
    ("return a path", RenderFailedError, "no plain file name"),
    ("return a header", RenderFailedError, "no media type"),
    ("return no text", RenderFailedError, "no UTF-8"),
    ("return another picture", RenderFailedError, "not what its digest says"),
    ("return no number", JobRaisedError, "JSON compliant"),
    ("return a deep loss", RenderFailedError, "expected"),
]


def source(renderer, *, headline="Hello", name="every-block"):
    document = replace(corpus.document(name), headline=RichText.of(headline))
    return view(document, corpus.tokens(), corpus.request(renderer.formats[0].key), renderer)


@pytest.fixture
def impatient(monkeypatch):
    """Strangers get little of everything."""
    few = partial(render_guarded, wall_s=DEADLINE, memory_mb=256, output_mb=20)
    monkeypatch.setattr(registry, "render_guarded", few)


@pytest.mark.parametrize(("misdeed", "error", "words"), MISDEEDS, ids=[misdeed for misdeed, _, _ in MISDEEDS])
def test_a_stranger_fails_alone_in_time_and_says_why(impatient, misdeed, error, words):
    moody = Moody()
    assert registry.make(moody, source(moody), corpus.Pictures()).part("line.txt").text.startswith("Hello")
    began = time.monotonic()
    with pytest.raises(error, match=words) as caught:
        registry.make(moody, source(moody, headline=misdeed), corpus.Pictures())
    assert time.monotonic() - began < PATIENCE
    assert isinstance(caught.value, RendererError)
    assert "moody" in caught.value.message.show()
    assert registry.make(moody, source(moody), corpus.Pictures()).part("line.txt").text.startswith("Hello")


def test_the_same_in_a_child_as_here():
    stranger = Stranger()
    wanted = source(stranger)
    made = registry.make(stranger, wanted, corpus.Pictures())
    assert made == stranger.render(wanted, corpus.Pictures())
    assert made == registry.make(stranger, wanted, corpus.Pictures())
    assert int(made.part("line.txt").text.strip(")").rpartition("(")[2]) > 1000


def test_who_is_guarded(monkeypatch):
    assert registry.is_guarded(Stranger())
    assert not any(map(registry.is_guarded, registry.all_renderers()))
    monkeypatch.setattr(type(sms_plugin), "isolated", True)
    assert registry.is_guarded(sms_plugin)
    wanted = source(sms_plugin)
    guarded = registry.make(sms_plugin, wanted, corpus.Pictures())
    monkeypatch.undo()
    assert guarded == registry.make(sms_plugin, wanted, corpus.Pictures())


def test_print_runs_in_it_without_a_child_of_its_own():
    wanted = source(print_plugin)
    assert render_guarded(print_plugin, wanted, corpus.Pictures()) == print_plugin.render(wanted, corpus.Pictures())


class Nothing:
    """No file at all."""

    def read(self, ref):
        raise MissingAssetError(Message("Nobody has “{name}”.", name="hero"))


def test_what_the_input_is_to_blame_for_is_said_as_our_own_channels_say_it():
    stranger, moody = Stranger(), Moody()
    with pytest.raises(MissingAssetError, match="Nobody has “hero”") as caught:
        registry.make(stranger, source(stranger), Nothing())
    assert caught.value.message == Message("Nobody has “{name}”.", name="hero")
    with pytest.raises(UnusableAssetError, match="“hero” is upside down"):
        registry.make(moody, source(moody, headline="refuse a picture"), corpus.Pictures())


def test_a_file_that_is_missing_is_missed_only_where_it_is_asked_for():
    stranger = Stranger()
    made = registry.make(stranger, source(stranger, name="title-only"), Nothing())
    assert made.part("line.txt").text == "Hello (0)"


def test_a_renderer_that_cannot_travel_is_refused():
    class Local(Stranger):
        """Nobody can import it."""

    with pytest.raises(RenderFailedError, match="cannot be sent to a guarded child"):
        registry.make(Local(), source(Local()), corpus.Pictures())
    assert "cannot be sent to a guarded child" in registry._complaints(Local())[0]
    assert registry._complaints(Stranger()) == []
