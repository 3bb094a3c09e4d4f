"""`python -m brand`: every kind of target, every format, exit codes, and rule pages."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from brand import gathering
from brand.cli import main
from brand.errors import FetchError
from brand.fetch import Fetched
from brand.portable import read_guideline, write_guideline
from brand.samples import GUIDELINE
from renderers.contract.message import Message
from tests.brand import pdfs

DAY = ["--today", "2026-11-21"]


@pytest.fixture
def guideline(tmp_path: Path) -> str:
    file = tmp_path / "guideline.yaml"
    file.write_text(write_guideline(GUIDELINE).text, encoding="utf-8")
    return str(file)


def findings(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, object]]]:
    code = main(["lint", *arguments, "--format", "json", *DAY])
    return code, json.loads(capsys.readouterr().out)["findings"]


def write(folder: Path, name: str, data: str | bytes) -> str:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(file)


def test_a_text_with_a_banned_word(tmp_path: Path, guideline: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path, "a.md", "# Sale\n\nAn insane spring sale.\n")
    code, found = findings(capsys, file, "--guideline", guideline, "--locale", "en")
    assert code == 1
    (banned,) = [one for one in found if one["rule"] == "terms/banned-word"]
    assert (banned["file"], banned["line"], banned["column"], banned["quote"]) == (file, 3, 4, "insane")
    assert (banned["severity"], banned["verdict"]) == ("error", "fail")


def test_a_clean_text(tmp_path: Path, guideline: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path, "a.txt", "A remarkable lamp for long evenings.")
    code, found = findings(capsys, file, "--guideline", guideline, "--locale", "en", "--fail-on", "warning")
    assert (code, found) == (0, [])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", '<html lang="en"><p>An insane sale.</p></html>'),
        ("a.eml", "From: Ann <a@b.example>\nSubject: An insane sale\n\nHello\n"),
        ("a.pdf", pdfs.pdf(b"BT /F1 9 Tf 20 100 Td (An insane sale) Tj ET")),
        ("sub/a.txt", "An insane sale"),
    ],
)
def test_every_kind_of_file(
    name: str, data: str | bytes, tmp_path: Path, guideline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, name, data)
    code, found = findings(capsys, file, "--guideline", guideline, "--locale", "en")
    assert code == 1
    assert ("terms/banned-word", file) in {(one["rule"], one["file"]) for one in found}


def test_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "PNG")
    code, _ = findings(capsys, write(tmp_path, "a.png", out.getvalue()))
    assert code == 0


def test_a_folder_and_several_targets(tmp_path: Path, guideline: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "in/one.md", "An insane sale.")
    write(tmp_path, "in/deep/two.html", "<p>An insane sale.")
    write(tmp_path, "in/.hidden/three.md", "An insane sale.")
    write(tmp_path, "in/notes.docx", "An insane sale.")
    more = write(tmp_path, "more.txt", "An insane sale.")
    _, found = findings(capsys, str(tmp_path / "in"), more, "--guideline", guideline, "--locale", "en")
    files = {str(one["file"]) for one in found if one["rule"] == "terms/banned-word"}
    assert {Path(file).name for file in files} == {"one.md", "two.html", "more.txt"}


def test_standard_input(guideline: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Input:
        buffer = io.BytesIO(b"<html><p>An insane sale.</p>")

    monkeypatch.setattr(sys, "stdin", Input)
    code, found = findings(capsys, "-", "--guideline", guideline, "--locale", "en")
    assert code == 1
    assert ("terms/banned-word", "-") in {(one["rule"], one["file"]) for one in found}


def test_an_address_with_its_style_sheet(
    guideline: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = {
        "https://a.example/x": ("text/html", b'<link rel="stylesheet" href="/s.css"><p class="a">An insane sale.</p>'),
        "https://a.example/s.css": ("text/css", b".a{color:#dddddd}"),
    }

    def get(url: str) -> Fetched:
        if url not in pages:
            raise FetchError(Message("Nothing there."), file=url)
        return Fetched(url, 0, 200, pages[url][0], "", pages[url][1])

    monkeypatch.setattr("brand.cli.linting.fetch", get)
    code, found = findings(capsys, "https://a.example/x", "--guideline", guideline, "--locale", "en")
    assert code == 1
    assert {"terms/banned-word", "access/low-contrast"} <= {str(one["rule"]) for one in found}
    assert main(["lint", "https://a.example/gone"]) == 2


@pytest.mark.parametrize(("threshold", "code"), [("error", 0), ("warning", 1), ("never", 0)])
def test_the_threshold(
    threshold: str, code: int, tmp_path: Path, guideline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "---\ntitle: Test\n---\n"  # a warning, no error: two exclamation marks more than the voice allows
    file = write(tmp_path, "a.md", text + "Schön! Gut! Ja!")
    found_code, found = findings(capsys, file, "--guideline", guideline, "--locale", "de", "--fail-on", threshold)
    assert {one["severity"] for one in found} == {"warning"}, found
    assert found_code == code


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["lint", "missing.md"], "missing.md: The file cannot be read"),
        (["lint", "x.md", "--guideline", "missing.yaml"], "missing.yaml: The file cannot be read"),
        (["lint", "x.md", "--channel", "fax"], "There is no channel “fax”"),
        (["lint", "x.md", "--channel", "sms", "--format-key", "roman"], "no format “roman”"),
        (["lint", "x.md", "--format-key", "message"], "--channel"),
        (["lint", "http://127.0.0.1:9/"], "private network"),
        (["rules", "terms/baned-word"], "Did you mean “terms/banned-word”"),
        (["import-tokens", "missing.json"], "cannot be read"),
        (["import-vale", "missing"], "no such folder"),
    ],
)
def test_what_cannot_run_exits_2_and_says_why(
    arguments: Sequence[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "x.md", "Text.")
    assert main([*arguments, "--language", "en"]) == 2
    shown = capsys.readouterr()
    assert says in shown.out + shown.err
    assert "Traceback" not in shown.err


@pytest.mark.parametrize(
    "arguments", [[], ["lint"], ["lint", "x", "--format", "pdf"], ["nonsense"], ["lint", "x", "--today", "x"]]
)
def test_wrong_calls_exit_2(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_one_broken_file_does_not_hide_the_others(
    tmp_path: Path, guideline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "in/good.txt", "An insane sale.")
    write(tmp_path, "in/bad.pdf", "no pdf")
    code = main(["lint", str(tmp_path / "in"), "--guideline", guideline, "--locale", "en", "--format", "json"])
    body = json.loads(capsys.readouterr().out)
    assert code == 2
    assert [Path(one["file"]).name for one in body["troubles"]] == ["bad.pdf"]
    assert "terms/banned-word" in {one["rule"] for one in body["findings"]}


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "junit", "html"])
def test_every_format(format_: str, tmp_path: Path, guideline: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path, "a.md", "An insane sale.")
    target = tmp_path / "report"
    common = ["lint", file, "--guideline", guideline, "--locale", "en", "--format", format_, *DAY]
    assert main(common) == 1
    shown = capsys.readouterr().out
    assert "insane" in shown
    assert main([*common, "--output", str(target)]) == 1
    assert target.read_text("utf-8") == shown
    if format_ in {"json", "sarif"}:
        json.loads(shown)
    if format_ == "junit":
        ElementTree.fromstring(shown)


def test_a_channel_gives_its_meters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = []
    gather = gathering.gather

    def spy(*arguments: object, **options: object) -> object:
        found = gather(*arguments, **options)  # type: ignore[arg-type]
        seen.extend(found.subjects)
        return found

    file = write(tmp_path, "a.txt", "Hallo „Welt“ " + "x" * 200)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("brand.cli.linting.gather", spy)
        main(["lint", file, "--channel", "sms", "--format-key", "message"])
    capsys.readouterr()
    assert any(meter.name == "segments" and meter.used > 1 for meter in seen[0].meters), seen[0].meters


def test_a_markdown_piece_knows_its_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "---\ntitle: Herbst\nlocale: de\nfacts:\n  price: 99 €\n---\nNur {{ fact.price }} und {{ fact.nope }}.\n"
    _, found = findings(capsys, write(tmp_path, "a.md", text))
    unknown = [one for one in found if one["rule"] == "personalization/unknown-field"]
    assert len(unknown) == 1
    assert "nope" in str(unknown[0]["message"])


def test_rules_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    listed = capsys.readouterr().out
    assert "terms/banned-word" in listed
    assert "structure/needless-waiver" in listed
    assert main(["rules", "terms/banned-word"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("# terms/banned-word\n")
    assert "## Wrong" in page
    assert main(["rules", "structure/expired-waiver"]) == 0


def test_imports_write_a_guideline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tokens = write(
        tmp_path,
        "t.json",
        '{"color": {"red": {"$type": "color", "$value": "#e4002b"}, "x": {"$type": "number", "$value": 1}}}',
    )
    assert main(["import-tokens", tokens, "--language", "en"]) == 0
    shown = capsys.readouterr()
    assert read_guideline(shown.out).tokens.colors[0].srgb == "#e4002b"
    assert "not imported: color.x" in shown.err
    write(tmp_path, "vale/S/A.yml", "extends: existence\ntokens: [foo, 'b.*', '(?=c)']\n")
    assert main(["import-vale", str(tmp_path / "vale"), "--language", "en"]) == 0
    shown = capsys.readouterr()
    assert read_guideline(shown.out).patterns[0].pattern == "foo|b.*"
    assert "S/A.yml: (?=c)" in shown.err


def test_as_a_command_without_django(tmp_path: Path, guideline: str) -> None:
    file = write(tmp_path, "a.md", "An insane sale.")
    blocked = "import sys; sys.modules.update({'django': None, 'wagtail': None, 'ninja': None}); import runpy; "
    script = blocked + "sys.argv[0] = 'brand'; runpy.run_module('brand', run_name='__main__')"
    run = subprocess.run(
        [sys.executable, "-c", script, "lint", file, "--guideline", guideline, "--locale", "en"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LANG": "C.UTF-8", "LC_ALL": ""},
        cwd=Path(__file__).parents[2],
    )
    assert run.returncode == 1, run.stderr
    assert "terms/banned-word" in run.stdout
    assert "\x1b" not in run.stdout  # no colors and no progress in a pipe
    assert run.stderr == ""


def test_a_reader_that_has_seen_enough(tmp_path: Path, guideline: str) -> None:
    file = write(tmp_path, "a.md", "An insane sale.\n\n" * 3_000)
    command = f'"{sys.executable}" -m brand lint "{file}" --guideline "{guideline}" --locale en | head -n 1'
    run = subprocess.run(
        command, shell=True, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2]
    )
    assert "Traceback" not in run.stderr
    assert "BrokenPipe" not in run.stderr
