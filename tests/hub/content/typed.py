"""What a browser would send for a piece, if nobody had touched a key."""

from collections.abc import Mapping
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text

from hub.content.models import Piece

STREAMS = ("short", "body", "legal", "facts", "arms")


def address(name: str, *args: object) -> str:
    """The address of a view of pieces."""
    return reverse(Piece.snippet_viewset.get_url_name(name), args=args)


def form_of(client: Client, piece: Piece, **changes: Any) -> dict[str, Any]:
    """The editor's form as it stands, and changes to it. Wagtail draws streams in the browser only: we write them."""
    page = client.get(address("edit", piece.pk)).content.decode()
    form = querydict_from_html(page, form_id="w-editor-form")
    kept = {key: values if len(values := form.getlist(key)) > 1 else form[key] for key in form if key not in STREAMS}
    return {**kept, **nested_form_data({name: stream(getattr(piece, name)) for name in STREAMS}), **changes}


def stream(value: Any) -> dict[str, Any]:
    """A stream with the ids of its blocks."""
    children = {
        str(number): {
            "id": child.id,
            "type": child.block_type,
            "order": str(number),
            "deleted": "",
            "value": typed(child.block, child.value),
        }
        for number, child in enumerate(value)
    }
    return {"count": str(len(children)), **children}


def typed(block: Any, value: Any) -> Any:
    """A value as the controls of its block send it."""
    if isinstance(block, blocks.StreamBlock):
        return stream(value)
    if isinstance(block, blocks.StructBlock):
        return {name: typed(child, value.get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        items = value or []
        children = {
            str(number): {"id": "", "order": str(number), "deleted": "", "value": typed(block.child_block, item)}
            for number, item in enumerate(items)
        }
        return {"count": str(len(children)), **children}
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(value.source)
    if isinstance(block, blocks.MultipleChoiceBlock):
        return list(value or ())
    return _plain(value)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return "on" if value else ""
    return value if isinstance(value, str | int | list | Mapping) else getattr(value, "pk", "")
