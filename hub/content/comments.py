"""The comments on a piece: one conversation that all its translations share, in threads of one level.

Whoever may see the piece may comment on it. Comments go with the last translation of their piece, and whoever deletes
that is told how many they are. Until then nothing vanishes: what its author deletes stays as a mark that something was
said, and administrators can still read it; earlier wordings of edited comments are kept in the same way.
"""

from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hub.accounts.scoping import Viewer, principal_of

#: So many characters a comment may have; said in the form.
LONGEST = 2000


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments, as far as the pieces exist for the caller that they are about."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those on the caller's pieces; a piece that moves to another brand takes them along."""
        if principal_of(viewer).brand_ids is None:
            return self.all()
        pieces: Any = apps.get_model("content", "Piece")
        return self.filter(piece_key__in=pieces.objects.visible_to(viewer).values("translation_key"))

    def about(self, piece: Any) -> Self:
        """Those on a piece, whichever translation they were written at."""
        return self.filter(piece_key=piece.translation_key)

    def still_open(self) -> Self:
        """Threads that nobody has resolved, and in which something is still said."""
        replies = Comment.objects.filter(thread=OuterRef("pk"), deleted_at=None)
        return self.filter(Q(deleted_at=None) | Exists(replies), thread=None, resolved_at=None)


class Comment(models.Model):
    """What somebody said about a piece, or answered. What begins a thread has no `thread`, and carries its end."""

    piece_key = models.UUIDField(_("piece"), db_index=True, editable=False)
    locale = models.CharField(_("written at the translation"), max_length=10, editable=False)
    thread = models.ForeignKey(
        "self", verbose_name=_("answer to"), on_delete=models.CASCADE, null=True, related_name="replies"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    author_name = models.CharField(_("name of the author"), max_length=301, help_text=_("Kept when the user goes."))
    text = models.TextField(_("text"), max_length=LONGEST)
    about = models.CharField(
        _("about"), max_length=200, blank=True, help_text=_("A place in the editor: headline, body.<id of the block>.")
    )
    about_label = models.CharField(_("name of the place"), max_length=200, blank=True)
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("mentioned"), blank=True, related_name="+"
    )
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    edited_at = models.DateTimeField(_("edited"), null=True)
    earlier = models.JSONField(_("earlier wordings"), default=list)
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("resolved by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    deleted_at = models.DateTimeField(_("deleted"), null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["written_at", "pk"]
        # Whoever may see the piece may comment; nobody is granted anything beyond that.
        default_permissions = ()

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def root(self) -> "Comment":
        """The comment that began the thread."""
        return self.thread if self.thread is not None else self
