"""Documents made up for the benchmarks: right and wrong sentences in ever new order, no paragraph twice."""

import random
import re
from collections.abc import Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from brand.guideline import Address, Guideline, Term, TermKind, Voice
from brand.language.sentences import sentences

#: Characters of a document: about 750 words.
LENGTH = 4_800
TERMS = 5_000
_CLEAN = Path(__file__).parent.parent / "brand" / "clean" / "corpus"
# What a linter has to find: about one sentence in twenty is one of these.
_SLIPS = {
    "en": (
        "The the lamp is very unique and, at the end of the day, a no brainer.",
        "BUY NOW!!! It costs 1.299,00 € instead of 1.499,00 €.",
        "We utilize Javascript  on github.",
        'She said "that’s it" , and left.',
        "Obviously he is so much better then the chairman of the board.",
    ),
    "de": (
        "Die die Lampe kostet nur 1,299.00 €!!",
        "Hol dir jetzt Ihren Gutschein .",
        'Unsere Kund*innen sagen "Danke" am 2026-12-24.',
        "Das  ist z.B. 5 km weit fuer alle.",
        "Statt 59 € nur 39 €, solange der Vorrat reicht*.",
    ),
}
_CONSONANTS, _VOWELS = "bdfghklmnprstvwz", "aeiou"


def documents(count: int, language: str = "en", *, length: int = LENGTH, seed: int = 20261122) -> list[str]:
    """Markdown documents with a heading, paragraphs, a list and a link."""
    chance = random.Random(f"{seed}/{language}")
    return [_document(chance, language, length) for _ in range(count)]


def prose(chance: random.Random, language: str, length: int) -> str:
    """One paragraph of at least so many characters."""
    pool, slips = _pool(language), _SLIPS[language]
    parts, size = [], 0
    while size < length:
        sentence = chance.choice(slips) if chance.random() < 0.05 else chance.choice(pool)
        words = sentence.split(" ")
        words.insert(chance.randrange(1, len(words)), _word(chance))  # nothing may be remembered from before
        parts.append(" ".join(words))
        size += len(parts[-1]) + 1
    return " ".join(parts)


def guideline(language: str) -> Guideline:
    """A guideline of five thousand terms and a voice."""
    chance = random.Random(f"terms/{language}")
    words = dict.fromkeys(_word(chance, syllables=4) for _ in range(TERMS * 2))
    kinds = (TermKind.BANNED, TermKind.NON_PREFERRED, TermKind.COMPETITOR, TermKind.RETIRED, TermKind.NAME)
    terms = tuple(
        Term(word.title() if chance.choice((True, False)) else word, chance.choice(kinds), instead=_word(chance))
        for word in list(words)[:TERMS]
    )
    voice = Voice(address=Address.SIE, sentence_words=25, reading=(40, 80), exclamations=1, emoji=1)
    return Guideline(brand="bench", terms=terms, voice=voice, locales=(language,))


def planted(texts: Sequence[str], terms: Sequence[Term], *, each: int) -> list[str]:
    """The same documents with so many terms in each, a new one every time; names in the wrong case."""
    chance = random.Random("planted")
    chosen = iter(chance.sample(terms, len(texts) * each))
    return [_with(text, [_wrong(term) for term in islice(chosen, each)], chance) for text in texts]


def other_case(word: str) -> str:
    """A name as it is not written: Bafimugon for bafimugon, and the other way round."""
    return word.lower() if word != word.lower() else word.title()


def _wrong(term: Term) -> str:
    return other_case(term.word) if term.kind is TermKind.NAME else term.word


def _with(text: str, words: Sequence[str], chance: random.Random) -> str:
    """The text with words put between two words of a paragraph."""
    places = [match.start() for match in re.finditer(r"(?<=[a-z]) (?=[a-z])", text)]
    for at, word in zip(sorted(chance.sample(places, len(words)), reverse=True), words, strict=True):
        text = f"{text[:at]} {word}{text[at:]}"
    return text


def _document(chance: random.Random, language: str, length: int) -> str:
    parts = [f"# {_word(chance).title()} {_word(chance)}", ""]
    size = len(parts[0])
    while size < length:
        kind = chance.random()
        if kind < 0.1:
            block = "\n".join(f"- {prose(chance, language, 40)}" for _ in range(3))
        elif kind < 0.2:
            block = f"## {_word(chance).title()} {_word(chance)}"
        else:
            block = f"{prose(chance, language, chance.randrange(120, 500))} [{_word(chance)}](/{_word(chance)})."
        parts += [block, ""]
        size += len(block) + 2
    return "\n".join(parts)


def _word(chance: random.Random, syllables: int = 3) -> str:
    return "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(syllables)) + "n"


@cache
def _pool(language: str) -> tuple[str, ...]:
    found = []
    for file in sorted((_CLEAN / language).rglob("*.txt")):
        body = file.read_text("utf-8").partition("\n\n")[2]
        found += [span.text.replace("\n", " ") for span in sentences(body, language)]
    return tuple(text for text in found if 20 < len(text) < 300 and text.count(" ") > 2)
