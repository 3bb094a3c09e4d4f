"""Mailchimp: merge tags between `*|` and `|*`.

Fields, the conditional that carries a default, and footer tags: Mailchimp's merge tag cheat sheet, read November 2026.
`*|FNAME:there|*`, which some pages advise, is on no page of Mailchimp's and is never written. `UPPER` and `LOWER` are
known from several programs that read such templates, not from Mailchimp itself.
"""

import re

from renderers.contract.dialect import Dialect, Tag
from renderers.contract.escape import Context


class Mailchimp(Dialect):
    """`*|IF:FNAME|**|FNAME|**|ELSE:|*there*|END:IF|*`."""

    key = "mailchimp"
    label = "Mailchimp"
    own = re.compile(r"\*\||\|\*")
    names = {
        "first_name": "FNAME",
        "last_name": "LNAME",
        "salutation": "SALUTATION",
        "company": "COMPANY",
        "city": "CITY",
        "email": "EMAIL",
    }
    tags = {
        Tag.UNSUBSCRIBE: "*|UNSUB|*",
        Tag.VIEW_ONLINE: "*|ARCHIVE|*",
        Tag.PREFERENCES: "*|UPDATE_PROFILE|*",
        Tag.ADDRESS: "*|LIST:ADDRESS|*",
    }
    filters = {"upcase": "UPPER", "downcase": "LOWER"}

    def write_field(self, name: str, default: str, filters: tuple[str, ...], context: Context) -> str:
        """The field inside the conditional that says the default where it is empty."""
        chain = "".join(f"{filter_}:" for filter_ in filters[-1:])
        default = self.beside(default, context, before="*|ELSE:|*", after="*|END:IF|*")
        return f"*|IF:{name}|**|{chain}{name}|**|ELSE:|*{default}*|END:IF|*"


plugin = Mailchimp()
