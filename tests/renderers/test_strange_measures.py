"""What a stranger is asked beside rendering: to measure a text that somebody types, and its facts when it is loaded."""

import os

import pytest

from renderers import registry
from renderers.contract.artifact import Meter, MeterKind
from renderers.contract.discovery import discover
from renderers.contract.errors import RendererError
from renderers.contract.renderer import Renderer
from renderers.toolkit import remote
from tests.renderers.strangers import Borrowed, Curious, Evasive, Moody, Stranger

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


def test_a_stranger_measures_in_a_child_and_ours_here(monkeypatch):
    monkeypatch.setattr(remote, "MEASURE_S", 60.0)
    assert registry.measure(Stranger(), "Licht", "one") == (Meter("length", 5.0, 30.0, "characters", MeterKind.HARD),)
    sms = registry.get("sms")
    monkeypatch.setattr(registry, "measure_guarded", None)
    assert registry.measure(sms, "Licht", "message") == sms.measure("Licht", "message")


@pytest.mark.parametrize(
    ("misdeed", "words"),
    [
        ("raise error", "no idea how to draw this"),
        ("hang", "did not finish within 2 seconds"),
        ("crash", "SIGSEGV"),
        ("leave politely", "bye"),
        ("return none", "moody"),
        ("return a text", "could not measure"),
        ("return too much", "moody"),
    ],
)
def test_one_that_measures_badly_fails_alone(misdeed, words, monkeypatch):
    monkeypatch.setattr(remote, "MEASURE_S", 2.0 if misdeed == "hang" else 60.0)
    with pytest.raises(RendererError, match=words):
        registry.measure(Moody(), misdeed, "one")
    monkeypatch.setattr(remote, "MEASURE_S", 60.0)
    assert registry.measure(Moody(), "Licht", "one")


@pytest.mark.parametrize(
    ("kind", "words"),
    [(Evasive, "limits.yaml"), (Borrowed, "no-such-library-anywhere"), (Curious, "it reads 'minds'")],
)
def test_a_stranger_with_bad_facts_is_skipped_when_it_is_loaded(kind, words, monkeypatch):
    class Entry:
        """An entry point of a package."""

        name, value = kind.key, f"stranger:{kind.key}"

        def load(self):
            return kind()

    monkeypatch.setattr("renderers.contract.discovery.metadata.entry_points", lambda group: [Entry()])
    from renderers import channels

    found = discover(
        channels,
        group="renderers.channels",
        kind=Renderer,
        key=lambda renderer: renderer.key,
        check=registry._complaints,
    )
    assert kind.key not in found.plugins
    assert "sms" in found.plugins
    (broken,) = found.broken
    assert words in broken.reason
