"""Short ways to write documents."""

import re

from renderers.contract import grammar
from renderers.contract.document import AssetRef, Replacement
from renderers.contract.text import Inline, Link, Mark, RichText, Text

_INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|(?<!\w)_(?P<italic>[^_]+?)_(?!\w)|\[(?P<label>[^\]]+)\]\((?P<url>[^)\s]+)\)"
)


def rich(text: str) -> RichText:
    """`**bold**`, `_italic_`, `[words](address)`, merge fields and facts."""
    runs: list[Inline] = []
    position = 0
    for match in _INLINE.finditer(text):
        runs += grammar.parse(text[position : match.start()]).runs
        if match["bold"]:
            runs += grammar.parse(match["bold"], marks=(Mark.BOLD,)).runs
        elif match["italic"]:
            runs += grammar.parse(match["italic"], marks=(Mark.ITALIC,)).runs
        else:
            runs.append(Link(match["url"], grammar.parse(match["label"]).runs))
        position = match.end()
    runs += grammar.parse(text[position:]).runs
    return RichText(tuple(runs))


def raw(text: str) -> RichText:
    """The words as they are, nothing read in them."""
    return RichText((Text(text),))


def words(text: str) -> Replacement:
    """An override's or arm's words."""
    return Replacement(text=rich(text))


def picture(asset: AssetRef) -> Replacement:
    """An override's picture."""
    return Replacement(asset=asset)
