"""What parsers choke on, seen beforehand: endless attributes and headers, brackets in brackets."""

import re
from collections.abc import Iterable

from brand.errors import InspectError
from renderers.contract.message import Message

#: The most attributes of one element: parsers compare each with all others. Real pages have fewer than fifty.
ATTRIBUTES = 1_000
#: How deeply brackets may stand in brackets in a style sheet; real ones need less than ten.
NESTING = 100
#: The most digits of a number in a style sheet; Python itself refuses 4,300.
DIGITS = 1_000
#: The most characters of style sheets that are read of one page, and of one `style` attribute.
SHEETS = 2_000_000
STYLE = 50_000

# An opening tag as browsers take it apart, all of it, so that none of it is read again; possessive for the same reason.
_ATTRIBUTE = r"[\s/]++(?:=?[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+)"
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:(?P<crowded>(?:{_ATTRIBUTE}){{{ATTRIBUTES}}})|(?:{_ATTRIBUTE})*+)")
_BRACKETS = re.compile(r"[\[\](){}]")
_ENDLESS = re.compile(rf"(?<![0-9])[0-9]{{{DIGITS}}}")
#: The most bytes of one header of a mail, and of all headers that are taken apart.
HEADER, HEADERS = 32 << 10, 256 << 10
# The headers that the parser takes apart, folded lines included, wherever in the mail they stand.
_HEADER = re.compile(
    rb"^(?:content-[a-z-]+|list-[a-z-]+|subject|from|to|reply-to|sender|date|mime-version)[ \t]*:"
    rb"[^\r\n]*+(?:\r?\n?[ \t][^\r\n]*+)*+",
    re.IGNORECASE | re.MULTILINE,
)


def require_short_headers(mail: bytes, name: str) -> None:
    """Refuse a mail with headers that no mail program sends, before a parser takes them apart.

    Raises:
        InspectError: with the limit.
    """
    total = 0
    for header in _HEADER.finditer(mail):
        length = header.end() - header.start()
        total += length
        if length > HEADER or total > HEADERS:
            limit = (HEADER if length > HEADER else HEADERS) >> 10
            raise InspectError(
                Message(
                    "The headers of the mail have more than {limit} KB. Save the mail as it was sent.", limit=limit
                ),
                file=name,
                line=mail.count(b"\n", 0, header.start()) + 1,
            )


def require_few_attributes(page: str, name: str) -> None:
    """Refuse a page with an element that nobody wrote by hand.

    Raises:
        InspectError: with the line and the limit.
    """
    for tag in _TAG.finditer(page):
        if tag["crowded"]:
            raise InspectError(
                Message("An element of the page has more than {limit} attributes. Remove them.", limit=ATTRIBUTES),
                file=name,
                line=page.count("\n", 0, tag.start()) + 1,
            )


def readable(sheets: Iterable[str]) -> list[str]:
    """The style sheets of a page as far as they are read: so many characters, and none with endless brackets."""
    found, left = [], SHEETS
    for sheet in sheets:
        read, left = sheet[:left], max(0, left - len(sheet))
        found.append("" if is_unreadable(read) else read)
    return found


def is_unreadable(css: str) -> bool:
    """Whether a parser would fail: brackets in brackets in brackets, or a number without end."""
    if len(css) > DIGITS and _ENDLESS.search(css):
        return True
    depth = 0
    for found in _BRACKETS.finditer(css):
        depth = depth + 1 if found[0] in "[({" else max(0, depth - 1)
        if depth > NESTING:
            return True
    return False
