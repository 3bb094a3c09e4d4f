"""Pages of plug-ins (Markdown in docstrings), passage by passage: every passage is one msgid, on one line.

A passage is a heading, a paragraph, a list item or a table row. Blocks of code are no words and stay as they are.
"""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from renderers.contract.message import Translator, untranslated

#: What leads a passage: heading, bullet, number or quotation marks of Markdown.
_LEAD = re.compile(r"(?P<lead>\s*(?:#{1,6}|[-*+]|\d{1,3}[.)]|>)\s+)(?P<words>\S.*)")
_FENCE = re.compile(r"\s*(```|~~~)")
_RULED = re.compile(r"[\s|:-]+")


@dataclass(slots=True)
class _Piece:
    """A stretch of a page: words to translate behind a lead, or (`words` empty) lines that stay as they are."""

    lead: str
    words: str = ""
    open: bool = False


def passages(page: str) -> tuple[str, ...]:
    """The msgids of a page, in reading order."""
    return tuple(piece.words for piece in _pieces(page) if piece.words)


def translated(page: str, translate: Translator = untranslated) -> str:
    """The page with every passage translated and on one line."""
    return "\n".join(piece.lead + translate(piece.words) for piece in _pieces(page))


def channel_page(renderer: object) -> str:
    """The page of a channel: the docstring of the module it is defined in, or else of its class."""
    module = inspect.getmodule(type(renderer))
    return inspect.cleandoc((module and module.__doc__) or type(renderer).__doc__ or "")


def _pieces(page: str) -> list[_Piece]:
    found: list[_Piece] = []
    for line, literal in _lines(inspect.cleandoc(page)):
        last = found[-1] if found else None
        if literal:
            found.append(_Piece(line.rstrip()))
        elif match := _LEAD.fullmatch(line):
            found.append(_Piece(match["lead"], match["words"].strip(), open="#" not in match["lead"]))
        elif line.lstrip().startswith("|"):
            found.append(_Piece("", line.strip()))
        elif last is not None and last.open:
            last.words += f" {line.strip()}"
        else:
            indent = line[: len(line) - len(line.lstrip())]
            found.append(_Piece(indent, line.strip(), open=True))
    return found


def _lines(page: str) -> Iterator[tuple[str, bool]]:
    """The lines of a page and whether each stays as it is: blank ones, code, rules of tables."""
    fenced, after_blank, in_list = False, True, False
    for line in page.splitlines():
        fence = _FENCE.match(line) is not None
        blank = not line.strip()
        code = line.startswith("    ") and after_blank and not in_list
        yield line, fenced or fence or blank or code or _RULED.fullmatch(line) is not None
        fenced ^= fence
        if not blank:
            lead = _LEAD.fullmatch(line)
            in_list = (lead is not None and "#" not in lead["lead"]) or (in_list and line.startswith(" "))
        # A block of code goes on until a line that is not indented.
        after_blank = blank or code
