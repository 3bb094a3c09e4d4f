"""The rule `personalization/unknown-field`."""

from collections.abc import Iterator
from difflib import get_close_matches

from brand.finding import Finding, Fix, FixKind, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.inspect.document import inspect_document
from brand.rule import Bad, Good, Rule
from brand.samples import TODAY, piece
from brand.subject import Subject, SubjectKind
from renderers.contract import grammar, walk
from renderers.contract.document import Document, Fact, FactType
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.text import FactRef, MergeField, RichText, Text

_PRICE = (Fact("price", FactType.PRICE, "89.00 EUR", display="€89"),)


def _draft(text: str, *, locale: str = "en") -> Subject:
    return inspect_document(piece(text, facts=_PRICE, locale=locale), today=TODAY)


class UnknownField(Rule):
    """A merge field or fact is unknown, cannot be read, or has no default.

    ## Why it matters
    The sending system leaves an unknown field empty, or in the text. Without a default, readers of whom little is known
    get “Hello ,”.

    ## How to put it right
    Use a field of the guideline's register, with a default that reads well: a field without one cannot be published.
    The nearest known name is offered.
    """

    id = "personalization/unknown-field"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.SOURCE})
    source = "The guideline's field register and the facts of the piece"
    examples = (
        Good(subject=_draft('Hello {{ contact.first_name | default: "there" }}, only {{ fact.price }}.')),
        Good(subject=_draft('Hallo {{ contact.first_name | default: "zusammen" }}!', locale="de")),
        Bad(
            subject=_draft('Hello {{ contact.firstname | default: "there" }}!'),
            flags=('{{ contact.firstname | default: "there" }}',),
        ),
        Bad(subject=_draft("Hallo {{ contact.first_name }}!", locale="de"), flags=("{{ contact.first_name }}",)),
        Bad(subject=_draft("Only {{ fact.prize }} now."), flags=("{{ fact.prize }}",)),
        Bad(subject=_draft("Nur {{ preis }} heute.", locale="de"), flags=("{{ preis }}",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look at every field of the document, overrides and short wordings included."""
        document = subject.document
        if document is None or subject.channel:
            return
        fields = {field.name for field in guideline.tokens.fields}
        for place, text in _texts(document):
            at = 0
            for run in text.words:
                length = len(run.source)
                spot = Where(part=subject.name, source=place.at(at, at + length))
                if isinstance(run, MergeField):
                    yield from self._field(run, spot, fields)
                elif isinstance(run, FactRef):
                    yield from self._fact(run, spot, document)
                else:
                    yield from self._unread(run, subject, place, at)
                at += length

    def _field(self, run: MergeField, where: Where, fields: set[str]) -> Iterator[Finding]:
        if run.name not in fields:
            new = _nearest(run.source, run.name, fields)
            message = Message("The register has no merge field “{name}”.", name=run.name)
            yield self.finding(where, message, quote=run.source, fix=Fix(FixKind.SUGGEST, new) if new else None)
        if run.default is None:
            message = Message(
                "The merge field “{name}” has no default for readers of whom it is not known.", name=run.name
            )
            yield self.finding(where, message, quote=run.source)

    def _fact(self, run: FactRef, where: Where, document: Document) -> Iterator[Finding]:
        names = {fact.name for fact in document.facts}
        if run.name not in names:
            new = _nearest(run.source, run.name, names)
            message = Message("The piece and its campaign have no fact “{name}”.", name=run.name)
            fix = Fix(FixKind.SUGGEST, new) if new else None
            # Outside the hub only the name of the campaign is known, not its facts.
            unread = document.campaign is not None and not document.campaign.name
            verdict = Verdict.NEEDS_REVIEW if unread else Verdict.FAIL
            yield self.finding(where, message, quote=run.source, fix=fix, verdict=verdict)

    def _unread(self, run: Text, subject: Subject, place: Place, at: int) -> Iterator[Finding]:
        """Braces that the grammar could not read stay in the text as typed."""
        for problem in grammar.parse(run.text).problems:
            quote = run.text[problem.start : problem.end]
            if quote.endswith("}}"):
                where = Where(part=subject.name, source=place.at(at + problem.start, at + problem.end))
                yield self.finding(where, problem.message, quote=quote)


def _texts(document: Document) -> Iterator[tuple[Place, RichText]]:
    yield from walk.texts(document)
    for index, text in enumerate(document.short):
        yield Place(f"short.{index}"), text
    for override in document.overrides:
        if override.value.text is not None:
            yield Place(f"overrides.{override.channel}.{override.format}.{override.field}"), override.value.text


def _nearest(source: str, name: str, known: set[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.7)
    return source.replace(f".{name}", f".{near[0]}", 1) if near else ""


plugin = UnknownField()
