"""Text as people see it: characters that nobody sees, and that came along with a paste, are taken out when it is saved.

What is typographic stays: no-break and thin blanks, dashes, quotes, joiners of scripts and emoji, marks of direction.
"""

import re
from html import unescape
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

#: Zero-width blank, word joiner, byte order mark, soft hyphen; embeddings and overrides of direction, which turn words
#: around; object replacement; control characters. They break searches, rules, and one of them a text message in two.
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\u202a-\u202e\ufffc\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LINK = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]*)\"[^>]*>(.*?)</a>", re.DOTALL)
#: Addresses that lead nowhere, or run something.
_NOWHERE = re.compile(r"\s*(?:javascript|vbscript|data|about|blob|file)\s*:", re.IGNORECASE)


def tidy_text(text: str, *, lines: bool = True) -> str:
    """A plain text without what nobody sees; `lines` tells whether it may have several."""
    seen = _UNSEEN.sub("", _BREAKS.sub("\n", text))
    return seen if lines else re.sub(r"[\n\t]+", " ", seen)


def tidy_html(html: str) -> str:
    """The same for rich text as the editor stores it. Links that lead nowhere leave their words."""
    seen = _UNSEEN.sub("", _BREAKS.sub(" ", html))
    return _LINK.sub(lambda match: match[2] if _NOWHERE.match(unescape(match[1])) else match[0], seen)


def tidy(value: Any, *, lines: bool = True) -> Any:
    """A cleaned value of a form, tidied if it is a text or a stream."""
    if isinstance(value, str):
        return tidy_text(value, lines=lines)
    if isinstance(value, blocks.StreamValue):
        raw = value.stream_block.get_prep_value(value)
        new = _tidied(value.stream_block, raw)
        return value if new == raw else value.stream_block.to_python(new)
    return value


def _tidied(block: Any, raw: Any) -> Any:
    """A block's stored value, its texts tidied."""
    match block:
        case blocks.StreamBlock() | blocks.ListBlock() if isinstance(raw, list):
            return [_child(block, child) for child in raw]
        case blocks.StructBlock() if isinstance(raw, dict):
            return {name: _tidied(block.child_blocks.get(name), value) for name, value in raw.items()}
        case TypedTableBlock() if isinstance(raw, dict):
            return _table(raw)
        case blocks.RichTextBlock() if isinstance(raw, str):
            return tidy_html(raw)
        case blocks.TextBlock() if isinstance(raw, str):
            return tidy_text(raw)
        case blocks.CharBlock() if isinstance(raw, str):
            return tidy_text(raw, lines=False)
    return raw


def _child(block: Any, child: Any) -> Any:
    if not isinstance(child, dict):
        return child
    inner = block.child_block if isinstance(block, blocks.ListBlock) else block.child_blocks.get(child["type"])
    return {**child, "value": _tidied(inner, child["value"])}


def _table(raw: dict[str, Any]) -> dict[str, Any]:
    def words(value: Any) -> Any:
        return tidy_text(value, lines=False) if isinstance(value, str) else value

    columns = [{**column, "heading": words(column.get("heading"))} for column in raw.get("columns") or ()]
    rows = [{**row, "values": [words(cell) for cell in row["values"]]} for row in raw.get("rows") or ()]
    return {**raw, "caption": words(raw.get("caption")), "columns": columns, "rows": rows}
