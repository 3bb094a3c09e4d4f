"""Texts for people: English until shown."""

import gettext
import subprocess
import sys
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers.contract.artifact import Media, Meter, MeterKind, Part
from renderers.contract.errors import DocumentError, RendererError, UnknownChannelError, UnknownFormatError
from renderers.contract.message import Message, translator


def test_parameters_fill_their_places_after_translating():
    message = Message("{used} of {limit}, {what}", used=3, limit=2, what="{used}")
    assert message.show() == str(message) == "3 of 2, {used}"
    assert message.show(lambda text: "{limit} statt {used}") == "2 statt 3"


def test_decimals_have_the_mark_of_the_language():
    message = Message("{ratio} to {least}, version {version}", ratio=2.02, least=3.0, version="4.5")
    assert message.show() == "2.02 to 3, version 4.5"
    german = {"0.5": "0,5", message.text: "{ratio} zu {least}, Version {version}"}
    assert message.show(lambda text: german[text]) == "2,02 zu 3, Version 4.5"


def test_places_without_a_parameter_stay_as_written():
    assert Message("{a} {} {B} {{x}}").show() == "{a} {} {B} {{x}}"


def test_equal_messages_are_equal_whatever_the_order():
    assert Message("x", a=1, b=2) == Message("x", b=2, a=1)
    assert len({Message("x", a=1), Message("x", a=1), Message("x", a=2)}) == 2


@given(st.text(), st.dictionaries(st.from_regex(r"[a-z_][a-z0-9_]{0,5}", fullmatch=True), st.text() | st.integers()))
def test_any_text_can_be_shown(text, params):
    assert isinstance(Message(text, **params).show(), str)


@pytest.fixture
def catalogs(tmp_path, monkeypatch):
    """Two packages with a German catalog each."""

    def write(name, messages):
        package = tmp_path / name
        (package / "locale" / "de" / "LC_MESSAGES").mkdir(parents=True)
        (package / "__init__.py").write_text("")
        lines = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"']
        lines += [f'msgid "{key}"\nmsgstr "{value}"' for key, value in messages.items()]
        source = package / "messages.po"
        source.write_text("\n\n".join(lines), encoding="utf-8")
        target = package / "locale" / "de" / "LC_MESSAGES" / f"{name}.mo"
        compile_catalog(source, target)

    write("first_voice", {"Hello": "Hallo", "Same": "Gleich"})
    write("second_voice", {"Bye": "Tschüs", "Hello": "Servus"})
    monkeypatch.syspath_prepend(str(tmp_path))
    translator.cache_clear()
    yield ("first_voice", "second_voice")
    translator.cache_clear()


def compile_catalog(source, target):
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as stream, target.open("wb") as out:
        write_mo(out, read_po(stream))


def test_catalogs_are_asked_in_turn(catalogs):
    for language in ("de", "de-DE", "de_AT"):
        translate = translator(language, catalogs)
        assert [translate(text) for text in ("Hello", "Bye", "Same", "Unknown", "")] == [
            "Hallo", "Tschüs", "Gleich", "Unknown", "",
        ]  # fmt: skip
    assert translator("fr", catalogs)("Hello") == "Hello"


def test_the_process_language_decides_nothing(catalogs, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "de")
    assert translator("en", catalogs)("Hello") == "Hello"
    assert gettext.gettext("Hello") == "Hello"


def test_errors_say_what_was_asked_and_what_is_known():
    error = UnknownChannelError("fax", ["sms", "email"])
    assert isinstance(error, LookupError)
    assert isinstance(error, RendererError)
    assert str(error) == "There is no channel “fax”. Known: email, sms."
    assert str(UnknownFormatError("sms", "x", ["message"])).endswith("Known: message.")


def test_document_errors_say_where_in_any_language():
    error = DocumentError(Message("No."), file="a.md", line=3, column=7)
    assert str(error) == "a.md:3:7: No."
    assert error.locate("Nein.") == "a.md:3:7: Nein."
    assert str(DocumentError(Message("No."))) == "No."
    assert str(DocumentError(Message("No."), file="a.md")) == "a.md: No."


def test_parts_meters_and_media_tell_about_themselves():
    part = Part("x.txt", "text/plain", "ä".encode())
    assert (part.text, part.is_text) == ("ä", True)
    assert not Part("x.pdf", "application/pdf", b"").is_text
    assert Meter("a", 3, 2, "x", MeterKind.HARD).over
    assert not Meter("a", 2, 2, "x", MeterKind.HARD).over
    media = Media.of(b"x", "image/png")
    assert media.file_name == f"{media.sha256}.png"
    assert Media.of(b"x", "x/y").file_name.endswith(".bin")


def test_the_contract_needs_nothing_but_the_standard_library():
    code = textwrap.dedent("""
        import importlib, pkgutil, sys
        import renderers.contract
        for module in pkgutil.walk_packages(renderers.contract.__path__, "renderers.contract."):
            importlib.import_module(module.name)
        foreign = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names) - {"renderers"}
        sys.exit(", ".join(sorted(name for name in foreign if not name.startswith(("_", "sitecustomize")))) or None)
    """)
    # -S -E: no site packages, so that no .pth file imports anything
    run = subprocess.run(
        [sys.executable, "-S", "-E", "-c", f"import sys; sys.path.insert(0, '.')\n{code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
