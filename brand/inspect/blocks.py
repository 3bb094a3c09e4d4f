"""Splits Markdown into blocks, line by line, keeping line numbers. Code, comments and definitions are no words.

Fenced blocks that mean something in a piece (offer, picture, video, action, legal, columns) are kept with their name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from brand.subject import RunKind

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^`\n]*)")
_FOLD = re.compile(r":{3,}[ \t]*[^:\n]*$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_DEFINITION = re.compile(r" {0,3}\[([^\]^][^\]]*)\]:[ \t]*<?([^\s>]+)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL = re.compile(r"(?:[^|\\]|\\.)+")
_INDENT = re.compile(r"(?: {4,}|\t)")


@dataclass(slots=True)
class Block:
    """Lines that belong together: (words, line number, column); `fence` is the name of a fenced block."""

    kind: RunKind = RunKind.PARAGRAPH
    level: int = 0
    lines: list[tuple[str, int, int]] = field(default_factory=list)
    fence: str = ""


def definitions(lines: list[str]) -> dict[str, str]:
    """The link definitions `[label]: address`, by label."""
    return {found[1].strip().casefold(): found[2] for line in lines if (found := _DEFINITION.match(line))}


def blocks(lines: list[str], first: int) -> Iterator[Block]:
    """The blocks of a body whose first line has the number `first`."""
    scanner = _Scanner(lines, first)
    for index in range(len(lines)):
        scanner.line(index)
    scanner.close()
    yield from scanner.done


class _Scanner:
    def __init__(self, lines: list[str], first: int) -> None:
        self._lines, self._first = lines, first
        self._open: Block | None = None
        self._fence = ""
        self._fenced: Block | None = None
        self._comment = self._table = self._list = False
        self.done: list[Block] = []

    def close(self) -> None:
        if self._open is not None:
            self.done.append(self._open)
        self._open = None

    def line(self, index: int) -> None:
        line = self._lines[index]
        if line[:1].isalpha() and not (self._fence or self._comment or self._table or "|" in line):
            self._words(line, index)  # what begins with a letter is words: most lines do
        elif self._masked(line, index):
            self.close()
        elif not line.strip():
            self.close()
            self._table = False
        elif not self._single(line, index):
            self._words(line, index)

    def _masked(self, line: str, index: int) -> bool:
        """Whether a line is code, a comment, a definition, or begins or ends a part for some channels."""
        if self._fence or _FENCE.match(line):
            self._in_fence(line, index)
            return True
        if self._comment or line.lstrip().startswith("<!--"):
            self._comment = "-->" not in line
            return True
        code = _INDENT.match(line) and self._open is None and not self._list
        return bool(code or _DEFINITION.match(line) or _FOLD.match(line))

    def _in_fence(self, line: str, index: int) -> None:
        fence = _FENCE.match(line)
        if not self._fence and fence:
            self.close()
            self._fence = fence[1]
            self._fenced = Block(fence=fence[2].strip())
        elif fence and fence[1].startswith(self._fence) and not fence[2].strip():
            if self._fenced is not None and self._fenced.fence and self._fenced.lines:
                self.done.append(self._fenced)
            self._fence, self._fenced = "", None
        elif self._fenced is not None:
            self._fenced.lines.append((line, self._first + index, 1))

    def _single(self, line: str, index: int) -> bool:
        """Lines that are a block of their own, or end one."""
        heading = _HEADING.match(line)
        if heading:
            self.close()
            self._list = False
            words = _CLOSING.sub("", line[heading.end() :])
            self._add(Block(RunKind.HEADING, len(heading[1])), words, index, heading.end())
            self.close()
            return True
        if self._open is not None and self._open.kind is RunKind.PARAGRAPH and (under := _UNDERLINE.match(line)):
            self._open.kind, self._open.level = RunKind.HEADING, 1 if under[1][0] == "=" else 2
            self.close()
            return True
        if _RULE.match(line):
            self.close()
            return True
        return self._row(line, index)

    def _row(self, line: str, index: int) -> bool:
        """Rows of a table, a block a cell."""
        following = self._lines[index + 1] if index + 1 < len(self._lines) else ""
        begins = "|" in line and "|" in following and _TABLE_RULE.match(following)
        if not (self._table or begins):
            return False
        self.close()
        self._table = True
        if not _TABLE_RULE.match(line):
            for cell in _CELL.finditer(line):
                indent = len(cell[0]) - len(cell[0].lstrip())
                if cell[0].strip():
                    self._add(Block(RunKind.CELL), cell[0].strip(), index, cell.start() + indent)
                    self.close()
        return True

    def _words(self, line: str, index: int) -> None:
        column, kind, item = 0, RunKind.PARAGRAPH, None
        if not line[:1].isalpha():
            while quote := _QUOTE.match(line, column):
                column, kind = quote.end(), RunKind.QUOTE
            item = _ITEM.match(line, column)
        if item:
            self.close()
            column, kind, self._list = item.end(), RunKind.LIST_ITEM if kind is RunKind.PARAGRAPH else kind, True
        elif not line[column:].strip():
            self.close()
            return
        elif self._open is None and not line.startswith((" ", "\t")) and kind is RunKind.PARAGRAPH:
            self._list = False
        column += len(line) - column - len(line[column:].lstrip())
        hard = "  " if line.endswith("  ") else ""
        self._add(self._open or Block(kind), line[column:].rstrip() + hard, index, column)

    def _add(self, block: Block, words: str, index: int, column: int) -> None:
        block.lines.append((words, self._first + index, column + 1))
        self._open = block
