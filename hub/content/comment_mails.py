"""Mails about comments: to who was mentioned, and to who wrote in the thread that somebody answers in."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from hub.accounts.mailing import Letter, Wish, who_wishes, write_to
from hub.accounts.models import User
from hub.content.comments import Comment


def announce(comment: Comment, *, mentioned: Iterable[User], is_new: bool) -> None:
    """Have those told whom a comment concerns, once it is there for good."""
    named = [person.pk for person in mentioned]
    if named or (is_new and comment.thread_id):
        # Robust: the comment is written, whether or not the queue can be reached.
        transaction.on_commit(partial(tell.enqueue, comment.pk, named, is_new), robust=True)


@task()
def tell(comment_key: int, mentioned: list[int], is_new: bool) -> int:
    """Write to everybody whom a comment concerns, one mail each; to how many."""
    from hub.content.models import Piece

    comment = Comment.objects.select_related("author", "thread").filter(pk=comment_key, deleted_at=None).first()
    if comment is None:
        return 0
    rows = Piece.objects.filter(translation_key=comment.piece_key).select_related("campaign__brand", "locale")
    pieces = sorted(rows, key=lambda row: row.locale_code != comment.locale)
    if not pieces:
        return 0
    people = _concerned(comment, pieces[0], set(mentioned), is_new=is_new)
    return write_to(people, lambda person: _letter(comment, str(pieces[0]), is_mentioned=person.pk in mentioned))


def _concerned(comment: Comment, piece: Any, mentioned: set[int], *, is_new: bool) -> QuerySet[User]:
    """Members of the piece's brand only, whoever they were when the comment was written."""
    from hub.content.commenting import people_of

    keys = set(mentioned)
    if is_new and comment.thread_id:
        before = Comment.objects.filter(Q(pk=comment.thread_id) | Q(thread=comment.thread_id), deleted_at=None)
        keys |= set(before.exclude(author=None).values_list("author_id", flat=True))
    people = people_of(piece).filter(pk__in=keys - {comment.author_id})
    return who_wishes(people, Wish.COMMENTS)


def _letter(comment: Comment, title: str, *, is_mentioned: bool) -> Letter:
    names = {"person": comment.author_name, "piece": title}
    if is_mentioned:
        subject, opening = (
            _("%(person)s mentions you at “%(piece)s”"),
            _("%(person)s mentions you in a comment on “%(piece)s”:"),
        )
    else:
        subject, opening = _("%(person)s answers at “%(piece)s”"), _("%(person)s answers in a thread on “%(piece)s”:")
    return Letter(
        subject=subject % names,
        opening=opening % names,
        quote=comment.text,
        label=_("Read and answer"),
        address=reverse("comment", args=[comment.pk]),
    )
