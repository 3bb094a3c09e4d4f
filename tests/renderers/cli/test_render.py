"""`python -m renderers`: what it writes, and that it writes all or nothing."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from renderers import export, registry
from renderers.assets import TokenFiles
from renderers.cli import main
from renderers.contract.artifact import Loss, Meter, Trace
from renderers.contract.codec import dump, load, read
from renderers.contract.document import AssetRef
from renderers.contract.errors import MissingAssetError
from renderers.contract.schemas import DOCUMENT, TOKENS
from renderers.contract.tokens import Color, Logo, Tokens
from renderers.markdown import read_piece
from tests.renderers.everything import landscape

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(capsys, *words):
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_channels_are_listed(capsys):
    status, out, _ = run(capsys, "channels")
    assert status == 0
    for renderer in registry.all_renderers():
        assert f"\n{renderer.key}  " in f"\n{out}"
        for format_ in renderer.formats:
            assert f"    {format_.key}  " in out


def test_a_reader_who_has_seen_enough_is_no_error():
    command = f"{sys.executable} -m renderers channels | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_folder_holds_the_parts_the_media_and_what_was_lost(piece, tmp_path, capsys):
    status, out, err = run(capsys, "render", piece, "--channel", "email", "--output", tmp_path / "out")
    assert (status, out) == (0, f"{tmp_path / 'out'}\n")
    files = tree(tmp_path / "out")
    data = json.loads(files.pop("artifact.json"))
    assert (data["schema"], data["channel"], data["format"], data["dialect"]) == (
        "rendered/1", "email", "newsletter", "plain",
    )  # fmt: skip
    assert len(data["key"]) == 64
    for part in data["parts"]:
        assert hashlib.sha256(files[part["name"]]).hexdigest() == part["sha256"]
        assert len(files.pop(part["name"])) == part["size"]
    for media in data["media"]:
        assert hashlib.sha256(files.pop(media["file"])).hexdigest() == media["sha256"]
    assert files == {}
    assert load(data["document"], DOCUMENT) == read_piece(piece).document
    losses = read(tuple[Loss, ...], data["losses"], "")
    assert read(tuple[Meter, ...], data["meters"], "")
    assert read(tuple[Trace, ...], data["provenance"], "")
    for loss in losses[:5]:
        assert loss.why.show() in err


def test_links_carry_the_campaign_where_there_is_one(piece, tmp_path, capsys):
    run(capsys, "render", piece, "--channel", "sms", "--output", tmp_path / "out")
    text = (tmp_path / "out" / "message.txt").read_text()
    assert "utm_source=sms&utm_medium=message&utm_campaign=herbst-2026" in text
    piece.write_text(piece.read_text().replace("campaign:", "#"))
    run(capsys, "render", piece, "--channel", "sms", "--output", tmp_path / "out")
    assert "utm_" not in (tmp_path / "out" / "message.txt").read_text()


def test_all_channels_side_by_side(piece, tmp_path, capsys):
    status, _, _ = run(capsys, "render", piece, "--channel", "all", "--output", tmp_path / "out")
    assert status == 0
    expected = {f"{r.key}/{f.key}" for r in registry.all_renderers() for f in r.formats}
    assert {
        p.parent.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("artifact.json")
    } == expected


def test_channels_that_are_off_are_left_out_and_lacking_dialects_are_plain(piece, tmp_path, capsys):
    piece.write_text(piece.read_text().replace("brand: demo", "channels: [email, web]"))
    words = ("render", piece, "--channel", "all", "--dialect", "brevo", "--output", tmp_path / "out")
    status, _, err = run(capsys, *words)
    assert status == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"email", "web"}
    assert err.count("sms: left out") == 1
    assert "web: written plainly" in err
    assert json.loads((tmp_path / "out/email/newsletter/artifact.json").read_text())["dialect"] == "brevo"


def test_an_arm_changes_its_field(piece, tmp_path, capsys):
    run(capsys, "render", piece, "--channel", "email", "--output", tmp_path / "a")
    run(capsys, "render", piece, "--channel", "email", "--arm", "b", "--output", tmp_path / "b")
    assert "Andere Zeile" in (tmp_path / "b" / "subject.txt").read_text()
    keys = {json.loads((tmp_path / name / "artifact.json").read_text())["key"] for name in "ab"}
    assert len(keys) == 2


def test_tokens_with_a_logo_beside_them(piece, tmp_path, capsys):
    folder = tmp_path / "brand"
    (folder / "logos").mkdir(parents=True)
    data = landscape((1600, 1200), 7)  # no picture of the piece: only the tokens know where it lies
    (folder / "logos" / "logo.jpg").write_bytes(data)
    ref = AssetRef("logos/logo.jpg", hashlib.sha256(data).hexdigest(), alt="Demo", width=1600, height=1200)
    tokens = Tokens(colors=(Color("Rost", "#a03010", roles=("accent",)),), logos=(Logo("main", png=ref),))
    (folder / "tokens.json").write_text(json.dumps(dump(tokens, TOKENS)))
    words = ("render", piece, "--channel", "email", "--tokens", folder / "tokens.json", "--output", tmp_path / "out")
    assert run(capsys, *words)[0] == 0
    page = (tmp_path / "out" / "body.html").read_bytes()
    assert b"#a03010" in page
    assert b'class="logo"' in page
    assert TokenFiles(folder).read(ref) == data
    (folder / "logos" / "logo.jpg").write_bytes(data + b"x")
    with pytest.raises(MissingAssetError, match="another one than the tokens name"):
        TokenFiles(folder).read(ref)
    for name in ("../wald.jpg", "/etc/hosts", "", "logos"):
        with pytest.raises(MissingAssetError, match="not beside"):
            TokenFiles(folder).read(replace(ref, id=name))


HEAD = "---\ntitle: T\n"


@pytest.mark.parametrize(
    ("text", "more", "says"),
    [
        (None, (), "cannot be read"),
        ("", (), ":1:1: The file is empty"),
        ("---\ntitle: x: y\n---\n", (), ":2:9: "),
        (HEAD + "---\n{{ contact.city }}", (), ":4:1: The merge field “city” has no default"),
        (HEAD + "---\n![x](fehlt.jpg)", (), ":4:6: There is no picture “fehlt.jpg”"),
        (HEAD + "---\n![x](riesig.jpg)", (), ":4:6: The picture “riesig.jpg” is a file of 300 MB"),
        (HEAD + "---\na\x08", (), ":4:2: A control character (U+0008)"),
        ("# T", ("--channel", "fax"), "no channel “fax”. Known: email,"),
        ("# T", ("--format", "letter"), "no format “letter”. Known: newsletter"),
        ("# T", ("--dialect", "klingon"), "no dialect “klingon”"),
        ("# T", ("--channel", "print", "--dialect", "brevo"), "does not write the dialect “brevo”"),
        ("# T", ("--locale", "en", "--arm", "b"), "There is no arm “b”"),
        (HEAD + "locale: de\n---\n", ("--locale", "en"), "written in “de”, not in “en”"),
        (HEAD + "channels: [sms]\n---\n", (), "not meant for the channel “email”"),
        (HEAD + "channels: [push]\n---\n", ("--channel", "all"), "not meant for the channel “all”"),
        ("# T", ("--channel", "all", "--format", "message"), "A format belongs to one channel"),
        ("# T", ("--tokens", "nix.json"), "The tokens “nix.json” cannot be read"),
        ("# T", ("--tokens", "x.md"), "The tokens “x.md” cannot be read"),
    ],
)
def test_what_cannot_be_rendered_ends_with_2_a_place_and_a_remedy(text, more, says, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if text is not None:
        Path("x.md").write_text(text, encoding="utf-8")
    with Path("riesig.jpg").open("wb") as stream:
        os.truncate(stream.fileno(), 300 * 1024 * 1024)
    before = set(tmp_path.iterdir())
    status, out, err = run(capsys, "render", "x.md", "--channel", "email", *more, "--output", "out")
    assert (status, out) == (2, "")
    assert says in err
    assert set(tmp_path.iterdir()) == before


def test_all_problems_of_a_piece_are_named_at_once(tmp_path, capsys):
    file = tmp_path / "x.md"
    file.write_text(HEAD + "teser: x\n---\n{{ fact.a }}")
    assert len(run(capsys, "render", file, "--channel", "sms", "--output", tmp_path / "out")[2].splitlines()) == 2


def test_a_strangers_folder_is_refused_and_left_alone(piece, tmp_path, capsys):
    words = ("render", piece, "--channel", "sms", "--output")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "diary.txt").write_text("x")
    status, _, err = run(capsys, *words, tmp_path / "own")
    assert status == 2
    assert "diary.txt" in err
    assert tree(tmp_path / "own") == {"diary.txt": b"x"}
    assert run(capsys, *words, piece)[0] == 2
    assert run(capsys, *words, tmp_path)[0] == 2
    assert piece.exists()
    assert run(capsys, *words, tmp_path / "new" / "deep")[0] == 0
    (tmp_path / "new" / "deep" / "note.txt").write_text("meine Notiz")
    status, _, err = run(capsys, *words, tmp_path / "new" / "deep")
    assert status == 2
    assert "note.txt" in err
    (tmp_path / "empty").mkdir()
    assert run(capsys, *words, tmp_path / "empty")[0] == 0


def test_an_earlier_export_is_replaced_whole(piece, tmp_path, capsys):
    out = tmp_path / "out"
    run(capsys, "render", piece, "--channel", "all", "--output", out)
    run(capsys, "render", piece, "--channel", "sms", "--output", out)
    assert set(tree(out)) == {"message.txt", "message.json", "artifact.json"}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("method", ["write_bytes", "rename"])
def test_a_disk_that_refuses_leaves_the_earlier_export_as_it_was(method, piece, tmp_path, capsys, monkeypatch):
    out = tmp_path / "out"
    run(capsys, "render", piece, "--channel", "sms", "--output", out)
    before = tree(out)
    original, calls = getattr(Path, method), []

    def refusing(self, *arguments):
        calls.append(self)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return original(self, *arguments)

    monkeypatch.setattr(Path, method, refusing)
    status, _, err = run(capsys, "render", piece, "--channel", "all", "--output", out)
    assert status == 2
    assert "No space left on device" in err
    assert len(calls) >= 2
    assert tree(out) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_language_is_the_environments_or_the_one_asked_for(tmp_path, capsys, monkeypatch):
    from renderers import cli

    asked = []
    monkeypatch.setattr(cli, "translator", lambda language: asked.append(language) or (lambda text: text))
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    main(["channels"])
    main(["--language", "en", "channels"])
    main(["render", "x.md", "--channel", "sms", "--language=en", "--output", str(tmp_path / "out")])
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    main(["channels"])
    assert asked == ["de", "en", "en", "en"]


def process(piece, output, **environment):
    command = [sys.executable, "-m", "renderers", "render", piece, "--channel", "all", "--output", output]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True, capture_output=True)


def test_two_processes_with_other_seeds_zones_and_languages_write_the_same_bytes(piece, tmp_path):
    process(piece, tmp_path / "one", PYTHONHASHSEED="1", TZ="Asia/Tokyo", LANG="de_DE.UTF-8")
    process(piece, tmp_path / "two", PYTHONHASHSEED="2", TZ="America/Los_Angeles", LANG="C")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_describe_lists_every_file(piece):
    read = read_piece(piece)
    renderer = registry.get("web")
    from renderers.contract.request import RenderRequest

    rendered = registry.render(renderer, read.document, Tokens(), RenderRequest(format="article"), read.assets)
    files = export.files_of(rendered, read.document, "web")
    description = export.describe(rendered, read.document, "web")
    listed = {part["name"] for part in description["parts"]} | {media["file"] for media in description["media"]}
    assert listed | {"artifact.json"} == set(files)
