"""Where in a document something stands."""

from dataclasses import dataclass, replace
from functools import lru_cache

from renderers.contract.making import made_quickly


@made_quickly
@dataclass(frozen=True, slots=True)
class Place:
    """A field of a document, the body block in it, and a stretch of its text.

    `field` is a dotted path: `headline`, `teaser`, `short.0`, `action.label`, `action.url`, `hero`, `hero.alt`,
    `hashtags.2`, `legal.0`, `facts.price`; inside a body block `body.text`, `body.items.1`, `body.rows.0.2`, with
    the block's id in `block`. `overrides.<channel>.<format>.<field>` and `arms.<key>` are the places of words that an
    override or an arm put there. `start` and `end` count characters of the field's `RichText.source`; None = all of it.
    """

    field: str
    block: str = ""
    start: int | None = None
    end: int | None = None

    @staticmethod
    @lru_cache(maxsize=4096)
    def of(field: str, block: str = "") -> "Place":
        """The whole of a field: one object for all who name it, for channels that name every field again and again."""
        return Place(field, block)

    def at(self, start: int, end: int) -> "Place":
        """Return the same place narrowed to some of its characters."""
        return replace(self, start=start, end=end)

    @property
    def whole(self) -> "Place":
        """The same place without the stretch."""
        return replace(self, start=None, end=None)

    def __str__(self) -> str:
        block = f"[{self.block}]" if self.block else ""
        stretch = "" if self.start is None else f":{self.start}-{self.end}"
        return f"{self.field}{block}{stretch}"
