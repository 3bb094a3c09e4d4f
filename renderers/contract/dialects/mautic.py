"""Mautic: tokens in braces.

Tokens and the default behind the bar: Mautic's own source and its documentation, read November 2026. Some words behind
the bar are orders, not defaults (`true` encodes for an address): such a default cannot be written. In addresses Mautic
takes an encoded brace for a brace, too.
"""

import re

from renderers.contract.dialect import Dialect, Tag
from renderers.contract.escape import Context

_ORDERS = frozenset({"true", "label", "date", "time", "datetime"})


class Mautic(Dialect):
    """`{contactfield=firstname|there}`."""

    key = "mautic"
    label = "Mautic"
    own = re.compile(r"\{(?=\w)|(?<=%7B)[a-z](?=[a-z]*field=)")
    names = {"first_name": "firstname", "last_name": "lastname"}
    tags = {Tag.UNSUBSCRIBE: "{unsubscribe_url}", Tag.VIEW_ONLINE: "{webview_url}"}

    def can_default(self, default: str, context: Context) -> bool:
        """A bar or a brace would end it, but where references may be written; orders are none."""
        is_safe = context in (Context.HTML, Context.ATTRIBUTE) or not re.search(r"[|{}]", default)
        return is_safe and default.strip().lower() not in _ORDERS

    def write_field(self, name: str, default: str, filters: tuple[str, ...], context: Context) -> str:  # noqa: ARG002
        """The token, with its default behind a bar."""
        written = re.sub(r"[|{}]", lambda found: f"&#{ord(found[0])};", default)
        return "{contactfield=" + name + (f"|{written}" if default else "") + "}"


plugin = Mautic()
