"""Design tokens and Vale styles in: what is taken, and what is named as left aside."""

import json
from pathlib import Path

import pytest

from brand.errors import GuidelineError
from brand.guideline import Deprecated
from brand.portable import import_tokens, import_vale


def reasons(skipped: object) -> dict[str, str]:
    return {one.name: str(one.reason) for one in skipped}  # type: ignore[attr-defined]


def test_tokens_of_dtcg() -> None:
    found = import_tokens(
        json.dumps(
            {
                "color": {
                    "$type": "color",
                    "primary": {"$value": {"colorSpace": "srgb", "components": [0.1, 0.2, 1]}},
                    "hex": {"$value": {"colorSpace": "oklch", "components": [0.7, 0.1, 200], "hex": "#40b1b7"}},
                    "okl": {"$value": {"colorSpace": "oklch", "components": [0.7, 0.1, "none"]}},
                    "accent": {"$value": "{color.primary}", "$description": "Same"},
                    "pointer": {"$value": {"$ref": "#/color/primary/$value"}},
                    "group": {"$root": {"$value": "#010203"}, "dark": {"$value": "#040506"}},
                    "a": {"$value": "{color.b}"},
                    "b": {"$value": "{color.a}"},
                    "old": {"$value": "#000000", "$deprecated": "Use primary"},
                    "no": {"$value": "schlamm"},
                },
                "typography": {
                    "body": {"$type": "fontFamily", "$value": ["Inter", "Arial"]},
                    "heading": {
                        "$type": "typography",
                        "$value": {"fontFamily": "{typography.body}", "fontSize": "3px"},
                    },
                },
                "space": {"$type": "dimension", "small": {"$value": {"value": 3, "unit": "px"}}},
            }
        )
    )
    assert {color.name: color.srgb for color in found.colors} == {
        "primary": "#1a33ff",
        "hex": "#40b1b7",
        "okl": found.colors[2].srgb,
        "accent": "#1a33ff",
        "pointer": "#1a33ff",
        "group": "#010203",
        "group-dark": "#040506",
    }
    assert [color.roles for color in found.colors if color.name == "primary"] == [("primary",)]
    assert [(font.role, font.family, font.stack) for font in found.typography] == [
        ("body", "Inter", ("Arial",)),
        ("heading", "Inter", ("Arial",)),
    ]
    left = reasons(found.skipped)
    assert set(left) == {"color.a", "color.b", "color.no", "space.small"}
    assert "not in the file" in left["color.a"]
    assert found.deprecated == (Deprecated("color.old", "#000000", "", "Use primary"),)
    assert "dimension" in left["space.small"]


def test_tokens_of_the_older_kind() -> None:
    found = import_tokens(
        '{"brand": {"red": {"value": "#e4002b", "type": "color"}, "rot": {"value": "{brand.red}"}},'
        '"font": {"value": "Inter, sans-serif", "type": "fontFamilies"}}'
    )
    assert {(color.name, color.srgb) for color in found.colors} == {("brand-red", "#e4002b"), ("brand-rot", "#e4002b")}
    assert found.typography[0].family == "Inter"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("", "no JSON"),
        ("{", "tokens.json:1:2"),
        ("[1]", "object"),
        ("[" * 100_000, "no JSON"),
        (b"\xff\xfe\xff", "no JSON"),
    ],
)
def test_token_files_that_are_none(data: str | bytes, says: str) -> None:
    with pytest.raises(GuidelineError, match=says):
        import_tokens(data)


TOKENS = Path(__file__).parent / "tokens"


@pytest.mark.parametrize("name", sorted(file.stem for file in TOKENS.glob("*.json") if ".expected" not in file.name))
def test_token_files_of_each_style(name: str) -> None:
    found = import_tokens((TOKENS / f"{name}.json").read_bytes())
    expected = json.loads((TOKENS / f"{name}.expected.json").read_text("utf-8"))
    assert {color.name: color.srgb for color in found.colors} == expected["colors"]
    assert {font.role: [font.family, *font.stack] for font in found.typography} == expected["fonts"]
    assert {one.token: [one.value, one.instead] for one in found.deprecated} == expected["deprecated"]
    assert reasons(found.skipped) == expected["left"]


def test_odd_tokens_are_survived() -> None:
    deep: dict[str, object] = {"$value": "#fff"}
    for _ in range(200):
        deep = {"a": deep}
    found = import_tokens(
        json.dumps({"deep": deep, "x": {"$value": None}, "y": {"$value": []}, "z": {"$value": {"components": [1]}}})
    )
    assert found.colors == ()
    assert any("nested more than 40 deep" in reason for reason in reasons(found.skipped).values())
    assert import_tokens('{"a b!": {"$value": "#ff0000"}, "A B?": {"$value": "#00ff00"}}').colors[1].name == "a-b-2"


def test_no_rules_at_all() -> None:
    with pytest.raises(GuidelineError, match="no Vale rules"):
        import_vale({})
