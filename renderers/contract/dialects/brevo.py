"""Brevo (formerly Sendinblue): a template language in the manner of Django's.

Fields, defaults and footer tags: Brevo's help center, read November 2026, and a mail exported from it. Filters
(`upper`, `lower`, `capfirst`): help.brevo.com article 4405381108626. A filter stands before the default, so that the
default stays as written.
"""

import re

from renderers.contract.dialect import Dialect, Tag
from renderers.contract.escape import Context


class Brevo(Dialect):
    """`{{ contact.FIRSTNAME | default : "there" }}`."""

    key = "brevo"
    label = "Brevo"
    own = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
    names = {
        "first_name": "FIRSTNAME",
        "last_name": "LASTNAME",
        "salutation": "SALUTATION",
        "company": "COMPANY",
        "city": "CITY",
        "email": "EMAIL",
    }
    tags = {
        Tag.UNSUBSCRIBE: "{{ unsubscribe }}",
        Tag.VIEW_ONLINE: "{{ mirror }}",
        Tag.PREFERENCES: "{{ update_profile }}",
    }
    filters = {"upcase": "upper", "downcase": "lower", "capitalize": "capfirst"}

    def write_field(self, name: str, default: str, filters: tuple[str, ...], context: Context) -> str:
        """The field with its filters and, last, its default in double quotes."""
        if context in (Context.LINE, Context.TEXT):
            default = default.replace("\\", "\\\\").replace('"', '\\"')
        else:
            default = default.replace("\\", "&#92;").replace('"', "&quot;")
        chain = "".join(f" | {filter_}" for filter_ in filters)
        return "{{ contact." + name + chain + ' | default : "' + default + '" }}'


plugin = Brevo()
