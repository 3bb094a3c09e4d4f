"""Chooses subject and preheader: what an author wrote for them, otherwise the longest approved wording that fits."""

from dataclasses import dataclass
from typing import Final

from renderers.channels.email.excerpt import beginning
from renderers.contract.document import Paragraph
from renderers.contract.place import Place
from renderers.contract.text import RichText
from renderers.contract.view import RenderInput
from renderers.toolkit.fit import cut
from renderers.toolkit.greeting import capitalized, greets
from renderers.toolkit.sentences import graphemes

SUBJECT: Final = "subject"
PREHEADER: Final = "preheader"

#: Fewer characters of a longer teaser say too little; then a short wording is better.
_ENOUGH = 40


@dataclass(frozen=True, slots=True)
class Wording:
    """Words and where they come from."""

    text: RichText
    place: Place


def subject(source: RenderInput) -> Wording:
    """The override; the headline if it fits; the longest short wording that does; otherwise the whole headline."""
    if own := _own(source, SUBJECT):
        return own
    place, heading = source.document.heading
    limit = source.limit(SUBJECT).value
    if _length(heading) <= limit:
        return Wording(heading, place)
    return _longest_short(source, limit) or Wording(heading, place)


def preheader(source: RenderInput, taken: Wording) -> Wording:
    """The override, the teaser or its first sentences, a short wording, or the beginning of teaser or body.

    It repeats words that the mail holds anyway: what is not in it is not lost. It is never the subject once more.
    """
    if own := _own(source, PREHEADER):
        return own
    limit = source.limit(PREHEADER).value
    teaser = Wording(source.document.teaser, Place.of("teaser"))
    says_more = bool(teaser.text) and not _same(teaser, taken)
    if says_more:
        sentences = _beginning(source, teaser, limit, words=False)
        if sentences.text and (_length(sentences.text) >= _ENOUGH or _same(sentences, teaser)):
            return sentences
    if short := _longest_short(source, limit, besides=taken):
        return short
    longer = teaser if says_more else _first_paragraph(source)
    if not longer.text or _same(longer, taken):
        return Wording(RichText(), Place.of("teaser"))
    return _beginning(source, longer, limit)


def _beginning(source: RenderInput, whole: Wording, limit: float, *, words: bool = True) -> Wording:
    """As much of a wording as fits, with its merge fields: whole sentences, and only with `words` less than one."""
    words_only = RichText(tuple(whole.text.words))
    kept, _ = cut(
        words_only.plain, lambda part: graphemes(part) <= limit, language=source.document.language, words=words
    )
    return Wording(beginning(words_only, kept), whole.place)


def _own(source: RenderInput, name: str) -> Wording | None:
    override = source.override(name)
    if override is None or not override.text:
        return None
    return Wording(override.text, source.override_place(name))


def _longest_short(source: RenderInput, limit: float, besides: Wording | None = None) -> Wording | None:
    fitting = [
        Wording(text, Place.of(f"short.{index}"))
        for index, text in enumerate(source.document.short)
        if text and _length(text) <= limit and not (besides and _same(Wording(text, Place.of("short")), besides))
    ]
    return max(fitting, key=lambda wording: _length(wording.text), default=None)


def _first_paragraph(source: RenderInput) -> Wording:
    """The first that is no salutation; with a capital, where it goes on behind one."""
    is_greeted = False
    for block in source.document.all_blocks:
        if greets(block):
            is_greeted = True
        elif isinstance(block, Paragraph) and block.text:
            return Wording(capitalized(block.text) if is_greeted else block.text, Place.of("body.text", block.id))
    return Wording(RichText(), Place.of("body"))


def _same(one: Wording, other: Wording) -> bool:
    return one.text.plain.split() == other.text.plain.split()


def _length(text: RichText) -> int:
    return graphemes(" ".join(text.plain.split()))
