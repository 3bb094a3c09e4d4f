"""The flyer through an interpreter of its own: Ghostscript reads it without a complaint and sees CMYK ink only."""

import subprocess
from pathlib import Path

import pytest

from renderers import registry
from tests import corpus

pytestmark = pytest.mark.ghostscript


@pytest.fixture(scope="module")
def flyer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The A5 flyer of the document that has every block."""
    rendered = registry.render(
        registry.get("print"),
        corpus.document("every-block"),
        corpus.tokens(),
        corpus.request("a5-flyer"),
        corpus.Pictures(),
    )
    path = tmp_path_factory.mktemp("flyer") / "print.pdf"
    path.write_bytes(rendered.artifact.part("print.pdf").data)
    return path


def test_it_is_read_without_a_complaint(flyer, ghostscript):
    done = subprocess.run(
        [ghostscript, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=nullpage", flyer],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.strip() == ""
    assert done.stderr.strip() == ""


def test_every_page_has_ink_and_no_more_than_the_press_takes(flyer, ghostscript):
    done = subprocess.run(
        [ghostscript, "-q", "-o", "-", "-dSAFER", "-sDEVICE=inkcov", flyer],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    pages = [line.split()[:4] for line in done.stdout.splitlines() if line.strip().endswith("OK")]
    assert 1 <= len(pages) <= 2
    for page in pages:
        shares = [float(value) for value in page]
        assert sum(shares) > 0.01
        assert all(0 <= share <= 1 for share in shares)
