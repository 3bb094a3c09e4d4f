"""Chooses how search engines and link previews announce the article: title and description."""

from dataclasses import dataclass
from typing import Final

from renderers.channels.web.widths import width
from renderers.contract.document import Paragraph
from renderers.contract.place import Place
from renderers.contract.text import RichText
from renderers.contract.view import RenderInput
from renderers.toolkit.fit import cut
from renderers.toolkit.lines import one_line

TITLE: Final = "search-title"
DESCRIPTION: Final = "search-description"
TITLE_SIZE, DESCRIPTION_SIZE = 20, 14


@dataclass(frozen=True, slots=True)
class Line:
    """A line and where its words come from."""

    text: str
    place: Place


def title(source: RenderInput) -> Line:
    """The override; the headline if it is shown whole, else a short wording that is, else the headline."""
    if own := _own(source, TITLE):
        return own
    place, heading = source.document.heading
    whole = Line(_flat(heading), place)
    limit = source.limit("title-width").value
    if width(whole.text, TITLE_SIZE) <= limit:
        return whole
    fitting = [line for line in _shorts(source) if width(line.text, TITLE_SIZE) <= limit]
    return max(fitting, key=lambda line: len(line.text), default=whole)


def description(source: RenderInput) -> Line:
    """The override, the teaser, a short wording, or the beginning of teaser or body: words the article says too."""
    if own := _own(source, DESCRIPTION):
        return own
    limit = source.limit("description-width").value

    def fits(text: str) -> bool:
        return width(text, DESCRIPTION_SIZE) <= limit

    teaser = Line(_flat(source.document.teaser), Place("teaser"))
    if teaser.text and fits(teaser.text):
        return teaser
    fitting = [line for line in _shorts(source) if fits(line.text)]
    if fitting:
        return max(fitting, key=lambda line: len(line.text))
    longer = teaser if teaser.text else _first_paragraph(source)
    return Line(cut(longer.text, fits, language=source.document.language)[0], longer.place)


def _own(source: RenderInput, name: str) -> Line | None:
    override = source.override(name)
    if override is None or not override.text:
        return None
    return Line(_flat(override.text), source.override_place(name))


def _shorts(source: RenderInput) -> list[Line]:
    return [Line(_flat(text), Place(f"short.{index}")) for index, text in enumerate(source.document.short) if text]


def _first_paragraph(source: RenderInput) -> Line:
    for block in source.document.all_blocks:
        if isinstance(block, Paragraph) and block.text:
            return Line(_flat(block.text), Place("body.text", block.id))
    return Line("", Place("body"))


def _flat(text: RichText) -> str:
    return one_line(text.plain)
