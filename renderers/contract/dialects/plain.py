"""No system: the defaults stand where merge fields were.

For mail programs and systems that fill in nothing. Since nobody knows what will send it, HTML is written so that no
system that Einklang knows finds a tag of its own in authors' words; readers see the same characters. A text part is
left as it was typed.
"""

import re

from renderers.contract.dialect import Dialect
from renderers.contract.escape import Context, defuse, escape

_IN_ADDRESSES = re.compile(r"\$\[|\[\[|\]\]")


class Plain(Dialect):
    """Writes the default of a merge field, and no footer tag."""

    key = "plain"
    label = "Plain"
    as_typed = (Context.LINE, Context.TEXT)
    #: Every alternative begins with a character of its own: the engine looks for those first, six times as fast.
    own = re.compile(
        r"\{(?=[{%#\w])|\}(?<=[\w}%]\})|\*\||\|\*|%%|%=|=%|%(?=/?[A-Z][A-Z_-]+[|% ])|\$\[|\]\$|\[(?=\[)|\]\]|<%|\$\{|https?://x@TrackLink"
    )

    def address(self, text: str) -> str:
        """Most marks of tags are no characters of an address anyway."""
        return _IN_ADDRESSES.sub(lambda match: defuse(match[0], Context.URL), escape(text, Context.URL))

    def write_field(self, name: str, default: str, filters: tuple[str, ...], context: Context) -> str:  # noqa: ARG002
        """The default."""
        return default


plugin = Plain()
