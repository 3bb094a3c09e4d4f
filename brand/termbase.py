"""The terms of a guideline, found in a text: one automaton per locale, kept as long as the guideline is."""

from collections.abc import Sequence
from dataclasses import dataclass

from brand.compiled import once_per, once_per_subject
from brand.guideline import Guideline, Term, TermKind
from brand.language.folding import fold
from brand.language.forms import expand_forms
from brand.language.locales import language_of
from brand.language.remembering import remembered
from brand.prose import Passage, passages
from brand.subject import Subject
from brand.terms import Hit, TermEntry, term_matcher


@dataclass(frozen=True, slots=True)
class Found:
    """A term of the guideline in a passage: `quote` stands from `start` to `end`, `form` is the form it matched."""

    term: Term
    passage: Passage
    start: int
    end: int
    quote: str
    form: str


class _Index:
    """The terms of a guideline that hold in a locale, in one automaton: a text is looked through once for all rules."""

    def __init__(self, terms: tuple[Term, ...], locale: str) -> None:
        self.terms = terms
        language = language_of(locale)
        self.matcher = term_matcher(
            tuple(
                _entry(str(number), term, locale)
                for number, term in enumerate(terms)
                if term.language in ("", language) and term.kind is not TermKind.NAME
            )
        )
        self.hits = remembered(self._hits)

    def _hits(self, text: str) -> tuple[Hit, ...]:
        return tuple(self.matcher.hits(text))


class _Book:
    """The terms of a guideline, with an index for each locale. It is known by its identity: terms are many to hash."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self._terms = terms
        self._indexes: dict[str, _Index] = {}

    def index(self, locale: str) -> _Index:
        """The index of a locale, made when it is first asked for."""
        if locale not in self._indexes:
            self._indexes[locale] = _Index(self._terms, locale)
        return self._indexes[locale]


@once_per
def _book(terms: tuple[Term, ...]) -> _Book:
    return _Book(terms)


def find(subject: Subject, guideline: Guideline, kind: TermKind) -> Sequence[Found]:
    """Find the terms of a kind in all prose of a subject, inflected forms included, each in its own language.

    Names are no business of this function: what is written unlike them is found by `terms/altered-name`.
    """
    return _all(subject, _book(guideline.terms)).get(kind, ())


@once_per_subject
def _all(subject: Subject, book: _Book) -> dict[TermKind, list[Found]]:
    found: dict[TermKind, list[Found]] = {}
    for passage in passages(subject):
        index = book.index(passage.locale)
        for hit in index.hits(passage.text):
            term = index.terms[int(hit.entry.name)]
            found.setdefault(term.kind, []).append(Found(term, passage, hit.start, hit.end, hit.quote, hit.form))
    return found


def _entry(name: str, term: Term, locale: str) -> TermEntry:
    forms = expand_forms(term.word, locale, term.forms)
    if term.kind is TermKind.MIXED:
        forms += tuple(form for spelling in term.forms for form in expand_forms(spelling, locale))
    folded = tuple(fold(form)[0] for form in forms)
    # Only what holds the term can excuse it; hundreds of terms may have one word to take instead.
    instead = (
        phrase
        for phrase in (expand_forms(term.instead, locale) if term.instead else ())
        if any(form in fold(phrase)[0] for form in folded)
    )
    return TermEntry(
        name=name,
        forms=tuple(dict.fromkeys(forms)),
        compound=term.compound,
        case_sensitive=term.case_sensitive,
        group=term.kind.value,
        exceptions=(*term.exceptions, *instead),
    )


def like(quote: str, replacement: str) -> str:
    """Write a replacement in the case of what it replaces: JETZT stays loud, a capital at the start stays one."""
    if len(quote) > 1 and quote.isupper() and any(map(str.isalpha, quote)):
        return replacement.upper()
    if quote[:1].isupper() and replacement[:1].islower():
        return replacement[:1].upper() + replacement[1:]
    return replacement
