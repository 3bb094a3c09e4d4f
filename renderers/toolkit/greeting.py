"""Tells a salutation: it stands at the beginning of a letter, is no news of its own, and never the last thing said."""

import re
from dataclasses import replace
from typing import Final

from renderers.contract.document import Block, Paragraph
from renderers.contract.text import MergeField, RichText, Text
from renderers.toolkit.sentences import graphemes

#: Characters of the longest salutation.
_LONGEST: Final = 60
#: Fields by which a salutation calls its reader.
_NAMES: Final = frozenset({"first_name", "last_name", "salutation", "company"})
_WORDS: Final = re.compile(
    r"(?:hallo|hi|hey|hej|hello|moin|servus|gr[uü]ß|gr[uü]ezi|guten |liebe|sehr geehrte|"
    r"dear|good (?:morning|day|evening)|bonjour|ch[eè]re?|buongiorno|ciao|gentile|"
    r"hola|estimad|querid|beste|geachte|dzień dobry|merhaba|sayın|"
    r"مرحب|عزيز|שלום)\w*\b",
    re.IGNORECASE,
)


def greets(block: Block) -> bool:
    """Whether a block is a salutation: a short line with a comma behind it, or one that calls the reader."""
    if not isinstance(block, Paragraph):
        return False
    words = " ".join(block.text.plain.split())
    if not words or graphemes(words) > _LONGEST:
        return False
    if words.endswith((",", "،")):
        return True
    is_called = any(isinstance(run, MergeField) and run.name in _NAMES for run in block.text.words)
    return (
        words.endswith("!") and words.count("!") == 1 and "." not in words and (is_called or bool(_WORDS.match(words)))
    )


def capitalized(text: RichText) -> RichText:
    """A text that begins with a capital: in German one goes on in small letters behind a salutation's comma."""
    first, *rest = text.runs or (Text(""),)
    if not isinstance(first, Text):
        return text
    return RichText((replace(first, text=first.text[:1].upper() + first.text[1:]), *rest))
