"""Draws a play button on a video's poster: a mail cannot play, and a bare picture does not say that a click will."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw

from renderers.toolkit import css
from renderers.toolkit.pictures import Cropped

#: Drawn this many times larger and scaled down, for smooth edges.
_OVERSAMPLED = 4


@lru_cache(maxsize=16)
def with_play_button(jpeg: bytes, color: str, mark: str) -> Cropped:
    """The picture with a round button in its middle, a quarter of its shorter side, and the mark's color on it."""
    with Image.open(io.BytesIO(jpeg)) as opened:
        picture = opened.convert("RGB")
    side = max(24, min(picture.size) // 4)
    badge = _badge(side * _OVERSAMPLED, css.rgb(color), css.rgb(mark)).resize((side, side), Image.Resampling.LANCZOS)
    picture.paste(badge, ((picture.width - side) // 2, (picture.height - side) // 2), badge)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=84, optimize=True, progressive=True)
    return Cropped(stream.getvalue(), "image/jpeg", picture.width, picture.height)


def _badge(side: int, color: css.Rgb, mark: css.Rgb) -> Image.Image:
    badge = Image.new("RGBA", (side, side), (*color, 0))
    draw = ImageDraw.Draw(badge)
    draw.ellipse((0, 0, side - 1, side - 1), fill=(*color, 255))
    rim = side // 28
    draw.ellipse((rim, rim, side - 1 - rim, side - 1 - rim), outline=(*mark, 255), width=side // 36)
    left, top, right = side * 0.39, side * 0.29, side * 0.74
    draw.polygon([(left, top), (left, side - top), (right, side / 2)], fill=(*mark, 255))
    return badge
