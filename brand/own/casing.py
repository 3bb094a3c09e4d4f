"""Whether a heading is written in title case, sentence case, lower case or capitals.

Words in capitals (PDF), exceptions and what follows a colon are never wrong. One odd word in six is let pass.
"""

from brand.language.words import words
from brand.own.expression import Expression

#: The least share of words that must be right.
ENOUGH = 0.8
#: Words that stay small inside an English title (Chicago and AP agree on these).
_SMALL = frozenset(
    {
        "a", "an", "and", "as", "at", "but", "by", "down", "en", "for", "from", "if", "in", "into", "nor", "of", "off",
        "on", "onto", "or", "out", "over", "per", "so", "than", "that", "the", "to", "up", "via", "vs", "when", "with",
        "yet",
    }
)  # fmt: skip


def is_cased(text: str, style: str, exceptions: tuple[Expression, ...]) -> bool:
    """Whether a text is written in one of the named styles."""
    found = words(text)
    if not found:
        return True
    if style == "lower":
        return text == text.lower()
    if style == "upper":
        return text == text.upper()
    right = 0
    for number, word in enumerate(found):
        edge = number == 0 or text[: word.start].rstrip().endswith((":", ".", "?", "!", "–", "—"))
        last = number == len(found) - 1
        free = word.text == word.text.upper() or any(one.is_all_of(word.text) for one in exceptions)
        good = free or (_title(word.text, edge=edge or last) if style == "title" else _sentence(word.text, edge=edge))
        if number == 0 and not good:
            return False
        right += good
    return right / len(found) > ENOUGH


def _sentence(word: str, *, edge: bool) -> bool:
    first = word.partition("-")[0]
    return (first[:1].isupper() or not first[:1].isalpha()) if edge else first == first.lower()


def _title(word: str, *, edge: bool) -> bool:
    if word.lower() in _SMALL and not edge:
        return word == word.lower()
    return word[:1].isupper() or not word[:1].isalpha()
