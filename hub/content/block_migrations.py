"""Taking a type of blocks out of the body, in a migration, without losing a word.

A block type that is removed from `hub/content/blocks.py` gets a migration that says what its blocks become, in the rows
and in every version of them, translations included:

    operations = [*replace_block("offer", into=paragraph_of_words)]

`into` is given a block's stored value and answers the type and value that take its place; the id stays, so that
findings and comments still find it, and so does the limit to channels. The type must be one that columns may hold, too,
if the old one could. `paragraph_of_words` keeps every word of anything, without its form; what has pictures, addresses
or codes wants a function of its own. Wagtail's own operations (`wagtail.blocks.migrations.operations`) rename types and
children.
Nothing is lost before such a migration is written, either: `kept.py` keeps blocks of unknown types as they are.
"""

import json
from collections.abc import Callable
from html import escape
from typing import Any

from django.db.migrations.operations import RunPython
from django.db.models import F, JSONField
from django.db.models.functions import Cast
from wagtail.blocks import StreamValue

from hub.content.kept import words_of

Raw = dict[str, Any]
Into = Callable[[Any], tuple[str, Raw]]
#: Rows and versions that are written at once.
_CHUNK = 500


def paragraph_of_words(value: Any) -> tuple[str, Raw]:
    """A paragraph for each stretch of words that the block had, in their order."""
    return "paragraph", {"text": "".join(f"<p>{escape(words, quote=False)}</p>" for words in words_of(value))}


def replace_block(name: str, *, into: Into, field: str = "body", model: str = "Piece") -> list[RunPython]:
    """The operations that turn every block of a type into another, wherever it stands in a stream."""

    def forward(apps: Any, _schema_editor: Any) -> None:
        rows = apps.get_model("content", model)
        _in_rows(rows, field, lambda raw: replaced(raw, name, into))
        _in_versions(apps, rows, field, lambda raw: replaced(raw, name, into))

    return [RunPython(forward, RunPython.noop)]


def replaced(raw: Any, name: str, into: Into) -> Any:
    """A stream's stored children with those of one type turned into others; streams inside blocks, too."""
    if isinstance(raw, list):
        return [replaced(each, name, into) for each in raw]
    if not isinstance(raw, dict):
        return raw
    if raw.get("type") == name and "value" in raw:
        kind, value = into(raw["value"])
        limits = raw["value"].get("channels") if isinstance(raw["value"], dict) else None
        return {**raw, "type": kind, "value": {**value, **({"channels": limits} if limits else {})}}
    return {key: replaced(value, name, into) for key, value in raw.items()}


def _in_rows(rows: Any, field: str, change: Callable[[Any], Any]) -> None:
    """The stored values, past the stream field, which would drop what it does not know."""
    changed = []
    for row in rows.objects.annotate(stored=Cast(F(field), JSONField())).only("pk").iterator(chunk_size=_CHUNK):
        new = change(row.stored)
        if new != row.stored:
            changed.append((row.pk, new))
    stream = rows._meta.get_field(field).stream_block
    for pk, new in changed:
        # Lazily: nothing looks at the children, so none is dropped.
        rows.objects.filter(pk=pk).update(**{field: StreamValue(stream, new, is_lazy=True)})


def _in_versions(apps: Any, rows: Any, field: str, change: Callable[[Any], Any]) -> None:
    revisions = apps.get_model("wagtailcore", "Revision")
    mine = revisions.objects.filter(
        base_content_type__app_label=rows._meta.app_label, base_content_type__model=rows._meta.model_name
    )
    waiting = []
    for revision in mine.iterator(chunk_size=_CHUNK):
        raw = json.loads(revision.content.get(field) or "[]")
        new = change(raw)
        if new != raw:
            revision.content[field] = json.dumps(new)
            waiting.append(revision)
        if len(waiting) == _CHUNK:
            revisions.objects.bulk_update(waiting, ["content"])
            waiting = []
    revisions.objects.bulk_update(waiting, ["content"])
