"""How networks count characters."""

import regex
from twitter_text import parse_tweet

#: A hashtag inside a text; an address's fragment is none.
TAG = regex.compile(r"(?<![\w&/])#[\w\u200c\u200d]*[^\W\d_][\w\u200c\u200d]*")

#: Latin letters. Those of other scripts may join the one before them: "ำ" of Thai, the jamo of Korean.
_LETTER = regex.compile("[A-Za-zÀ-ÖØ-öø-ɏ]")


def utf16(text: str) -> int:
    """UTF-16 units: what JavaScript calls length. An emoji counts two or more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """What a reader sees as one character."""
    return len(regex.findall(r"\X", text))


def octets(text: str) -> int:
    """Bytes in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def weighted(text: str) -> int:
    """X's own count: an address 23, an emoji 2, letters beyond U+10FF mostly 2."""
    return int(parse_tweet(text).weightedLength) if text else 0


def at_least(text: str) -> int:
    """A count that no network's is below, cheaply had: letters that are part of no address.

    The exact count of a whole article takes a third of a second, and `fit` asks for several.
    """
    return sum(len(_LETTER.findall(word)) for word in text.split() if "." not in word)


def hashtags(text: str) -> int:
    """How many hashtags a text has."""
    return len(TAG.findall(text))
