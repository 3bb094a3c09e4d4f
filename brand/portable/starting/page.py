"""A web page with its style sheets becomes candidates. Whoever calls has fetched them."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from brand.errors import InspectError
from brand.inspect.css import RULES
from brand.inspect.html import inspect_html
from brand.inspect.limits import decoded
from brand.portable.designtokens import Skipped
from brand.portable.starting.candidates import COLORS, Candidates
from brand.portable.starting.colors import colors_of
from brand.portable.starting.logos import logos_of
from brand.portable.starting.sheets import colors_in, properties_of, shortened
from brand.portable.starting.typefaces import fonts_of
from brand.portable.starting.words import lines_of, plain_locale, texts_of
from brand.subject import Subject
from renderers.contract.message import Message

#: A page with fewer words is drawn by a program, or is a picture.
_FEW_WORDS = 20


def text_of(data: bytes, *, name: str, charset: str = "") -> str:
    """The characters of a page, as browsers take them where nobody says which.

    Raises:
        InspectError: never for a page; what is no text comes out as signs.
    """
    declared = re.search(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", data[:2048], re.IGNORECASE)
    charset = charset or (declared[1].decode("ascii") if declared else "")
    try:
        return decoded(data, name, charset)
    except InspectError:
        return data.decode("cp1252", "replace")


def read_page(page: str, *, url: str, sheets: Sequence[str] = ()) -> Candidates:
    """What a page tells of its brand. `sheets` are the style sheets it links to, in order.

    Logos at an address come without their bytes: `FoundLogo.url` says where they lie.

    Raises:
        InspectError: it is too large, or no page.
    """
    read, is_cut = shortened(sheets)
    subject = inspect_html(page, name=url, sheets=read)
    tree = LexborHTMLParser(page)
    own = [node.text() for node in tree.css("style")]
    language = locale_of(subject)
    properties = properties_of([*sheets, *own])
    colors = colors_of(subject, colors_in(properties), language=language)
    texts = texts_of(subject, tree, url=url, locale=language)
    name = next((one.value for one in texts if one.key == "sender.name"), "")
    return Candidates(
        source=url,
        colors=colors,
        fonts=fonts_of(subject),
        logos=logos_of(tree, url=url, brand=name or (urlsplit(url).hostname or "")),
        texts=texts,
        lines=lines_of(subject, url=url, locale=language, name=name),
        troubles=tuple(
            Skipped("", trouble)
            for trouble in _troubles(subject, has_sheets=bool(sheets or own), is_cut=is_cut, colors=len(colors))
        ),
    )


def locale_of(subject: Subject) -> str:
    """The language a page or PDF says it is in, with a region that is not its own; "" where it does not say."""
    return plain_locale(subject.locale)


def _troubles(subject: Subject, *, has_sheets: bool, is_cut: bool, colors: int) -> Iterator[Message]:
    if sum(len(run.text.split()) for run in subject.runs) < _FEW_WORDS:
        yield Message("The page has hardly any words: a program draws it in the browser. Try one of its other pages.")
    if not has_sheets:
        yield Message("The page has no style sheet, so little can be told of its colors and typefaces.")
    if is_cut:
        yield Message("Of the style sheets, the first {limit} rules are read.", limit=RULES)
    if colors == COLORS:
        yield Message("There are more colors; the {limit} that are used most are shown.", limit=COLORS)
