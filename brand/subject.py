"""What a rule sees: a document or an inspected artifact, flattened to text runs, pictures, links, colors and fonts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter

from brand.compiled import written_plainly
from brand.finding import Where
from renderers.contract.artifact import Loss, Meter
from renderers.contract.document import Document, Fact
from renderers.contract.making import made_quickly
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.renderer import Limit


class SubjectKind(StrEnum):
    """What was inspected."""

    SOURCE = "source"  # a document as authored
    TEXT = "text"  # a plain text: an SMS, a post, a .txt or .md file
    HTML = "html"  # a page or a mail body
    MAIL = "mail"  # a whole mail: headers and both bodies
    PDF = "pdf"
    PICTURE = "picture"


class RunKind(StrEnum):
    """What role a text run plays."""

    TITLE = "title"
    SUBJECT_LINE = "subject-line"
    PREHEADER = "preheader"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CELL = "cell"
    CAPTION = "caption"
    ACTION = "action"
    ALT = "alt"
    HASHTAGS = "hashtags"
    LEGAL = "legal"


@made_quickly
@written_plainly
@dataclass(frozen=True, slots=True)
class Style:
    """How words look. Colors are "#rrggbb" or "cmyk(0 100 81 4)"; `size` is in `unit` (px or pt).

    `struck`: a line goes through them.
    """

    family: str = ""
    size: float = 0.0
    unit: str = "px"
    weight: int = 400
    color: str = ""
    background: str = ""
    struck: bool = False


@made_quickly
@written_plainly
@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` of a run in one style, inside a link where `url` is set."""

    start: int
    end: int
    style: Style = Style()
    url: str = ""


@made_quickly
@written_plainly
@dataclass(frozen=True, slots=True)
class Anchor:
    """From character `at` of a run on, its characters stand at this line and column of the file (until the next)."""

    at: int
    line: int
    column: int


@made_quickly
@written_plainly
@dataclass(frozen=True, slots=True)
class Origin:
    """Where characters `start` to `end` of a run came from.

    With `exact` they are the very characters of the field's source from `place.start` on. Otherwise they stand for
    all of the place together, as the words of a fact do for `{{ fact.price }}`.
    """

    start: int
    end: int
    place: Place
    exact: bool = True


#: Stands in a run's text for what is no words: a code span or a picture in the line. Rules pass over it.
OBJECT = "\ufffc"


@made_quickly
@written_plainly
@dataclass(frozen=True, slots=True)
class TextRun:
    """A paragraph, heading, cell or header: words that belong together, so that sentences and terms stay whole.

    `anchors` say where its characters stand in the file, `origins` which document fields they came from, both in
    order; without them `where` tells both for the run as a whole.
    """

    text: str
    where: Where
    kind: RunKind = RunKind.PARAGRAPH
    level: int = 0
    stretches: tuple[Stretch, ...] = ()
    locale: str = ""
    anchors: tuple[Anchor, ...] = ()
    origins: tuple[Origin, ...] = ()

    def spot(self, start: int, end: int) -> Where:
        """The place of characters `start` to `end`: in the file, and in the document it was made of."""
        own = self.where
        line, column = self._line(start) if own.line else (own.line, own.column)
        source = self._source(start, end)
        return Where(own.part, line, column, own.path, own.page, own.box, start, end, source)

    def _line(self, position: int) -> tuple[int, int]:
        known = bisect_right(self.anchors, position, key=_at)
        anchor = self.anchors[known - 1] if known else Anchor(0, self.where.line, self.where.column)
        position, breaks = min(position, len(self.text)), _line_breaks(self.text)
        first, last = bisect_left(breaks, anchor.at), bisect_left(breaks, position)
        if first < last:
            return anchor.line + last - first, position - breaks[last - 1]
        return anchor.line, anchor.column + max(0, position - anchor.at)

    def _source(self, start: int, end: int) -> Place | None:
        touched = [origin for origin in self.origins if origin.start < max(end, start + 1) and start < origin.end]
        if not self.origins:
            own = self.where.source
            return own.at(start, end) if own is not None and own.start is None else own
        if not touched:
            return None
        first = touched[0]
        last = next(origin for origin in reversed(touched) if origin.place.whole == first.place.whole)
        low, high = _shifted(first, start)[0], _shifted(last, end)[1]
        return first.place.whole if low is None or high is None else first.place.at(low, max(low, high))


_at = attrgetter("at")


@lru_cache(maxsize=64)
def _line_breaks(text: str) -> tuple[int, ...]:
    """Where the line breaks of a text are: a run of many findings is not searched through for each."""
    return tuple(match.start() for match in re.finditer("\n", text)) if "\n" in text else ()


def _shifted(origin: Origin, position: int) -> tuple[int | None, int | None]:
    """Where a position of a run stands in the field's source, as a beginning and as an end."""
    low, high = origin.place.start, origin.place.end
    if low is None or not origin.exact:
        return low, high
    inside = low + min(max(position, origin.start), origin.end) - origin.start
    return inside, inside


@made_quickly
@written_plainly
@dataclass(frozen=True, slots=True)
class Link:
    """A link: its address and the words that carry it."""

    url: str
    text: str
    where: Where
    action: bool = False


