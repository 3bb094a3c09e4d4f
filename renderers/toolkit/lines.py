"""A document as plain lines, for channels that know neither headings nor tables: posts, text messages.

Every line is a `fit.Unit` that knows the places its words came from. What is added (bullets, "statt", quotation marks)
is in the piece's language and stands outside the authors' words.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import singledispatch

from renderers.contract.document import (
    ActionBlock,
    Block,
    Document,
    Heading,
    LegalNote,
    ListBlock,
    Offer,
    Paragraph,
    Picture,
    Quote,
    Table,
    VideoLink,
)
from renderers.contract.escape import clean
from renderers.contract.place import Place
from renderers.contract.text import RichText
from renderers.toolkit.fit import Unit
from renderers.toolkit.greeting import greets
from renderers.toolkit.phrases import phrases, quotation_marks

#: How an address is written in this channel; None = not at all (and the channel has put it on record).
WriteUrl = Callable[[str, Place], str | None]
WriteText = Callable[[RichText, Place], str]

_SPACES = re.compile(r"[ \t]+")
_FOLDED = r"[ \t\n\r\f\v\x85\u2028\u2029]"
#: Several such characters, or one that is no space: a lone space is passed by.
_FOLDS = re.compile(rf"{_FOLDED}(?:{_FOLDED}+|(?<! ))")


def one_line(text: str) -> str:
    """A text on one line, with one space where there were several; no-break spaces stay what they are."""
    if not text.isprintable():  # most lines are one already
        return _FOLDS.sub(" ", text).strip()
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip()


def plain(text: RichText | str) -> str:
    """The words of a text on tidy lines: no control characters, no spaces at the ends of lines."""
    words = clean(text if isinstance(text, str) else text.plain)
    return "\n".join(_SPACES.sub(" ", line).strip(" ") for line in words.split("\n")).strip()


@dataclass(frozen=True, slots=True)
class Scribe:
    """How a channel writes a piece: its language, addresses, and inline text (without merge fields: the defaults)."""

    language: str
    url: WriteUrl
    text: WriteText = lambda rich, _: plain(rich)


def opening(document: Document, scribe: Scribe) -> list[Unit]:
    """Headline (or title) and teaser."""
    return _kept([_unit(scribe, *document.heading), _unit(scribe, Place("teaser"), document.teaser)])


def body(document: Document, scribe: Scribe) -> list[Unit]:
    """The body in reading order; small print is not in it, nor are pictures without their captions."""
    return _kept([unit for block in document.all_blocks for unit in _units(block, scribe)])


def small_print(document: Document, scribe: Scribe) -> list[Unit]:
    """The notes in the body and the piece's own: what must never be shortened."""
    notes = [
        _unit(scribe, Place("body.text", block.id), block.text)
        for block in document.all_blocks
        if isinstance(block, LegalNote)
    ]
    own = [_unit(scribe, Place(f"legal.{index}"), note) for index, note in enumerate(document.legal)]
    return _kept([*notes, *own])


def shorts(document: Document, scribe: Scribe) -> list[Unit]:
    """The approved shorter wordings."""
    return _kept([_unit(scribe, Place(f"short.{index}"), text) for index, text in enumerate(document.short)])


def _unit(scribe: Scribe, place: Place, text: RichText) -> Unit:
    return Unit(place, scribe.text(text, place))


def _kept(units: list[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.text]


@singledispatch
def _units(block: Block, scribe: Scribe) -> Iterator[Unit]:  # noqa: ARG001
    """Dividers and columns carry no words; small print has its own place."""
    return iter(())


@_units.register
def _(block: Heading | Paragraph, scribe: Scribe) -> Iterator[Unit]:
    unit = _unit(scribe, Place("body.text", block.id), block.text)
    yield replace(unit, leads=isinstance(block, Heading) or greets(block))


@_units.register
def _(block: Picture, scribe: Scribe) -> Iterator[Unit]:
    yield _unit(scribe, Place("body.caption", block.id), block.caption)


@_units.register
def _(block: ListBlock, scribe: Scribe) -> Iterator[Unit]:
    for index, item in enumerate(block.items):
        place = Place(f"body.items.{index}", block.id)
        lead = f"{index + 1}. " if block.ordered else "• "
        yield Unit(place, scribe.text(item, place), lead, "\n" if index else None)


@_units.register
def _(block: Quote, scribe: Scribe) -> Iterator[Unit]:
    place = Place("body.text", block.id)
    text = _Words(place, scribe.text(block.text, place))
    author = _Words(Place("body.attribution", block.id), plain(block.attribution))
    before, behind = quotation_marks(text.words, scribe.language)
    dash = phrases(scribe.language).dash
    said = (before + text.words + behind, author.words and f"{dash} {author.words}")
    yield _composed("\n".join(filter(None, said)), text, author)


@_units.register
def _(block: ActionBlock, scribe: Scribe) -> Iterator[Unit]:
    place = Place("body.action.label", block.id)
    yield _addressed(block.id, _Words(place, scribe.text(block.action.label, place)), block.action.url, scribe)


@_units.register
def _(block: VideoLink, scribe: Scribe) -> Iterator[Unit]:
    yield _addressed(block.id, _Words(Place("body.title", block.id), plain(block.title)), block.url, scribe)


@_units.register
def _(block: Offer, scribe: Scribe) -> Iterator[Unit]:
    added = phrases(scribe.language)

    def words(name: str) -> _Words:
        place = Place(f"body.{name}", block.id)
        return _Words(place, scribe.text(getattr(block, name), place))

    product, price, old, text, code = (words(name) for name in ("product", "price", "old_price", "text", "code"))
    before = f"{added.instead_of} {old.words}" if old.words else ""
    line = ": ".join(filter(None, (product.words, " ".join(filter(None, (price.words, before))))))
    yield _composed(line, product, price, old)
    yield _composed(text.words, text, before="\n")
    yield _composed(code.words and f"{added.code}: {code.words}", code, before="\n")
    place = Place("body.url", block.id)
    address = _Words(place, (block.url and scribe.url(block.url, place)) or "")
    yield _composed(address.words, address, before="\n")


@_units.register
def _(block: Table, scribe: Scribe) -> Iterator[Unit]:
    def row(cells: tuple[RichText, ...], name: str) -> list[_Words]:
        places = [Place(f"body.{name}.{index}", block.id) for index in range(len(cells))]
        return [_Words(place, scribe.text(cell, place)) for place, cell in zip(places, cells, strict=True)]

    yield replace(_unit(scribe, Place("body.caption", block.id), block.caption), leads=True)
    header = row(block.header, "header")
    yield replace(_row(header, "", None), leads=True)
    for index, cells in enumerate(block.rows):
        first = index == 0 and not any(cell.words for cell in header)
        yield _row(row(cells, f"rows.{index}"), "• ", None if first else "\n")


def _addressed(block: str, label: "_Words", url: str, scribe: Scribe) -> Unit:
    place = Place("body.url", block)
    address = _Words(place, (url and scribe.url(url, place)) or "")
    return _composed(": ".join(filter(None, (label.words, address.words))), label, address)


def _row(cells: list["_Words"], lead: str, before: str | None) -> Unit:
    said = [cell.words for cell in cells if cell.words]
    return _composed((": " if len(cells) == 2 else " – ").join(said), *cells, before=before, lead=lead)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one place inside a composed line."""

    place: Place
    words: str


def _composed(text: str, *sources: _Words, before: str | None = None, lead: str = "") -> Unit:
    also = tuple((source.place, source.words) for source in sources if source.words)
    return Unit(also[0][0] if also else Place("body"), text, lead, before, also)
