"""What is done with comments: writing, editing, deleting, resolving. Each is on record in the history of the piece."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from hub.accounts.models import User
from hub.content import comment_mails
from hub.content.comments import LONGEST, Comment
from hub.content.models import Piece

#: The signs a user name may have; a mention begins where no such sign stands before it, so that no address is one.
_MENTION = re.compile(r"(?<![\w.@+-])@([\w.@+-]+)")


def people_of(piece: Piece) -> QuerySet[User]:
    """Who may be mentioned: the members of the piece's brand who may see it."""
    policy = policy_registry.get_by_type(Piece)
    people: QuerySet[User] = policy.users_with_any_permission_for_instance(["view", "change"], piece)
    return people.filter(is_active=True, brands=piece.campaign.brand_id).order_by("first_name", "last_name", "username")


def mentions(text: str, people: Iterable[User]) -> Iterator[tuple[int, int, User]]:
    """Where a text names people, as `@name`: start, end, and who. A sentence may end behind a name."""
    known = {person.get_username().casefold(): person for person in people}
    for hit in _MENTION.finditer(text):
        name = hit[1].casefold()
        while name and name not in known and not name[-1].isalnum():
            name = name[:-1]
        if name in known:
            yield hit.start(), hit.start() + 1 + len(name), known[name]


@transaction.atomic
def write(
    piece: Piece, *, user: User, text: str, thread: Comment | None = None, place: tuple[str, str] = ("", "")
) -> Comment:
    """Say something about a piece, or answer in a thread; `place` is a content path of the editor and its name.

    Answering in a resolved thread opens it again: what is said last has been read by nobody.

    Raises:
        ValidationError: nothing was said, or too much.
    """
    said = _checked(text)
    Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk)  # nobody deletes it meanwhile
    comment = Comment.objects.create(
        piece_key=piece.translation_key,
        locale=piece.locale_code,
        thread=thread.root if thread is not None else None,
        author=user,
        author_name=user.get_full_name() or user.get_username(),
        text=said,
        about=place[0][:200],
        about_label=place[1][:200],
    )
    if thread is not None and thread.root.resolved_at is not None:
        reopen(thread.root, piece=piece, user=user)
    named = _name(comment, piece)
    _note("content.comment.add", piece, user, comment)
    comment_mails.announce(comment, mentioned=named, is_new=True)
    return comment


@transaction.atomic
def edit(comment: Comment, *, piece: Piece, user: User, text: str) -> Comment:
    """Say it in other words; the earlier ones are kept, and only who is mentioned anew gets a mail.

    Raises:
        ValidationError: nothing is left, or it is too much.
        PermissionDenied: somebody else said it, or it was deleted.
    """
    comment, said = _own(comment, user), _checked(text)
    if said == comment.text:
        return comment
    before = set(comment.mentioned.values_list("pk", flat=True))
    now = timezone.now()
    comment.earlier = [*comment.earlier, {"text": comment.text, "until": now.isoformat()}]
    comment.text, comment.edited_at = said, now
    comment.save(update_fields=["earlier", "text", "edited_at"])
    named = [person for person in _name(comment, piece) if person.pk not in before]
    _note("content.comment.edit", piece, user, comment)
    comment_mails.announce(comment, mentioned=named, is_new=False)
    return comment


@transaction.atomic
def delete(comment: Comment, *, piece: Piece, user: User) -> None:
    """Take back what one said: a mark stays where it stood, and administrators can read it.

    Raises:
        PermissionDenied: somebody else said it, or it was deleted before.
    """
    comment = _own(comment, user)
    comment.deleted_at = timezone.now()
    comment.save(update_fields=["deleted_at"])
    _note("content.comment.delete", piece, user, comment)


@transaction.atomic
def resolve(comment: Comment, *, piece: Piece, user: User) -> None:
    """End the thread. Safe to repeat: the first time stands."""
    root = comment.root
    if Comment.objects.filter(pk=root.pk, resolved_at=None).update(resolved_at=timezone.now(), resolved_by=user):
        _note("content.comment.resolve", piece, user, root)


@transaction.atomic
def reopen(comment: Comment, *, piece: Piece, user: User) -> None:
    """Go on with a thread that was ended. Safe to repeat."""
    root = comment.root
    if Comment.objects.filter(pk=root.pk).exclude(resolved_at=None).update(resolved_at=None, resolved_by=None):
        _note("content.comment.reopen", piece, user, root)


def forget_comments(instance: Piece, **_: Any) -> None:
    """With the last translation of a piece its comments go, too."""
    if not Piece.objects.filter(translation_key=instance.translation_key).exists():
        Comment.objects.about(instance).delete()


def _checked(text: str) -> str:
    said = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not said:
        raise ValidationError(_("Write something first."))
    if (surplus := len(said) - LONGEST) > 0:
        raise ValidationError(
            _("A comment has at most %(most)s characters; these are %(surplus)s too many.")
            % {"most": LONGEST, "surplus": surplus}
        )
    return said


def _own(comment: Comment, user: User) -> Comment:
    fresh = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if fresh.author_id != user.pk or fresh.deleted_at is not None:
        raise PermissionDenied
    return fresh


def _name(comment: Comment, piece: Piece) -> list[User]:
    people = (
        {person for _start, _end, person in mentions(comment.text, people_of(piece))} if "@" in comment.text else set()
    )
    comment.mentioned.set(people)
    return sorted((person for person in people if person.pk != comment.author_id), key=lambda person: person.pk)


def _note(action: str, piece: Piece, user: User, comment: Comment) -> None:
    log(piece, action, user=user, data={"comment": comment.pk, "locale": comment.locale})
