"""Python-Markdown, set up so that nothing it reads vanishes and nothing passes through it unread.

Its parser makes an element tree; we never ask it for HTML. Off: raw HTML and entities (they would go to a stash and
come back unescaped), obfuscated mail addresses, and code by indenting, since indented prose is prose. Stricter: a
heading needs a space after its `#` (a hashtag is none), a link definition needs an address (else "[1]: Siehe" would
vanish), a table row may not have more cells than its head (they would vanish).
"""

import re
from collections.abc import Sequence
from typing import Any, cast
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor, ReferenceProcessor
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import InlineProcessor

from renderers.contract.message import Message
from renderers.markdown.lists import EvenIndents, OrderedList

Element = ElementTree.Element


class _Header(HashHeaderProcessor):
    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ \t]+(?P<header>(?:\\.|[^\\#\n]|#+(?=[^#\n]))*?)#*(?:\n|$)")


class _Reference(ReferenceProcessor):
    RE = re.compile(
        r"^[ ]{0,3}\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?(<?(?:[a-z][a-z0-9+.-]*:|[./#])[^\s]+)[ ]*(?:\n[ ]*)?"
        r'((["\'])(.*)\4[ ]*|\((.*)\)[ ]*)?$',
        re.MULTILINE | re.IGNORECASE,
    )


class _Table(TableProcessor):
    """A table that remembers rows with more cells than its head."""

    overfull: list[str]

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        if len(self._split_row(row)) > len(align):  # type: ignore[attr-defined]  # absent from the stubs
            self.overfull.append(row)
        super()._build_row(row, parent, align)  # type: ignore[misc]  # absent from the stubs


class _Mail(InlineProcessor):
    """`<info@example.com>` as a plain link."""

    def handleMatch(self, m: "re.Match[str]", data: str) -> Any:  # type: ignore[override]  # noqa: ARG002, N802
        element = ElementTree.Element("a", href=f"mailto:{m[1]}")
        element.text = m[1]
        return element, m.start(0), m.end(0)


class Engine:
    """One Markdown parser; link definitions are known to everything it reads."""

    def __init__(self) -> None:
        self._markdown = Markdown(extensions=[TableExtension(), SaneListExtension()])
        self._markdown.preprocessors.deregister("html_block")
        for name in ("html", "entity", "automail"):
            self._markdown.inlinePatterns.deregister(name)
        self._markdown.inlinePatterns.register(_Mail(r"<([^<> !]+@[^@<> ]+\.[^@<> ]+)>"), "mail", 110)
        self._markdown.preprocessors.register(EvenIndents(self._markdown), "indents", 25)
        parser = self._markdown.parser
        parser.blockprocessors.deregister("code")
        parser.blockprocessors.register(OrderedList(parser), "olist", 40)
        self._table = _Table(parser, {"use_align_attribute": False})
        self._table.overfull = []
        parser.blockprocessors.register(self._table, "table", 75)
        parser.blockprocessors.register(_Header(parser), "hashheader", 70)
        parser.blockprocessors.register(_Reference(parser), "reference", 15)

    def blocks(self, text: str) -> Element:
        """Read a Markdown text; return a root whose children are its blocks."""
        lines = text.split("\n")
        for preprocessor in self._markdown.preprocessors:
            lines = preprocessor.run(lines)
        return self._finished(cast("Element", self._markdown.parser.parseDocument(lines).getroot()))

    def line(self, text: str) -> Element:
        """Read one text without blocks; return the element that holds its runs."""
        root = ElementTree.Element("div")
        paragraph = ElementTree.SubElement(root, "p")
        paragraph.text = text
        return self._finished(root)[0]

    def overfull_rows(self) -> list[str]:
        """Table rows read since the last call that have more cells than their head."""
        rows, self._table.overfull = self._table.overfull, []
        return rows

    def _finished(self, root: Element) -> Element:
        for name in ("inline", "unescape"):
            changed = self._markdown.treeprocessors[name].run(root)
            root = root if changed is None else changed
        return root


def too_deep() -> Message:
    """Why a text that nests hundreds of quotes or lists is refused."""
    return Message("The text is nested too deeply. Make it flatter.")
