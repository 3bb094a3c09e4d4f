"""Words and signs without which a rule finds nothing: all of them are looked for in one pass over a text.

Most of a text gives a rule nothing to find. A rule that says by what it knows its work (*gratis*, *kostenlos*; any
digit) is handed the passages that hold one of these only, and its patterns need not search the others.
"""

from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from brand.language.remembering import remembered
from brand.language.signs import signs

DIGITS = "0123456789"


class Cues:
    """Some words, parts of words and signs; make it once, when the module of a rule is loaded.

    `words` of two and more characters are found anywhere in a text, in upper or lower case; a cue of one character is
    found as it stands.
    """

    def __init__(self, *words: str) -> None:
        self.signs = frozenset(word for word in words if len(word) == 1)
        self.words = tuple(sorted({word.lower() for word in words if len(word) > 1}))
        _all.append(self)

    def __or__(self, other: "Cues") -> "Cues":
        return Cues(*self.words, *self.signs, *other.words, *other.signs)

    def are_in(self, text: str) -> bool:
        """Whether a text holds one of them."""
        return self in cues_in(text)


_all: list[Cues] = []


def every_cue() -> frozenset[Cues]:
    """All cues there are."""
    return frozenset(_all)


def known_cues() -> int:
    """How many cues there are: more of them, once more rules are loaded."""
    return len(_all)


def cues_in(text: str) -> frozenset[Cues]:
    """All cues of which a text holds one."""
    return _found(text, len(_all))


class _Search:
    """All cues in one automaton."""

    def __init__(self, known: int) -> None:
        by_word: dict[str, set[Cues]] = {}
        by_sign: dict[str, set[Cues]] = {}
        for cues in _all[:known]:
            for word in cues.words:
                by_word.setdefault(word, set()).add(cues)
            for sign in cues.signs:
                by_sign.setdefault(sign, set()).add(cues)
        self._owners = tuple(map(frozenset, by_word.values()))
        self._by_sign = {sign: frozenset(owners) for sign, owners in by_sign.items()}
        self._signs = frozenset(by_sign)
        self._automaton = AhoCorasick(
            list(by_word), matchkind=MatchKind.Standard, implementation=Implementation.DFA, store_patterns=False
        )

    def cues_in(self, text: str) -> frozenset[Cues]:
        searched = text.lower()
        try:
            matches = self._automaton.find_matches_as_indexes(searched, overlapping=True)
        except UnicodeEncodeError:  # half an emoji is no text the automaton can read
            searched = searched.encode("utf-8", "replace").decode()
            matches = self._automaton.find_matches_as_indexes(searched, overlapping=True)
        patterns = {pattern for pattern, _, _ in matches}
        return frozenset().union(
            *(self._owners[pattern] for pattern in patterns),
            *(self._by_sign[sign] for sign in self._signs & signs(text)),
        )


@remembered
def _found(text: str, known: int) -> frozenset[Cues]:
    return _search(known).cues_in(text)


@lru_cache(maxsize=1)
def _search(known: int) -> _Search:
    return _Search(known)
