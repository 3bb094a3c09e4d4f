"""What an author must put right before a document may leave: fields and facts that cannot be resolved."""

from collections.abc import Iterator
from dataclasses import dataclass

from renderers.contract import grammar
from renderers.contract.document import Document
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.text import FactRef, MergeField, RichText, Text
from renderers.contract.tokens import Tokens
from renderers.contract.walk import texts


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something wrong in a document, and where."""

    message: Message
    place: Place


def complaints(document: Document, tokens: Tokens) -> Iterator[Complaint]:
    """Merge fields that are unknown or have no default, facts nobody states, braces that are no field.

    Looks at every wording that may ever be shown: short wordings, overrides and the arm included.
    """
    for place, text in _all_texts(document):
        for run in text.words:
            message = _complain(run, document, tokens)
            if message is not None:
                yield Complaint(message, place)


def _all_texts(document: Document) -> Iterator[tuple[Place, RichText]]:
    yield from texts(document)
    for index, wording in enumerate(document.short):
        yield Place(f"short.{index}"), wording
    for override in document.overrides:
        if override.value.text is not None:
            yield Place(f"overrides.{override.channel}.{override.format}.{override.field}"), override.value.text
    if document.arm is not None and document.arm.value.text is not None:
        yield Place(f"arms.{document.arm.key}"), document.arm.value.text


def _complain(run: object, document: Document, tokens: Tokens) -> Message | None:
    if isinstance(run, Text) and "{{" in run.text:
        problems = grammar.parse(run.text).problems
        return problems[0].message if problems else None
    if isinstance(run, FactRef) and document.fact(run.name) is None:
        known = ", ".join(fact.name for fact in document.facts) or "–"
        return Message("There is no fact “{name}”. Known: {known}.", name=run.name, known=known)
    if isinstance(run, MergeField):
        return _complain_of_field(run, tokens)
    return None


def _complain_of_field(run: MergeField, tokens: Tokens) -> Message | None:
    if tokens.register(run.name) is None:
        known = ", ".join(field.name for field in tokens.fields) or "–"
        return Message("There is no merge field “{name}”. Known: {known}.", name=run.name, known=known)
    if run.default is None:
        return grammar.no_default(run.name)
    return None
