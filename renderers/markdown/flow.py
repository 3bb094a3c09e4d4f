"""Lists and quotes may hold whole paragraphs, lists, code: flattens them to lines of runs, dropping nothing."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from renderers.contract.text import Text
from renderers.markdown.engine import Element
from renderers.markdown.inline import InlineReader, Run
from renderers.markdown.spacing import BREAK

_BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "pre", "table", "hr", "tr", "td", "th", "thead", "tbody"}) | {
    f"h{level}" for level in range(1, 7)
}
#: A line that names whom a quote is of: "— Name". A hyphen alone does not count.
_SIGNATURE = re.compile(r"\s*(?:—|–|--)\s*(?P<name>\S.*)")


@dataclass(frozen=True, slots=True)
class Segment:
    """A line of runs."""

    runs: tuple[Run, ...]


def segments(inline: InlineReader, element: Element, lead: str = "") -> Iterator[Segment]:
    """The lines inside an element: its own words, its paragraphs, and whatever else it holds."""
    runs = inline.words(element.text)
    for child in element:
        if child.tag in _BLOCKS:
            if _said(runs):
                yield Segment((*_lead(lead), *runs))
                lead = ""
            runs = []
            for segment in _block(inline, child, lead):
                yield segment
                lead = ""
        else:
            runs += inline.child(child)
        runs += inline.words(child.tail)
    if _said(runs):
        yield Segment((*_lead(lead), *runs))


def flattened(inline: InlineReader, item: Element) -> Iterator[Segment]:
    """An item of a list as one line, then the items of lists inside it as further ones."""
    own: list[Run] = []
    for segment in segments(inline, item):
        if own and _is_nested(segment):
            yield Segment(tuple(own))
            own = list(segment.runs)
        else:
            own += [Text(BREAK), *segment.runs] if own else segment.runs
    if own:
        yield Segment(tuple(own))


def attributed(parts: list[Segment]) -> tuple[list[Run], str]:
    """The words of a quote, a paragraph a line, and the name on its last line."""
    name = ""
    if parts:
        kept, signed = _signed(parts[-1])
        if parts[:-1] or _said(list(kept.runs)):  # a quote that is nothing but a dash and words has no signature
            parts, name = [*parts[:-1], kept], signed
    runs: list[Run] = []
    for part in parts:
        if _said(list(part.runs)):
            runs += [Text(BREAK), *part.runs] if runs else part.runs
    return runs, name


def _signed(segment: Segment) -> tuple[Segment, str]:
    """Split "words ... line feed — Name" into the words and the name."""
    for index in range(len(segment.runs) - 1, -1, -1):
        run = segment.runs[index]
        if not isinstance(run, Text):
            continue
        cut = max(run.text.rfind("\n"), run.text.rfind(BREAK))
        if cut < 0 and index > 0:
            continue
        line = [replace(run, text=run.text[cut + 1 :]), *segment.runs[index + 1 :]]
        match = _SIGNATURE.fullmatch("".join(getattr(part, "plain", "") for part in line))
        if match is None:
            return segment, ""
        return Segment((*segment.runs[:index], replace(run, text=run.text[: max(cut, 0)]))), " ".join(
            match["name"].split()
        )
    return segment, ""


def _block(inline: InlineReader, element: Element, lead: str) -> Iterator[Segment]:
    if element.tag in ("ul", "ol"):
        for number, item in enumerate(element, int(element.get("start", "1"))):
            yield from segments(inline, item, f"{number}. " if element.tag == "ol" else "– ")
    elif element.tag == "pre":
        code = "".join(html.unescape(part) for part in element.itertext()).rstrip("\n")
        yield Segment((*_lead(lead), Text(code.replace("\n", BREAK))))
    elif element.tag == "tr":
        cells: list[Run] = []
        for cell in element:
            cells += [Text(" | "), *inline.runs(cell)] if cells else inline.runs(cell)
        yield Segment(tuple(cells))
    else:
        yield from segments(inline, element, lead)


def _is_nested(segment: Segment) -> bool:
    first = segment.runs[0]
    return isinstance(first, Text) and re.fullmatch(r"– |\d+\. ", first.text) is not None


def _lead(lead: str) -> list[Run]:
    return [Text(lead)] if lead else []


def _said(runs: list[Run]) -> bool:
    return any(not isinstance(run, Text) or run.text.strip() for run in runs)
