"""Colors by role: the brand's own and no others, and every word of them can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers.contract.tokens import Color, Tokens
from renderers.toolkit import palette
from renderers.toolkit.css import contrast
from renderers.toolkit.palette import Palette
from tests import corpus

ROLES = ("primary", "accent", "text", "background", "surface", "muted", "on-primary", "on-accent", "link", "line")
VALUES = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
COLORS = st.builds(Color, st.just("Farbe"), VALUES, roles=st.lists(st.sampled_from(ROLES), max_size=3).map(tuple))


def values(colors: Palette) -> set[str]:
    return {getattr(colors, name) for name in colors.__dataclass_fields__}


@given(st.lists(COLORS, min_size=1, max_size=6))
def test_no_color_is_mixed(colors: list[Color]) -> None:
    tokens = Tokens(colors=tuple(colors))
    own = {color.srgb for color in colors} | {"#ffffff", "#000000"}
    for shown in (palette.light(tokens), palette.dark(tokens)):
        assert values(shown) <= own


@given(st.lists(COLORS, max_size=6))
def test_words_can_be_read_on_dark_screens(colors: list[Color]) -> None:
    night = palette.dark(Tokens(colors=tuple(colors)))
    assert contrast(night.background, "#ffffff") >= 9
    for ground in (night.background, night.surface):
        for words in (night.text, night.muted, night.link):
            assert contrast(words, ground) >= 4.5
        assert contrast(night.highlight, ground) >= 3


def test_roles_are_followed() -> None:
    day = palette.light(corpus.tokens())
    assert (day.background, day.surface, day.text, day.accent) == ("#ffffff", "#f3ead2", "#12355b", "#9b2226")
    assert day.line == day.muted == "#4a5560"
    night = palette.dark(corpus.tokens())
    assert (night.background, night.text, night.surface) == ("#12355b", "#f3ead2", "#4a5560")


def test_a_brand_may_name_its_hairlines() -> None:
    tokens = Tokens(colors=(Color("a", "#111111", roles=("text",)), Color("b", "#dddddd", roles=("line",))))
    assert palette.light(tokens).line == "#dddddd"


@pytest.mark.parametrize("value", ["", "rot", "#12"])
def test_what_is_no_color_is_none(value: str) -> None:
    assert palette.light(Tokens(colors=(Color("x", value, roles=("text",)),))) == palette.light(Tokens())
