"""Makes words fit: the longest approved wording first, then whole sentences, then whole words with an ellipsis.

Every function asks the caller's `fits`, which must be monotone: what fits still fits when its end is cut off. Each
asks it a logarithmic number of times, so that an article of 8,000 words costs no more than a headline.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from renderers.contract.artifact import Loss, LossKind
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.toolkit.sentences import grapheme_ends, sentence_ends, word_ends

Fits = Callable[[str], bool]

#: German sets a space before the dots where whole words are left out, English does not.
ELLIPSES = {"de": "\u00a0…"}
ELLIPSIS = "…"

_DANGLING = " \t\n\r\u00a0\u202f,;:–—-/&+([{¿¡…"
_CLOSER = {"\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"} | dict.fromkeys(
    "\u202a\u202b\u202d\u202e", "\u202c"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of words with its place in the document.

    `lead` is set before it and is not the author's ("• "); `before` is what parts it from the unit before, where that
    is not the flow's separator. `also` are further places whose words stand in the same text (the price in an offer's
    line): such a unit is kept or dropped as a whole. `leads`: it announces what follows, and goes where that goes.
    """

    place: Place
    text: str
    lead: str = ""
    before: str | None = None
    also: tuple[tuple[Place, str], ...] = ()
    leads: bool = False

    @property
    def sources(self) -> tuple[tuple[Place, str], ...]:
        """Every place with its words."""
        return self.also or ((self.place, self.text),)


@dataclass(frozen=True, slots=True)
class Flow:
    """What was kept, in order, the text of it, and a loss for every place that was shortened or dropped."""

    kept: tuple[Unit, ...]
    text: str
    losses: tuple[Loss, ...]


def longest(units: Iterable[Unit], fits: Fits) -> Unit | None:
    """The longest unit that fits as it is, the earlier of two equally long ones; None where none does."""
    ordered = sorted((unit for unit in units if unit.text.strip()), key=lambda unit: -len(unit.text))
    return next((unit for unit in ordered if fits(unit.text)), None)


def cut(
    text: str, fits: Fits, *, language: str = "de", ellipsis: str | None = None, words: bool = True, least: int = 0
) -> tuple[str, str]:
    """Shorten a text until it fits; returns what is kept and the words that are lost.

    Keeps as many whole sentences as fit; where not even one does, as many whole words as fit with an ellipsis (none
    of it with `words=False`, or where fewer than `least` characters would be left); where not even one word does, as
    many graphemes. Both are "" where nothing fits.
    """
    text = text.strip()
    if not text or fits(text):
        return text, ""
    ends = sentence_ends(text, language)
    number = _most(len(ends), lambda count: fits(_closed(text[: ends[count - 1]])))
    end = ends[number - 1] if number else 0
    if end:
        return _closed(text[:end].rstrip()), text[end:].strip()
    if not words:
        return "", text
    dots = ELLIPSES.get(language, ELLIPSIS) if ellipsis is None else ellipsis
    end = _last_word(text, word_ends(text), fits, dots)
    if not end and (first := text.split(maxsplit=1)[0]):
        dots = dots.lstrip()
        end = _last_word(text, grapheme_ends(first), fits, dots)
    kept = _tidy(text[:end])
    if not kept or len(kept) < least:
        return "", text
    return _closed(kept) + dots, text[len(kept) :].lstrip(_DANGLING).rstrip()


def flow(
    units: Sequence[Unit],
    fits: Fits,
    *,
    separator: str = "\n\n",
    language: str = "de",
    ellipsis: str | None = None,
    why: Message,
    broken: int = 1,
    least: int = 0,
) -> Flow:
    """Keep as many units as fit, in order; the first that does not is cut at a sentence, all after it are dropped.

    Only the first `broken` units may be cut at a word, and only where at least `least` characters are left: half a
    sentence is worth having only where there is little else.
    """
    units = [unit for unit in units if unit.text.strip()]
    count = _most(len(units), lambda number: fits(joined(units[:number], separator)))
    if count == len(units):
        return Flow(tuple(units), joined(units, separator), ())
    kept, edge = list(units[:count]), units[count]
    text, lost = (
        ("", "")
        if edge.also
        else cut(
            edge.text,
            lambda part: fits(joined([*kept, replace(edge, text=part)], separator)),
            language=language,
            ellipsis=ellipsis,
            words=len(kept) < broken,
            least=least,
        )
    )
    losses: list[Loss] = []
    if text:
        kept.append(replace(edge, text=text))
        losses.append(Loss(LossKind.SHORTENED, lost, why, edge.place))
        count += 1
    else:
        kept = _settled(kept)
        count = len(kept)
    losses += dropped(units[count:], why)
    return Flow(tuple(kept), joined(kept, separator), tuple(losses))


def joined(units: Iterable[Unit], separator: str = "\n\n") -> str:
    """The text of several units."""
    pieces: list[str] = []
    for unit in units:
        if pieces:
            pieces.append(separator if unit.before is None else unit.before)
        pieces += [unit.lead, unit.text]
    return "".join(pieces)


def dropped(units: Iterable[Unit], why: Message) -> list[Loss]:
    """A loss for every place of units that are left out."""
    return [Loss(LossKind.DROPPED, words, why, place) for unit in units for place, words in unit.sources if words]


def _settled(units: list[Unit]) -> list[Unit]:
    """Units without those at the end that announce something that does not follow."""
    while units and units[-1].leads:
        units = units[:-1]
    return units


def _most(count: int, holds: Callable[[int], bool]) -> int:
    """The largest number from 0 to `count` that holds, where all smaller ones do."""
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def _last_word(text: str, ends: Sequence[int], fits: Fits, dots: str) -> int:
    """The last of these ends before which the text fits with the dots, 0 where none does."""
    number = _most(len(ends), lambda count: fits(_closed(_tidy(text[: ends[count - 1]]) + dots)))
    return ends[number - 1] if number else 0


def _tidy(text: str) -> str:
    """A cut text without what must not stand at its end: commas, dashes, opening brackets and quotes."""
    return text.rstrip(_DANGLING)


def _closed(text: str) -> str:
    """A cut text with the invisible marks of writing direction closed that were open at the cut."""
    waiting: list[str] = []
    for character in text:
        if character in _CLOSER:
            waiting.append(_CLOSER[character])
        elif waiting and character == waiting[-1]:
            waiting.pop()
    return text + "".join(reversed(waiting))
