"""Colors of a PDF as they were written: device colors, ICC profiles by their number of channels, spot colors."""

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Name, Object

from brand.inspect.color import cmyk, rgb


@dataclass(frozen=True, slots=True)
class Ink:
    """A color: "#rrggbb" or "cmyk(c m y k)" ("" = a pattern or what cannot be told), its space, a spot color's name.

    `space` is DeviceGray, DeviceRGB, DeviceCMYK, ICCBased with 1, 3 or 4 channels as "ICC gray", "ICC RGB", "ICC
    CMYK", Separation, Lab, Pattern or another name of the standard.
    """

    value: str
    space: str
    spot: str = ""


BLACK = Ink(cmyk(0, 0, 0, 1), "DeviceGray")
_ICC = {1: "ICC gray", 3: "ICC RGB", 4: "ICC CMYK"}
_CHANNELS = {
    "DeviceGray": 1, "CalGray": 1, "ICC gray": 1, "DeviceRGB": 3, "CalRGB": 3, "ICC RGB": 3, "DeviceCMYK": 4,
    "ICC CMYK": 4,
}  # fmt: skip


def device(space: str, values: Sequence[float]) -> Ink:
    """A color of one, three or four channels from 0 to 1."""
    if len(values) == 1:
        return Ink(cmyk(0, 0, 0, round(1 - values[0], 6)), space)
    if len(values) == 3:
        return Ink(rgb(*values), space)
    return Ink(cmyk(*values) if len(values) == 4 else "", space)


def space_name(space: Object | None) -> str:
    """The name of a color space."""
    if space is None:
        return ""
    if isinstance(space, Name):
        return str(space).lstrip("/")
    if not isinstance(space, Array) or not len(space):
        return ""
    family = str(space[0]).lstrip("/")
    if family == "ICCBased":
        return _ICC.get(int(space[1].get("/N", 0)), "ICCBased")
    if family == "Indexed":
        return space_name(space[1])
    return family


def in_space(space: Object | None, values: Sequence[float], depth: int = 0) -> Ink:
    """A color in a color space of the page's resources."""
    name = space_name(space)
    if _CHANNELS.get(name) == len(values):
        return device(name, values)
    if name == "Separation" and isinstance(space, Array) and len(space) > 3 and depth < 4:
        spot = str(space[1]).lstrip("/")
        mixed = _tinted(space[3], values[0] if values else 1.0)
        return Ink(in_space(space[2], mixed, depth + 1).value if mixed else "", "Separation", spot)
    return Ink("", name or "Pattern")


def _tinted(function: Object, tint: float) -> list[float]:
    """What a spot color is made of at a tint, where its function is a plain interpolation."""
    try:
        if int(function.get("/FunctionType", -1)) != 2:
            return []
        low = [float(value) for value in function.get("/C0", [0.0])]
        high = [float(value) for value in function.get("/C1", [1.0])]
        power = tint ** float(function.get("/N", 1))
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError, OverflowError):
        return []
    return [start + power * (end - start) for start, end in zip(low, high, strict=False)]
