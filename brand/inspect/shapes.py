"""What is drawn on a PDF page, and the geometry of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pikepdf import Object, Stream

from brand.inspect.ink import Ink

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Words:
    """A text operator: font resource, effective size in points, ink, where it begins, whether it is invisible."""

    font: Object | None
    size: float
    ink: Ink
    background: str
    x: float
    y: float
    visible: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled or stroked path, or a picture: its box, ink, and whether it is a plain rectangle."""

    box: Box
    ink: Ink
    role: str
    rectangle: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on a page: the image stream, its box and drawn size in points, and the lower resolution in ppi."""

    image: Stream
    box: Box
    width: float
    height: float
    ppi: float
    space: str
    pixels: tuple[int, int]


@dataclass(slots=True)
class Drawing:
    """What a page draws, in painting order."""

    words: list[Words] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    pictures: list[Placed] = field(default_factory=list)
    fonts: list[Object] = field(default_factory=list)
    spaces: set[str] = field(default_factory=set)
    operators: int = 0


def times(one: Matrix, other: Matrix) -> Matrix:
    """First `one`, then `other`, as PDF multiplies."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point through a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def bounds(points: Sequence[tuple[float, float]]) -> Box:
    """The box around some points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2))
