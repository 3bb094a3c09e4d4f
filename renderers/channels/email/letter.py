"""The text part, written like a letter: nothing of it is stripped HTML.

Headline, salutation, teaser, body: in that order, as letters are written. Links are numbered and listed at the end;
actions and offers carry their address on a line of its own. Lines are not broken: programs do that to the width of
their screen.
"""

from collections.abc import Callable, Iterable
from typing import Any

from renderers.channels.email.blocks import parted
from renderers.channels.email.foot import Foot
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
from renderers.contract.text import Link, RichText, Text
from renderers.contract.view import RenderInput
from renderers.toolkit.greeting import greets
from renderers.toolkit.html import grouped
from renderers.toolkit.pen import Pen
from renderers.toolkit.phrases import phrases, quotation_marks
from renderers.toolkit.sentences import graphemes

PART = "body.txt"
_TEXT = Context.TEXT
_RULE = "– – –"
_UNDERLINE = 60
#: Characters of a table's line.
_WIDEST = 72


class Letter:
    """Writes a document as a letter."""

    def __init__(self, source: RenderInput, pen: Pen, foot: Foot) -> None:
        self.traces: list[Trace] = []
        self._source = source
        self._pen = pen
        self._below = foot
        self._words = phrases(source.document.language)
        self._notes: dict[str, int] = {}

    def write(self) -> str:
        """The whole text, with a line break at its end."""
        document = self._source.document
        place, heading = document.heading
        body, small = parted(document)
        greeting, body = (body[:1], body[1:]) if body and greets(body[0]) else ((), body)
        parts = [
            self._underlined(self._say(heading, place), "=") if heading else "",
            *self._blocks(greeting),
            self._say(document.teaser, Place.of("teaser")) if document.teaser else "",
            *self._blocks(body),
            self._action(document.action, "action.label", "action.url", "") if document.action else "",
            *self._blocks(small),
            *(self._say(note, Place.of(f"legal.{index}")) for index, note in enumerate(document.legal) if note),
        ]
        notes = [f"[{number}] {_readable(url)}" for url, number in self._notes.items()]
        if notes:
            parts.append("\n".join([f"{self._words.links}:", *notes]))
        return "\n\n".join(part for part in [*parts, *self._foot()] if part.strip()) + "\n"

    def _foot(self) -> list[str]:
        foot, place = self._below, Place.of("tokens.sender")
        lines = [self._plain(text, at) for at, text in foot.small_print]
        sender = [self._plain(line, place) for line in foot.sender]
        if foot.address_tag:
            sender.append(self._trace(foot.address_tag, place))
        reached = [f"{self._plain(link.label, link.place)}:{_behind(link.address)}" for link in foot.links]
        written = [*lines, "\n".join(sender), *reached]
        return [_RULE, *written] if any(written) else []

    def _blocks(self, blocks: Iterable[Block]) -> list[str]:
        return [_WRITERS[type(block)](self, block) for block in blocks]

    def _say(self, text: RichText, place: Place) -> str:
        """Words with the numbers of their links."""
        if (len(text.runs) == 1 and isinstance(text.runs[0], Text)) or not text.links:
            words = self._pen.flat(text, place, _TEXT)
            self.traces.append(Trace(PART, words, place))
            return words
        pieces = []
        for run in grouped(text.runs):
            said = run.runs if isinstance(run, Link) else run
            pieces.append(
                self._pen.flat(RichText(said), place, _TEXT) + (self._note(run, place) if isinstance(run, Link) else "")
            )
        return self._trace("".join(pieces), place)

    def _note(self, link: Link, place: Place) -> str:
        url = self._pen.href(link, place)
        if url is None or url.removeprefix("mailto:") == link.plain.strip():
            return ""
        return f" [{self._notes.setdefault(url, len(self._notes) + 1)}]"

    def _plain(self, text: str, place: Place) -> str:
        return self._trace(self._pen.words(text, _TEXT), place)

    def _trace(self, text: str, place: Place) -> str:
        self.traces.append(Trace(PART, text, place))
        return text

    def _underlined(self, text: str, mark: str) -> str:
        return f"{text}\n{mark * min(_UNDERLINE, max((graphemes(line) for line in text.splitlines()), default=0))}"

    def _shown(self, asset: AssetRef, field: str, block: str = "") -> str:
        if not asset.alt:
            return ""
        return f"[{self._words.picture}: {self._plain(asset.alt, Place.of(f'{field}.alt', block))}]"

    def _action(self, action: Action, label: str, url: str, block: str) -> str:
        words = self._pen.flat(action.label, Place.of(label, block), _TEXT)
        self._trace(words, Place.of(label, block))
        address = self._pen.href(action.url, Place.of(url, block)) if action.url else None
        return f"» {words}:{_behind(address)}" if address else words

    def _heading(self, block: Heading) -> str:
        return self._underlined(self._say(block.text, Place.of("body.text", block.id)), "-")

    def _paragraph(self, block: Paragraph | LegalNote) -> str:
        return self._say(block.text, Place.of("body.text", block.id))

    def _list(self, block: ListBlock) -> str:
        marks = [f"{number}. " if block.ordered else "• " for number in range(1, len(block.items) + 1)]
        items = [
            mark + self._say(item, Place.of(f"body.items.{index}", block.id)).replace("\n", "\n" + " " * len(mark))
            for index, (mark, item) in enumerate(zip(marks, block.items, strict=True))
        ]
        return "\n".join(items)

    def _quote(self, block: Quote) -> str:
        before, behind = quotation_marks(block.text.plain, self._source.document.language)
        lines = (before + self._say(block.text, Place.of("body.text", block.id)) + behind).split("\n")
        if block.attribution:
            name = self._plain(block.attribution, Place.of("body.attribution", block.id))
            lines.append(f"{self._words.dash} {name}")
        return "\n".join(f"    {line}" for line in lines)

    def _picture(self, block: Picture) -> str:
        shown = self._shown(block.asset, "body.asset", block.id)
        caption = self._say(block.caption, Place.of("body.caption", block.id)) if block.caption else ""
        return "\n".join(filter(None, (shown, caption)))

    def _video(self, block: VideoLink) -> str:
        title = f"{self._words.video}: {self._plain(block.title, Place.of('body.title', block.id))}"
        url = self._pen.href(block.url, Place.of("body.url", block.id)) or ""
        return "\n".join(filter(None, (title, url)))

    def _action_block(self, block: ActionBlock) -> str:
        return self._action(block.action, "body.action.label", "body.url", block.id)

    def _offer(self, block: Offer) -> str:
        def say(name: str) -> str:
            text: RichText = getattr(block, name)
            return self._say(text, Place.of(f"body.{name}", block.id)) if text else ""

        product, text, price, old, code = say("product"), say("text"), say("price"), say("old_price"), say("code")
        old = f"{self._words.instead_of} {old}" if old else ""
        url = (self._pen.href(block.url, Place.of("body.url", block.id)) or "") if block.url else ""
        lines = (product, text, f"{price} {old}".strip(), f"{self._words.code}: {code}" if code else "", url)
        return "\n".join(filter(None, lines))

    def _table(self, block: Table) -> str:
        def say(cell: RichText, path: str) -> str:
            return self._say(cell, Place.of(path, block.id)) if cell else ""

        caption = say(block.caption, "body.caption")
        header = [say(cell, f"body.header.{column}") for column, cell in enumerate(block.header)]
        rows = [
            [say(cell, f"body.rows.{row}.{column}") for column, cell in enumerate(cells)]
            for row, cells in enumerate(block.rows)
        ]
        return "\n".join(filter(None, (caption, *_ruled(header, rows))))

    def _divider(self, _: Divider) -> str:
        return "* * *"

    def _columns(self, block: Columns) -> str:
        return "\n\n".join(part for column in block.columns for part in self._blocks(column) if part)


