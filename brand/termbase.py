"""The terms of a guideline, found in a text: one automaton per kind and language, kept as long as the guideline is."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from brand.guideline import Guideline, Term, TermKind
from brand.language.forms import expand_forms
from brand.language.locales import language_of
from brand.prose import Passage, passages
from brand.subject import Subject
from brand.terms import TermEntry, TermMatcher, term_matcher

#: How many compiled term lists are kept; a guideline has one for each kind and language that is asked for.
KEPT = 64


@dataclass(frozen=True, slots=True)
class Found:
    """A term of the guideline in a passage: `quote` stands from `start` to `end`, `form` is the form it matched."""

    term: Term
    passage: Passage
    start: int
    end: int
    quote: str
    form: str


@dataclass(frozen=True, slots=True)
class _Index:
    terms: tuple[Term, ...]
    chosen: tuple[Term, ...]
    matcher: TermMatcher


_indexes: OrderedDict[tuple[int, TermKind, str], _Index] = OrderedDict()


def find(subject: Subject, guideline: Guideline, kind: TermKind) -> Iterator[Found]:
    """Find the terms of a kind in all prose of a subject, inflected forms included, each in its own language."""
    if not any(term.kind is kind for term in guideline.terms):
        return
    for passage in passages(subject):
        yield from _find_in(passage, guideline, kind)


def _find_in(passage: Passage, guideline: Guideline, kind: TermKind) -> Iterator[Found]:
    index = _index(guideline, kind, passage.locale)
    for hit in index.matcher.hits(passage.text):
        yield Found(index.chosen[int(hit.entry.name)], passage, hit.start, hit.end, hit.quote, hit.form)


def _index(guideline: Guideline, kind: TermKind, locale: str) -> _Index:
    """The compiled terms. The terms themselves are kept beside them, so that their id cannot be given away."""
    key = (id(guideline.terms), kind, locale)
    index = _indexes.get(key)
    if index is None:
        chosen = guideline.terms_of(kind, language_of(locale))
        entries = tuple(_entry(str(number), term, locale) for number, term in enumerate(chosen))
        index = _indexes[key] = _Index(guideline.terms, chosen, term_matcher(entries))
        while len(_indexes) > KEPT:
            _indexes.popitem(last=False)
    return index


def _entry(name: str, term: Term, locale: str) -> TermEntry:
    forms = expand_forms(term.word, locale, term.forms)
    if term.kind is TermKind.MIXED:
        forms += tuple(form for spelling in term.forms for form in expand_forms(spelling, locale))
    instead = expand_forms(term.instead, locale) if term.instead else ()
    return TermEntry(
        name=name,
        forms=tuple(dict.fromkeys(forms)),
        compound=term.compound,
        case_sensitive=term.case_sensitive,
        exceptions=(*term.exceptions, *instead),
    )


def like(quote: str, replacement: str) -> str:
    """Write a replacement in the case of what it replaces: JETZT stays loud, a capital at the start stays one."""
    if len(quote) > 1 and quote.isupper() and any(map(str.isalpha, quote)):
        return replacement.upper()
    if quote[:1].isupper() and replacement[:1].islower():
        return replacement[:1].upper() + replacement[1:]
    return replacement
