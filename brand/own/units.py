"""The texts that an own rule looks at, one by one: paragraphs, sentences, headings ..."""

from collections.abc import Iterator
from dataclasses import dataclass

from brand.language.locales import language_of
from brand.language.sentences import sentences
from brand.pattern import Pattern, Scope
from brand.prose import masked
from brand.subject import RunKind, Subject, TextRun

_KINDS = {
    Scope.PARAGRAPH: {RunKind.PARAGRAPH},
    Scope.HEADING: {RunKind.HEADING, RunKind.TITLE},
    Scope.LIST: {RunKind.LIST_ITEM},
    Scope.QUOTE: {RunKind.QUOTE},
    Scope.CELL: {RunKind.CELL},
    Scope.ALT: {RunKind.ALT},
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One text to look at: `text` are the characters from `start` of the run on, with what is no prose masked."""

    run: TextRun
    text: str
    start: int
    locale: str


def units(pattern: Pattern, subject: Subject) -> Iterator[Unit]:
    """The texts in the rule's scope and locale, in reading order."""
    for run in subject.runs:
        locale = run.locale or subject.locale
        if run.text.strip() and _is_meant(pattern, run) and pattern.locale in ("", locale, language_of(locale)):
            text = masked(run.text)
            if pattern.scope is Scope.SENTENCE:
                for span in sentences(text, locale):
                    yield Unit(run, span.text, span.start, locale)
            else:
                yield Unit(run, text, 0, locale)


def _is_meant(pattern: Pattern, run: TextRun) -> bool:
    kinds = _KINDS.get(pattern.scope)
    if kinds is None:
        return run.kind is not RunKind.HASHTAGS
    return run.kind in kinds and (not pattern.level or pattern.level == (run.level or 1))
