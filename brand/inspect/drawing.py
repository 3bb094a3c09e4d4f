"""Walks through the drawing operators of a PDF page: true colors, effective sizes, pictures, what lies behind words."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pikepdf
from pikepdf import Dictionary, Name, Object, Stream

from brand.errors import InspectError
from brand.inspect.canvas import Canvas
from brand.inspect.ink import BLACK, Ink, device, in_space, space_name
from brand.inspect.limits import FORMS
from brand.inspect.shapes import IDENTITY, Drawing, Matrix, Words, apply, times
from brand.inspect.streams import instructions
from renderers.contract.message import Message

#: Forms drawn on one page, those in forms included.
DRAWN = 10_000
_NUMBER_ERRORS = (TypeError, ValueError, IndexError, KeyError, AttributeError, pikepdf.PdfError, OverflowError)


@dataclass(frozen=True, slots=True)
class _State:
    ctm: Matrix = IDENTITY
    fill: Ink = BLACK
    stroke: Ink = BLACK
    fill_space: Object | None = None
    stroke_space: Object | None = None
    font: Object | None = None
    size: float = 0.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


def drawing_of(page: pikepdf.Page, name: str) -> Drawing:
    """Walk through a page.

    Raises:
        InspectError: it cannot be read, or is too much.
    """
    walker = _Walker(name)
    walker.walk(page.obj, page.obj.get("/Resources", _inherited(page.obj)), _State(), 0)
    return walker.canvas.drawing


def _inherited(page: Object) -> Object:
    """Resources may stand at any ancestor of a page."""
    node, steps = page.get("/Parent"), 0
    while isinstance(node, Dictionary) and steps < 50:
        if "/Resources" in node:
            return node["/Resources"]
        node, steps = node.get("/Parent"), steps + 1
    return Dictionary()


class _Walker:
    def __init__(self, name: str) -> None:
        self._name = name
        self.canvas = Canvas()
        self._state = _State()
        self._stack: list[_State] = []
        self._resources: Object = Dictionary()
        self._line = self._text = IDENTITY
        self._depth = 0
        self._seen_fonts: set[tuple[int, int]] = set()
        self._drawn = 0
        self._inside: list[tuple[int, int]] = []

    def walk(self, holder: Object, resources: Object, state: _State, depth: int) -> None:
        outer = (self._state, self._stack, self._resources, self._line, self._text, self._depth)
        self._state, self._stack, self._resources, self._depth = state, [], resources, depth
        for instruction in instructions(holder, self._name):
            self.canvas.drawing.operators += 1
            handler = _HANDLERS.get(str(instruction.operator))
            if handler is None:
                continue
            try:
                handler(self, list(instruction.operands))
            except InspectError:
                raise
            except _NUMBER_ERRORS:
                continue  # a malformed operator draws nothing; viewers skip it too
        self._state, self._stack, self._resources, self._line, self._text, self._depth = outer

    # --- graphics state

    def push(self, _: list[Object]) -> None:
        self._stack.append(self._state)

    def pop(self, _: list[Object]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def concat(self, operands: list[Object]) -> None:
        self._state = replace(self._state, ctm=times(_matrix(operands), self._state.ctm))

    def set_ink(self, ink: Ink, *, stroke: bool) -> None:
        self._state = replace(self._state, stroke=ink) if stroke else replace(self._state, fill=ink)

    def set_space(self, operands: list[Object], *, stroke: bool) -> None:
        space = self._resource("/ColorSpace", operands[0])
        space = operands[0] if space is None else space
        ink = BLACK if space_name(space) != "Pattern" else Ink("", "Pattern")
        changed = {"stroke_space": space} if stroke else {"fill_space": space}
        self._state = replace(self._state, **changed)  # type: ignore[arg-type]  # one of two fields
        self.set_ink(ink, stroke=stroke)

    def set_color(self, operands: list[Object], *, stroke: bool) -> None:
        values = [float(value) for value in operands if not isinstance(value, Name)]
        space = self._state.stroke_space if stroke else self._state.fill_space
        if space is None:
            return
        self.set_ink(in_space(space, values), stroke=stroke)

    # --- text

    def begin_text(self, _: list[Object]) -> None:
        self._text = self._line = IDENTITY

    def set_font(self, operands: list[Object]) -> None:
        font = self._resource("/Font", operands[0])
        if font is not None and font.objgen not in self._seen_fonts:
            self.canvas.drawing.fonts.append(font)
            if font.objgen != (0, 0):
                self._seen_fonts.add(font.objgen)
        self._state = replace(self._state, font=font, size=float(operands[1]))

    def text_matrix(self, operands: list[Object]) -> None:
        self._text = self._line = _matrix(operands)

    def move(self, operands: list[Object]) -> None:
        x, y = _floats(operands)
        self._text = self._line = times((1, 0, 0, 1, x, y), self._line)

    def move_leading(self, operands: list[Object]) -> None:
        self._state = replace(self._state, leading=-float(operands[1]))
        self.move(operands)

    def set_leading(self, operands: list[Object]) -> None:
        self._state = replace(self._state, leading=float(operands[0]))

    def set_rise(self, operands: list[Object]) -> None:
        self._state = replace(self._state, rise=float(operands[0]))

    def next_line(self, _: list[Object]) -> None:
        self._text = self._line = times((1, 0, 0, 1, 0, -self._state.leading), self._line)

    def render_mode(self, operands: list[Object]) -> None:
        self._state = replace(self._state, mode=int(operands[0]))

    def show(self, operands: list[Object]) -> None:
        if not bytes(operands[-1]):
            return
        self._words()

    def show_many(self, operands: list[Object]) -> None:
        if any(isinstance(one, pikepdf.String) and bytes(one) for one in operands[0]):
            self._words()

    def show_next(self, operands: list[Object]) -> None:
        self.next_line(operands)
        self.show(operands)

    def _words(self) -> None:
        state = self._state
        whole = times((1, 0, 0, 1, 0, state.rise), times(self._text, state.ctm))
        size = abs(state.size) * math.hypot(whole[2], whole[3])
        x, y = whole[4], whole[5]
        ink = state.stroke if state.mode == 1 else state.fill
        self.canvas.drawing.spaces.add(ink.space)
        self.canvas.drawing.words.append(
            Words(
                state.font,
                round(size, 3),
                ink,
                self.canvas.behind(x + size / 4, y + size / 4),
                x,
                y,
                state.mode not in {3, 7},
            )
        )

    # --- paths

    def rectangle(self, operands: list[Object]) -> None:
        x, y, width, height = _floats(operands)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.canvas.add([apply(self._state.ctm, *corner) for corner in corners])

    def line(self, operands: list[Object]) -> None:
        self.canvas.add([apply(self._state.ctm, *_floats(operands))])

    def curve(self, operands: list[Object]) -> None:
        values = _floats(operands)
        points = [apply(self._state.ctm, x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
        self.canvas.add(points, straight=False)

    def fill(self, _: list[Object]) -> None:
        self.canvas.shape(self._state.fill, "fill")
        self.end_path([])

    def stroke(self, _: list[Object]) -> None:
        self.canvas.shape(self._state.stroke, "stroke")
        self.end_path([])

    def fill_stroke(self, _: list[Object]) -> None:
        self.canvas.shape(self._state.fill, "fill")
        self.canvas.shape(self._state.stroke, "stroke")
        self.end_path([])

    def end_path(self, _: list[Object]) -> None:
        self.canvas.end_path()

    def shading(self, _: list[Object]) -> None:
        self.canvas.shade()

    # --- pictures and forms

    def draw(self, operands: list[Object]) -> None:
        what = self._resource("/XObject", operands[0])
        if not isinstance(what, Stream):
            return
        if what.get("/Subtype") == "/Image":
            self._picture(what)
        elif what.get("/Subtype") == "/Form":
            self._require_bounded(what)
            matrix = _matrix(list(what["/Matrix"])) if "/Matrix" in what else IDENTITY
            state = replace(self._state, ctm=times(matrix, self._state.ctm))
            self._inside.append(what.objgen)
            self.walk(what, what.get("/Resources", self._resources), state, self._depth + 1)
            self._inside.pop()

    def _require_bounded(self, form: Stream) -> None:
        """Refuse what no viewer gets to the end of: it would take the process with it that draws the page."""
        self._drawn += 1
        if form.objgen != (0, 0) and form.objgen in self._inside:
            raise InspectError(Message("A form of the PDF draws itself. Export it again."), file=self._name)
        if self._drawn > DRAWN or self._depth >= FORMS:
            message = Message("A page of the PDF draws too many forms inside others. Export it again.")
            raise InspectError(message, file=self._name)

    def inline_picture(self, _: list[Object]) -> None:
        self.canvas.inline_picture(self._state.ctm)

    def _picture(self, image: Stream) -> None:
        mask = bool(image.get("/ImageMask", False))
        space = self._state.fill.space if mask else space_name(self._named_space(image.get("/ColorSpace")))
        self.canvas.picture(image, self._state.ctm, space)

    def _named_space(self, space: Object | None) -> Object | None:
        found = self._resource("/ColorSpace", space) if isinstance(space, Name) else None
        return space if found is None else found

    def _resource(self, kind: str, name: Object) -> Object | None:
        group = self._resources.get(kind)
        return group.get(str(name)) if isinstance(group, Dictionary) else None


def _floats(operands: Sequence[Object]) -> list[float]:
    return [float(value) for value in operands]


def _matrix(operands: Sequence[Object]) -> Matrix:
    a, b, c, d, e, f = _floats(operands)
    return (a, b, c, d, e, f)


_Handler = Callable[[_Walker, list[Object]], None]


def _device(space: str, *, stroke: bool) -> _Handler:
    def handle(walker: _Walker, operands: list[Object]) -> None:
        walker.set_ink(device(space, _floats(operands)), stroke=stroke)

    return handle


_HANDLERS: dict[str, _Handler] = {
    "q": _Walker.push,
    "Q": _Walker.pop,
    "cm": _Walker.concat,
    "k": _device("DeviceCMYK", stroke=False),
    "K": _device("DeviceCMYK", stroke=True),
    "rg": _device("DeviceRGB", stroke=False),
    "RG": _device("DeviceRGB", stroke=True),
    "g": _device("DeviceGray", stroke=False),
    "G": _device("DeviceGray", stroke=True),
    "cs": lambda walker, operands: walker.set_space(operands, stroke=False),
    "CS": lambda walker, operands: walker.set_space(operands, stroke=True),
    "sc": lambda walker, operands: walker.set_color(operands, stroke=False),
    "scn": lambda walker, operands: walker.set_color(operands, stroke=False),
    "SC": lambda walker, operands: walker.set_color(operands, stroke=True),
    "SCN": lambda walker, operands: walker.set_color(operands, stroke=True),
    "BT": _Walker.begin_text,
    "Tf": _Walker.set_font,
    "Tm": _Walker.text_matrix,
    "Td": _Walker.move,
    "TD": _Walker.move_leading,
    "TL": _Walker.set_leading,
    "T*": _Walker.next_line,
    "Tr": _Walker.render_mode,
    "Ts": _Walker.set_rise,
    "Tj": _Walker.show,
    "TJ": _Walker.show_many,
    "'": _Walker.show_next,
    '"': _Walker.show_next,
    "re": _Walker.rectangle,
    "m": _Walker.line,
    "l": _Walker.line,
    "c": _Walker.curve,
    "v": _Walker.curve,
    "y": _Walker.curve,
    "f": _Walker.fill,
    "F": _Walker.fill,
    "f*": _Walker.fill,
    "B": _Walker.fill_stroke,
    "B*": _Walker.fill_stroke,
    "b": _Walker.fill_stroke,
    "b*": _Walker.fill_stroke,
    "S": _Walker.stroke,
    "s": _Walker.stroke,
    "n": _Walker.end_path,
    "sh": _Walker.shading,
    "Do": _Walker.draw,
    "INLINE IMAGE": _Walker.inline_picture,
}
