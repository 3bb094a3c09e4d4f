"""Reads the words out of parts as a recipient's program would: HTML parsed, mails opened, PDF text extracted."""

import email
import html
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.policy import default as mail_policy
from functools import lru_cache

import markdown
import pikepdf
import pypdfium2
from selectolax.lexbor import LexborHTMLParser

from renderers.contract.artifact import Part

Replacements = Sequence[tuple[str, str]]

_INLINE = {"a", "b", "i", "em", "strong", "span", "u", "s", "del", "ins", "small", "sub", "sup", "mark", "code", "font"}
_UNSEEN = {"script", "style", "template", "-comment"}
_ATTRIBUTES = ("alt", "title", "aria-label", "content", "href", "src")
_SPACES = re.compile(r"\s+")
_HYPHENS = re.compile("[-\u2010\u2011\u00ad\ufffe\x02]")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_BEHIND_WORDS = re.compile(r"\s*[(<\[]https?://[^\s<>\])]+[)>\]]")
_SHORT = 8


@dataclass(frozen=True)
class Reading:
    """What a part says: `seen` is what readers read, `told` what programs tell them (alternative texts, addresses)."""

    name: str
    seen: str
    told: tuple[str, ...] = ()
    loose: bool = False  # extracted from a page: hyphens and forms of letters are the typesetter's
    rtl: bool = False  # extracted from a page set from right to left: the order of words is the eye's

    def says(self, words: str, replacements: Replacements = (), *, whole: bool = True) -> bool:
        """Whether words stand in it, in one stretch; short ones as whole words, unless they were cut."""
        needle = _EDGES.sub("", normalized(words, replacements, loose=self.loose))
        if not needle:
            return True
        spaced, tight = self._haystack(tuple(replacements))
        if self.loose and self.rtl:
            return _bare_words(needle) <= _bare_words(spaced)
        if len(needle) >= _SHORT or not whole:
            return tightened(needle, loose=self.loose) in tight
        pattern = r"\s*".join(re.escape(character) for character in _SPACES.sub("", needle))
        return re.search(rf"(?<!\w){pattern}(?!\w)", spaced) is not None

    def tells(self, words: str, replacements: Replacements = ()) -> bool:
        """Whether it says words, or tells them beside what is read."""
        if self.says(words, replacements):
            return True
        needle = tightened(normalized(words, replacements, loose=self.loose), loose=self.loose)
        return any(
            needle in tightened(normalized(said, replacements, loose=self.loose), loose=self.loose)
            for said in self.told
        )

    def _haystack(self, replacements: Replacements) -> tuple[str, str]:
        return _haystack(self.seen, tuple(replacements), self.loose)


def _bare_words(text: str) -> set[str]:
    return {bare for word in text.split() if (bare := _EDGES.sub("", word))}


@lru_cache(maxsize=64)
def _haystack(seen: str, replacements: tuple[tuple[str, str], ...], loose: bool) -> tuple[str, str]:
    spaced = normalized(seen, replacements, loose=loose)
    return spaced, tightened(spaced, loose=loose)


def normalized(text: str, replacements: Replacements = (), *, loose: bool = False) -> str:
    """Composed, without invisible characters, with declared replacements made, white space collapsed."""
    text = unicodedata.normalize("NFKC" if loose else "NFC", text)
    if replacements:
        text = text.translate(_table(tuple(replacements)))
    text = "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in ("Cf", "Cc", "Cs")
    )
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=16)
def _table(replacements: tuple[tuple[str, str], ...]) -> dict[int, str]:
    return str.maketrans(dict(replacements))


def tightened(text: str, *, loose: bool) -> str:
    """Without white space, and from a page without hyphens."""
    text = _SPACES.sub("", text)
    return _HYPHENS.sub("", text) if loose else text


