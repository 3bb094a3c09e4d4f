"""From the elements of a paragraph to runs: words with marks, links, fields, and the pictures among them."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from renderers.contract.document import FactType
from renderers.contract.message import Message
from renderers.contract.text import FactRef, Inline, Link, Mark, MergeField, Text, Word
from renderers.markdown.engine import Element
from renderers.markdown.masking import Fence, FieldMark, Literal, Stash
from renderers.markdown.problems import Problems
from renderers.markdown.spacing import BREAK
from renderers.toolkit.html import safe_url

_MARKS = {"strong": Mark.BOLD, "em": Mark.ITALIC}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ImageRun:
    """A picture in the middle of words; blocks take it out."""

    file: str
    alt: str
    title: str


Run = Inline | ImageRun


class InlineReader:
    """Reads runs from elements; what is wrong with links is noted."""

    def __init__(self, stash: Stash, problems: Problems, text: str) -> None:
        self._stash, self._problems, self._text = stash, problems, text

    def runs(self, element: Element) -> list[Run]:
        """Everything inside an element, in order."""
        return list(self._inside(element, ()))

    def child(self, element: Element) -> list[Run]:
        """One inline element itself (not its tail)."""
        return list(self._element(element, ()))

    def words(self, text: str | None) -> list[Run]:
        """Plain words between elements."""
        return list(self._words(text or "", ()))

    def locate(self, wanted: str, start: int = 0) -> int:
        """Where in the file a text stands, as well as can be told: its first occurrence."""
        return max(self._text.find(wanted, start), start)

    def _inside(self, element: Element, marks: tuple[Mark, ...]) -> Iterator[Run]:
        yield from self._words(element.text or "", marks)
        for child in element:
            yield from self._element(child, marks)
            yield from self._words(child.tail or "", marks)

    def _element(self, element: Element, marks: tuple[Mark, ...]) -> Iterator[Run]:
        if element.tag == "br":
            yield Text(BREAK, marks)
        elif element.tag == "code":
            yield Text(self._stash.raw(html.unescape(element.text or "")), marks)
        elif element.tag == "img":
            yield ImageRun(
                self._stash.raw(element.get("src", "")),
                " ".join(self._plain(element.get("alt", "")).split()),
                element.get("title", ""),
            )
        elif element.tag == "a":
            yield from self._link(element, marks)
        else:
            mark = _MARKS.get(element.tag)
            both = marks if mark is None or mark in marks else tuple(sorted((*marks, mark)))
            yield from self._inside(element, both)

    def _words(self, text: str, marks: tuple[Mark, ...]) -> Iterator[Word]:
        for part in self._stash.split(text):
            if isinstance(part, str):
                yield Text(_ENTITY.sub(_entity, part), marks)
            elif isinstance(part, Literal):
                yield Text(part.raw, marks)
            elif isinstance(part, FieldMark):
                for run in part.runs:
                    yield replace(run, marks=marks)
            elif isinstance(part, Fence):
                yield Text(part.content, marks)

    def _link(self, element: Element, marks: tuple[Mark, ...]) -> Iterator[Run]:
        inside = list(self._inside(element, marks))
        words = [run for run in inside if not isinstance(run, Link | ImageRun)]
        typed = self._stash.raw(element.get("href", ""))
        url = self.address(self.filled(element.get("href", "")), typed)
        if url and any(run.source.strip() for run in words):
            yield Link(url, tuple(words))
        else:
            yield from words
        yield from (run for run in inside if isinstance(run, ImageRun))

    def address(self, url: str, typed: str, offset: int | None = None) -> str:
        """Check an address; note what is wrong and return nothing where no reader may be sent there."""
        checked = safe_url(html.unescape(url)) or ""
        if not checked:
            self._problems.add(
                Message(
                    "“{url}” is no full address. Begin it with https://, mailto: or tel:.",
                    url=typed,
                ),
                self.locate(typed) if offset is None else offset,
            )
        return checked

    def filled(self, url: str, offset: int | None = None) -> str:
        """An address with the values of its facts in it; merge fields are refused."""
        out: list[str] = []
        for part in self._stash.split(url):
            if isinstance(part, FieldMark):
                out += (self._in_address(run, offset) for run in part.runs)
            else:
                out.append(part if isinstance(part, str) else getattr(part, "raw", ""))
        return "".join(out)

    def _in_address(self, run: Word, offset: int | None) -> str:
        if isinstance(run, MergeField):
            message = Message(
                "An address cannot hold the merge field “{name}”: it would carry personal data.", name=run.name
            )
            self._problems.add(message, self.locate(f"contact.{run.name}") if offset is None else offset)
            return ""
        if isinstance(run, FactRef):
            fact = self._stash.facts.get(run.name)
            value = "" if fact is None else fact.value.split()[0] if fact.type is FactType.PRICE else fact.value
            return quote(value, safe="")
        return run.text

    def _plain(self, text: str) -> str:
        """The words of a text that takes no marks and no fields."""
        return "".join(run.plain if isinstance(run, Text) else run.source for run in self._words(text, ()))


def _entity(match: "re.Match[str]") -> str:
    text = html.unescape(match[0])
    return match[0] if _CONTROL.search(text) else text
