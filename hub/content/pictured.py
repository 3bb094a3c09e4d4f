"""Which pictures a stream shows, told by its stored values: no picture is loaded for it, and no value is converted."""

from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


def pictures_in(block: Any, raw: Any) -> Iterator[int]:
    """The numbers of the pictures in a block's stored value."""
    match block:
        case blocks.StreamBlock():
            children = [(block.child_blocks.get(child["type"]), child["value"]) for child in raw or ()]
        case blocks.StructBlock():
            children = [(block.child_blocks.get(name), value) for name, value in (raw or {}).items()]
        case ImageChooserBlock() if isinstance(raw, int):
            yield raw
            return
        case _:
            return
    for child, value in children:
        yield from pictures_in(child, value)
