"""The rule `personalization/gap-for-unknown-reader`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.inspect.document import inspect_document
from brand.rule import Bad, Good, Rule
from brand.samples import TODAY, piece
from brand.subject import Subject, SubjectKind
from renderers.contract import walk
from renderers.contract.document import Document
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.text import MergeField, RichText, Word
from renderers.contract.tokens import Tokens

#: So much of a text is looked at on either side of a field.
_REACH = 60
#: What no sentence has where a field left nothing, or too much. French puts a blank before high punctuation.
_GAP = re.compile(r"\s[,.](?!\d)|[ \u00a0]{2}|\(\s*\)|„\s*“|“\s*”|\"\s*\"|[!?:;,]\s*[,;:]|,\s*[.!?]")
_HIGH = re.compile(r"\s[!?:;]")
_LEADING = re.compile(r"\s*[,.;:!?)]")
#: "Guten Tag Guten Tag": one to four words, and the same again.
_TWICE = re.compile(r"(?<!\w)(\w{2,}(?:\s\w+){0,3})[\s,]+\1(?!\w)", re.IGNORECASE)


def _draft(text: str, *, locale: str = "en") -> Subject:
    return inspect_document(piece(text, locale=locale), today=TODAY)


class GapForUnknownReader(Rule):
    """A sentence with a merge field does not read well for everybody.

    ## Why it matters
    “Hello ,” tells readers that a machine wrote to them, and “Dear Dear Ms Berger” that nobody looked.

    ## How to put it right
    Give the field a default with which the sentence is whole, or let the field hold what comes before it, too: a
    salutation of its own.
    """

    id = "personalization/gap-for-unknown-reader"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.SOURCE})
    source = "The text with every merge field's default, and with the samples of the guideline's field register"
    examples = (
        Good(subject=_draft('Hello {{ contact.first_name | default: "there" }}, it is here.')),
        Good(subject=_draft('Guten Tag{{ contact.city | default: "" }}, es ist so weit.', locale="de")),
        Good(subject=_draft('{{ contact.salutation | default: "Guten Tag" }},', locale="de")),
        Good(subject=_draft('Bonjour {{ contact.first_name | default: "à vous" }} !', locale="fr")),
        Bad(
            subject=_draft('Hello {{ contact.first_name | default: "" }}, it is here.'),
            flags=('{{ contact.first_name | default: "" }}',),
        ),
        Bad(
            subject=_draft('Guten Tag {{ contact.last_name | default: " " }}!', locale="de"),
            flags=('{{ contact.last_name | default: " " }}',),
        ),
        Bad(
            subject=_draft('Guten Tag {{ contact.salutation | default: "Guten Tag" }},', locale="de"),
            flags=('{{ contact.salutation | default: "Guten Tag" }}',),
        ),
        Bad(
            subject=_draft('{{ contact.salutation | default: "Hallo!" }}, schön, dass du da bist.', locale="de"),
            flags=('{{ contact.salutation | default: "Hallo!" }}',),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Read every text with merge fields as somebody unknown, and as the register's sample person."""
        document = subject.document
        if document is None or subject.channel:
            return
        is_french = document.language == "fr"
        for place, text in _texts(document):
            words = tuple(text.words)
            if any(isinstance(word, MergeField) and word.default is None for word in words):
                continue  # that it has none is said elsewhere
            at = 0
            for number, word in enumerate(words):
                length = len(word.source)
                if isinstance(word, MergeField) and (
                    read := _misread(words, number, guideline.tokens, french=is_french)
                ):
                    message = Message("Some readers get “{text}”.", text=read)
                    where = Where(part=subject.name, source=place.at(at, at + length))
                    yield self.finding(where, message, quote=word.source)
                at += length


def _misread(words: tuple[Word, ...], number: int, tokens: Tokens, *, french: bool) -> str:
    """How the words around a field read where they read badly: for somebody unknown, then for the sample person."""
    for known in (False, True):
        before = "".join(_value(word, tokens, known=known) for word in words[:number])[-_REACH:]
        value = _value(words[number], tokens, known=known)
        behind = "".join(_value(word, tokens, known=known) for word in words[number + 1 :])[:_REACH]
        start, end = len(before), len(before) + len(value)
        whole = before + value + behind
        patterns = [_TWICE] if known else [_GAP, _TWICE] if french else [_GAP, _HIGH, _TWICE]
        found = (match for pattern in patterns for match in pattern.finditer(whole))
        if any(match.start() <= end and match.end() >= start for match in found):
            return _excerpt(whole, start, end)
        if not known and not before.strip() and not value.strip() and _LEADING.match(behind):
            return _excerpt(whole, start, end)
    return ""


def _value(word: Word, tokens: Tokens, *, known: bool) -> str:
    if known and isinstance(word, MergeField) and (field := tokens.register(word.name)) and field.sample:
        return field.sample
    return word.plain


def _excerpt(text: str, start: int, end: int) -> str:
    return text[max(0, start - 24) : end + 16].strip()


def _texts(document: Document) -> Iterator[tuple[Place, RichText]]:
    yield from walk.texts(document)
    for index, text in enumerate(document.short):
        yield Place(f"short.{index}"), text
    for override in document.overrides:
        if override.value.text is not None:
            yield Place(f"overrides.{override.channel}.{override.format}.{override.field}"), override.value.text


plugin = GapForUnknownReader()
