"""From a locale to what is known about its language."""

from functools import lru_cache

from brand.language.de import GERMAN
from brand.language.en import ENGLISH
from brand.language.vocabulary import Vocabulary


@lru_cache(maxsize=1024)
def language_of(locale: str) -> str:
    """Return the language of a locale: "de" for "de", "de-AT" and "de_CH"."""
    return locale.replace("_", "-").partition("-")[0].lower()


@lru_cache(maxsize=1024)
def region_of(locale: str) -> str:
    """Return the region of a locale in capitals, "" where it names none: "AT" for "de-AT", "CH" for "de_Latn_CH"."""
    regions = [part for part in locale.replace("_", "-").split("-")[1:] if len(part) == 2 and part.isalpha()]
    return regions[0].upper() if regions else ""


def vocabulary_of(locale: str) -> Vocabulary:
    """Return the word lists for a locale; languages other than German are split by the English ones."""
    return GERMAN if language_of(locale) == "de" else ENGLISH
