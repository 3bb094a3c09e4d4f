"""Babel's table for one of our locales."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from renderers.contract.errors import DocumentError
from renderers.contract.message import Message


@lru_cache(maxsize=64)
def babel_locale(locale: str) -> Locale:
    """The table of a locale such as `de`, `de-AT` or `en_GB`; of its language where the region has none.

    Raises:
        DocumentError: no table knows the language.
    """
    tag = locale.replace("_", "-")
    for candidate in (tag, tag.partition("-")[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    raise DocumentError(
        Message(
            "The locale “{locale}” is not known. Write a language, or a language and a region: de, en-GB.",
            locale=locale,
        )
    )


def territory(locale: Locale) -> str:
    """The country of a locale: AT of de-AT, and the likeliest one where it names none (DE of de)."""
    if locale.territory:
        return str(locale.territory)
    likely = str(get_global("likely_subtags").get(locale.language, ""))
    return likely.rpartition("_")[2]
