"""HubSpot: HubL, a template language in the manner of Jinja.

Tokens, their defaults and footer tags: HubSpot's reference of HubL variables and functions, read November 2026.
Marketing mails are blocked without the company's name, street and city. Whether filters work on a token that is filled
in when a mail is sent is on no page of HubSpot's: none is written.
"""

import re

from renderers.contract.dialect import Dialect, Tag, quoted
from renderers.contract.escape import Context


class HubSpot(Dialect):
    """`{{ personalization_token('contact.firstname', 'there') }}`."""

    key = "hubspot"
    label = "HubSpot"
    own = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
    names = {"first_name": "firstname", "last_name": "lastname"}
    tags = {
        Tag.UNSUBSCRIBE: "{{ unsubscribe_link }}",
        Tag.VIEW_ONLINE: "{{ view_as_page_url }}",
        Tag.ADDRESS: (
            "{{ site_settings.company_name }}, {{ site_settings.company_street_address_1 }}, "
            "{{ site_settings.company_city }}"
        ),
    }

    def can_default(self, default: str, context: Context) -> bool:
        """All that can be put between quotation marks."""
        return quoted(default, context) is not None

    def write_field(self, name: str, default: str, filters: tuple[str, ...], context: Context) -> str:  # noqa: ARG002
        """A call with the property and what stands where it is empty."""
        return "{{ personalization_token('contact." + name + "', " + (quoted(default, context) or "''") + ") }}"


plugin = HubSpot()
