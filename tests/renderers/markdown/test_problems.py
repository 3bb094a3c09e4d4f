"""Bad input: each problem with file, line and column, all of them at once, and a remedy."""

import os
import time

import pytest

from renderers.contract.errors import MissingAssetError
from renderers.contract.tokens import Field
from renderers.markdown import PieceError, read_piece


def found(text, **more):
    """(line, column, words) of every problem."""
    try:
        problems = read_piece(text, **more).problems
    except PieceError as error:
        problems = error.problems
    return [(problem.line, problem.column, problem.message.show()) for problem in problems]


HEAD = "---\ntitle: T\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("", 1, 1, "empty"),
        (" \n\t\n", 1, 1, "empty"),
        ("Nur Text", 1, 1, "title is missing"),
        ("---\ntitle:\n---\n", 2, 1, "title is missing"),
        ("---\ntitle: T\n", 1, 1, "never ends"),
        ("---\ntitle: T\nteaser: a: b\n---\n", 3, 10, "quotation marks"),
        ("---\ntitle: 'T\n---\n", 2, 8, "not valid YAML"),
        ("---\ntitle: T\n\tteaser: x\n---\n", 3, 1, "tab"),
        ("---\n- a\n---\n", 2, 1, "keys and values"),
        ("---\ntitle: &x [a, *x]\n---\n", 2, 15, "Aliases"),
        ("---\ntitle: !!python/object:os.system x\n---\n", 2, 8, "tag"),
        ("# Hall\x07o", 1, 7, "U+0007"),
        ("# T\n\nein\x00s", 3, 4, "U+0000"),
        ("# T\n\n\x85", 3, 1, "U+0085"),
        ("# T\n\na\ud800", 3, 2, "U+D800"),
        ("# T" + "x" * 300_000, 1, 1, "256 kB"),
        (HEAD + "title: U\n---\n", 3, 1, "twice"),
        (HEAD + "tesaer: x\n---\n", 3, 1, "Did you mean “teaser”"),
        (HEAD + "xyzzy: x\n---\n", 3, 1, "Known: action, arms"),
        (HEAD + "teaser: [a]\n---\n", 3, 9, "text is expected"),
        (HEAD + "headline: {{ contact.city }}\n---\n", 3, 11, "single quotation marks"),
        (HEAD + 'teaser: Hi {{ contact.city | default: "x" }}\n---\n', 3, 37, "single quotation marks"),
        (HEAD + "teaser: Hi {{ contact.city }} da\n---\n", 3, 12, "has no default"),
        (HEAD + "teaser: >\n  Hi\n  {{ contact.city }} da\n---\n", 5, 3, "has no default"),
        (HEAD + "teaser: '{{ contact.cty | default: \"\" }}'\n---\n", 3, 10, "Did you mean “city”"),
        (HEAD + "teaser: '{{ fact.price }}'\n---\n", 3, 10, "no fact “price”"),
        (HEAD + "facts: {price: 5 €}\nteaser: '{{ fact.prize }}'\n---\n", 4, 10, "Did you mean “price”"),
        (HEAD + "facts: {price: billig}\n---\n", 3, 16, "no price"),
        (HEAD + "facts: {a b: 1}\n---\n", 3, 9, "no name for a fact"),
        (HEAD + "facts: {a: {type: number, value: 1}}\n---\n", 3, 19, "Known: claim"),
        (HEAD + "facts: {a: {value: 1, qualifier: circa}}\n---\n", 3, 34, "Known: ab"),
        (HEAD + "facts: {a: {type: price}}\n---\n", 3, 9, "needs a value"),
        (HEAD + "slug: Ä b\n---\n", 3, 7, "Did you mean “ae-b”"),
        (HEAD + "locale: deutsch\n---\n", 3, 9, "no locale"),
        (HEAD + "locale: xx\n---\n", 3, 9, "not known"),
        (HEAD + "channels: {email: true}\n---\n", 3, 11, "list"),
        (HEAD + "channels: [E Mail]\n---\n", 3, 12, "no key"),
        (HEAD + "hashtags: [a b]\n---\n", 3, 12, "no hashtag"),
        (HEAD + "action: Los\n---\n", 3, 9, "label and a url"),
        (HEAD + "action: {label: Los, url: a.example}\n---\n", 3, 27, "https://"),
        (HEAD + "hero: {alt: x}\n---\n", 3, 7, "names no file"),
        (HEAD + "hero: fehlt.jpg\n---\n", 3, 7, "no picture “fehlt.jpg”"),
        (HEAD + "hero: {file: wald.jpg, focal: [2, 0]}\n---\n", 3, 31, "between 0 and 1"),
        (HEAD + "hero: text.jpg\n---\n", 3, 7, "kind that is not taken"),
        (HEAD + "campaign: {name: x}\n---\n", 3, 11, "A campaign is"),
        (HEAD + "overrides: {sms: x}\n---\n", 3, 18, "Overrides are"),
        (HEAD + "overrides: {sms: {message: {text: }}}\n---\n", 3, 29, "needs a value"),
        (HEAD + "arms: {b: {headline: x, teaser: y}}\n---\n", 3, 8, "one field"),
        (HEAD + "---\nHallo {{ contact.city }}!", 4, 7, "has no default"),
        (HEAD + "---\na\n\n- b {{ contact.nix | default: 'x' }}", 6, 5, "no merge field “nix”"),
        (HEAD + "---\nHallo {{ city }}!", 4, 7, "is no field"),
        (HEAD + "---\nHallo {{ contact.city", 4, 7, "never closed"),
        (HEAD + "---\n![x](fehlt.jpg)", 4, 6, "no picture"),
        (HEAD + "---\n![x](../wald.jpg)", 4, 6, "beside the piece"),
        (HEAD + "---\n![x](%2e%2e/wald.jpg)", 4, 6, "beside the piece"),
        (HEAD + "---\n![x](/etc/passwd)", 4, 6, "beside the piece"),
        (HEAD + "---\n![x](https://a.example/x.jpg)", 4, 6, "beside the piece"),
        (HEAD + "---\n![x](link.jpg)", 4, 6, "link to another place"),
        (HEAD + "---\n![x](ordner/wald.jpg)", 4, 6, "link to another place"),
        (HEAD + "---\nx\n\n![x](riesig.jpg)", 6, 6, "300 MB"),
        (HEAD + "---\n[x](javascript:alert)", 4, 5, "no full address"),
        (HEAD + "---\n[x](https://a.example/{{ contact.email }})", 4, 23, "has no default"),
        (HEAD + "---\n[x](https://a.example/{{ contact.email | default: 'y' }})", 4, 26, "personal data"),
        (HEAD + "---\n```offer\nproduct: x\nprise: y\n```", 6, 1, "Did you mean “price”"),
        (HEAD + "---\n```offer\nproduct: x\n```", 5, 1, "a product and a price"),
        (HEAD + "---\n```ofer\nproduct: x\n```", 4, 1, "Did you mean “offer”"),
        (HEAD + "---\n```offer\n```", 4, 1, "needs keys"),
        (HEAD + "---\n```offer\nproduct: x", 4, 1, "never closed"),
        (HEAD + "---\n```video\nurl: https://a.example\n```", 5, 1, "url and a title"),
        (HEAD + "---\n```columns\nnur eine\n```", 4, 1, "+++"),
        (HEAD + "---\n````columns\na\n+++\n```columns\nb\n```\n````", 7, 1, "inside columns"),
        (HEAD + "---\n::: email\nx", 4, 1, "never closed"),
        (HEAD + "---\nx\n\n:::\n", 6, 1, "closes nothing"),
        (HEAD + "---\n| a | b |\n|---|---|\n| 1 | 2 | 3 |", 6, 1, "more cells"),
        (HEAD + "teaser: " + "[" * 5000 + "\n---\n", 2, 1, "too deeply"),
    ],
)
def test_place_and_remedy(text, line, column, says, pictures):
    (pictures / "text.jpg").write_text("kein Bild")
    (pictures / "link.jpg").symlink_to(pictures / "wald.jpg")
    (pictures / "ordner").symlink_to(pictures / "unter", target_is_directory=True)
    with (pictures / "riesig.jpg").open("wb") as stream:
        os.truncate(stream.fileno(), 300 * 1024 * 1024)
    problems = found(text, folder=pictures)
    assert any((line, column) == at[:2] and says in at[2] for at in problems), problems


