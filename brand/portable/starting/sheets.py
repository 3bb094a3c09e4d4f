"""The style sheets of a page: where they lie, what they import, and the colors and typefaces they name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import urljoin, urlsplit

import tinycss2
from selectolax.lexbor import LexborHTMLParser

from brand.inspect.bounds import is_unreadable, readable, require_few_attributes
from brand.inspect.color import parsed
from brand.inspect.css import RULES, resolved

#: Sheets that are fetched with a page, and the characters of them that are searched for custom properties.
SHEETS = 16
_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?[\"']?([^\"')\s;]+)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
#: Media that a screen without preferences does not have.
_OTHER_MEDIA = re.compile(r"print|speech|\(")
#: Custom properties that are looked at.
_PROPERTIES = 2_000


def joined(base: str, address: str) -> str:
    """An address as seen from another one; "" for what is none."""
    try:
        full = urljoin(base, address.strip())
        return full if urlsplit(full).port != 0 else ""
    except ValueError:
        return ""


def base_of(tree: LexborHTMLParser, url: str) -> str:
    """What relative addresses of a page begin from."""
    base = tree.css_first("base[href]")
    return (joined(url, base.attributes.get("href") or "") or url) if base is not None else url


def linked_sheets(page: str, *, url: str) -> tuple[str, ...]:
    """The addresses of the style sheets that a page loads for a screen, in order.

    Raises:
        InspectError: the page cannot be read.
    """
    require_few_attributes(page, url)
    tree = LexborHTMLParser(page)
    base = base_of(tree, url)
    found = []
    for link in tree.css("link[rel~=stylesheet][href]"):
        media = (link.attributes.get("media") or "").lower()
        if not _OTHER_MEDIA.search(media) and "disabled" not in link.attributes:
            found.append(joined(base, link.attributes.get("href") or ""))
    return tuple(dict.fromkeys(filter(None, found)))


def imported_sheets(sheet: str, *, url: str) -> tuple[str, ...]:
    """The addresses of the style sheets that another one loads."""
    head = _COMMENT.sub(" ", sheet[:20_000])
    return tuple(dict.fromkeys(filter(None, (joined(url, address) for address in _IMPORT.findall(head)))))


def properties_of(sheets: Iterable[str]) -> dict[str, str]:
    """The custom properties that hold for a whole page, by name, as they were written, references filled in."""
    found: dict[str, str] = {}
    for sheet in readable(sheets):
        for name, value in _root_properties(sheet):
            if len(found) < _PROPERTIES or name in found:
                found[name] = value
    return {name: resolved(value, found) for name, value in found.items()}


def colors_in(properties: dict[str, str]) -> dict[str, str]:
    """Those of the custom properties that are colors nobody sees through, as "#rrggbb"."""
    colors = {name: parsed(value) for name, value in properties.items()}
    return {name: color[0] for name, color in colors.items() if color is not None and color[1] == 1}


def _root_properties(sheet: str) -> Iterator[tuple[str, str]]:
    if "--" not in sheet or is_unreadable(sheet):
        return
    for selector, body in _rules(_COMMENT.sub(" ", sheet)):
        if not _is_root(selector) or "--" not in body:
            continue
        for node in tinycss2.parse_blocks_contents(body, skip_comments=True, skip_whitespace=True):
            if node.type == "declaration" and node.name.startswith("--"):
                yield node.name, tinycss2.serialize(node.value).strip()


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and bodies of the rules that always hold, found by their braces: a parser takes seconds for it all."""
    open_: list[tuple[str, int, bool]] = []  # selector, where its body begins, whether what is in it always holds
    begin = 0
    for brace in re.finditer(r"[{};]", sheet):
        at, is_plain = brace.start(), not open_ or open_[-1][0].startswith("@")
        if brace[0] == "{":
            selector = sheet[begin:at].strip()
            holds = not open_ or open_[-1][2]
            open_.append((selector, at + 1, holds and (not selector.startswith("@") or selector.startswith("@layer"))))
            begin = at + 1
        elif brace[0] == "}" and open_:
            selector, start, holds = open_.pop()
            if holds and not selector.startswith("@"):
                yield selector, sheet[start:at]
            begin = at + 1
        elif is_plain:
            begin = at + 1


def _is_root(selector: str) -> bool:
    return any(one.strip().lower() in {":root", "html", "body", ":host"} for one in selector.split(","))


def shortened(sheets: Sequence[str]) -> tuple[list[str], bool]:
    """As much of the sheets as is matched against a page, and whether that is not all: no more is taken apart."""
    left, found, is_cut = RULES, [], False
    for sheet in sheets:
        ends = [brace.end() for brace in islice(re.finditer("}", sheet), left + 1)]
        is_cut = is_cut or len(ends) > left
        found.append(sheet[: ends[left - 1] if left else 0] if len(ends) > left else sheet)
        left -= min(left, len(ends))
    return found, is_cut
