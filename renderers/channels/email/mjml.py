"""A small MJML builder, and the way from MJML to HTML that every mail program reads.

People's words never pass through MJML. The skeleton holds numbered *slots*; they are filled after mrml and css-inline
have done their work. mrml escapes nothing, css-inline undoes character references: neither gets anything to spoil.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import css_inline
import mrml

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
    "mj-divider": frozenset({"css-class", "padding", "border-width", "border-color", "border-style"}),
}
_CELL = frozenset({"class", "align", "valign", "width", "colspan", "scope"})
_HTML: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "div", "span", "blockquote", "s", "caption"), _CELL
    ),
    **dict.fromkeys(("thead", "tbody", "tr"), frozenset({"class"})),
    **dict.fromkeys(("td", "th"), _CELL),
    "table": frozenset({"class", "role", "width", "cellpadding", "cellspacing", "border"}),
    "a": frozenset({"class", "href", "target"}),
    "img": frozenset({"class", "src", "alt", "width", "height"}),
    "meta": frozenset({"name", "content"}),
}
_VOID = frozenset({"img", "meta", "mj-divider"})

#: keep_style_tags: media queries and :hover live there. Remote style sheets would be fetched by whoever renders.
_INLINER = css_inline.CSSInliner(keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False)


class Slots:
    """Finished HTML and pictures, each with the number under which the skeleton names it."""

    def __init__(self) -> None:
        self._values: list[str | Media] = []

    def put(self, value: str | Media) -> str:
        """Keep finished HTML or a picture; returns what stands for it in the skeleton."""
        self._values.append(value)
        return f"__slot_{len(self._values) - 1}__"

    def fill(self, skeleton: str, address: Callable[[Media], str]) -> str:
        """The skeleton with every slot filled; `address` says where pictures are, finished for an attribute."""

        def value(match: re.Match[str]) -> str:
            found = self._values[int(match[1])]
            return address(found) if isinstance(found, Media) else found

        return _SLOT.sub(value, skeleton)


def element(name: str, /, *children: str, **attributes: str | int) -> str:
    """One element of the skeleton. In names of attributes, `_` stands for `-`; `class_` is `class`.

    Raises:
        ValueError: the element or an attribute is not in our vocabulary, or a value would need escaping.
    """
    known = _MJML.get(name, _HTML.get(name))
    if known is None:
        raise ValueError(f"<{name}> is not in the vocabulary of our mails")
    written = []
    for key, value in attributes.items():
        key = key.rstrip("_").replace("_", "-")
        if key not in known or not _VALUE.fullmatch(str(value)):
            raise ValueError(f"<{name} {key}={value!r}> is not in the vocabulary of our mails")
        written.append(f' {key}="{value}"')
    if name in _VOID:
        return f"<{name}{''.join(written)} />"
    return f"<{name}{''.join(written)}>{''.join(children)}</{name}>"


@lru_cache(maxsize=1)
def _options() -> mrml.ParserOptions:
    return mrml.ParserOptions(include_loader=mrml.noop_loader())


def compile_mjml(skeleton: str) -> str:
    """MJML to HTML with its style rules inlined."""
    return str(_INLINER.inline(mrml.to_html(skeleton, _options()).content))