def test_all_problems_come_at_once_in_the_files_order():
    text = HEAD + "teser: x\nslug: Ä\n---\n{{ fact.a }} {{ contact.city }}\n\n![x](fehlt.jpg)"
    problems = found(text)
    assert [at[:2] for at in problems] == [(3, 1), (4, 7), (6, 1), (6, 14), (8, 6)]


def test_an_error_names_the_file_and_reads_like_a_compilers(tmp_path):
    file = tmp_path / "x.md"
    file.write_text(HEAD + "---\n{{ fact.a }}\n\n{{ fact.b }}", encoding="utf-8")
    piece = read_piece(file)
    with pytest.raises(PieceError) as caught:
        piece.checked()
    first, second = str(caught.value).splitlines()
    assert first.startswith(f"{file}:4:1: There is no fact “a”.")
    assert second.startswith(f"{file}:6:1: ")
    assert caught.value.message == piece.problems[0].message


def test_what_is_no_text_file(tmp_path):
    file = tmp_path / "x.md"
    for data, line, column, says in (
        (b"# Gr\xfc\xdfe", 1, 5, "UTF-8"),
        ("# Ä\n\nÜb".encode() + b"\xff", 3, 3, "UTF-8"),
        ("# x".encode("utf-16"), 1, 1, "UTF-8"),
        (b"x" * (256 * 1024 + 1), 0, 0, "256 kB"),
    ):
        file.write_bytes(data)
        with pytest.raises(PieceError, match=says) as caught:
            read_piece(file)
        assert (caught.value.line, caught.value.column) == (line, column)
    with pytest.raises(PieceError, match="cannot be read"):
        read_piece(tmp_path / "fehlt.md")
    with pytest.raises(PieceError, match="cannot be read"):
        read_piece(tmp_path)


