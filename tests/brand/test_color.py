"""Distance, contrast, palettes, tints."""

import pytest

from brand import samples
from brand.color import contrast, distance, inks, is_mix, is_tint, lightness, nearest, palette, screen
from renderers.contract.tokens import Color, Tokens


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("cmyk(0 0 0 100)", "#ffffff") == pytest.approx(21.0)
    assert lightness("#ffffff") == pytest.approx(1.0)


def test_distance_is_ciede2000():
    assert distance("#14213d", "#14213d") == 0
    assert distance("#14213d", "#15223e") < 1
    assert distance("#14213d", "#fca311") > 50
    assert distance("#ff0000", "#fe0000") == distance("#fe0000", "#ff0000")


@pytest.mark.parametrize(
    ("value", "shown"),
    [("#ABCDEF", "#abcdef"), ("cmyk(0 100 100 0)", "#ff0000"), ("cmyk(0, 0, 0, 0)", "#ffffff"), ("red", ""), ("", "")],
)
def test_screen_color(value: str, shown: str):
    assert screen(value) == shown


def test_inks_are_read_in_percent():
    assert inks("cmyk(0 100 81.5 4)") == (0, 100, 81.5, 4)
    assert inks("#ffffff") is None


def test_palette_has_the_neutrals_a_brand_is_drawn_in():
    few = Tokens(colors=(Color("night", "#14213d", roles=("primary",)),))
    assert {"#14213d", "#ffffff"} <= {color.srgb for color in palette(few)}
    assert palette(Tokens()) == ()


def test_nearest_compares_inks_with_inks():
    near = nearest("cmyk(0 44 98 0)", samples.TOKENS.colors)
    assert near is not None
    assert (near.color.name, near.distance) == ("amber", 2)
    assert nearest("nonsense", samples.TOKENS.colors) is None


def test_tints_are_told_from_near_misses():
    assert is_mix("#dcdee2", samples.TOKENS)  # the night, 15 % on white
    assert not is_mix("#15223e", samples.TOKENS)  # all but the night itself
    assert not is_mix("#cc0000", samples.TOKENS)
    assert is_tint("cmyk(0 21 49 0)", samples.TOKENS.colors)  # half the amber
    assert not is_tint("cmyk(50 21 49 0)", samples.TOKENS.colors)
