"""Markdown inside a line: markup goes, words stay, and every word keeps its place in the file."""

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from brand.inspect.raised import raised
from brand.inspect.rich import shown
from brand.subject import OBJECT, Anchor, Stretch, Style
from renderers.contract import grammar
from renderers.contract.document import Document
from renderers.contract.making import made_quickly
from renderers.contract.place import Place
from renderers.contract.text import RichText

_TOKEN = re.compile(
    r"""(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))
    | \\(?P<escape>[\\`*_{}\[\]()#+\-.!<>|~"'$%&,/:;=?@^])
    | (?P<field>\{\{.*?\}\})
    | (?P<image>!?)\[(?P<label>(?:[^\[\]\\]|\\.|!?\[[^\[\]]*\](?:\([^()]*\))?)*)\]
      (?:\(\s*(?P<url><[^<>\n]*>|(?:[^\s()]|\([^\s()]*\))*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)|\[(?P<ref>[^\]]*)\])?
    | <(?P<auto>[a-z][a-z0-9+.-]*://[^<>\s]+|(?:mailto:)?[^<>\s@]+@[^<>\s]+)>
    | (?P<comment><!--.*?-->) | (?P<tag></?[a-z][^<>]*>)
    | (?P<entity>&(?:\#\d+|\#x[0-9a-f]+|\w+);)
    | (?P<mark>\*{1,3}|_{1,3}|~~)
    | (?P<hard>(?:\\|[ ]{2,})\n[ ]*) | (?P<soft>[ ]?\n[ ]*)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


# What a token begins with; `re` leaps from one to the next. Of several blanks the first is enough, and blanks count
# before the end of a line only.
_SIGN = re.compile(r"[`\\{!\[<&*_~]")
_SIGN_OR_BREAK = re.compile(r"[`\\{!\[<&*_~\n ](?:(?<! )|(?<!  )(?= *\n))")
_RAISED_TAG = re.compile(r"<(?P<end>/?)sup\b[^>]*>", re.IGNORECASE)
_PLAIN, _STRUCK = Style(), Style(struck=True)
_STRUCK_TAG = re.compile(r"<(?P<end>/?)(?:s|del|strike)\b[^>]*>", re.IGNORECASE)


@made_quickly
@dataclass(frozen=True, slots=True)
class Linked:
    """A link or picture in the line: address, words and offset in the source."""

    url: str
    text: str
    at: int
    picture: bool


@dataclass(slots=True)
class Read:
    """Words without markup; `pieces` pair offsets in the words with offsets in the source."""

    text: str = ""
    pieces: list[tuple[int, int]] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    links: list[Linked] = field(default_factory=list)


def read(source: str, *, references: Mapping[str, str] | None = None, document: Document | None = None) -> Read:
    """Read Markdown of one block. `references` are link definitions, `document` knows the facts referred to."""
    return _Reader(source, references or {}, document).all()


def anchors(read_words: Read, lines: list[tuple[int, int, int]]) -> tuple[Anchor, ...]:
    """Turn offsets into lines. `lines` are (offset of the line in the block, line number, column) in order."""
    found: list[Anchor] = []
    last = None
    for at, offset in read_words.pieces:
        begin, line, column = lines[bisect_right(lines, offset, key=_offset) - 1]
        shift = column + offset - begin - at
        if last != (line, shift):
            found.append(Anchor(at, line, shift + at))
            last = line, shift
    return tuple(found)


_offset = itemgetter(0)


class _Reader:
    """Reads a block from left to right; labels of links are read the same way."""

    def __init__(self, source: str, references: Mapping[str, str], document: Document | None) -> None:
        self._source, self._references, self._document = source, references, document
        self._tokens = tuple(_tokens(source, 0, len(source)))
        self._dropped = _paired_marks(source, self._tokens)
        self._struck = self._raised = False
        self.done = Read()

    def all(self) -> Read:
        """Read the whole source."""
        self._read(self._tokens, 0, len(self._source), "")
        return self.done

    def _range(self, start: int, end: int, url: str) -> None:
        self._read(_tokens(self._source, start, end), start, end, url)

    def _read(self, tokens: Iterable[re.Match[str]], position: int, end: int, url: str) -> None:
        for token in tokens:
            self._emit(self._source[position : token.start()], position, url)
            self._token(token, url)
            position = token.end()
        self._emit(self._source[position:end], position, url)

    def _emit(self, words: str, offset: int, url: str) -> None:
        if not words:
            return
        start = len(self.done.text)
        self.done.text += raised(words) if self._raised else words
        self.done.pieces.append((start, offset))
        if url or self._struck:
            style = _STRUCK if self._struck else _PLAIN
            self.done.stretches.append(Stretch(start, start + len(words), style, url))

    def _token(self, token: re.Match[str], url: str) -> None:
        kind = token.lastgroup if token["label"] is None else "label"
        at = token.start()
        if kind == "label":
            self._link(token, url)
        elif kind == "auto":
            self.done.links.append(Linked(token["auto"], token["auto"], at, picture=False))
            self._emit(token["auto"], at + 1, token["auto"])
        else:
            self._lined(token)
            self._emit(self._plain(kind or "", token), at + (kind == "escape"), url)

    def _lined(self, token: re.Match[str]) -> None:
        """A line through the words begins or ends, `~~59 €~~`, `<s>59 €</s>`; or they are raised: `<sup>1</sup>`."""
        if token["mark"] == "~~" and token.start() in self._dropped:
            self._struck = not self._struck
        elif token["tag"] and (tag := _STRUCK_TAG.fullmatch(token["tag"])):
            self._struck = not tag["end"]
        elif token["tag"] and (tag := _RAISED_TAG.fullmatch(token["tag"])):
            self._raised = not tag["end"]

    def _plain(self, kind: str, token: re.Match[str]) -> str:
        """What remains of markup that is no link."""
        if kind in {"code", "ticks"}:
            return OBJECT
        if kind == "escape":
            return token["escape"]
        if kind == "field":
            return self._said(token["field"])
        if kind == "entity":
            return html.unescape(token["entity"])
        if kind == "mark":
            return "" if token.start() in self._dropped else token["mark"]
        if kind == "soft":
            return " "
        return "\n" if kind == "hard" or token[0].lower().startswith("<br") else ""

    def _link(self, token: re.Match[str], url: str) -> None:
        target = self._target(token)
        at, label = token.start(), token.start("label")
        if target is None:
            # No link after all: brackets in running text.
            self._emit(self._source[at:label], at, url)
            self._range(label, token.end("label"), url)
            self._emit(self._source[token.end("label") : token.end()], token.end("label"), url)
            return
        if token["image"]:
            self.done.links.append(Linked(target, token["label"], at, picture=True))
            self._emit(OBJECT, at, url)
            return
        before = len(self.done.text)
        self._range(label, token.end("label"), target)
        self.done.links.append(Linked(target, self.done.text[before:].replace(OBJECT, "").strip(), at, picture=False))

    def _target(self, token: re.Match[str]) -> str | None:
        if token["url"] is not None:
            return token["url"].strip("<>")
        return self._references.get((token["ref"] or token["label"]).strip().casefold())

    def _said(self, written: str) -> str:
        """What a reader sees of a merge field or fact; what cannot be read stays as written."""
        text = RichText(grammar.parse(written).runs)
        document = self._document or _NOWHERE
        return shown(text, Place(""), document).text


def _tokens(source: str, start: int, end: int) -> Iterator[re.Match[str]]:
    signs = _SIGN_OR_BREAK if "\n" in source else _SIGN
    while sign := signs.search(source, start, end):
        token = _TOKEN.match(source, sign.start(), end)
        if token is not None:
            yield token
        start = token.end() if token is not None else sign.end()


def _paired_marks(source: str, tokens: Iterable[re.Match[str]]) -> set[int]:
    """Where emphasis marks stand that belong together; a lone `*` or `_`, as in „Kund*innen“, is a character."""
    if not ("*" in source or "_" in source or "~" in source):
        return set()
    open_marks: list[tuple[str, int]] = []
    dropped: set[int] = set()
    for token in tokens:
        if token["label"] and not token["image"]:
            dropped |= {at + token.start("label") for at in _marks_of_label(token["label"])}
        if not token["mark"]:
            continue
        at, mark = token.start(), token["mark"]
        before, after = source[at - 1 : at], source[token.end() : token.end() + 1]
        if before.isalnum() and after.isalnum() and len(mark) == 1:
            continue
        match = next((entry for entry in reversed(open_marks) if entry[0] == mark), None)
        if match is not None and before.strip():
            open_marks = open_marks[: open_marks.index(match)]
            dropped |= {match[1], at}
        elif after.strip():
            open_marks.append((mark, at))
    return dropped


def _marks_of_label(label: str) -> set[int]:
    return _paired_marks(label, _tokens(label, 0, len(label)))


_NOWHERE = Document(id="", locale="", title="")
