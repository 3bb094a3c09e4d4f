"""PDFs are taken apart in a guarded process: nothing is read otherwise there, and what goes wrong is told by name."""

import json
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pikepdf import Name

from brand.cli import channels, main
from brand.cli.channels import run_apart
from brand.errors import InspectError
from brand.inspect import apart
from brand.inspect.apart import here, inspect_pdf_apart
from brand.inspect.pdf import inspect_pdf
from tests.brand import misbehavior, pdfs
from tests.brand.hostile import FILES, HostileFile
from tests.size import FULL

PAGE = pdfs.pdf(
    b"0.2 0.4 0.1 0 k 10 10 50 50 re f BT /F1 9 Tf 20 100 Td (F\\374r 89 Euro) Tj ET q 90 0 0 90 9 9 cm /I Do Q",
    objects={"/I": pdfs.picture(40, 40, Name.DeviceCMYK)},
    pages=3,
)


def test_nothing_is_read_otherwise() -> None:
    """Every field of a subject survives the way back, whole numbers of points included."""
    subject = inspect_pdf(PAGE, name="a.pdf", locale="de")
    assert subject.runs
    assert subject.pictures
    assert inspect_pdf_apart(PAGE, name="a.pdf", locale="de", run=run_apart) == subject
    assert inspect_pdf_apart(PAGE, name="a.pdf", locale="de", run=here) == subject


def reported(file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    main(["lint", str(file), "--channel", "print", "--format", "json", "--today", "2026-11-22", "--language", "en"])
    return capsys.readouterr().out


def test_the_command_line_reports_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(PAGE)
    guarded = reported(file, capsys)
    monkeypatch.setattr("brand.cli.linting.run_apart", here)
    assert guarded == reported(file, capsys)
    assert json.loads(guarded)["findings"]


@pytest.mark.parametrize(
    ("job", "says"),
    [
        (misbehavior.sleep, "did not finish within 2 seconds"),
        (misbehavior.grab, "needed more than"),
        (misbehavior.die, "died"),
        (misbehavior.fail, "too deep"),
        (misbehavior.chatter, "is missing"),
        (misbehavior.answer, "no PDF that can be read"),
    ],
)
def test_a_parser_that_misbehaves_takes_nobody_with_it(
    job: Callable[..., bytes], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "WALL_S", 2.0 if job is misbehavior.sleep else 60.0)
    monkeypatch.setattr(apart, "_inspected", job)
    with pytest.raises(InspectError, match=says) as caught:
        inspect_pdf_apart(PAGE, name="a.pdf", run=run_apart)
    assert caught.value.file == "a.pdf"


HOSTILE = [one for one in FILES if one.name.endswith(".pdf")]


@pytest.mark.parametrize("hostile", HOSTILE if FULL else HOSTILE[::3], ids=lambda one: one.name)
def test_hostile_files_end_the_same_in_a_guarded_process(hostile: HostileFile) -> None:
    begun = time.monotonic()
    look = partial(inspect_pdf_apart, hostile.make(), name=hostile.name, run=run_apart)
    if hostile.refused:
        with pytest.raises(InspectError) as caught:
            look()
        assert hostile.refused in str(caught.value)
    else:
        look()
    assert time.monotonic() - begun < channels.WALL_S


def test_a_system_that_cannot_fork_reads_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert run_apart(misbehavior.answer, "a.pdf") == b"3"
