"""The picture of link previews: cut from the article's own, or the brand's ground with the headline on it."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from renderers.toolkit import css
from renderers.toolkit.fonts import SERIF, shipped_characters, shipped_file
from renderers.toolkit.palette import Palette
from renderers.toolkit.pictures import Cropped

_MARGIN = 90
_SIZES = (84, 72, 62, 54, 46, 40)


def drawn_card(words: str, width: int, height: int, *, colors: Palette, family: str = SERIF) -> Cropped:
    """Words on the brand's first color, as large as they fit on four lines; the rest is left to the headline itself.

    Words in a script that the shipped typeface lacks are left out: better a plain card than one with empty boxes.
    """
    if not {ord(character) for character in words if not character.isspace()} <= shipped_characters(family):
        words = ""
    ground = colors.primary
    picture = Image.new("RGB", (width, height), css.rgb(ground))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, height - 18, width, height), fill=css.rgb(colors.accent))
    font, lines = _set(words, width - 2 * _MARGIN, family)
    step = round(font.size * 1.2)
    top = (height - step * len(lines)) / 2
    for index, line in enumerate(lines):
        draw.text((_MARGIN, top + index * step), line, font=font, fill=css.rgb(colors.on_primary))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=88, optimize=True, progressive=True)
    return Cropped(stream.getvalue(), "image/jpeg", width, height)


def _set(words: str, width: int, family: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    for size in _SIZES:
        font = _font(family, size)
        lines = _lines(words, font, width)
        if len(lines) <= 4:
            break
    return font, lines[:4]


def _lines(words: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in words[:400].split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_clipped(line, font, width) for line in lines]


def _clipped(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while len(line) > 1 and font.getlength(line) > width:
        line = line[:-1]
    return line


@lru_cache(maxsize=2 * len(_SIZES))
def _font(family: str, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(shipped_file(family), size, layout_engine=ImageFont.Layout.BASIC)
    bold = {b"Weight": 700, b"Optical Size": min(size, 60)}
    font.set_variation_by_axes([bold.get(axis["name"], axis["default"] or 0) for axis in font.get_variation_axes()])
    return font
