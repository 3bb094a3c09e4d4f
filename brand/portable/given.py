"""Values of a mapping by their name, with what holds where one is not given."""

from brand.portable.cursor import Cursor
from renderers.contract.message import Message
from renderers.contract.tokens import Localized

#: The values of a mapping that were given.
Given = dict[str, Cursor]


def text(given: Given, name: str) -> str:
    """A text, or \"\"."""
    return given[name].text() if name in given else ""


def texts(given: Given, name: str) -> tuple[str, ...]:
    """A list of texts, or none."""
    return given[name].texts() if name in given else ()


def items(given: Given, name: str) -> list[Cursor]:
    """The entries of a list, or none."""
    return given[name].items() if name in given else []


def entries(given: Given, name: str) -> list[tuple[str, Cursor]]:
    """The pairs of a mapping, or none."""
    return list(given[name].entries()) if name in given else []


def localized(cursor: Cursor) -> Localized:
    """One text for all locales, or a mapping locale -> text."""
    return (("", cursor.text()),) if cursor.is_text else tuple(sorted(cursor.pairs()))


def need(cursor: Cursor, given: Given, name: str) -> Cursor:
    """A value that must be there.

    Raises:
        GuidelineError: it is missing.
    """
    if name not in given:
        cursor.fail(Message("{path}: “{key}” is missing.", path=cursor.path, key=name))
    return given[name]
