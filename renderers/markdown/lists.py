"""Lists as authors type them: inner lists indented by two spaces or four, and numbers that are no list.

Python-Markdown wants four spaces a level and takes every line that begins with a number and a dot for a list, so that
"24. Dezember" would lose its 24.
"""

import re
from xml.etree import ElementTree

from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.preprocessors import Preprocessor

_MARKER = re.compile(r"(?:[*+-]|\d{1,9}\.)[ ]+(?=\S)")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ ]*){3,}|(?:_[ ]*){3,}|(?:\*[ ]*){3,})")
_HEADING = re.compile(r"#{1,6} ")
_STEP = 4
#: An item belongs to the one above it if it is indented by this much more.
_DEEPER = 2
#: Levels of lists; what is deeper stands on the last. Python-Markdown gets slow, and then gives up.
_DEEPEST = 8


class OrderedList(SaneOListProcessor):
    """A list begins with 1 or has several numbers; it goes on with the next number."""

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        """Whether a block begins a list, or goes on with one."""
        match = self.RE.match(block)
        if match is None:
            return False
        number = int(re.search(r"\d+", block)[0])  # type: ignore[index]  # the pattern begins with digits
        before = self.lastChild(parent)
        if before is not None and before.tag == "ol":
            first = int(before.get("start", "1"))
            return number in (first + len(before), *([1] if first == 1 else []))  # "1." throughout is a list, too
        return number == 1 or len(self.get_items(block)) > 1


class EvenIndents(Preprocessor):
    """Indents the items of inner lists, and their further paragraphs, by four spaces a level."""

    def run(self, lines: list[str]) -> list[str]:
        """Rewrite the lines of a text."""
        out: list[str] = []
        open_items: list[int] = []
        before_blank, in_paragraph = True, False
        for line in lines:
            words = line.strip()
            if not words:
                out.append("")
                before_blank = True
                continue
            indent = len(line) - len(line.lstrip(" "))
            is_item = bool(_MARKER.match(words)) and not _RULE.fullmatch(line) and bool(open_items or before_blank)
            if is_item or before_blank:
                while open_items and (indent < open_items[-1] + _DEEPER or len(open_items) > _DEEPEST):
                    open_items.pop()
            if is_item and in_paragraph:
                out.append("")  # else Python-Markdown takes the item for words of the paragraph above it
            if _HEADING.match(line):
                out += ["", line, ""]  # many headings in a row without gaps would take Python-Markdown minutes
                before_blank, in_paragraph = True, False
                continue
            out.append(self._placed(line, words, open_items, is_item=is_item))
            in_paragraph = bool(open_items) and not is_item and (before_blank or in_paragraph)
            if is_item:
                open_items.append(indent)
            before_blank = False
        return out

    def _placed(self, line: str, words: str, open_items: list[int], *, is_item: bool) -> str:
        if is_item or open_items:
            return " " * _STEP * len(open_items) + words + "  " * line.endswith("  ")
        return line
