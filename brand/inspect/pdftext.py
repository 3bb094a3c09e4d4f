"""The words of a PDF page in reading order, lines joined to paragraphs, each word with the look it was drawn in."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw

from brand.finding import Where
from brand.inspect.pdffonts import family_of, weight_of
from brand.inspect.raised import raised
from brand.inspect.shapes import Box, Words
from brand.subject import RunKind, Stretch, Style, TextRun

_BULLET = re.compile(r"[•‣◦▪–-]\s+|\d{1,2}[.)]\s+")
_ENDS = re.compile(r"[.!?:…]['\"“”»«)]*$")
#: Lines closer than this (in sizes, from baseline to baseline) belong together.
_CLOSE = 1.6
#: Raised digits are at most so large, and so much higher, in sizes of their line.
_SMALLER, _HIGHER = 0.85, 0.15
#: Text operators that are looked through where characters must find theirs by position.
_NEAREST = 500
#: pdfium's signs for a hyphen at which a word was broken.
_BROKEN = "\x02\ufffe"
#: Hints to the typesetter that mean nothing on paper: soft hyphens, places where an address may break.
_UNSEEN = "\xad\u200b\u2060\ufeff"
_BREAKS = f"\r\n\0{_BROKEN}"


@dataclass(slots=True)
class Line:
    """Characters of one line: (character, index of the text operator, box)."""

    characters: list[tuple[str, int, Box]] = field(default_factory=list)
    broken: bool = False

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


def lines_of(page: pypdfium2.PdfPage, words: Sequence[Words], limit: int) -> list[Line]:
    """The lines of a page as pdfium orders them, each character with its text operator; at most `limit` characters."""
    objects = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=15)
    order = {_address(one.raw): index for index, one in enumerate(objects)}
    lines = _lines(page, order, limit)
    # Where both parsers count the same operators, the n-th of one is the n-th of the other; else positions tell.
    return _whole(lines if len(order) == len(words) else _by_position(lines, words), words)


def _whole(lines: Sequence[Line], words: Sequence[Words]) -> list[Line]:
    """Lines that pdfium breaks off behind a raised sign, made whole again."""
    whole: list[Line] = []
    for line in lines:
        if whole and _is_rest(whole[-1], line, words):
            whole[-1].characters += line.characters
            whole[-1].broken = line.broken
        else:
            whole.append(line)
    return whole


def _is_rest(line: Line, rest: Line, words: Sequence[Words]) -> bool:
    """Whether a line goes on where one ended, on its baseline, after a sign that was raised."""
    if line.broken or not _is_raised(line.characters[-1][1], line, words):
        return False
    (size, _, high), (other, _, low) = _look(line, words), _look(rest, words)
    return abs(size - other) <= 0.3 and abs(high - low) <= 0.1 * size and abs(rest.box[0] - line.box[2]) <= size / 2


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
        lines[-1].characters.append((character, operator, _box(text, index)))
    return [line for line in lines if line.text.strip()]


def _address(pointer: object) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0  # type: ignore[arg-type]  # an opaque handle of pdfium


def _box(text: pypdfium2.PdfTextPage, index: int) -> Box:
    left, bottom, right, top = text.get_charbox(index)
    return (left, bottom, right, top)


def runs_of(lines: Sequence[Line], words: Sequence[Words], *, part: str, page: int, body: float) -> Iterator[TextRun]:
    """The paragraphs of a page. `body` is the size of most of the text: what is larger is a heading."""
    gathered: list[Line] = []
    for line in lines:
        if gathered and not _continues(gathered[-1], line, words):
            yield _run(gathered, words, Where(part=part, page=page), body)
            gathered = []
        gathered.append(line)
    if gathered:
        yield _run(gathered, words, Where(part=part, page=page), body)


def body_size(pages: Sequence[tuple[Sequence[Line], Sequence[Words]]]) -> float:
    """The size in which most characters are set; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for lines, words in pages:
        for line in lines:
            sizes[_size(line, words)] += len(line.characters)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _size(line: Line, words: Sequence[Words]) -> float:
    sizes = Counter(words[index].size for _, index, _ in line.characters if 0 <= index < len(words))
    if sizes:
        return sizes.most_common(1)[0][0]
    box = line.box
    return round(box[3] - box[1], 1)


def _look(line: Line, words: Sequence[Words]) -> tuple[float, object, float]:
    """Size, ink and baseline of a line."""
    index = next((index for _, index, _ in line.characters if 0 <= index < len(words)), None)
    ink, baseline = (None, line.box[1]) if index is None else (words[index].ink, words[index].y)
    return _size(line, words), ink, baseline


def _is_raised(index: int, line: Line, words: Sequence[Words]) -> bool:
    """Whether a character is smaller than its line and stands above it, as footnote marks do."""
    if not 0 <= index < len(words):
        return False
    size, own = _size(line, words), words[index]
    if own.size > _SMALLER * size:
        return False
    others = [words[at].y for _, at, _ in line.characters if 0 <= at < len(words) and words[at].size == size]
    return bool(others) and own.y - min(others) > _HIGHER * size


def _continues(last: Line, line: Line, words: Sequence[Words]) -> bool:
    """Whether a line goes on with the paragraph of the one before."""
    if last.broken:
        return True
    (size, ink, high), (other, other_ink, low) = _look(last, words), _look(line, words)
    above, below, apart = last.box, line.box, high - low
    if abs(size - other) > 0.3 or ink != other_ink or not 0 < apart <= _CLOSE * size:
        return False
    if _BULLET.match(line.text) or below[0] > above[2] or below[2] < above[0]:
        return False
    ends_early = above[2] < below[2] - size and _ENDS.search(last.text.rstrip())
    return not ends_early


def _run(lines: Sequence[Line], words: Sequence[Words], where: Where, body: float) -> TextRun:
    text, looks = "", []
    for line in lines:
        for character, index, _ in line.characters:
            looks.append(index)
            text += raised(character) if character.isdigit() and _is_raised(index, line, words) else character
        if not line.broken and line is not lines[-1] and not text.endswith(" "):
            text += " "
            looks.append(looks[-1])
    kept = text.rstrip()
    boxes = [line.box for line in lines]
    box = (
        round(min(one[0] for one in boxes), 2),
        round(min(one[1] for one in boxes), 2),
        round(max(one[2] for one in boxes), 2),
        round(max(one[3] for one in boxes), 2),
    )
    size = _size(lines[0], words)
    kind = RunKind.HEADING if body and size >= body * 1.2 else RunKind.PARAGRAPH
    kind = RunKind.LIST_ITEM if _BULLET.match(kept) and kind is RunKind.PARAGRAPH else kind
    return TextRun(
        kept,
        Where(part=where.part, page=where.page, box=box),
        kind,
        level=1 if kind is RunKind.HEADING else 0,
        stretches=tuple(_stretches(looks[: len(kept)], words)),
    )


def _stretches(looks: Sequence[int], words: Sequence[Words]) -> Iterator[Stretch]:
    start = 0
    for position in range(1, len(looks) + 1):
        ended = position == len(looks)
        if not ended and _style(looks[position], words) == _style(looks[start], words):
            continue
        style = _style(looks[start], words)
        if style is not None:
            yield Stretch(start, position, style)
        start = position


def _style(index: int, words: Sequence[Words]) -> Style | None:
    if not 0 <= index < len(words):
        return None
    drawn = words[index]
    return Style(
        family=family_of(drawn.font),
        size=drawn.size,
        unit="pt",
        weight=weight_of(drawn.font),
        color=drawn.ink.value,
        background=drawn.background,
    )
