"""No system: the defaults stand where merge fields were.

For mail programs and systems that fill in nothing. Since nobody knows what will send it, HTML is written so that no
system that Einklang knows finds a tag of its own in authors' words; readers see the same characters. A text part is
left as it was typed.
"""

import re

from renderers.contract.dialect import Dialect
from renderers.contract.escape import Context, clean, defuse, escape

_LINE, _TEXT, _HTML, _URL = Context.LINE, Context.TEXT, Context.HTML, Context.URL
_IN_ADDRESSES = re.compile(r"\$\[|\[\[|\]\]")


class Plain(Dialect):
    """Writes the default of a merge field, and no footer tag."""

    key = "plain"
    label = "Plain"
    #: Every alternative begins with a character of its own: the engine looks for those first, six times as fast.
    own = re.compile(
        r"\{(?=[{%#\w])|\}(?<=[\w}%]\})|\*\||\|\*|%%|%=|=%|%(?=/?[A-Z][A-Z_-]+[|% ])|\$\[|\]\$|\[(?=\[)|\]\]|<%|\$\{|https?://x@TrackLink"
    )

    def words(self, text: str, context: Context) -> str:
        """Authors' words; in lines and texts as they are. In an address most marks of tags are no characters anyway."""
        if context is _TEXT:
            return text if text.isprintable() else clean(text)
        if context is _HTML:
            return Dialect.words(self, text, context)  # asked of every text: `super()` takes a third of the time
        if context is _URL:
            return _IN_ADDRESSES.sub(lambda match: defuse(match[0], context), escape(text, context))
        return escape(text, context) if context is _LINE else super().words(text, context)

    def write_field(self, name: str, default: str, filters: tuple[str, ...], context: Context) -> str:  # noqa: ARG002
        """The default."""
        return default


plugin = Plain()
