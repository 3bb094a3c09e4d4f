"""Comments as the panel and the page show them: threads of frozen lines, the text escaped, names in it marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from hub.accounts.models import User
from hub.content.commenting import mentions
from hub.content.comments import Comment
from hub.content.models import Piece

#: The fields a comment can be about, as one reads the editor.
_FIELDS = ("headline", "teaser", "hero", "body", "action_label", "action_url", "short", "hashtags", "legal")
_FIELDS_BEHIND = ("channels_off", "overrides", "arms", "facts", "slug")
#: So many blocks are offered; a list of more helps nobody.
_MOST_BLOCKS = 80


@dataclass(frozen=True, slots=True)
class Earlier:
    """A wording that was replaced."""

    text: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Said:
    """One comment for one reader."""

    pk: int
    author: str
    written_at: datetime
    html: SafeString
    raw: str
    locale: str
    about: str
    about_label: str
    is_own: bool
    is_edited: bool
    is_deleted: bool
    is_for_reader: bool
    withheld: str
    earlier: tuple[Earlier, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """What began it, what was answered, and whether it has ended."""

    root: Said
    answers: tuple[Said, ...]
    resolved_by: str
    resolved_at: datetime | None


def threads_of(piece: Piece, reader: User) -> list[Thread]:
    """All threads of a piece, the oldest first. Two queries, however many there are."""
    rows = Comment.objects.about(piece).select_related("resolved_by").prefetch_related("mentioned")
    labels, threads = dict(places_of(piece)), []
    answers: dict[int, list[Said]] = {}
    roots = []
    for row in rows:
        said = _said(row, reader, labels)
        if row.thread_id is None:
            roots.append((row, said))
        else:
            answers.setdefault(row.thread_id, []).append(said)
    for row, said in roots:
        by = row.resolved_by
        name = (by.get_full_name() or by.get_username()) if by is not None else ""
        threads.append(Thread(said, tuple(answers.get(row.pk, ())), name, row.resolved_at))
    return threads


def may_read_deleted(reader: User) -> bool:
    """Administrators: for them nothing vanishes."""
    return reader.has_perm("accounts.change_user")


def places_of(piece: Piece) -> Iterator[tuple[str, str]]:
    """What a comment can be about, as content paths of the editor, and what people call it."""
    for name in _FIELDS:
        yield name, _label(name)
        if name == "body":
            yield from _blocks(piece)
    yield from ((name, _label(name)) for name in _FIELDS_BEHIND)


def _blocks(piece: Piece) -> Iterator[tuple[str, str]]:
    for child in list(piece.body)[:_MOST_BLOCKS]:
        if child.id:
            words = Truncator(" ".join(strip_tags(str(_words(child.value))).split())).chars(40)
            yield f"body.{child.id}", f"{_label('body')}: {child.block.label}" + (f" “{words}”" if words else "")


def _words(value: Any) -> Any:
    if hasattr(value, "get"):
        return next((value.get(name) for name in ("text", "product", "label") if value.get(name)), "")
    return ""


def _label(name: str) -> str:
    field: Any = Piece._meta.get_field(name)
    return str(capfirst(str(field.verbose_name)))


def _said(row: Comment, reader: User, labels: dict[str, str]) -> Said:
    is_deleted, mentioned = row.deleted_at is not None, list(row.mentioned.all())
    reads_all = may_read_deleted(reader)
    return Said(
        pk=row.pk,
        author=row.author_name,
        written_at=row.written_at,
        html=SafeString("") if is_deleted else marked(row.text, mentioned),
        raw="" if is_deleted else row.text,
        locale=row.locale,
        about=row.about if row.about in labels else "",
        about_label=labels.get(row.about) or (_("%(place)s (gone)") % {"place": row.about_label} if row.about else ""),
        is_own=row.author_id == reader.pk and not is_deleted,
        is_edited=row.edited_at is not None,
        is_deleted=is_deleted,
        is_for_reader=not is_deleted and reader.pk in {person.pk for person in mentioned},
        withheld=row.text if is_deleted and reads_all else "",
        earlier=tuple(_earlier(row)) if reads_all else (),
    )


def _earlier(row: Comment) -> Iterator[Earlier]:
    for wording in row.earlier:
        yield Earlier(str(wording.get("text", "")), parse_datetime(str(wording.get("until", ""))))


def marked(text: str, people: Iterable[User]) -> SafeString:
    """The text, escaped, with the names of those it mentions in the place of their user names."""
    parts, last = [], 0
    for start, end, person in mentions(text, people):
        name = person.get_full_name() or person.get_username()
        parts += [escape(text[last:start]), format_html('<span class="said__name">@{}</span>', name)]
        last = end
    return mark_safe("".join([*parts, escape(text[last:])]))  # noqa: S308 -- every part is escaped
