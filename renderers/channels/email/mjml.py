"""A small MJML builder, and the way from MJML to HTML that every mail program reads.

People's words never pass through MJML. The skeleton holds numbered *slots*; they are filled after mrml has done its
work: mrml escapes nothing, and where it inlines style rules it undoes character references. It gets nothing to spoil,
and the same layout with other words (another language, dialect or arm) is compiled once.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import mrml

from renderers.channels.email.quotable import all_quoted, joined, quoted
from renderers.contract.artifact import Media

_SLOT = re.compile(r"__slot_(\d+)__")
_VALUE = re.compile(r'[^<>&"]*')

_BOX = frozenset({"css-class", "background-color", "padding", "border-top", "border-bottom", "border-radius"})
_WORDS = frozenset({"css-class", "padding", "font-family", "font-size", "font-weight", "line-height", "color", "align"})
#: What the skeleton may be made of. mrml passes unknown tags and attributes on without a word.
_MJML: Mapping[str, frozenset[str]] = {
    "mjml": frozenset({"lang", "dir"}),
    "mj-head": frozenset(),
    "mj-body": frozenset({"width", "background-color", "css-class"}),
    "mj-title": frozenset(),
    "mj-raw": frozenset(),
    "mj-style": frozenset({"inline"}),
    "mj-attributes": frozenset(),
    "mj-all": _WORDS,
    "mj-wrapper": _BOX,
    "mj-section": _BOX | {"text-align"},
    "mj-column": _BOX | {"width", "vertical-align"},
    "mj-text": _WORDS,
    "mj-button": _WORDS | {"href", "background-color", "border", "border-radius", "inner-padding"},
}
_CELL = frozenset({"class", "align", "valign", "width", "colspan", "scope"})
_HTML: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "div", "span", "blockquote", "s", "caption"),
        _CELL | {"aria-hidden"},
    ),
    **dict.fromkeys(("thead", "tbody", "tr"), frozenset({"class"})),
    **dict.fromkeys(("td", "th"), _CELL),
    "table": frozenset({"class", "role", "width", "cellpadding", "cellspacing", "border"}),
    "a": frozenset({"class", "href", "target"}),
    "img": frozenset({"class", "src", "alt", "width", "height"}),
    "meta": frozenset({"name", "content"}),
}
_VOID = frozenset({"img", "meta"})


@dataclass(frozen=True, slots=True)
class Layout:
    """A compiled skeleton: stretches of HTML and, behind each but the last, the number of the slot that follows.

    `quoted` are the stretches as a mail file holds them.
    """

    pieces: tuple[bytes, ...]
    quoted: tuple[bytes, ...]
    slots: tuple[int, ...]

    @classmethod
    def of(cls, skeleton: str) -> "Layout":
        """Cut HTML at its slots."""
        found = _SLOT.split(skeleton)
        pieces = tuple([piece.encode() for piece in found[::2]])
        return cls(pieces, tuple(map(quoted, pieces)), tuple(map(int, found[1::2])))


@dataclass(frozen=True, slots=True)
class Page:
    """A layout with words, pictures and addresses in its slots."""

    layout: Layout
    values: tuple[bytes, ...] = ()

    @property
    def html(self) -> bytes:
        """The page."""
        return b"".join(_woven(self.layout.pieces, self.values))

    @property
    def quoted(self) -> bytes:
        """The page as a mail file holds it."""
        return joined(_woven(self.layout.quoted, all_quoted(self.values)))


class Slots:
    """Finished HTML and pictures, each with the number under which the skeleton names it."""

    def __init__(self) -> None:
        self._values: list[str] = []
        self._pictures: dict[int, Media] = {}

    def put(self, markup: str) -> str:
        """Keep finished HTML; returns what stands for it in the skeleton."""
        self._values.append(markup)
        return f"__slot_{len(self._values) - 1}__"

    def show(self, picture: Media) -> str:
        """Keep a picture; returns what stands for its address."""
        self._pictures[len(self._values)] = picture
        return self.put("")

    def filled(self, markup: str) -> str:
        """Markup with the words of its slots, for a slot of its own."""
        return _SLOT.sub(lambda match: self._values[int(match[1])], markup)

    def fill(self, layout: Layout, *addresses: Callable[[Media], str]) -> Iterator[Page]:
        """The layout with every slot filled: a page for each way to say where pictures are, ready for an attribute."""
        written = list(map(str.encode, self._values))
        for address in addresses:
            for number, picture in self._pictures.items():
                written[number] = address(picture).encode()
            yield Page(layout, tuple(map(written.__getitem__, layout.slots)))


def element(name: str, /, *children: str, **attributes: str | int) -> str:
    """One element of the skeleton. In names of attributes, `_` stands for `-`; `class_` is `class`.

    Raises:
        ValueError: the element or an attribute is not in our vocabulary, or a value would need escaping.
    """
    opening, closing = _tags(name, **attributes)
    return f"{opening}{''.join(children)}{closing}"


def tag(name: str, /, **attributes: str | int) -> Callable[[str], str]:
    """An element whose attributes are the same in every mail: looked up once, then only written around its content.

    Raises:
        ValueError: as `element`.
    """
    opening, closing = _tags(name, **attributes)
    return lambda content: f"{opening}{content}{closing}"


def picture(*, css_class: str, src: str, alt: str, width: int, height: int) -> str:
    """A picture; its address and alternative text are slots."""
    return f'<img class="{css_class}" src="{src}" alt="{alt}" width="{width}" height="{height}" />'


def linked(content: str, href: str, *, css_class: str) -> str:
    """A link around markup; its address is a slot."""
    return f'<a href="{href}" target="_blank" class="{css_class}">{content}</a>'


@lru_cache(maxsize=2048)
def _tags(name: str, /, **attributes: str | int) -> tuple[str, str]:
    known = _MJML.get(name, _HTML.get(name))
    if known is None:
        raise ValueError(f"<{name}> is not in the vocabulary of our mails")
    written = [f"<{name}"]
    for key, value in attributes.items():
        key = key.rstrip("_").replace("_", "-")
        if key not in known or not _VALUE.fullmatch(str(value)):
            raise ValueError(f"<{name} {key}={value!r}> is not in the vocabulary of our mails")
        written.append(f' {key}="{value}"')
    return ("".join([*written, " />"]), "") if name in _VOID else ("".join([*written, ">"]), f"</{name}>")


def between_comments(outlook: str, others: str, slots: Slots) -> str:
    """One component for Outlook on Windows, `others` for every other program. `outlook` is a table's row, finished.

    What only Outlook reads stands in a comment, and so do the marks around the rest: all that a compiler leaves alone.
    """
    before = slots.put(f"[if mso]>{slots.filled(outlook)}<![endif]--><!--[if !mso]><!")
    behind = slots.put("<![endif]")
    return f"<mj-raw><!--{before}--></mj-raw>{others}<mj-raw><!--{behind}--></mj-raw>"


def _woven(pieces: tuple[bytes, ...], values: Iterable[bytes]) -> list[bytes]:
    """Pieces with a value between each two."""
    written = [b""] * (2 * len(pieces) - 1)
    written[::2], written[1::2] = pieces, values
    return written


def not_for_outlook(markup: str, slots: Slots) -> str:
    """What Outlook on Windows is not to see: it shows a picture inside what is hidden."""
    return f"<!--{slots.put('[if !mso]><!')}-->{markup}<!--{slots.put('<![endif]')}-->"


@lru_cache(maxsize=1)
def _options() -> mrml.ParserOptions:
    return mrml.ParserOptions(include_loader=mrml.noop_loader())


def compile_mjml(skeleton: str) -> str:
    """MJML to HTML with its style rules inlined."""
    return str(mrml.to_html(skeleton, _options()).content)
