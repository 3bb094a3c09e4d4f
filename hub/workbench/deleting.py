"""Who deletes the last translation of a piece is told what goes with it: its comments."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.snippets.bulk_actions import DeleteBulkAction

from hub.accounts.bulk import scoped
from hub.content.comments import Comment
from hub.content.models import Piece


def comments_lost(pieces: Iterable[Piece]) -> int:
    """How many comments go when these pieces go: those of pieces that lose all their translations."""
    gone = {piece.pk: piece.translation_key for piece in pieces}
    kept = Piece.objects.filter(translation_key__in=gone.values()).exclude(pk__in=gone)
    keys = set(gone.values()) - set(kept.values_list("translation_key", flat=True))
    return Comment.objects.filter(piece_key__in=keys).count()


def warning(count: int) -> str:
    """That they go, too; empty if there are none."""
    if not count:
        return ""
    return ngettext(
        "%(count)s comment is deleted with it, for good.", "%(count)s comments are deleted with it, for good.", count
    ) % {"count": count}


class NamesComments:
    """Mix into the delete view of pieces."""

    object: Piece

    @property
    def confirmation_message(self) -> str:
        """Wagtail's question, and what goes along."""
        question = super().confirmation_message  # type: ignore[misc]
        return f"{question} {warning(comments_lost([self.object]))}".strip()


class DeletePieces(DeleteBulkAction):  # type: ignore[misc]
    """Delete several at once; of other models than pieces there is nothing to add."""

    template_name = "workbench/confirm_bulk_delete.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What goes along."""
        chosen = self.get_actionable_objects()[0] if self.model is Piece else []
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"warning": warning(comments_lost(chosen))}


hooks.register("register_bulk_action", scoped(DeletePieces), order=20)
