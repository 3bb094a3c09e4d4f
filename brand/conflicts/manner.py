"""How the brand speaks: reading band against sentence length, gender forms and emoji against rules of its own."""

from collections.abc import Iterator
from datetime import date

from brand.conflicts.conflict import Conflict, Kind
from brand.conflicts.words import found_in
from brand.guideline import Address, Guideline
from brand.language.gender import GenderStyle
from brand.language.locales import language_of
from renderers.contract.message import Message

#: Syllables a word in easy and in hard prose, measured on the clean corpus; texts outside are hardly written.
_SYLLABLES = {"de": (1.5, 2.2), "en": (1.25, 1.9)}
#: The shortest sentences, on average, of a whole text.
_SHORTEST = 5
_GENDERED = {
    GenderStyle.STAR: "Kund*innen",
    GenderStyle.COLON: "Kund:innen",
    GenderStyle.UNDERSCORE: "Kund_innen",
    GenderStyle.INNER_I: "KundInnen",
    GenderStyle.SLASH: "Kund/-innen",
    GenderStyle.PAIR: "Kundinnen und Kunden",
}


def manner(guideline: Guideline, today: date) -> Iterator[Conflict]:
    """Settings of the voice that cannot be met together."""
    voice = guideline.voice
    for language in dict.fromkeys(language_of(locale) for locale in guideline.locales):
        yield from _reading(guideline, language)
    if voice.emoji == 0 and voice.emoji_set:
        message = Message("No emoji is allowed, and yet the guideline lists those that are.")
        yield Conflict(Kind.VOICE, message, ("voice.emoji", "voice.emoji_set"))
    addresses = {voice.address, *(address for _, address in voice.address_in)}
    if voice.du_capital is not None and not addresses & {Address.DU, Address.IHR, Address.NONE}:
        message = Message("The guideline settles how “du” is written, and readers are never addressed so.")
        yield Conflict(Kind.VOICE, message, ("voice.du_capital", "voice.address"))
    sample = _GENDERED.get(voice.gender, "")
    if sample and any(language_of(locale) == "de" for locale in guideline.locales):
        for finding in found_in(f"Liebe {sample}, willkommen.", "de", guideline, today):
            message = Message(
                "The gender form that the guideline wants (“{form}”) is what {rule} finds.",
                form=sample,
                rule=finding.rule,
            )
            yield Conflict(Kind.VOICE, message, ("voice.gender", finding.rule))


def _reading(guideline: Guideline, language: str) -> Iterator[Conflict]:
    band, most = guideline.voice.reading, guideline.voice.sentence_words
    if band is None or most is None or language not in _SYLLABLES:
        return
    easy, hard = _SYLLABLES[language]
    about = ("voice.reading", "voice.sentence_words")
    if _ease(language, most, easy) < band[0]:
        message = Message(
            "Sentences of {words} words are allowed, but with them no text is as easy to read as {low} ({language}).",
            words=most,
            low=band[0],
            language=language,
        )
        yield Conflict(Kind.READING, message, about)
    if _ease(language, max(most, _SHORTEST), hard) > band[1]:
        message = Message(
            "With {words} words in a sentence at most, every text is easier to read than {high} ({language}).",
            words=most,
            high=band[1],
            language=language,
        )
        yield Conflict(Kind.READING, message, about)


def _ease(language: str, words: float, syllables: float) -> float:
    """Amstad for German, Flesch for English, as in `brand.language.readability`."""
    if language == "de":
        return 180 - words - 58.5 * syllables
    return 206.835 - 1.015 * words - 84.6 * syllables