def test_the_brands_own_fields_are_known():
    text = HEAD + "---\n{{ contact.tier | default: 'Gold' }}"
    assert found(text)
    assert not found(text, fields=(Field("tier"),))


def test_a_text_without_a_folder_has_no_pictures():
    assert "no folder" in found(HEAD + "---\n![x](a.jpg)")[0][2]


def test_a_picture_that_changes_underneath_is_not_handed_out(pictures):
    piece = read_piece(HEAD + "hero: wald.jpg\n---", folder=pictures)
    (pictures / "wald.jpg").write_bytes((pictures / "unter" / "see.png").read_bytes())
    with pytest.raises(MissingAssetError, match="changed"):
        piece.assets.read(piece.document.hero)


def test_a_file_full_of_errors_names_fifty():
    assert len(found(HEAD + "---\n" + "{{ fact.a }}\n\n" * 500)) == 50


@pytest.mark.parametrize(
    "part", ["> ", "[", "![[", "[a](", "- ", "*a **b ", "{{ ", "<!-- ", "`` a ` ", "(", "a|b\n-|-\n", "&"]
)
def test_hostile_repetition_neither_crashes_nor_takes_minutes(part):
    start = time.process_time()
    read_piece(HEAD + "---\n" + part * (40_000 // len(part)) + "Ende")
    assert time.process_time() - start < 10
