"""The words of a PDF page in reading order, lines joined to paragraphs, each word with the look it was drawn in."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from brand.finding import Where
from brand.inspect.pdffonts import family_of, weight_of
from brand.inspect.pdflines import Line, is_raised, look_of, size_of
from brand.inspect.raised import raised
from brand.inspect.shapes import Words
from brand.subject import RunKind, Stretch, Style, TextRun

_BULLET = re.compile(r"[•‣◦▪–-]\s+|\d{1,2}[.)]\s+")
_ENDS = re.compile(r"[.!?:…]['\"“”»«)]*$")
#: Lines closer than this (in sizes, from baseline to baseline) belong together.
_CLOSE = 1.6


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
            sizes[size_of(line, words)] += len(line.characters)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _continues(last: Line, line: Line, words: Sequence[Words]) -> bool:
    """Whether a line goes on with the paragraph of the one before."""
    if last.broken:
        return True
    (size, ink, high), (other, other_ink, low) = look_of(last, words), look_of(line, words)
    above, below, apart = last.box, line.box, high - low
    if abs(size - other) > 0.3 or ink != other_ink or not 0 < apart <= _CLOSE * size:
        return False
    if line.item or _BULLET.match(line.text) or below[0] > above[2] or below[2] < above[0]:
        return False
    ends_early = above[2] < below[2] - size and _ENDS.search(last.text.rstrip())
    return not ends_early


def _run(lines: Sequence[Line], words: Sequence[Words], where: Where, body: float) -> TextRun:
    text, looks = "", []
    for line in lines:
        for character, index, _ in line.characters:
            if not text and character.isspace():
                continue
            looks.append(index)
            text += raised(character) if character.isdigit() and is_raised(index, line, words) else character
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
    size = size_of(lines[0], words)
    kind = RunKind.HEADING if body and size >= body * 1.2 else RunKind.PARAGRAPH
    kind = RunKind.LIST_ITEM if (lines[0].item or _BULLET.match(kept)) and kind is RunKind.PARAGRAPH else kind
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
