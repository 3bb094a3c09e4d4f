"""Writes rich text as HTML: escaped words, bold, italic, links to allowed addresses, merge fields in a dialect.

Nothing else puts people's words into markup. Every function returns finished HTML; what goes in is data.
"""

import html
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlsplit

from renderers.contract.dialect import Dialect
from renderers.contract.escape import Context, clean, escape
from renderers.contract.text import Inline, Link, Mark, MergeField, RichText, Word

#: Where a link may lead. Everything else (javascript:, data:, vbscript:, file:) is refused.
SCHEMES = ("http", "https", "mailto", "tel")

WriteField = Callable[[MergeField, Context], str]
#: The address of a link as it is delivered, not yet escaped for its attribute; None = the link is refused.
Resolve = Callable[[Link], str | None]

_HTML, _ATTRIBUTE, _URL = Context.HTML, Context.ATTRIBUTE, Context.URL

_ELEMENTS = {Mark.BOLD: "strong", Mark.ITALIC: "em"}
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_IGNORED = re.compile(r"[\t\n\r\x00-\x1f\x7f]")
_NO_HOST = re.compile(r"[\s%]")
_TAG = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(r"https?://[^\s<>\"„“”»«]+[^\s<>\"„“”»«.,;:!?)\]]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


@lru_cache(maxsize=1024)
def safe_url(url: str, *, relative: bool = False) -> str | None:
    """The address if it is one that a reader may be sent to, otherwise None.

    `relative` also takes paths on the same host (`/shop`), queries and fragments; a page may have those, a mail not.
    Spaces inside come back as `%20`, those of a telephone number not at all.
    """
    url = _IGNORED.sub("", clean(url.strip()))  # browsers ignore line breaks inside "java\nscript:"
    scheme = _SCHEME.match(url)
    url = "".join(url.split()) if scheme and scheme[1].lower() == "tel" else url.replace(" ", "%20")
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    if scheme is None:
        path = url.replace("\\", "/")
        return url if relative and path[:1] in ("/", "?", "#") and not path.startswith("//") else None
    if scheme[1].lower() not in SCHEMES:
        return None
    if scheme[1].lower() in ("http", "https") and (not parts.hostname or _NO_HOST.search(parts.hostname)):
        return None
    return url


@lru_cache(maxsize=1024)
def in_dialect(url: str, dialect: Dialect) -> str:
    """An address as a dialect writes it, not yet escaped for its attribute."""
    return dialect.words(url, _URL)


def attribute(text: str) -> str:
    """Words inside a double-quoted attribute."""
    return escape(text, _ATTRIBUTE)


@lru_cache(maxsize=1024)
def address(url: str) -> str:
    """An address inside a double-quoted attribute. Those of a piece are the same for every reader and in every mail."""
    return escape(url, _ATTRIBUTE)


def inline(text: RichText, dialect: Dialect, *, field: WriteField, resolve: Resolve, link: str = "") -> str:
    """Rich text as HTML; a line break the author asked for becomes `<br>`.

    `link` are further attributes of every link (` style="..."`), as finished HTML. A refused link leaves its words.
    """
    return "".join([_inline(run, dialect, field, resolve, link) for run in grouped(text.runs)])


def flat(words: tuple[Word, ...], dialect: Dialect, *, field: WriteField, context: Context) -> str:
    """Runs without marks and links: for subjects, text parts and attributes.

    Neighbors are joined before they are escaped, so that no two harmless runs become one harmful one.
    """
    if not _has_field(words):
        plain = words[0].plain if len(words) == 1 else "".join([word.plain for word in words])
        return dialect.words(plain, context)
    pieces: list[tuple[str, bool]] = []
    for is_field, group in groupby(words, key=lambda word: isinstance(word, MergeField)):
        if is_field:
            pieces += [(field(word, context), True) for word in group if isinstance(word, MergeField)]
        else:
            pieces.append((dialect.words("".join(word.plain for word in group), context), False))
    return dialect.joined(pieces, context)


@lru_cache(maxsize=256)
def linkified(text: str, dialect: Dialect, *, link: str = "", host: str = "") -> str:
    """A plain line (an imprint, an address) as HTML with its web and mail addresses as links.

    `host` is that of the brand's site, whose addresses are linked without a scheme too ("brand.example/privacy").
    """
    pieces, position = [], 0
    for match in _addresses(text, host.removeprefix("www.")):
        target = _target(match[0])
        if safe_url(target) is None:
            continue
        href = address(in_dialect(target, dialect))
        words = dialect.words(match[0], Context.HTML)
        pieces += [
            dialect.words(text[position : match.start()], Context.HTML),
            f'<a href="{href}"{link}>{words}</a>',
        ]
        position = match.end()
    return _broken("".join([*pieces, dialect.words(text[position:], Context.HTML)]))


def _addresses(text: str, host: str) -> "Iterator[re.Match[str]]":
    own = rf"|(?<![\w.@/-])(?:www\.)?{re.escape(host)}(?:/[\w/.-]*[\w/-])?(?![\w@-]|\.\w)" if host else ""
    return re.finditer(_ADDRESS.pattern + own, text, re.ASCII)


def _target(address: str) -> str:
    if address.startswith("http"):
        return address
    return f"mailto:{address}" if "@" in address else f"https://{address}"


def visible(markup: str) -> str:
    """What a reader sees of inline HTML that this module wrote."""
    if "<" in markup:
        markup = _TAG.sub("", markup.replace("<br>", "\n"))
    return html.unescape(markup) if "&" in markup else markup


def grouped(runs: tuple[Inline, ...]) -> Iterator[Link | tuple[Word, ...]]:
    """Runs as stretches of words and the links between them."""
    words: list[Word] = []
    for run in runs:
        if isinstance(run, Link):
            if words:
                yield tuple(words)
                words = []
            yield run
        else:
            words.append(run)
    if words:
        yield tuple(words)


def _inline(run: Link | tuple[Word, ...], dialect: Dialect, field: WriteField, resolve: Resolve, link: str) -> str:
    if isinstance(run, tuple):
        return _words(run, dialect, field)
    words = _words(run.runs, dialect, field)
    url = resolve(run)
    if url is None:
        return words
    return f'<a href="{address(url)}"{link}>{words or address(url)}</a>'


def _words(words: tuple[Word, ...], dialect: Dialect, field: WriteField) -> str:
    pieces, start = [], 0
    for end in range(1, len(words) + 1):
        if end == len(words) or _marks(words[end]) != _marks(words[start]):
            pieces.append(_marked(words[start:end], _marks(words[start]), dialect, field))
            start = end
    return "".join(pieces)


def _marked(words: tuple[Word, ...], marks: tuple[Mark, ...], dialect: Dialect, field: WriteField) -> str:
    """Words that are emphasized in the same way."""
    markup = _broken(flat(words, dialect, field=field, context=_HTML))
    for mark in reversed(marks):
        markup = f"<{_ELEMENTS[mark]}>{markup}</{_ELEMENTS[mark]}>"
    return markup


def _marks(word: Word) -> tuple[Mark, ...]:
    return word.marks if len(word.marks) < 2 else tuple(dict.fromkeys(word.marks))


def _has_field(words: tuple[Word, ...]) -> bool:
    for word in words:  # noqa: SIM110 -- asked of every text; a generator takes three times as long
        if isinstance(word, MergeField):
            return True
    return False


def _broken(markup: str) -> str:
    return markup.replace("\n", "<br>")
