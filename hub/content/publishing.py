"""What must hold before a piece is published, and what publishing one locale does to the others."""

from collections.abc import Iterator
from typing import Any

from hub.content.convert import SHARED_FACTS, arm_keys, complaints_of, to_document
from hub.content.errors import PublishRefusedError
from hub.content.kept import kept_children, words_of
from hub.content.models import Piece
from hub.guidelines.selectors import guideline_in_force
from renderers.contract.checks import Complaint, complaints
from renderers.contract.document import Document
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.tokens import Tokens
from renderers.markdown import PieceError, read_body

#: The fields of a piece that hold blocks.
STREAMS = ("short", "body", "legal", "facts", "arms")


def refuse_unfit(piece: Piece) -> None:
    """Refuse a piece whose fields or facts cannot be resolved: a reader would see braces.

    Raises:
        PublishRefusedError: naming each place and remedy.
    """
    tokens = guideline_in_force(piece.campaign.brand).tokens
    document = to_document(piece)
    found = [
        *complaints_of(piece),
        *complaints(document, tokens),
        *_complaints_of_arms(piece, tokens),
        *unknown_blocks(piece),
        *_lost_in_markdown(piece, document, tokens),
    ]
    if found:
        raise PublishRefusedError(found)


def _complaints_of_arms(piece: Piece, tokens: Tokens) -> Iterator[Complaint]:
    """The same in the words of the arms, which stand in no document but their own."""
    for arm in arm_keys(piece)[1:]:
        found = complaints(to_document(piece, arm=arm), tokens)
        yield from (complaint for complaint in found if complaint.place.field == f"arms.{arm}")


def unknown_blocks(piece: Piece) -> Iterator[Complaint]:
    """Blocks whose types are not installed: no channel would say what they say."""
    for name in STREAMS:
        for child in kept_children(getattr(piece, name)):
            yield Complaint(
                Message(
                    "A block of the type “{type}” is not installed here and would be missing everywhere: {words}",
                    type=child.value["type"],
                    words=f"“{' '.join(words_of(child.value['value']))}”",
                ),
                Place(name, child.id),
            )


def _lost_in_markdown(piece: Piece, document: Document, tokens: Tokens) -> Iterator[Complaint]:
    """What a Markdown block says that no block can hold, such as a picture by a file's name: it would vanish."""
    for child in piece.body:
        if child.block_type == "markdown":
            try:
                problems = read_body(
                    str(child.value.get("text") or ""), fields=tokens.fields, facts=document.facts
                ).problems
            except PieceError as error:
                problems = error.problems
            yield from (Complaint(problem.message, Place("body.text", child.id)) for problem in problems)


def share_facts(piece: Piece, *, user: Any = None) -> None:
    """Bring prices, dates, percentages, codes and phone numbers of the piece's translations in line with it.

    They belong to all translations at once. A live translation is published anew with them; an open draft of it gets
    them, too. A translation lacks none and keeps its own texts and claims.
    """
    shared = _shared(piece)
    for other in piece.get_translations().select_related("campaign__brand", "locale"):
        draft = other.latest_revision.as_object() if other.has_unpublished_changes and other.latest_revision else None
        if other.live and _merge(other, shared):
            other.publish(other.save_revision(user=user, log_action=False), user=user, skip_permission_checks=True)
        if draft is not None:
            _merge(draft, shared)
            # The open draft stays the newest revision, whatever was published beside it.
            draft.save_revision(user=user, log_action=False)


def _shared(piece: Piece) -> dict[str, dict[str, Any]]:
    return {child.value["name"]: dict(child.value) for child in piece.facts if child.value.get("type") in SHARED_FACTS}


def _merge(piece: Piece, shared: dict[str, dict[str, Any]]) -> bool:
    """Set a piece's shared facts; true if that changed any. How a fact is shown stays each locale's own."""
    raw = [{"type": "fact", "id": child.id, "value": dict(child.value)} for child in piece.facts]
    before = [dict(entry["value"]) for entry in raw]
    missing = dict(shared)
    for entry in raw:
        source = missing.pop(entry["value"].get("name"), None)
        if source is not None:
            entry["value"].update({key: source[key] for key in ("type", "value", "qualifier")})
    raw += [{"type": "fact", "value": {**source, "display": ""}} for source in missing.values()]
    changed = [entry["value"] for entry in raw] != before
    if changed:
        field: Any = piece._meta.get_field("facts")
        piece.facts = field.stream_block.to_python(raw)
    return changed
