"""Words and signs without which a rule finds nothing: all of them are looked for in one pass over a text.

Most of a text gives a rule nothing to find. A rule that says by what it knows its work (*gratis*, *kostenlos*; any
digit) is handed the passages that hold one of these only, and its patterns need not search the others.
"""

from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

DIGITS = "0123456789"

#: How many texts are remembered with what is in them.
KEPT = 4096


class Cues:
    """Some words, parts of words and signs; make it once, when the module of a rule is loaded.

    `words` of two and more characters are found anywhere in a text, in upper or lower case; a cue of one character is
    found as it stands.
    """

    def __init__(self, *words: str) -> None:
        self._signs = frozenset(word for word in words if len(word) == 1)
        self._words = tuple(sorted({word.lower() for word in words if len(word) > 1}))
        self._number = len(_cues)
        _cues.append(self)

    def are_in(self, text: str) -> bool:
        """Whether a text holds one of them."""
        if self._signs and not self._signs.isdisjoint(_signs(text)):
            return True
        return bool(self._words) and self._number in _found(text, len(_cues))

    @property
    def words(self) -> tuple[str, ...]:
        """The words, in lower case."""
        return self._words


_cues: list[Cues] = []


@lru_cache(maxsize=KEPT)
def _signs(text: str) -> frozenset[str]:
    return frozenset(text)


@lru_cache(maxsize=KEPT)
def _found(text: str, known: int) -> frozenset[int]:
    """The numbers of all cues that are in a text."""
    automaton, owners = _automaton(known)
    searched = text.lower().encode("utf-8", "replace").decode()  # half an emoji is no text the automaton can read
    return frozenset().union(
        *(owners[pattern] for pattern, _, _ in automaton.find_matches_as_indexes(searched, overlapping=True))
    )


@lru_cache(maxsize=1)
def _automaton(known: int) -> tuple[AhoCorasick, tuple[frozenset[int], ...]]:
    owners: dict[str, set[int]] = {}
    for number, cues in enumerate(_cues[:known]):
        for word in cues.words:
            owners.setdefault(word, set()).add(number)
    automaton = AhoCorasick(
        list(owners), matchkind=MatchKind.Standard, implementation=Implementation.DFA, store_patterns=False
    )
    return automaton, tuple(map(frozenset, owners.values()))
