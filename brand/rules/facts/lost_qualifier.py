"""The rule `facts/lost-qualifier`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from brand.comparison import Said, documents, facts_of, is_known, said, same, variants
from brand.facts import Day, FactKind, FoundQualifier
from brand.facts.footnotes import mark_behind, notes_in, share_of
from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, SetRule
from brand.samples import piece, variant
from brand.subject import RunKind, Subject, SubjectKind
from renderers.contract.document import QUALIFIER_WORDS, Document, Fact, FactType, Qualifier
from renderers.contract.message import Message

_FACTS = (
    Fact("price", FactType.PRICE, "89.00 EUR", Qualifier.FROM, "€89"),
    Fact("saving", FactType.PERCENT, "20", Qualifier.UP_TO, "20%"),
)
_FAKTEN = (
    Fact("price", FactType.PRICE, "89.00 EUR", Qualifier.FROM, "89 €"),
    Fact("saving", FactType.PERCENT, "20", Qualifier.UP_TO, "20 %"),
)
_EN = piece("Lamps {{ fact.price }}. Save {{ fact.saving }}.", facts=_FACTS)
_DE = piece("Leuchten {{ fact.price }}. Sparen Sie {{ fact.saving }}.", facts=_FAKTEN, locale="de")
#: A value that says nothing of its own narrowing.
_BARE = frozenset({FoundQualifier.NONE, FoundQualifier.ONLY})
_NARROWED = frozenset({FoundQualifier.FROM, FoundQualifier.UP_TO})
#: Another offer than the one that is narrowed: what a thing cost before, or elsewhere.
_OTHERS = frozenset({FoundQualifier.OLD, FoundQualifier.LIST_PRICE})
#: The share of a note that a text must say in its own words to need no mark, and to leave the decision to a person.
_SAID, _HINTED = 0.6, 0.25

_Key = tuple[FactKind, str]


class LostQualifier(SetRule):
    """A value lost what narrows it: *from*, *up to*, or the asterisk of a footnote.

    ## Why it matters
    *Up to 20 %* is a promise that can be kept, *20 %* one that cannot. Short channels lose the small word first, and
    with it the truth of the claim (in Germany § 5 UWG). The same goes for an asterisk whose note says what a price
    leaves out.

    ## How to put it right
    Put the word or the mark with its note back. If there is no room, say less instead: a claim without its limits
    needs evidence of its own.
    """

    id = "facts/lost-qualifier"
    severity = Severity.ERROR
    source = "UWG § 5 (misleading advertising), read on 21 November 2026"
    examples = (
        Good(
            subjects=(
                variant("Lamps from €89. Save up to 20%.", "email", document=_EN),
                variant("Starting at €89, up to a massive 20% off.", "social", document=_EN),
            )
        ),
        Good(
            subjects=(
                variant("Leuchten ab 89 €. Sparen Sie bis zu 20 %.", "email", document=_DE, locale="de"),
                variant("Schon ab nur 89 €!", "sms", document=_DE, locale="de"),
            )
        ),
        Bad(
            subjects=(
                variant("Leuchten ab 89 €. Sparen Sie bis zu 20 %.", "email", document=_DE, locale="de"),
                variant("Leuchten für 89 €, 20 % sparen.", "sms", document=_DE, locale="de"),
            ),
            flags=("89 €", "20 %"),
        ),
        Bad(subjects=(variant("Lamps from €89. Save 20%.", "social", document=_EN),), flags=("20%",)),
        Bad(
            subjects=(variant("Lamps from €89: yes, €89.", "web", document=_EN),),
            flags=("€89",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad(
            subjects=(
                variant("Save up to 30% this week.", "email"),
                variant("Save 30% this week.", "sms"),
            ),
            flags=("30%",),
        ),
        Good(
            subjects=(
                variant(
                    "Die Leuchte für 89 €*.\n\n* Zuzüglich Versand, nur solange der Vorrat reicht.",
                    "email",
                    locale="de",
                ),
                variant("Für 89 € zuzüglich Versand, solange der Vorrat reicht.", "sms", locale="de"),
            ),
            note="What the note says stands in the text itself.",
        ),
        Good(
            subjects=(
                variant("20 % Rabatt für Kund*innen.", "email", locale="de"),
                variant("20 % Rabatt für alle.", "sms", locale="de"),
            )
        ),
        Bad(
            subjects=(
                variant("20 % Rabatt* auf alles.\n\n* Ausgenommen Bücher.", "email", locale="de"),
                variant("20 % Rabatt auf alles.", "sms", locale="de"),
            ),
            flags=("20 %",),
        ),
        Bad(
            subjects=(
                variant("The lamp costs €89*.", "email"),
                variant("The lamp costs €89.", "sms"),
            ),
            flags=("€89",),
            verdict=Verdict.NEEDS_REVIEW,
            note="Nobody can tell what the mark refers to: its note is missing as well.",
        ),
    )

    def check_set(self, subjects: Sequence[Subject], guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- facts tell
        """Compare with the facts that have a qualifier, and all other values with those of the other members."""
        document = documents(subjects)
        facts = facts_of(document, FactType.PRICE, FactType.PERCENT)
        if document is not None:
            yield from self._of_facts(subjects, document)
        values = [said(member, FactKind.PRICE, FactKind.PERCENT, FactKind.DATE) for member in subjects]
        narrowed = _first(value for mine in values for value in mine if value.fact.qualifier in _NARROWED)
        marked = _first(value for mine in values for value in mine if _mark(value))
        for member, mine in zip(subjects, values, strict=True):
            if document is None or member.kind is not SubjectKind.SOURCE or member.channel:
                yield from self._of_words(mine, narrowed, facts)
                yield from self._of_marks(member, mine, marked)

    def _of_facts(self, subjects: Sequence[Subject], document: Document) -> Iterator[Finding]:
        facts = facts_of(document, FactType.PRICE, FactType.PERCENT)
        narrowed = [fact for fact in facts if fact.qualifier is not Qualifier.NONE]
        free = [fact for fact in facts if fact.qualifier is Qualifier.NONE]
        for member in variants(subjects):
            mine = said(member, FactKind.PRICE, FactKind.PERCENT)
            for _, group in groupby(mine, key=lambda value: value.fact.normal):
                for value in group:
                    fact = next((fact for fact in narrowed if is_known(value.fact, [fact], ())), None)
                    if fact is None or is_known(value.fact, free, ()) or value.fact.qualifier not in _BARE:
                        continue
                    doubtful = _is_narrowed(mine, value) or value.run.kind is RunKind.CELL
                    yield self._lost(
                        value, fact.qualifier.value, Verdict.NEEDS_REVIEW if doubtful else Verdict.FAIL, ()
                    )

    def _of_words(self, mine: Sequence[Said], others: Mapping[_Key, Said], facts: Sequence[Fact]) -> Iterator[Finding]:
        """Values that another member says with *from* or *up to*, and this one nowhere."""
        narrowed = {_key(value) for value in mine if value.fact.qualifier not in _BARE}
        for value in mine:
            other = others.get(_key(value))
            if other is None or _key(value) in narrowed or value.fact.kind is FactKind.DATE:
                continue
            if not is_known(value.fact, facts, ()):
                verdict = Verdict.NEEDS_REVIEW if value.run.kind is RunKind.CELL else Verdict.FAIL
                yield self._lost(value, other.fact.qualifier.value, verdict, (other.where,))

    def _of_marks(self, member: Subject, mine: Sequence[Said], others: Mapping[_Key, Said]) -> Iterator[Finding]:
        """Values that another member says with a footnote, and this one nowhere; the first time it says them."""
        marked = {_key(value) for value in mine if _mark(value)}
        for key, value in _first(value for value in mine if value.fact.qualifier not in _OTHERS).items():
            other = others.get(key)
            verdict = _of_note(_note(other), member) if other is not None and key not in marked else None
            if other is not None and verdict is not None:
                yield self._without(value, _mark(other), verdict, (other.where,))

    def _lost(self, value: Said, qualifier: str, verdict: Verdict, related: tuple[Where, ...]) -> Finding:
        language = value.subject.language
        word = QUALIFIER_WORDS.get(language, QUALIFIER_WORDS["en"])[Qualifier(qualifier)]
        return self._without(value, word, verdict, related)

    def _without(self, value: Said, word: str, verdict: Verdict, related: tuple[Where, ...]) -> Finding:
        return self.finding(
            value.where,
            Message("“{value}” lost its “{word}”.", value=value.fact.quote, word=word),
            quote=value.quote,
            verdict=verdict,
            related=related,
            subject=value.subject,
        )


def _is_narrowed(mine: Sequence[Said], value: Said) -> bool:
    """Whether the same variant says the same value with its word elsewhere."""
    return any(same(other.fact, value.fact) and other.fact.qualifier not in _BARE for other in mine)


def _key(value: Said) -> _Key:
    """What equal values have in common: days with and without a year are one."""
    day = value.fact.value
    return value.fact.kind, f"{day.month}-{day.day}" if isinstance(day, Day) else value.fact.normal


def _first(values: Iterable[Said]) -> dict[_Key, Said]:
    """The first of all equal values."""
    found: dict[_Key, Said] = {}
    for value in values:
        found.setdefault(_key(value), value)
    return found


def _mark(value: Said) -> str:
    """The footnote mark of a value, of an offer that is meant: what is struck out or was before has none."""
    return "" if value.fact.qualifier in _OTHERS else mark_behind(value.run.text, value.fact.end)


def _note(value: Said) -> str:
    """What the note of a value says; "" = there is none."""
    mark = _mark(value)
    found = (notes_in(run.text).get(mark, "") for run in value.subject.runs)
    return next(filter(None, found), "")


def _of_note(note: str, member: Subject) -> Verdict | None:
    """How sure it is that a text without the mark lacks what the note says; None = it says it in its own words."""
    share = share_of(note, "\n".join(run.text for run in member.runs))
    if share >= _SAID:
        return None
    return Verdict.FAIL if note and share < _HINTED else Verdict.NEEDS_REVIEW


plugin = LostQualifier()
