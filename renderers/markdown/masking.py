"""Takes out of a text what Markdown must not touch (fields, code, comments, fenced blocks) and puts marks in its place.

A field such as `{{ contact.first_name | default: "*" }}` holds quotes, pipes and stars that mean something to
Markdown. So each is replaced by two characters that occur nowhere in the file with a number between them, and comes
back when the text is read. HTML comments are notes to oneself: they are left out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from renderers.contract import grammar
from renderers.contract.document import Fact
from renderers.contract.message import Message
from renderers.contract.text import FactRef, MergeField, Word
from renderers.contract.tokens import Field
from renderers.markdown.problems import Problems, unknown_fact, unknown_field
from renderers.markdown.spacing import BREAK


@dataclass(frozen=True, slots=True)
class FieldMark:
    """A field: what it says, and how it was typed."""

    runs: tuple[Word, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Code in a line: words that nothing reads."""

    raw: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: the word after its opening, its content and where in the file both stand."""

    kind: str
    content: str
    offset: int
    content_offset: int


@dataclass(frozen=True, slots=True)
class Fold:
    """The line that opens (`::: email`) or closes (`:::`) a stretch for some channels."""

    channels: tuple[str, ...]
    offset: int


Masked = FieldMark | Literal | Fence | Fold
Locate = Callable[[int], int]

_INLINE = re.compile(
    r"\\(?P<escape>[!-/:-@\[-`{-~])|(?P<comment><!--)|(?P<ticks>`+)|(?P<field>\{\{)"
    r"|(?P<open>\[)|(?P<close>\])|(?P<gap>\n[ \t]*\n)|(?P<break><br\s*/?>|(?<=[^\s*_=:|-]) {2,}(?=\n))"
)
_PARENTHESIS = re.compile(r"[()]")
_WITH_TITLE = re.compile(r"\([^()\s]*\s+(?:\"[^\"\n]*\"|'[^'\n]*')\s*\)")
#: Characters of the longest address.
_LONGEST_URL = 2000
#: A field may have this many characters, its default included.
_LONGEST = 1000
#: Brackets inside brackets: a picture in a link is two deep.
_DEEPEST = 4
_GAP = re.compile(r"\n[ \t]*\n")
_OPENING = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)")
_FOLD = re.compile(r":{3,}[ \t]*(?P<channels>[^:\n]*?)[ \t]*")


class Stash:
    """What was taken out of one file, by number."""

    def __init__(self, text: str, problems: Problems, fields: tuple[Field, ...], facts: tuple[Fact, ...] = ()) -> None:
        unused = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
        self._open, self._close = next(unused), next(unused)
        self._mark = re.compile(f"{self._open}([0-9]+){self._close}")
        self._kept: list[Masked] = []
        self._problems, self._fields = problems, {entry.name for entry in fields}
        self.facts = {fact.name: fact for fact in facts}

    def put(self, masked: Masked) -> str:
        """Keep something; return the mark that stands for it."""
        self._kept.append(masked)
        return f"{self._open}{len(self._kept) - 1}{self._close}"

    def split(self, text: str) -> Iterator[str | Masked]:
        """The words of a text and, between them, what its marks stand for."""
        parts = self._mark.split(text)
        for index, part in enumerate(parts):
            if index % 2:
                yield self._kept[int(part)]
            elif part:
                yield part

    def block(self, text: str) -> Fence | Fold | None:
        """The fenced block or fold that a whole paragraph stands for."""
        parts = list(self.split(text.strip()))
        return parts[0] if len(parts) == 1 and isinstance(parts[0], Fence | Fold) else None

    def raw(self, text: str) -> str:
        """A text as it was typed."""
        return "".join(
            part if isinstance(part, str) else part.raw if isinstance(part, FieldMark | Literal) else ""
            for part in self.split(text)
        )

    def inline(self, text: str, locate: Locate) -> str:
        """Take fields, code, comments and escaped signs out of a text; `locate` says where its characters stand."""
        out: list[str] = []
        brackets: list[int] = []
        position = 0
        while match := _INLINE.search(text, position):
            out.append(text[position : match.start()])
            if match["open"] or match["close"] or match["gap"]:
                self._bracket(match, out, brackets)
                position = match.end()
            else:
                masked, position = self._masked(text, match, locate)
                out.append(masked)
        self._unmatched(out, brackets)
        return "".join(out) + text[position:]

    def _bracket(self, match: "re.Match[str]", out: list[str], brackets: list[int]) -> None:
        """Keep track of brackets: those without a partner, or too deep in others, are words and no link.

        Python-Markdown would look for the partner of each to the end of the paragraph, which takes hours on a few
        thousand of them.
        """
        if match["open"]:
            brackets.append(len(out))
        elif match["close"]:
            if not brackets:
                out.append(self.put(Literal("]")))
                return
            opened = brackets.pop()
            if len(brackets) >= _DEEPEST or not _may_be_link(match.string, match.end()):
                out[opened] = self.put(Literal("["))
                out.append(self.put(Literal("]")))
                return
        else:
            self._unmatched(out, brackets)
        out.append(match[0])

    def _unmatched(self, out: list[str], brackets: list[int]) -> None:
        for index in brackets:
            out[index] = self.put(Literal("["))
        brackets.clear()

    def _masked(self, text: str, match: "re.Match[str]", locate: Locate) -> tuple[str, int]:
        start = match.start()
        if match["escape"]:
            return self.put(Literal(match["escape"])), match.end()
        if match["break"]:
            return self.put(Literal(BREAK)), match.end()
        if match["comment"]:
            end = text.find("-->", match.end())
            return ("", end + 3) if end >= 0 else (self.put(Literal(match[0])), match.end())
        if match["ticks"]:
            return self._code(text, match)
        return self._field(text, start, locate)

    def _code(self, text: str, match: "re.Match[str]") -> tuple[str, int]:
        ticks = match["ticks"]
        end = re.compile(rf"(?<!`){ticks}(?!`)|\n[ \t]*\n").search(text, match.end())
        if end is None or end[0] != ticks:
            return self.put(Literal(ticks)), match.end()
        return self.put(Literal(_trimmed(text[match.end() : end.start()]))), end.end()

    def _field(self, text: str, start: int, locate: Locate) -> tuple[str, int]:
        gap = _GAP.search(text, start, start + _LONGEST)
        paragraph = text[start : gap.start() if gap else start + _LONGEST]
        found = next(grammar.spans(paragraph), None)
        raw = paragraph[: found[1]] if found else paragraph
        parsed = grammar.parse(raw)
        for problem in parsed.problems:
            self._problems.add(problem.message, locate(start + problem.start))
        if found is None:
            return self.put(Literal("{{")), start + 2
        for run in parsed.runs:
            self._check(run, locate(start))
        return self.put(FieldMark(parsed.runs, raw)), start + len(raw)

    def _check(self, run: Word, offset: int) -> None:
        """Note a name that neither the field register nor the facts know."""
        if isinstance(run, MergeField) and run.name not in self._fields:
            self._problems.add(unknown_field(run.name, self._fields), offset)
        if isinstance(run, FactRef) and run.name not in self.facts:
            self._problems.add(unknown_fact(run.name, self.facts), offset)

    def blocks(self, text: str, offset: int) -> str:
        """Take fenced blocks and folds out of a Markdown text that starts at a character of the file."""
        out: list[str] = []
        plain: list[str] = []
        plain_offset = position = 0
        lines = text.splitlines(keepends=True)
        index = 0

        def flush() -> None:
            start, words = plain_offset, "".join(plain)
            out.append(self.inline(words, lambda at: offset + start + at))
            plain.clear()

        while index < len(lines):
            line = lines[index].rstrip("\n")
            masked, taken = self._block(lines, index, offset + position) if line.strip() else (None, 1)
            length = sum(map(len, lines[index : index + taken]))
            if masked is None:
                plain.append(lines[index])
            else:
                flush()
                out.append(f"\n\n{self.put(masked)}\n\n")
                plain_offset = position + length
            position, index = position + length, index + taken
        flush()
        return "".join(out)

    def _block(self, lines: list[str], index: int, offset: int) -> tuple[Fence | Fold | None, int]:
        """The fenced block or fold that begins with a line, and how many lines it takes."""
        line = lines[index].rstrip("\n")
        if fold := _FOLD.fullmatch(line):
            return Fold(tuple(re.split(r"[\s,]+", fold["channels"])) if fold["channels"] else (), offset), 1
        opening = _OPENING.fullmatch(line)
        if opening is None:
            return None, 1
        closing = re.compile(rf" {{0,3}}{re.escape(opening['fence'][0])}{{{len(opening['fence'])},}}[ \t]*\n?")
        end = next((at for at in range(index + 1, len(lines)) if closing.fullmatch(lines[at])), None)
        content = "".join(lines[index + 1 : end])
        if end is None:
            self._problems.add(
                Message("A block is opened with {fence} and never closed.", fence=opening["fence"]), offset
            )
        fence = Fence(opening["info"].strip(), content, offset, offset + len(lines[index]))
        return fence, (len(lines) if end is None else end + 1) - index


def _may_be_link(text: str, start: int) -> bool:
    """Whether what follows a closing bracket is no parenthesis, or one that ends."""
    if text[start : start + 1] != "(" or _WITH_TITLE.match(text, start):
        return True
    depth = 0
    for parenthesis in _PARENTHESIS.finditer(text, start, start + _LONGEST_URL):
        depth += 1 if parenthesis[0] == "(" else -1
        if not depth:
            return True
    return False


def _trimmed(code: str) -> str:
    """Code without the one space that sets backticks inside it apart."""
    code = code.replace("\n", " ")
    return code[1:-1] if len(code) > 2 and code[0] == code[-1] == " " and code.strip() else code
