"""The values that the variants of a piece say, compared with the piece's facts and with one another."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from brand.facts import Day, FactKind, FoundFact, find_facts
from brand.finding import Quotation, Where
from brand.guideline import Guideline
from brand.rule import quotation
from brand.subject import RunKind, Subject, SubjectKind, TextRun
from renderers.contract import walk
from renderers.contract.document import Document, Fact, FactType
from renderers.contract.text import FactRef, RichText, Text, Word

#: Kinds of facts that are written as a value and can be found again in any text.
KINDS = {
    FactType.PRICE: FactKind.PRICE,
    FactType.DATE: FactKind.DATE,
    FactType.PERCENT: FactKind.PERCENT,
    FactType.CODE: FactKind.CODE,
    FactType.PHONE: FactKind.PHONE,
}


@dataclass(frozen=True, slots=True)
class Said:
    """A value in the text of one variant."""

    subject: Subject
    run: TextRun
    fact: FoundFact

    @property
    def where(self) -> Where:
        """Where it stands."""
        return self.run.spot(self.fact.start, self.fact.end)

    @property
    def quote(self) -> Quotation:
        """The value as written."""
        return quotation(self.run.text, self.fact.start, self.fact.end)


def documents(members: Sequence[Subject]) -> Document | None:
    """The document that the members were made of, where one of them knows it."""
    return next((member.document for member in members if member.document is not None), None)


def variants(members: Sequence[Subject]) -> list[Subject]:
    """What is delivered, and the words of overrides: everything but the piece itself."""
    return [member for member in members if member.kind is not SubjectKind.SOURCE or member.channel]


def said(subject: Subject, *kinds: FactKind, codes: Sequence[str] = ()) -> list[Said]:
    """The values of some kinds that a subject says, in reading order; legal lines and hashtags left out."""
    return [
        Said(subject, run, fact)
        for run in subject.runs
        if run.kind not in {RunKind.LEGAL, RunKind.HASHTAGS}
        for fact in find_facts(run.text, run.locale or subject.locale, codes=tuple(codes))
        if fact.kind in kinds
    ]


def facts_of(document: Document | None, *types: FactType) -> tuple[Fact, ...]:
    """The facts of some types."""
    return () if document is None else tuple(fact for fact in document.facts if fact.type in types)


def known(
    document: Document,
    guideline: Guideline,
    kind: FactKind,
    *,
    keep: Callable[[str, FoundFact], bool] = lambda _text, _fact: True,
) -> list[FoundFact]:
    """The values of a kind that the piece itself says: its facts, its own words, and the brand's legal lines.

    `keep` chooses which of the values in the piece's own words count, by the text and the value found in it.
    """
    codes = tuple(fact.value for fact in facts_of(document, FactType.CODE))
    legal = (text for line in guideline.tokens.legal for _, text in line.texts)
    brand = [*_values(document), *legal, f"Tel. {guideline.tokens.sender.phone}"]
    found = [fact for text in brand for fact in find_facts(text, document.locale, codes=codes)]
    found += [
        fact
        for text in _own_words(document)
        for fact in find_facts(text, document.locale, codes=codes)
        if keep(text, fact)
    ]
    return [fact for fact in found if fact.kind is kind]


def _values(document: Document) -> tuple[str, ...]:
    """Each fact on its own, as written and in its normal form."""
    return tuple(text for fact in document.facts for text in (fact.display, f"Code {fact.value}", fact.value) if text)


@lru_cache(maxsize=32)
def _own_words(document: Document) -> tuple[str, ...]:
    """All texts of the piece with its facts filled in."""
    shown = {fact.name: fact.display or fact.value for fact in document.facts}

    def word(run: Word) -> Word:
        return Text(shown[run.name]) if isinstance(run, FactRef) and run.name in shown else run

    rich: Iterable[RichText] = (*(text for _, text in walk.texts(document)), *document.short)
    return tuple(text.mapped(word).plain for text in rich)


def same(one: FoundFact, other: FoundFact) -> bool:
    """Whether two values are one: days agree where one of them names no year."""
    if isinstance(one.value, Day) and isinstance(other.value, Day):
        return one.value.agrees(other.value)
    return one.normal == other.normal


def is_known(value: FoundFact, facts: Iterable[Fact], others: Iterable[FoundFact]) -> bool:
    """Whether a value is that of a fact, or among others."""
    return any(_is(value, fact) for fact in facts) or any(same(value, other) for other in others)


def _is(value: FoundFact, fact: Fact) -> bool:
    canonical = fact.value[:10] if fact.type is FactType.DATE else fact.value
    if isinstance(value.value, Day) and value.value.year is None:
        return canonical[5:] == value.normal[2:]
    if fact.type is FactType.PERCENT:
        return value.normal == canonical.rstrip("0").rstrip(".") if "." in canonical else value.normal == canonical
    return value.normal.casefold() == canonical.casefold()


def odd_ones(
    values: Sequence[Sequence[Said]], alike: Callable[[FoundFact, FoundFact], bool]
) -> Iterator[tuple[Said, Said]]:
    """Values that one member says alone instead of one that the others agree on, with where these say it.

    Two members that disagree: the second one is reported.
    """
    members = [list(one) for one in values if one]
    for index, mine in enumerate(members):
        others = [other for position, other in enumerate(members) if position != index]
        missed = _agreed(mine, others, alike)
        if missed is None or (len(members) == 2 and index == 0):
            continue
        for value in mine:
            if not any(alike(value.fact, other.fact) for member in others for other in member):
                yield value, missed


def _agreed(
    mine: Sequence[Said], others: Sequence[Sequence[Said]], alike: Callable[[FoundFact, FoundFact], bool]
) -> Said | None:
    """A value that all others say and this member does not."""
    for candidate in others[0] if others else ():
        if all(any(alike(candidate.fact, value.fact) for value in other) for other in others) and not any(
            alike(candidate.fact, value.fact) for value in mine
        ):
            return candidate
    return None
