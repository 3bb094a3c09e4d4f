"""The rule `facts/translation-mismatch`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from brand.comparison import Said, said, same
from brand.facts import FactKind
from brand.finding import Finding, Quotation, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.inspect.document import inspect_document
from brand.prose import passages
from brand.rule import Bad, Good, SetRule, quotation
from brand.samples import TODAY, piece, variant
from brand.subject import Link, Subject, SubjectKind, TextRun
from renderers.contract.document import Fact, FactType
from renderers.contract.message import Message

#: Values that are the same in every language.
_KINDS = (FactKind.PRICE, FactKind.DATE, FactKind.TIME, FactKind.PERCENT, FactKind.CODE, FactKind.PHONE)
#: Values that a market may well have of its own: a code for counting, the telephone number of its office.
_OWN = frozenset({FactKind.CODE, FactKind.PHONE})
# A number of its own: no part of a price, a date, a code or an address; what is measured may be converted.
_NUMBER = re.compile(
    r"(?<![\w.,:/€$£%&#+–-])\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?![\w.,]\d)|(?<![\w.,:/€$£#+–-])\d{2,9}(?![\w.,:]?\d)"
)
_MEASURED = re.compile(
    r"[\s\u00a0-]?(?:°|[\"”″′']|%|€|\$|£|EUR|USD|CHF|GBP|[ap]\.?m\b|Uhr\b|o’clock|(?:k|c|m)?m[²³]?\b|miles?\b|mi\b|feet\b|foot\b"
    r"|ft\b|inch(?:es)?\b|in\b(?=\W|$)|Zoll\b|k?g\b|lbs?\b|oz\b|pounds?\b|Pfund\b|Gramm\b|grams?\b|Kilo\w*|kilo\w*|Meter\w*|"
    r"met(?:er|re)s?\b|Liter\b|lit(?:er|re)s?\b|m?l\b|gallons?\b|Grad\b|degrees?\b|km/h|mph)"
)
_SEPARATORS = re.compile(r"[^\d]")
_LOCALE = re.compile(r"/[a-z]{2}(?:[-_][a-zA-Z]{2})?(?=/|$)")


def _source(text: str, locale: str, *, action: tuple[str, str] | None = None, facts: tuple[Fact, ...] = ()) -> Subject:
    return inspect_document(piece(text, locale=locale, action=action, facts=facts), today=TODAY)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a text that is no price, date or anything else with a kind."""

    run: TextRun
    start: int
    end: int
    digits: str

    @property
    def where(self) -> Where:
        return self.run.spot(self.start, self.end)

    @property
    def quote(self) -> Quotation:
        return quotation(self.run.text, self.start, self.end)


