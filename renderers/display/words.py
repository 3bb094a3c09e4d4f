"""Codes, texts and claims: kept as they are."""

import re

from babel import Locale

from renderers.contract.errors import DocumentError
from renderers.contract.message import Message

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def read(text: str, *, code: bool) -> str:
    """The words themselves; a code must be one word."""
    if _CONTROL.search(text):
        raise DocumentError(Message("A fact holds a control character. Type its value again."))
    if code and re.search(r"\s", text):
        raise DocumentError(Message("The code “{text}” has a gap. Write it as one word.", text=text))
    return text


def looks_like_code(text: str, locale: Locale) -> bool:  # noqa: ARG001 -- every type is asked alike
    """Whether a text is one word of capitals with digits or hyphens, as voucher codes are."""
    return bool(re.fullmatch(r"[A-ZÄÖÜ0-9][A-ZÄÖÜ0-9_-]{3,}", text)) and bool(re.search(r"[A-Z]", text))
