"""The article as Markdown, for static site generators and archives: CommonMark with tables.

Authors' words are escaped twice: as HTML, since Markdown passes HTML on, and against Markdown's own marks.
"""

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from renderers.channels.web.desk import Desk
from renderers.contract.artifact import Trace
from renderers.contract.document import (
    Action,
    ActionBlock,
    AssetRef,
    Block,
    Columns,
    Divider,
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
from renderers.contract.escape import Context
from renderers.contract.place import Place
from renderers.contract.text import Link, Mark, RichText, Word
from renderers.toolkit.html import flat, grouped
from renderers.toolkit.legal import printed_lines
from renderers.toolkit.lines import one_line

PART = "content.md"

_MARKS = {Mark.BOLD: ("**", "strong"), Mark.ITALIC: ("*", "em")}
_ANYWHERE = re.compile(r"([\\`*_\[\]])|(?<!&)(#)")
_AT_START = re.compile(r"^(\s*)([-+=:~]|&gt;|\d+(?=[.)]))", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
#: A hard break that every Markdown knows.
_BREAK = "<br>\n"
_IN_URL = {"(": "%28", ")": "%29"}
#: An ampersand that begins no character reference may stand as it is.
_HARMLESS = re.compile(r"&amp;(?!#?\w+;)")
_REFERENCE = re.compile(r"&(?=#?\w+;)")


class Markdown:
    """Writes a document as Markdown."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def write(self) -> str:
        """The whole piece."""
        document = self._desk.source.document
        place, heading = document.heading
        parts = [
            f"# {self._line(heading, place)}" if heading else "",
            self._say(document.teaser, Place("teaser")),
            self._picture_line(document.hero, Place("hero")) if document.hero else "",
            *self._blocks(document.blocks),
            self._action(document.action, Place("action.label"), Place("action.url")) if document.action else "",
            *(self._say(note, Place(f"legal.{index}")) for index, note in enumerate(document.legal)),
            *(self._plain(text, place) for _, place, text in printed_lines(self._desk.source)),
        ]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _blocks(self, blocks: Iterable[Block]) -> list[str]:
        return [_WRITERS[type(block)](self, block) for block in blocks]

    def _say(self, text: RichText, place: Place) -> str:
        """Words as a paragraph; an author's line break is a hard one."""
        if not text:
            return ""
        written = _AT_START.sub(_started, _INDENT.sub("", self._runs(text, place).strip()))
        self._desk.traces.append(Trace(PART, self._desk.pen.flat(text, place, Context.TEXT), place))
        return written.replace("\n", _BREAK)

    def _line(self, text: RichText, place: Place) -> str:
        """Words on one line, for headings, cells and labels."""
        return one_line(self._say(text, place).replace(_BREAK, " "))

    def _plain(self, text: str, place: Place) -> str:
        return self._say(RichText.of(text), place)

    def _runs(self, text: RichText, place: Place) -> str:
        pieces: list[str] = []
        for run in grouped(text.runs):
            if isinstance(run, Link):
                words, url = self._words(run.runs, place), self._desk.pen.href(run, place)
                pieces.append(f"[{words}]({_destination(url)})" if url else words)
            else:
                pieces.append(self._words(run, place))
        return "".join(pieces)

    def _words(self, words: tuple[Word, ...], place: Place) -> str:
        pen = self._desk.pen
        written: list[str] = []
        for marks, group in groupby(words, key=lambda word: tuple(dict.fromkeys(word.marks))):
            piece = flat(
                tuple(group),
                pen.dialect,
                field=lambda field, context: pen.field(field, place, context),
                context=Context.HTML,
            )
            touching = bool(written) and written[-1].endswith("*")
            written.append(_marked(_escaped(piece), marks, touching=touching))
        return "".join(written)

    def _picture_line(self, ref: AssetRef, place: Place) -> str:
        alt = self._line(RichText.of(ref.alt), Place(f"{place.field}.alt", place.block))
        return f"![{alt}]({_destination(self._desk.sources(ref, place)[0].src)})"

    def _action(self, action: Action, label: Place, url: Place) -> str:
        words = self._line(RichText(tuple(action.label.words)), label)
        href = self._desk.href(action.url, url)
        return f"**[{words}]({_destination(href)})**" if href and words else words

    def _heading(self, block: Heading) -> str:
        return f"{'#' * min(max(block.level, 2), 4)} {self._line(block.text, Place('body.text', block.id))}"

    def _paragraph(self, block: Paragraph | LegalNote) -> str:
        return self._say(block.text, Place("body.text", block.id))

    def _list(self, block: ListBlock) -> str:
        lines = []
        for index, item in enumerate(block.items):
            mark = f"{index + 1}. " if block.ordered else "- "
            lines.append(mark + self._say(item, Place(f"body.items.{index}", block.id)).replace("\n", "\n    "))
        return "\n".join(lines)

    def _quote(self, block: Quote) -> str:
        words = self._say(block.text, Place("body.text", block.id))
        by = self._plain(block.attribution, Place("body.attribution", block.id))
        said = f"{words}\n\n{self._desk.phrases.dash} {by}" if by else words
        return "\n".join(f"> {line}".rstrip() for line in said.split("\n"))

    def _picture(self, block: Picture) -> str:
        picture = self._picture_line(block.asset, Place("body.asset", block.id))
        return "\n\n".join(filter(None, (picture, self._say(block.caption, Place("body.caption", block.id)))))

    def _action_block(self, block: ActionBlock) -> str:
        return self._action(block.action, Place("body.action.label", block.id), Place("body.url", block.id))

    def _columns(self, block: Columns) -> str:
        return "\n\n".join(part for column in block.columns for part in self._blocks(column) if part)

    def _offer(self, block: Offer) -> str:
        def say(name: str) -> str:
            return self._line(getattr(block, name), Place(f"body.{name}", block.id))

        href = self._desk.href(block.url, Place("body.url", block.id))
        picture = self._picture_line(block.asset, Place("body.asset", block.id)) if block.asset else ""
        product, text, price, old, code = say("product"), say("text"), say("price"), say("old_price"), say("code")
        lines = (
            picture,
            f"**[{product}]({_destination(href)})**" if href and product else f"**{product}**" if product else "",
            text,
            " ".join(filter(None, (price and f"**{price}**", old and f"{self._desk.phrases.instead_of} {old}"))),
            f"{self._desk.phrases.code}: **{code}**" if code else "",
        )
        return "\n\n".join(filter(None, lines))

    def _table(self, block: Table) -> str:
        def cells(row: tuple[RichText, ...], path: str) -> str:
            said = [
                self._line(cell, Place(f"{path}.{column}", block.id)).replace("|", "\\|")
                for column, cell in enumerate(row)
            ]
            return f"| {' | '.join(said)} |"

        caption = self._say(block.caption, Place("body.caption", block.id))
        columns = len(block.header) or max((len(row) for row in block.rows), default=1)
        lines = [
            cells(block.header or (RichText(),) * columns, "body.header"),
            f"|{' --- |' * columns}",
            *(cells(row, f"body.rows.{index}") for index, row in enumerate(block.rows)),
        ]
        return "\n\n".join(filter(None, (caption, "\n".join(lines))))

    def _video(self, block: VideoLink) -> str:
        href = self._desk.href(block.url, Place("body.url", block.id))
        poster = self._picture_line(block.poster, Place("body.poster", block.id)) if block.poster else ""
        title = self._line(RichText.of(block.title), Place("body.title", block.id))
        link = f"[{title}]({_destination(href)})" if href else title
        return "\n\n".join(filter(None, (poster, link)))

    def _divider(self, _: Divider) -> str:
        return "---"


def _escaped(markup: str) -> str:
    """Words that are HTML already, with Markdown's own marks made harmless."""
    return _HARMLESS.sub("&", _ANYWHERE.sub(r"\\\g<0>", markup)).replace("~", "&#126;")


def _started(match: re.Match[str]) -> str:
    """The beginning of a line that would make it a list, a quote or an underline."""
    space, mark = match[1], match[2]
    if mark[0].isdigit():
        return f"{space}{mark}\\"
    return space + (mark if mark == "&gt;" else f"\\{mark}" if mark in "-+" else f"&#{ord(mark)};")


def _marked(words: str, marks: tuple[Mark, ...], *, touching: bool) -> str:
    """Emphasized words. Marks must touch a letter on the inside and no other mark; otherwise HTML says it."""
    core = words.strip()
    if not core or not marks:
        return words
    lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    for mark in reversed(marks):
        sign, element = _MARKS[mark]
        simple = core[0].isalnum() and core[-1].isalnum() and len(marks) == 1 and not (touching and not lead)
        core = f"{sign}{core}{sign}" if simple else f"<{element}>{core}</{element}>"
    return lead + core + trail


def _destination(url: str) -> str:
    return _REFERENCE.sub("&amp;", "".join(_IN_URL.get(character, character) for character in url))


_WRITERS: dict[type, Callable[[Markdown, Any], str]] = {
    Heading: Markdown._heading,
    Paragraph: Markdown._paragraph,
    LegalNote: Markdown._paragraph,
    ListBlock: Markdown._list,
    Quote: Markdown._quote,
    Picture: Markdown._picture,
    ActionBlock: Markdown._action_block,
    Columns: Markdown._columns,
    Offer: Markdown._offer,
    Table: Markdown._table,
    VideoLink: Markdown._video,
    Divider: Markdown._divider,
}
