"""The rule `voice/long-sentence`."""

from collections.abc import Iterator

from brand.finding import Finding, Severity
from brand.guideline import Guideline, Voice
from brand.language.readability import measured, words_of
from brand.language.sentences import sentences
from brand.language.signs import BLANKS, holds
from brand.language.spans import Span
from brand.language.words import count_spoken
from brand.prose import BRAND_VOICE, Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject
from renderers.contract.message import Message

_TWELVE = Guideline(voice=Voice(sentence_words=12))

_BULLETS = frozenset("•▪‣")


class LongSentence(Rule):
    """A sentence has more words than the guideline allows.

    ## Why it matters
    Readers hold about a dozen words in mind. A longer sentence is read twice or not at all, on a phone above all.

    ## How to put it right
    Make two sentences of it. Put the main thing first; what follows a comma is often a sentence of its own. Numbers,
    addresses and abbreviations with a full stop do not count as ends.
    """

    id = "voice/long-sentence"
    severity = Severity.WARNING
    source = (
        "The voice of the guideline; DIN 8581-1 (plain German) is said to advise short sentences, its text is sold "
        "and was not read"
    )
    options = (Option("words", 0, "Most words in a sentence (0 = as the voice of the guideline says)"),)
    examples = (
        Good("Twelve words are fine, and this one has just exactly twelve of.", guideline=_TWELVE),
        Good("Das kostet z. B. am 24. Dezember nur 5 Euro. Kommen Sie vorbei.", locale="de", guideline=_TWELVE),
        Good("Size\nWeight\nColor\nMaterial\nBattery\nBeam\nMount\nPrice\nStock\nCode\nName\nMaker", guideline=_TWELVE),
        Bad(
            "Short first. This sentence, however, goes on and on until nobody remembers how it once began.",
            flags=("This sentence, however, goes on and on until nobody remembers how it once began.",),
            guideline=_TWELVE,
        ),
        Bad(
            "Wir liefern am 3. Mai nach Berlin und dann weiter bis vor die Tür jedes Hauses im Norden.",
            locale="de",
            flags=("Wir liefern am 3. Mai nach Berlin und dann weiter bis vor die Tür jedes Hauses im Norden.",),
            guideline=_TWELVE,
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag sentences of more words than the option, or else the guideline's voice, allows."""
        most = int(self.option(guideline, subject, "words")) or guideline.voice.sentence_words
        if not most:
            return
        for passage in passages(subject, kinds=BRAND_VOICE):
            for sentence, count in _long(passage, most):
                yield self.at(
                    passage.run,
                    sentence.start,
                    sentence.end,
                    Message("This sentence has {count} words; the guideline allows {most}.", count=count, most=most),
                    evidence={"words": count},
                )


def _long(passage: Passage, most: int) -> Iterator[tuple[Span, int]]:
    """The sentences of more words than that, with their words."""
    text, measures = passage.text, measured(passage.text, passage.locale)
    words, stretches = words_of(measures)
    if words <= most:
        return
    more = words - stretches  # between two blanks stands a word, or none; where several do, they may be in one sentence
    spans = sentences(text, passage.locale)
    parted = "  " in text or holds(text, BLANKS)
    lengths = [len(span.text.split()) if parted else text.count(" ", span.start, span.end) + 1 for span in spans]
    # Each sentence begins where a stretch does, unless bullets stand between them, or one sticks to another.
    aligned = sum(lengths) == len(measures) and not holds(text, _BULLETS)
    at = 0
    for span, length in zip(spans, lengths, strict=True):
        if length + more > most:
            count = words_of(measures[at : at + length])[0] if aligned else _count(passage, span)
            if count > most:
                yield span, count
        at += length


def _count(passage: Passage, sentence: Span) -> int:
    if sentence.start and not passage.text[sentence.start - 1].isspace():  # perhaps in the middle of an address
        return count_spoken(passage.text, sentence.start, sentence.end)
    return words_of(measured(sentence.text, passage.locale))[0]


plugin = LongSentence()
