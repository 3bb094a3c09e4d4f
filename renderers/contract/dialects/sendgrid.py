"""Twilio SendGrid: Handlebars, in dynamic templates and in designs of Marketing Campaigns.

Variables, `if` and the three braces that write a value as it is: SendGrid's page on Handlebars, read November 2026; the
addresses of the foot: its unsubscribe module. There is no helper that changes case, and the tag for reading online
(`weblink`) is on no page about Handlebars: neither is written. The postal address stands in the brand's guideline.
"""

import re

from renderers.contract.dialect import Dialect, Tag
from renderers.contract.escape import Context


class SendGrid(Dialect):
    """`{{#if first_name}}{{first_name}}{{else}}there{{/if}}`."""

    key = "sendgrid"
    label = "SendGrid"
    # A backslash before two braces takes them back.
    own = re.compile(r"\\?\{\{|\}\}|<%|%>|\[(?=unsubscribe|weblink)", re.IGNORECASE)
    tags = {Tag.UNSUBSCRIBE: "{{{unsubscribe}}}", Tag.PREFERENCES: "{{{unsubscribe_preferences}}}"}

    def write_field(self, name: str, default: str, filters: tuple[str, ...], context: Context) -> str:  # noqa: ARG002
        """The variable inside the conditional that says the default; as it is where nothing reads HTML."""
        value = "{{" + name + "}}" if context in (Context.HTML, Context.ATTRIBUTE) else "{{{" + name + "}}}"
        default = self.beside(default, context, before="{{else}}", after="{{/if}}")
        return "{{#if " + name + "}}" + value + "{{else}}" + default + "{{/if}}" if default else value


plugin = SendGrid()