class TranslationMismatch(SetRule):
    """Two language versions of a piece do not name the same numbers, dates or addresses.

    ## Why it matters
    One of them is wrong, and nobody who reads only one language will notice.

    ## How to put it right
    Find out which version is right and correct the other. Better still: make the value a fact of the piece, so that all
    languages show the same one. A value that one version does not mention at all is no mismatch; neither are prices in
    different currencies and measures that were converted.
    """

    id = "facts/translation-mismatch"
    severity = Severity.ERROR
    translations = True
    source = "The facts and words of the piece"
    examples = (
        Good(subjects=(_source("Die Leuchte kostet 89,00 €.", "de"), _source("The lamp is €89.", "en"))),
        Good(
            subjects=(
                _source("Bis zum 24. Dezember 2026, 18 Uhr: 20 % auf 1.200 Leuchten.", "de"),
                _source("Until December 24, 2026, 6 p.m.: 20% off 1,200 lamps.", "en-US"),
            )
        ),
        Good(
            subjects=(_source("Die Leuchte kostet 89 CHF.", "de-CH"), _source("The lamp is €89.", "en")),
            note="Another currency.",
        ),
        Good(subjects=(_source("Nach 16 km sind Sie da.", "de"), _source("After 10 miles you are there.", "en"))),
        Good(
            subjects=(
                _source("Licht.", "de", action=("Ansehen", "https://lumora.example/de/leuchten-2026")),
                _source("Light.", "en", action=("Look", "https://lumora.example/en/lamps-2026")),
            )
        ),
        Bad(
            subjects=(_source("Die Leuchte kostet 89 €.", "de"), _source("The lamp is €98.", "en")),
            flags=("€98",),
        ),
        Bad(
            subjects=(
                _source("The sale ends on December 24, 2026.", "en-US"),
                _source("Die Aktion endet am 26. Dezember 2026.", "de"),
            ),
            flags=("December 24, 2026",),
        ),
        Bad(
            subjects=(
                _source("In 25 Jahren haben wir 1.200 Leuchten gebaut.", "de"),
                _source("In 25 years we have built 12,000 lamps.", "en"),
            ),
            flags=("12,000",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad(
            subjects=(
                _source("Licht.", "de", action=("Ansehen", "https://lumora.example/de/abend-2026")),
                _source("Light.", "en", action=("Look", "https://lumora.example/en/evening-2025")),
            ),
            flags=("https://lumora.example/en/evening-2025",),
        ),
        Bad(
            subjects=(
                _source("Jetzt sparen.", "de", facts=(Fact("price", FactType.PRICE, "89.00 EUR", display="89 €"),)),
                _source("Save now.", "en", facts=(Fact("price", FactType.PRICE, "98.00 EUR", display="€98"),)),
            ),
            flags=("€98",),
        ),
        Bad(
            subjects=(
                variant("Jetzt mit 20 % Rabatt.", "email", locale="de"),
                variant("Now 25% off.", "email", locale="en"),
            ),
            flags=("25%",),
        ),
    )

    def check_set(self, subjects: Sequence[Subject], guideline: Guideline) -> Iterator[Finding]:
        """Compare every translation with the one in the brand's first locale."""
        for members in _comparable(subjects):
            first = min(members, key=lambda member: _rank(member, guideline))
            for other in members:
                if other is not first:
                    yield from self._compare(first, other)

    def _compare(self, first: Subject, other: Subject) -> Iterator[Finding]:
        yield from self._facts(first, other)
        for kind in _KINDS:
            yield from self._values(said(first, kind), said(other, kind))
        yield from self._numbers(first, other)
        yield from self._links(first, other)

    def _facts(self, first: Subject, other: Subject) -> Iterator[Finding]:
        """The facts of one name; those of other currencies are another market's."""
        known = {fact.name: fact for fact in first.facts}
        shown = {value.fact.normal for value in said(other, *_KINDS)}
        for fact in other.facts:
            mine = known.get(fact.name)
            if mine is None or mine.type is not fact.type or fact.type not in _SAME or fact.value in shown:
                continue
            if mine.value != fact.value and _currency(mine) == _currency(fact):
                message = _message(fact.display or fact.value, mine.display or mine.value)
                where = Where(part=other.name)
                verdict = Verdict.NEEDS_REVIEW if fact.type is FactType.CODE else Verdict.FAIL
                quote = fact.display or fact.value
                yield self.finding(where, message, quote=quote, verdict=verdict, subject=other)

    def _values(self, mine: list[Said], theirs: list[Said]) -> Iterator[Finding]:
        """Values that only one of both says, where the other says another of that kind."""
        odd_mine = [one for one in mine if not any(same(one.fact, other.fact) for other in theirs)]
        odd_theirs = [one for one in theirs if not any(same(one.fact, other.fact) for other in mine)]
        for value in odd_theirs:
            against = next((one for one in odd_mine if _comparable_values(one, value)), None)
            if against is not None:
                odd_mine.remove(against)
                message = _message(value.fact.quote, against.fact.quote)
                yield self.finding(
                    value.where,
                    message,
                    quote=value.quote,
                    verdict=Verdict.NEEDS_REVIEW if value.fact.kind in _OWN else Verdict.FAIL,
                    related=(against.where,),
                    subject=value.subject,
                )

    def _numbers(self, first: Subject, other: Subject) -> Iterator[Finding]:
        mine, theirs = _numbers(first), _numbers(other)
        odd_mine = [one for one in mine if one.digits not in {two.digits for two in theirs}]
        odd_theirs = [one for one in theirs if one.digits not in {two.digits for two in mine}]
        for one, two in zip(odd_mine, odd_theirs, strict=False):
            yield self.finding(
                two.where,
                _message(two.quote.text, one.quote.text),
                quote=two.quote,
                verdict=Verdict.NEEDS_REVIEW,
                related=(one.where,),
                subject=other,
            )

    def _links(self, first: Subject, other: Subject) -> Iterator[Finding]:
        """Addresses in their order: other words in them are translated, other numbers and other hosts are not."""
        mine, theirs = _web(first), _web(other)
        if len(mine) != len(theirs):
            return
        for one, two in zip(mine, theirs, strict=True):
            if _numbers_of(one.url) != _numbers_of(two.url):
                message = _message(two.url, one.url)
                yield self.finding(two.where, message, quote=two.url, related=(one.where,), subject=other)


_SAME = frozenset({FactType.PRICE, FactType.DATE, FactType.PERCENT, FactType.CODE})


def _message(found: str, other: str) -> Message:
    return Message("“{found}” here, “{other}” in the other language.", found=found, other=other)


def _currency(fact: Fact) -> str:
    return fact.value.rpartition(" ")[2] if fact.type is FactType.PRICE else ""


def _comparable(subjects: Sequence[Subject]) -> Iterator[list[Subject]]:
    """The versions of one thing in several locales: the piece itself where it is there, otherwise each output."""
    groups: dict[tuple[bool, str, str, str], list[Subject]] = {}
    for subject in subjects:
        is_piece = subject.kind is SubjectKind.SOURCE and not subject.channel
        groups.setdefault((not is_piece, subject.channel, subject.format, subject.kind.value), []).append(subject)
    several = [groups[key] for key in sorted(groups) if len({member.locale for member in groups[key]}) > 1]
    whole = [members for members in several if members[0].kind is SubjectKind.SOURCE and not members[0].channel]
    yield from whole or several


def _rank(member: Subject, guideline: Guideline) -> tuple[int, str]:
    for index, locale in enumerate(guideline.locales):
        if member.locale in {locale, locale[:2]} or member.language == locale:
            return index, member.locale
    return len(guideline.locales), member.locale


def _comparable_values(one: Said, other: Said) -> bool:
    """Whether two values could be meant for one: prices of one currency."""
    if one.fact.kind is FactKind.PRICE:
        return one.fact.normal.rpartition(" ")[2] == other.fact.normal.rpartition(" ")[2]
    return True


def _numbers(subject: Subject) -> list[_Number]:
    """The bare numbers of two digits and more; what the other comparisons look at is left out."""
    taken: dict[TextRun, list[tuple[int, int]]] = {}
    for value in said(subject, *_KINDS):
        taken.setdefault(value.run, []).append((value.fact.start, value.fact.end))
    found = []
    for passage in passages(subject):
        for match in _NUMBER.finditer(passage.text):
            start, end = match.span()
            inside = any(first < end and start < last for first, last in taken.get(passage.run, ()))
            if not inside and not _MEASURED.match(passage.text, end):
                found.append(_Number(passage.run, start, end, _SEPARATORS.sub("", match[0])))
    return found


def _web(subject: Subject) -> list[Link]:
    return [link for link in subject.links if urlsplit(link.url).scheme in {"http", "https"}]


def _numbers_of(url: str) -> list[str]:
    parts = urlsplit(url)
    return re.findall(r"\d+", _LOCALE.sub("", parts.path))


plugin = TranslationMismatch()
