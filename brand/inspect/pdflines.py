"""The lines of a PDF page: characters as pdfium orders them, each with the text operator it was drawn by."""

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw

from brand.inspect.shapes import Box, Drawing, Shape, Words

#: Raised or lowered signs are at most so large, and so far from the baseline, in sizes of their line.
_SMALLER, _HIGHER, _HIGHEST = 0.85, 0.15, 1.0
#: What is so far apart, in sizes, has a blank between, though none is written.
_BLANK = 0.2
#: Text operators that are looked through where characters must find theirs by position.
_NEAREST = 500
#: pdfium's signs for a hyphen at which a word was broken.
_BROKEN = "\x02\ufffe"
#: Hints to the typesetter that mean nothing on paper: soft hyphens, places where an address may break.
_UNSEEN = "\xad\u200b\u2060\ufeff"
_BREAKS = f"\r\n\0{_BROKEN}"
#: Ghostscript writes letters of ligatures with their two bytes swapped: the fi of „finden“ comes out as 昀椀.
_SWAPPED = {chr(ord(letter) << 8): letter for letter in "fijklthb"}
# A footnote mark, all on its own.
_MARK = re.compile(r"\s*(?:[0-9]{1,2}|[*†‡]{1,3})[)\]]?\s*")
_BULLETS = frozenset("•‣◦▪●○■·–-")
#: A drawn bullet is at most so large and stands at most so far before its line, in points; so many are looked at.
_DOT, _INDENT, _DOTS = 7.0, 24.0, 200


@dataclass(slots=True)
class Line:
    """Characters of one line: (character, index of the text operator, box); `item` where a bullet stands before it."""

    characters: list[tuple[str, int, Box]] = field(default_factory=list)
    broken: bool = False
    item: bool = False

    @property
    def text(self) -> str:
        """The words."""
        return "".join(character for character, _, _ in self.characters)

    @property
    def box(self) -> Box:
        """Left, bottom, right, top in points."""
        boxes = [box for character, _, box in self.characters if not character.isspace()]
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )


def lines_of(page: pypdfium2.PdfPage, drawing: Drawing, limit: int) -> list[Line]:
    """The lines of a page as pdfium orders them, each character with its text operator; at most `limit` characters."""
    words = drawing.words
    objects = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=15)
    order = {_address(one.raw): index for index, one in enumerate(objects)}
    lines = _lines(page, order, limit)
    # Where both parsers count the same operators, the n-th of one is the n-th of the other; else positions tell.
    lines = _whole(lines if len(order) == len(words) else _by_position(lines, words), words)
    bullets = [line.box for line in lines if line.text.strip() in _BULLETS]
    _mark_items(lines, bullets + [one.box for one in drawing.shapes if _is_dot(one)][:_DOTS])
    return [line for line in lines if line.text.strip() not in _BULLETS]


def _is_dot(shape: Shape) -> bool:
    left, bottom, right, top = shape.box
    return 1 <= right - left <= _DOT and 1 <= top - bottom <= _DOT


def _mark_items(lines: Sequence[Line], bullets: Sequence[Box]) -> None:
    """Note which lines have a bullet, written or drawn, close to their left."""
    if not bullets:
        return
    for line in lines:
        left, bottom, _, top = line.box
        high = top - bottom
        line.item = any(
            0 < left - box[2] <= _INDENT and bottom - high / 2 <= (box[1] + box[3]) / 2 <= top for box in bullets
        )


def size_of(line: Line, words: Sequence[Words]) -> float:
    """The size in which most of a line is set."""
    sizes = Counter(words[index].size for _, index, _ in line.characters if 0 <= index < len(words))
    if sizes:
        return sizes.most_common(1)[0][0]
    box = line.box
    return round(box[3] - box[1], 1)


def look_of(line: Line, words: Sequence[Words]) -> tuple[float, object, float]:
    """Size, ink and baseline of most of a line."""
    size = size_of(line, words)
    drawn = [words[index] for _, index, _ in line.characters if 0 <= index < len(words)]
    usual = next((one for one in drawn if one.size == size), None)
    return (size, None, line.box[1]) if usual is None else (size, usual.ink, usual.y)


def is_raised(index: int, line: Line, words: Sequence[Words]) -> bool:
    """Whether a character is smaller than its line and stands above it, as footnote marks do."""
    if not 0 <= index < len(words):
        return False
    size, own = size_of(line, words), words[index]
    if own.size > _SMALLER * size:
        return False
    others = [words[at].y for _, at, _ in line.characters if 0 <= at < len(words) and words[at].size == size]
    return bool(others) and own.y - min(others) > _HIGHER * size


def _whole(lines: Sequence[Line], words: Sequence[Words]) -> list[Line]:
    """Lines that pdfium breaks off at a raised or lowered sign, made whole again."""
    whole: list[Line] = []
    for line in lines:
        if whole and not whole[-1].broken and _goes_on(whole[-1], line, words):
            apart = line.box[0] - whole[-1].box[2] > _BLANK * size_of(line, words)
            if apart and not _MARK.fullmatch(line.text) and " " not in whole[-1].text[-1:] + line.text[:1]:
                whole[-1].characters.append((" ", *line.characters[0][1:]))
            whole[-1].characters += line.characters
            whole[-1].broken = line.broken
        else:
            whole.append(line)
    return whole


def _goes_on(line: Line, rest: Line, words: Sequence[Words]) -> bool:
    """Whether two lines are one: what follows a small sign, a mark behind its line, or a line behind its mark."""
    (size, _, high), (other, _, low) = look_of(line, words), look_of(rest, words)
    if abs(rest.box[0] - line.box[2]) > max(size, other) / 2:
        return False
    last = line.characters[-1][1]
    if 0 <= last < len(words) and words[last].size <= _SMALLER * size:
        return abs(size - other) <= 0.3 and abs(high - low) <= 0.1 * size
    if _MARK.fullmatch(rest.text):
        return other <= _SMALLER * size and _HIGHER * size < low - high <= _HIGHEST * size
    if _MARK.fullmatch(line.text):
        return size <= _SMALLER * other and _HIGHER * other < high - low <= _HIGHEST * other
    return False


def _by_position(lines: list[Line], words: Sequence[Words]) -> list[Line]:
    """Give each character the operator that begins nearest to its left on the same baseline."""
    for line in lines:
        found = []
        for character, _, box in line.characters:
            near = [
                (box[0] - drawn.x, index)
                for index, drawn in enumerate(words[:_NEAREST])
                if abs(drawn.y - box[1]) <= drawn.size / 2 and drawn.x <= box[0] + 1
            ]
            found.append((character, min(near)[1] if near else -1, box))
        line.characters = found
    return lines


def _lines(page: pypdfium2.PdfPage, order: dict[int, int], limit: int) -> list[Line]:
    text = page.get_textpage()
    lines = [Line()]
    for index in range(min(text.count_chars(), limit)):
        character = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if character in _BREAKS:
            if lines[-1].characters:
                lines[-1].broken = character in _BROKEN
                lines.append(Line())
            continue
        if character in _UNSEEN:
            continue
        operator = order.get(_address(raw.FPDFText_GetTextObject(text.raw, index)), -1)
        lines[-1].characters.append((_SWAPPED.get(character, character), operator, _box(text, index)))
    return [line for line in lines if line.text.strip()]


def _address(pointer: object) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0  # type: ignore[arg-type]  # an opaque handle of pdfium


def _box(text: pypdfium2.PdfTextPage, index: int) -> Box:
    left, bottom, right, top = text.get_charbox(index)
    return (left, bottom, right, top)
