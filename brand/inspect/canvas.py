"""A PDF page as it is painted: the path being drawn, the shapes there are, and what lies behind a point."""

import math
from collections.abc import Sequence

from pikepdf import Stream

from brand.inspect.ink import Ink
from brand.inspect.shapes import Drawing, Matrix, Placed, Shape, apply, bounds

#: Shapes that words may stand on: the last so many, of so many points a side.
BACKS = 2_000
SMALLEST = 4.0
_UNIT_SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


class Canvas:
    """Collects what a page draws; points come in the page's own coordinates."""

    def __init__(self) -> None:
        self.drawing = Drawing()
        self._path: list[tuple[float, float]] = []
        self._straight = True
        self._backs: list[Shape] = []

    def add(self, points: Sequence[tuple[float, float]], *, straight: bool = True) -> None:
        """Go on with the path."""
        self._path += points
        self._straight = self._straight and straight

    def end_path(self) -> None:
        """Begin a new path."""
        self._path, self._straight = [], True

    def shape(self, ink: Ink, role: str) -> None:
        """Fill or stroke the path."""
        if not self._path:
            return
        corners = {(round(x, 1), round(y, 1)) for x, y in self._path}
        plain = (
            self._straight and len(corners) == 4 and len({x for x, _ in corners}) == 2 == len({y for _, y in corners})
        )
        self.drawing.spaces.add(ink.space)
        self._paint(Shape(bounds(self._path), ink, role, plain))

    def shade(self) -> None:
        """Cover everything with a gradient, whose color at a point nobody knows."""
        self._paint(Shape((-1e9, -1e9, 1e9, 1e9), Ink("", "Pattern"), "fill", rectangle=False))

    def inline_picture(self, ctm: Matrix) -> None:
        """Paint a picture that is part of the page's own stream."""
        box = bounds([apply(ctm, x, y) for x, y in _UNIT_SQUARE])
        self._paint(Shape(box, Ink("", "inline picture"), "picture", rectangle=False))

    def picture(self, image: Stream, ctm: Matrix, space: str) -> None:
        """Paint a picture, the matrix of which says where and how large."""
        width, height = math.hypot(ctm[0], ctm[1]), math.hypot(ctm[2], ctm[3])
        pixels = (int(image.get("/Width", 0)), int(image.get("/Height", 0)))
        box = bounds([apply(ctm, x, y) for x, y in _UNIT_SQUARE])
        ppi = min((side * 72 / size for side, size in zip(pixels, (width, height), strict=True) if size), default=0.0)
        self.drawing.spaces.add(space)
        self._paint(Shape(box, Ink("", space), "picture", rectangle=False))
        self.drawing.pictures.append(Placed(image, box, width, height, round(ppi, 1), space, pixels))

    def behind(self, x: float, y: float) -> str:
        """The color a point is painted on; "" = not known (a picture, a shape that is no rectangle)."""
        for shape in reversed(self._backs[-BACKS:]):
            left, bottom, right, top = shape.box
            if left <= x <= right and bottom <= y <= top:
                return shape.ink.value if shape.rectangle else ""
        return "#ffffff"

    def _paint(self, shape: Shape) -> None:
        self.drawing.shapes.append(shape)
        left, bottom, right, top = shape.box
        if shape.role != "stroke" and right - left >= SMALLEST and top - bottom >= SMALLEST:
            self._backs.append(shape)
