"""Manners of strangers that are no errors of theirs, or none that one would think of: they die with the child."""

import os
from functools import partial
from pathlib import Path

import pytest

from renderers import registry
from renderers.contract.errors import RendererError
from renderers.toolkit.remote import render_guarded
from tests import corpus
from tests.renderers.strangers import Moody
from tests.renderers.test_strangers import source

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


def give(monkeypatch, *, seconds: float) -> None:
    """Strangers get little of everything."""
    few = partial(render_guarded, wall_s=seconds, memory_mb=256, output_mb=20)
    monkeypatch.setattr(registry, "render_guarded", few)


def made(headline: str) -> str:
    moody = Moody()
    return registry.make(moody, source(moody, headline=headline), corpus.Pictures()).part("line.txt").text


@pytest.mark.parametrize(
    "manner", ["print megabytes", "change the world", "leave zombies", "leave a daemon", "write in home"]
)
def test_what_hurts_nobody_is_let_be(manner, capfd, monkeypatch):
    give(monkeypatch, seconds=60)
    here, environment, mask = Path.cwd(), dict(os.environ), os.umask(0o022)
    os.umask(mask)
    assert made(manner) == manner
    assert made("Hello").startswith("Hello")
    assert (Path.cwd(), dict(os.environ)) == (here, environment)
    assert os.umask(mask) == mask
    assert capfd.readouterr().out == ""
    home = Path.home()
    assert not (home / "note.txt").exists()
    assert not (home / ".cache" / "stranger").exists()


@pytest.mark.parametrize(
    ("manner", "words"),
    [
        ("complain in megabytes", "more than 20 MB"),
        ("break the tools", "died"),
        ("ignore signals", "did not finish within 3 seconds"),
        ("stop itself", "did not finish within 3 seconds"),
        ("start threads", "thread|memory|processes|did not finish"),
        ("open sockets without end", "Too many open files"),
        ("write on everything", "died|went away|returned no artifact|more than 20 MB|did not finish"),
    ],
)
def test_what_hurts_ends_with_the_child(manner, words, monkeypatch):
    give(monkeypatch, seconds=3 if "did not finish" in words else 60)
    with pytest.raises(RendererError, match=words) as caught:
        made(manner)
    assert "moody" in caught.value.message.show()
    give(monkeypatch, seconds=60)
    assert made("Hello").startswith("Hello")
