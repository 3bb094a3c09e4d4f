"""Token files that a guideline writes: valid, readable again, and safe whatever its names are."""

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import tinycss2
from hypothesis import given, settings
from hypothesis import strategies as st

from brand.guideline import Deprecated, Guideline
from brand.portable.designtokens import import_tokens
from brand.portable.reading import read_guideline
from brand.portable.tokenfiles import write_css, write_dtcg, write_json
from renderers.contract.tokens import Color, Font, Logo, Tokens

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "dtcg-2025-10.json").read_text("utf-8"))
DEMO = Path(__file__).parents[2] / "hub" / "demo" / "guideline.yaml"


def valid(text: str) -> dict:
    file = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(file)
    return file


@pytest.fixture(scope="module")
def demo() -> Guideline:
    # The logos lie in the hub; nothing here reads them.
    source = re.sub(r"\n\nlogos:.*?\n\n", "\n\n", DEMO.read_text("utf-8"), flags=re.DOTALL)
    return read_guideline(source)


def test_the_schema_can_say_no():
    for wrong in (
        {"color": {"a.b": {"$value": "{color.x}"}}},
        {"color": {"a": {"$value": {"colorSpace": "srgb", "components": [0, 0, 2]}}}},
        {"font": {"a": {"$value": {"value": 1, "unit": "mm"}}}},
        {"font": {"a": {"$value": ["{x}"]}}},
        {"color": {"a": {"$value": "{color.x}", "inner": {"$value": "{color.x}"}}}},
    ):
        with pytest.raises(jsonschema.ValidationError):
            valid(json.dumps(wrong))


def test_what_is_written_is_valid_and_says_it_all(demo):
    file = valid(write_dtcg(demo))
    assert file["color"]["tanne"]["$value"] == {
        "colorSpace": "srgb",
        "components": [0.1216, 0.3529, 0.2745],
        "hex": "#1f5a46",
    }
    assert file["color"]["tanne"]["$extensions"]["einklang"]["cmyk"] == [82, 40, 75, 32]
    assert file["role"]["primary"]["$value"] == "{color.tanne}"
    assert file["font"]["heading"]["family"]["$value"] == ["Source Serif 4", "Georgia", "serif"]
    assert file["font"]["body"]["weight"]["600"]["$value"] == 600


def told(tokens: Tokens) -> Tokens:
    """What a token file holds of a guideline: its colors, and its typefaces without their files."""
    fonts = tuple(replace(font, files=()) for font in tokens.typography)
    return Tokens(colors=tokens.colors, typography=fonts)


def test_colors_and_typefaces_come_back(demo):
    imported = import_tokens(write_dtcg(demo))
    assert Tokens(colors=imported.colors, typography=imported.typography) == told(demo.tokens)
    assert {each.name.partition(".")[0] for each in imported.skipped} <= {"logo"}


def test_what_others_say_of_roles_still_comes_in_as_colors():
    file = {
        "color": {"$type": "color", "night": {"$value": "#14213d"}},
        "role": {"$type": "color", "primary": {"$value": "{color.night}"}, "own": {"$value": "#ffffff"}},
    }
    assert [color.name for color in import_tokens(json.dumps(file)).colors] == ["night", "role-primary", "role-own"]


@pytest.mark.parametrize(
    "own", [7, [], {"name": 1}, {"cmyk": [1, 2, 3]}, {"cmyk": [1, 2, 3, "x"]}, {"cmyk": [1, 2, 3, 400]}, {"roles": "x"}]
)
def test_an_odd_extension_is_ignored(own):
    token = {"$type": "color", "$value": "#14213d", "$extensions": {"einklang": own}}
    font = {"$type": "fontFamily", "$value": "Arial", "$extensions": {"einklang": {"weights": [True, "x"], "role": 3}}}
    imported = import_tokens(json.dumps({"color": {"night": token}, "font": {"body": {"family": font}}}))
    assert imported.colors == (Color("night", "#14213d"),)
    assert imported.typography == (Font("body", "Arial"),)


_PARTS = st.integers(0, 1000).map(lambda part: part / 10)
_COLORS = st.builds(
    Color,
    st.text(max_size=12),
    st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"),
    cmyk=st.none() | st.tuples(_PARTS, _PARTS, _PARTS, _PARTS),
    spot=st.text(max_size=9),
    roles=st.lists(st.sampled_from(["primary", "text", "Fläche", "a b"]), max_size=3, unique=True).map(tuple),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_COLORS, max_size=6, unique_by=lambda color: color.name))
def test_every_palette_comes_back_as_it_was(colors):
    colors = tuple(color for color in colors if color.name)
    guideline = Guideline(tokens=Tokens(colors=colors))
    imported = import_tokens(json.dumps(valid(write_dtcg(guideline))))
    assert imported.colors == colors
    assert Guideline(tokens=Tokens(colors=imported.colors)).digest == guideline.digest


def test_a_color_given_up_comes_back():
    given_up = (Deprecated("Alt Grün", "#000000", "night", "Too hard."), Deprecated("pale", "#eeeeee"))
    guideline = Guideline(tokens=Tokens(colors=(Color("night", "#14213d"),)), deprecated=given_up)
    assert import_tokens(write_dtcg(guideline)).deprecated == given_up


def test_a_color_given_up_says_what_to_take_instead():
    tokens = Tokens(colors=(Color("night", "#14213d"),))
    file = valid(write_dtcg(Guideline(tokens=tokens, deprecated=(Deprecated("old", "#000000", "night", "Too hard."),))))
    assert file["color"]["old"]["$deprecated"] == "Use {color.night}. Too hard."


def test_css_is_read_as_written(demo):
    css = write_css(demo)
    assert "--color-tanne: #1f5a46;" in css
    assert "--role-primary: var(--color-tanne);" in css
    assert '--font-heading: "Source Serif 4", "Georgia", serif;' in css
    assert json.loads(write_json(demo))["colors"]["tanne"]["rgb"] == [31, 90, 70]


def test_an_empty_guideline_makes_valid_files():
    assert set(valid(write_dtcg(Guideline(brand="leer")))) == {"$schema", "$description"}
    assert ":root {\n}" in write_css(Guideline(brand="leer"))


_WORDS = st.one_of(
    st.sampled_from(["", "a.b", "{x}", "$value", "*/ } body{x", "Grün", "grün", "a b", '";', "\n", "</style>"]),
    st.text(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=6), _WORDS)
def test_no_name_breaks_out_of_a_file(names, word):
    guideline = Guideline(
        brand=word,
        version=word,
        tokens=Tokens(
            colors=tuple(Color(name, "#123456", roles=(word,)) for name in dict.fromkeys(names)),
            typography=tuple(Font(name, word or "x", (name,)) for name in names),
            logos=tuple(Logo(name) for name in names),
        ),
    )
    file = valid(write_dtcg(guideline))
    assert len(file.get("color", {"$type": 0})) == len(set(names)) + 1
    rules = [
        one for one in tinycss2.parse_stylesheet(write_css(guideline)) if one.type not in {"comment", "whitespace"}
    ]
    assert [one.type for one in rules] == ["qualified-rule"]
    inner = tinycss2.parse_blocks_contents(rules[0].content)
    assert {one.type for one in inner} <= {"declaration", "whitespace"}
    assert "</" not in write_css(guideline)