def read(part: Part) -> Reading | None:
    """What a part says; None where it holds no words."""
    readers = {
        "text/html": lambda: read_html(part.name, part.text),
        "text/markdown": lambda: read_markdown(part.name, part.text),
        "application/json": lambda: read_json(part.name, part.text),
        "application/ld+json": lambda: read_json(part.name, part.text),
        "message/rfc822": lambda: read_mail(part.name, part.data),
        "application/pdf": lambda: read_pdf(part.name, part.data),
        "text/css": lambda: None,
    }
    media_type = part.media_type.partition(";")[0].strip()
    if media_type in readers:
        return readers[media_type]()
    if not media_type.startswith("text/"):
        return None
    # Without the addresses that a channel set behind words, and with those that the author did.
    return Reading(part.name, f"{_BEHIND_WORDS.sub('', part.text)}\n\n{part.text}", (part.text,))


def read_markdown(name: str, text: str) -> Reading:
    """Markdown as it is shown; Python-Markdown does not know CommonMark's line break, a backslash."""
    return read_html(name, markdown.markdown(text.replace("\\\n", "  \n"), extensions=["tables"]))


def read_html(name: str, markup: str) -> Reading:
    """The text between tags, with block elements on lines of their own, and what attributes say."""
    tree = LexborHTMLParser(markup)
    words: list[str] = []
    told: list[str] = []
    for root in (tree.head, tree.body):
        if root is not None:
            _walk(root, words, told)
    return Reading(name, "".join(words), tuple(told))


def _walk(node, words: list[str], told: list[str]) -> None:
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            words.append(child.text_content or "")
            continue
        if tag in _UNSEEN:
            continue
        told += [value for name in _ATTRIBUTES if (value := child.attributes.get(name))]
        edge = "" if tag in _INLINE else "\n"
        words.append(edge)
        _walk(child, words, told)
        words.append(edge)


def read_json(name: str, text: str) -> Reading:
    """Every text in it; texts that are HTML are read as that."""
    seen: list[str] = []
    told: list[str] = []
    for value in _strings(json.loads(text)):
        if re.search(r"<[a-z]+[ >]|&[a-z#0-9]+;", value):
            inner = read_html(name, value)
            seen.append(inner.seen)
            told += inner.told
        seen.append(value)
    return Reading(name, "\n".join(seen), (*seen, *told))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def read_mail(name: str, data: bytes) -> Reading:
    """Subject and every text of the mail."""
    mail = email.message_from_bytes(data, policy=mail_policy)
    seen, told = [str(mail["subject"] or "")], []
    for inner in mail.walk():
        kind = inner.get_content_type()
        if kind in ("text/plain", "text/html"):
            reading = read(Part(name, kind, inner.get_content().encode()))
            if reading is not None:
                seen.append(reading.seen)
                told += reading.told
    return Reading(name, "\n".join(seen), tuple(told))


def read_pdf(name: str, data: bytes) -> Reading:
    """The text of every page, and the alternative texts and addresses that the file holds."""
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    told: list[str] = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary):
                told += [str(item[key]) for key in ("/Alt", "/URI", "/ActualText") if key in item]
    return Reading(name, "\n".join(pages), tuple(told), loose=True)


def missing(text: str, quotes: Iterable[str], reading: Reading, replacements: Replacements = ()) -> list[str]:
    """The stretches of a text that a part does not say and no quote accounts for."""
    rest = [normalized(text, replacements, loose=reading.loose)]
    for quote in sorted(
        (normalized(quote, replacements, loose=reading.loose) for quote in quotes), key=len, reverse=True
    ):
        rest = [piece for stretch in rest for piece in _without(stretch, quote)]
    return [stretch for stretch in rest if not reading.says(stretch, replacements, whole=len(rest) == 1)]


def _without(text: str, quote: str) -> list[str]:
    """A text split where a quote stands in it, whatever white space either has; or where each word of it does."""
    words = quote.split()
    pieces = _split(text, r"\s*".join(re.escape(word) for word in words))
    if words and pieces == [text]:
        for word in words:
            pieces = [*pieces[:-1], *_split(pieces[-1], re.escape(word))] if pieces else []
    return pieces


def _split(text: str, pattern: str) -> list[str]:
    return [piece for piece in re.split(pattern, text, maxsplit=1) if piece.strip()] if pattern else [text]


def unescaped(text: str) -> str:
    """Without HTML's entities."""
    return html.unescape(text)
