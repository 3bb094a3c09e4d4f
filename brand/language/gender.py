"""Finds gender-marked words (Kund*innen, Kund:innen, KundInnen ...) and says in which style they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from brand.language.locales import language_of
from brand.language.remembering import remembered
from brand.language.words import ADDRESS, words


class GenderStyle(StrEnum):
    """How people of every gender are named. NONE = nobody cares.

    Neutral and generic forms do not show in the spelling: they are never found in a text.
    """

    NONE = ""
    STAR = "star"
    COLON = "colon"
    UNDERSCORE = "underscore"
    INNER_I = "inner-i"
    SLASH = "slash"
    PAIR = "pair"
    NEUTRAL = "neutral"
    GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class GenderForm:
    """One gender-marked word or pair. `certain` False: found by likeness of words, so a person should look."""

    style: GenderStyle
    start: int
    end: int
    quote: str
    certain: bool = True


_MARKED = {
    GenderStyle.STAR: re.compile(r"[^\W\d_]{2,}\*[a-zäöüß]{1,}.*"),
    GenderStyle.COLON: re.compile(r"[^\W\d_]{2,}:(?:in|innen[a-zäöüß]*|r|n|e|m|s|er|es|en|em|ne|die|der|den|dem|das)"),
    # File names and options are written like_this; German nouns begin with a capital.
    GenderStyle.UNDERSCORE: re.compile(r"[A-ZÄÖÜ][a-zäöüß-]+_innen[a-zäöüß]*|[A-ZÄÖÜ][a-zäöüß-]{3,}_in|jede_r[ns]?"),
    GenderStyle.SLASH: re.compile(r"[^\W\d_]{3,}/-?(?:in(?:nen)?|innen[a-zäöüß]+)|[^\W\d_]{3,}/-?[rnems]"),
}
# KundInnen is sure; with a single In the stem must look like a person, or LinkedIn would be one.
_INNER_PLURAL = re.compile(r"[A-ZÄÖÜ][a-zäöüß-]+[a-zäöüß]Innen[a-zäöüß]*")
_INNER_SINGULAR = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß-]*(?:er|ent|ant|and|ist|or|eur|at|et|log|ärzt|arzt|kund|Kund|freund|Freund|nachbar|köch|anwält|wirt|gast|ling)In"
)
_NOT_PERSONS = frozenset({"StickerIn", "FilterIn", "PaperIn", "InterIn", "SignIn", "CheckIn"})
# "die Leserin oder der Leser" means anybody; "die Leserin und der Leser" may be two people of flesh and blood.
# Without one of these there is no marked word, and without one of those no pair.
_MAY_MARK = re.compile(r"[*:_/I](?:(?<=[a-zäöüß\u00ad]I)n|(?<!I)-?[a-zäöüß])")
_MAY_PAIR = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?<=in|au|en)(?![a-zäöüß])")
_BETWEEN = re.compile(
    r"\s*(?:und|oder|bzw\.|beziehungsweise|sowie|&|/|,\s*(?:liebe|lieber|sehr geehrte|sehr geehrter)|"
    r"(?:oder|bzw\.|beziehungsweise|/)\s+"
    r"(?:d(?:er|ie|en|em|es)|eine?[nmrs]?|jede[nmrs]?|zu[mr]|vom|von der|beim|bei der))\s*"
)
_FEMALE_END = re.compile(r"(?:in(?:nen)?|frau(?:en)?)$")
_FEMALE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:in(?:nen)?|frau(?:en)?)")
_MALE_ENDS = ("mann", "manner", "mannes", "leute")
#: How many words a partner may stand away: "Eigentümerin oder der Eigentümer".
_AWAY = 3
_UMLAUTS = str.maketrans("äöü", "aou")


@remembered
def gender_forms(text: str, locale: str = "de") -> tuple[GenderForm, ...]:
    """Return the gender-marked words and pairs of a German text in reading order; other languages have none."""
    if language_of(locale) != "de":
        return ()
    return tuple(sorted((*_marked_words(text), *_pairs(text)), key=lambda form: form.start))


def _marked_words(text: str) -> Iterator[GenderForm]:
    if _MAY_MARK.search(text) is None:
        return
    spans = words(text)
    for index, bare in enumerate(spans.bare()):
        style = _style_of(bare)
        if style:
            yield GenderForm(style, *spans[index])


def _style_of(word: str) -> GenderStyle | None:
    plain = word.replace("\u00ad", "")
    if plain.isalpha() and (plain.islower() or plain.istitle()):
        return None
    if _INNER_PLURAL.fullmatch(plain) or (_INNER_SINGULAR.fullmatch(plain) and plain not in _NOT_PERSONS):
        return GenderStyle.INNER_I
    if plain.isalpha() or ADDRESS.fullmatch(plain):
        return None
    return next((style for style, pattern in _MARKED.items() if pattern.fullmatch(plain)), None)


def _pairs(text: str) -> Iterator[GenderForm]:
    """Kundinnen und Kunden: two neighbours of one stem, one of them in -in, -innen or -frau."""
    if not _has_female(text):
        return
    spans = words(text)
    for index, bare in enumerate(spans.bare()):
        if not _FEMALE.fullmatch(bare):
            continue
        word = spans[index]
        stem = _stem(_FEMALE_END.sub("", word.text))
        for other in spans[max(0, index - _AWAY) : index], spans[index + 1 : index + 1 + _AWAY]:
            match = next((near for near in other if _is_partner(near.text, stem)), None)
            if match and _joined(text, word.start, word.end, match.start, match.end):
                start, end = min(word.start, match.start), max(word.end, match.end)
                yield GenderForm(GenderStyle.PAIR, start, end, text[start:end], certain=False)
                break


def _has_female(text: str) -> bool:
    return any(_FEMALE.fullmatch(match[0]) for match in _MAY_PAIR.finditer(text))


def _stem(word: str) -> str:
    return word.lower().translate(_UMLAUTS)


def _is_partner(word: str, stem: str) -> bool:
    folded = _stem(word)
    return (
        len(stem) >= 3
        and word[0].isupper()
        and folded.startswith(stem)
        and (len(folded) - len(stem) <= 3 or folded[len(stem) :] in _MALE_ENDS)
        and not _FEMALE.fullmatch(word)
    )


def _joined(text: str, start: int, end: int, other_start: int, other_end: int) -> bool:
    gap = text[end:other_start] if end <= other_start else text[other_end:start]
    return _BETWEEN.fullmatch(gap) is not None