def _ruled(header: list[str], rows: list[list[str]]) -> list[str]:
    """A table's lines: in columns where they fit on a line, otherwise with strokes between the cells."""
    lines = [header, *rows] if header else rows
    lengths = [list(map(graphemes, cells)) for cells in lines]
    widths = [max(column) for column in zip(*lengths, strict=False)]
    if sum(widths) + 3 * len(widths) > _WIDEST or "\n" in "".join(map("".join, lines)):
        return [" | ".join(cells) for cells in lines]
    written = [
        "   ".join([cell + " " * (width - own) for cell, own, width in zip(*row, widths, strict=False)]).rstrip()
        for row in zip(lines, lengths, strict=True)
    ]
    return [written[0], "   ".join(["-" * width for width in widths]), *written[1:]] if header else written


def _readable(url: str) -> str:
    """An address as people write it: without the scheme of mailboxes and telephones, and what programs add to it."""
    scheme, colon, rest = url.partition(":")
    return rest.partition("?")[0] if colon and scheme.lower() in ("mailto", "tel") else url


def _behind(url: str) -> str:
    """An address behind the words for it: a short one on their line, a web address on the next."""
    readable = _readable(url)
    return f"\n{url}" if readable == url else f" {readable}"


_WRITERS: dict[type, Callable[[Letter, Any], str]] = {
    Heading: Letter._heading,
    Paragraph: Letter._paragraph,
    LegalNote: Letter._paragraph,
    ListBlock: Letter._list,
    Quote: Letter._quote,
    Picture: Letter._picture,
    VideoLink: Letter._video,
    ActionBlock: Letter._action_block,
    Offer: Letter._offer,
    Table: Letter._table,
    Divider: Letter._divider,
    Columns: Letter._columns,
}
