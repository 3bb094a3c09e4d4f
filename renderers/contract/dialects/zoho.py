"""Zoho Campaigns: merge tags between `$[` and `]$`.

Tags, the default behind the bar and custom fields (`UD:`): Zoho Campaigns' help, read November 2026; so is the tag for
unsubscribing. The one for reading online was read in templates that Zoho exports.
"""

import re

from renderers.contract.dialect import Dialect, Tag
from renderers.contract.escape import Context

#: Fields that every list has; all others are a list's own.
_STANDARD = frozenset({"FNAME", "LNAME", "EMAIL"})


class Zoho(Dialect):
    """`$[FNAME|there]$`."""

    key = "zoho"
    label = "Zoho Campaigns"
    own = re.compile(r"\$\[|\]\$")
    names = {
        "first_name": "FNAME",
        "last_name": "LNAME",
        "salutation": "SALUTATION",
        "company": "COMPANY",
        "city": "CITY",
        "email": "EMAIL",
    }
    tags = {Tag.UNSUBSCRIBE: "$[LI:UNSUBSCRIBE]$", Tag.VIEW_ONLINE: "$[LI:VIEWINBROWSER]$"}

    def can_default(self, default: str, context: Context) -> bool:
        """A bar or a bracket would end it, but where references may be written."""
        return context in (Context.HTML, Context.ATTRIBUTE) or not re.search(r"[|\[\]$]", default)

    def write_field(self, name: str, default: str, filters: tuple[str, ...], context: Context) -> str:  # noqa: ARG002
        """The tag, with its default behind a bar."""
        kind = "" if name in _STANDARD else "UD:"
        written = re.sub(r"[|\[\]$]", lambda found: f"&#{ord(found[0])};", default)
        return f"$[{kind}{name}|{written}]$" if default else f"$[{kind}{name}]$"


plugin = Zoho()