@written_plainly
@dataclass(frozen=True, slots=True)
class Code:
    """A QR or other code that was read in a picture or on a page. `side` in millimetres or pixels (`unit`).

    `qr` = False: a bar code or a matrix of another kind, made for tills and machines and not for phones.
    """

    text: str
    where: Where
    side: float = 0.0
    unit: str = "px"
    contrast: float = 0.0
    quiet_modules: float = 0.0
    qr: bool = True


@made_quickly
@written_plainly
@dataclass(frozen=True, slots=True)
class PictureUse:
    """A picture as shown. `alt` None = no alternative text is given at all, "" = declared to be decoration.

    `width` and `height` are the shown size (px, or pt in a PDF); `pixels` those of the file; `ppi` on paper;
    `profile` is the name of the ICC profile in the file, "" = none. `trouble` says why the file cannot be read;
    `unopened` names the encoding of one that was not looked into ("JPXDecode").
    """

    where: Where
    alt: str | None = None
    url: str = ""
    width: float = 0.0
    height: float = 0.0
    pixels: tuple[int, int] = (0, 0)
    ppi: float = 0.0
    color_space: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    profile: str = ""
    trouble: Message | None = None
    unopened: str = ""


@written_plainly
@dataclass(frozen=True, slots=True)
class ColorUse:
    """A color somewhere: "#rrggbb" or "cmyk(c m y k)" in percent.

    `role` is text, background, border, fill or stroke; "picture" for the colors that fill a picture, with their
    `share` (0 to 1) of its area. `declared` is how it was written.
    """

    value: str
    role: str
    where: Where
    declared: str = ""
    share: float = 0.0


@written_plainly
@dataclass(frozen=True, slots=True)
class FontUse:
    """A font: in HTML the declared `stack`, in a PDF whether it is embedded and its type.

    `type` "web": a font (or, with no family, a style sheet) that the page loads from `url`.
    """

    family: str
    where: Where
    stack: tuple[str, ...] = ()
    embedded: bool = True
    type: str = ""
    url: str = ""


class MarkupKind(StrEnum):
    """What a piece of markup is."""

    ELEMENT = "element"
    ATTRIBUTE = "attribute"
    DECLARATION = "declaration"  # of a `style` attribute or a style sheet
    AT_RULE = "at-rule"


@written_plainly
@dataclass(frozen=True, slots=True)
class MarkupUse:
    """Something a page is made of, the first time it occurs. `name` is in lower case, `value` as written.

    `written` is how it stands in the source ("display: flex"). `guarded`: it stands inside `@media` or `@supports`, so
    that only programs that know these look at it. `sheet`: it stands in a style sheet, not in a `style` attribute.
    """

    kind: MarkupKind
    name: str
    where: Where
    value: str = ""
    written: str = ""
    guarded: bool = False
    sheet: bool = False


@written_plainly
@dataclass(frozen=True, slots=True)
class Page:
    """A PDF page's boxes in points (left, bottom, right, top); None where the file names none."""

    number: int
    media: tuple[float, float, float, float]
    trim: tuple[float, float, float, float] | None = None
    bleed: tuple[float, float, float, float] | None = None
    color_spaces: tuple[str, ...] = ()


@made_quickly
@written_plainly
@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One thing to judge. What was not inspected is empty; `today` is the day of the audit, in the brand's zone.

    `document` is the piece it was made of, where that is known: rules compare with its facts; `piece` its id, which
    groups the subjects that set rules compare. `metadata` are headers and properties, lower-case names
    ("list-unsubscribe", "lang", "title", "size" in bytes). `limits` is what the platform allows in this channel and
    format, as whoever inspects hands it in.
    """

    name: str
    kind: SubjectKind
    channel: str = ""
    format: str = ""
    locale: str = ""
    dialect: str = "plain"
    runs: tuple[TextRun, ...] = ()
    pictures: tuple[PictureUse, ...] = ()
    links: tuple[Link, ...] = ()
    codes: tuple[Code, ...] = ()
    colors: tuple[ColorUse, ...] = ()
    fonts: tuple[FontUse, ...] = ()
    markup: tuple[MarkupUse, ...] = ()
    pages: tuple[Page, ...] = ()
    meters: tuple[Meter, ...] = ()
    limits: tuple[Limit, ...] = ()
    losses: tuple[Loss, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    document: Document | None = None
    piece: str = ""
    today: date | None = None

    @property
    def language(self) -> str:
        """The language of the locale: "de"."""
        return self.locale.replace("_", "-").split("-", maxsplit=1)[0].lower()

    @property
    def group(self) -> str:
        """The piece this belongs to; "" = none that is known, so it is compared with nothing."""
        return self.piece or (self.document.id if self.document is not None else "")

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the piece."""
        return self.document.facts if self.document is not None else ()

    def meta(self, name: str) -> str | None:
        """A header or property by its lower-case name."""
        return dict(self.metadata).get(name)

    def runs_of(self, *kinds: RunKind) -> Iterator[TextRun]:
        """The runs of some kinds."""
        return (run for run in self.runs if run.kind in kinds)
