"""Reads QR and other codes in a picture, and measures what a phone needs: size, contrast and quiet zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import zxingcpp
from PIL import Image

#: How many modules outward the quiet zone is looked for; four are what the standard asks.
REACH = 8
#: Pixels a side at which codes are looked for.
LARGEST = 2400
#: How far from the light tone to the dark one a margin may be and still count as light.
OFF = 0.25
_SAMPLES = 64


@dataclass(frozen=True, slots=True)
class Read:
    """A code: its text, its box in pixels (left, top, right, bottom), and what was measured.

    `side` is the mean of width and height in pixels, `contrast` the ratio of WCAG between its light and dark, and
    `quiet` the narrowest free margin in modules (0 where the kind of code has no known number of modules); `qr` tells
    whether it is a QR code.
    """

    text: str
    box: tuple[float, float, float, float]
    side: float
    contrast: float
    quiet: float
    qr: bool = True


def read_codes(image: Image.Image) -> list[Read]:
    """All codes in a picture, top to bottom."""
    scale = min(1.0, LARGEST / max(image.size))
    small = image.convert("RGB")
    if scale < 1:
        small = small.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    found = [_measured(small, code, scale) for code in zxingcpp.read_barcodes(small)]
    return sorted(found, key=lambda read: (read.box[1], read.box[0], read.text))


def _measured(image: Image.Image, code: Any, scale: float) -> Read:
    corners = [getattr(code.position, name) for name in ("top_left", "top_right", "bottom_right", "bottom_left")]
    xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
    box = (min(xs), min(ys), max(xs), max(ys))
    side = ((box[2] - box[0]) + (box[3] - box[1])) / 2
    dark, light, grey = _tones(image, box)
    modules = _modules(code)
    quiet = _quiet(grey, box, side / modules, light + (dark - light) * OFF, dark < light) if modules else 0.0
    low, high = sorted((_luminance(image, box, 0.1), _luminance(image, box, 0.9)))
    left, top, right, bottom = (value / scale for value in box)
    contrast = round((high + 0.05) / (low + 0.05), 2)
    return Read(code.text, (left, top, right, bottom), side / scale, contrast, quiet, "QR" in str(code.format))


def _modules(code: Any) -> int:
    """How many modules a QR code has on a side; 0 for other codes."""
    version = str((code.extra or {}).get("Version", "")) if "QR" in str(code.format) else ""
    return 17 + 4 * int(version) if version.isdigit() else 0


def _tones(image: Image.Image, box: Sequence[float]) -> tuple[int, int, Image.Image]:
    """Grey values of the code's dark and light modules (swapped where the code is inverted), and the grey picture."""
    grey = image.convert("L")
    values = sorted(grey.crop(_whole(box)).resize((_SAMPLES, _SAMPLES), Image.Resampling.NEAREST).tobytes())
    dark, light = values[len(values) // 10], values[-len(values) // 10]
    # The corner module of a finder pattern is always of the "dark" kind.
    corner = grey.getpixel((min(int(box[0]) + 2, grey.width - 1), min(int(box[1]) + 2, grey.height - 1)))
    inverted = isinstance(corner, int | float) and abs(corner - light) < abs(corner - dark)
    return (light, dark, grey) if inverted else (dark, light, grey)


def _quiet(grey: Image.Image, box: Sequence[float], module: float, border: float, light_is_high: bool) -> float:
    """The narrowest margin in modules in which nothing but the light tone stands."""
    left, top, right, bottom = _whole(box)
    # The symbol's edge is blurred: begin half a module outside.
    skip = max(1, round(module / 2))
    reach = round(REACH * module)
    strips = (
        [(left, top - skip - step, right, top - skip - step + 1) for step in range(1, reach)],
        [(left, bottom + skip + step - 1, right, bottom + skip + step) for step in range(1, reach)],
        [(left - skip - step, top, left - skip - step + 1, bottom) for step in range(1, reach)],
        [(right + skip + step - 1, top, right + skip + step, bottom) for step in range(1, reach)],
    )
    narrowest = float(reach)
    for side in strips:
        free = 0
        for strip in side:
            if not _inside(strip, grey) or not _is_light(grey.crop(strip), border, light_is_high=light_is_high):
                break
            free += 1
        narrowest = min(narrowest, free + skip)
    return round(narrowest / module, 1)


def _inside(strip: tuple[int, int, int, int], image: Image.Image) -> bool:
    return strip[0] >= 0 and strip[1] >= 0 and strip[2] <= image.width and strip[3] <= image.height


def _is_light(strip: Image.Image, border: float, *, light_is_high: bool) -> bool:
    values = strip.tobytes()
    return min(values) > border if light_is_high else max(values) < border


def _luminance(image: Image.Image, box: Sequence[float], share: float) -> float:
    """The relative luminance (WCAG 2.1) below which a share of the code's area lies."""
    sample = image.crop(_whole(box)).resize((_SAMPLES, _SAMPLES), Image.Resampling.NEAREST).tobytes()
    values = sorted(
        0.2126 * _LINEAR[sample[at]] + 0.7152 * _LINEAR[sample[at + 1]] + 0.0722 * _LINEAR[sample[at + 2]]
        for at in range(0, len(sample), 3)
    )
    return values[min(int(len(values) * share), len(values) - 1)]


def _whole(box: Sequence[float]) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(value) for value in box)
    return left, top, max(right, left + 1), max(bottom, top + 1)


_LINEAR = tuple(
    value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in range(256)
)
