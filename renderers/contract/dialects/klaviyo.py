"""Klaviyo: Django's template language.

Fields, `lookup` for a profile's own properties, filters, defaults and footer tags: Klaviyo's help center and its
glossary of filters, read November 2026. A filter stands before the default, so that the default stays as written; and
behind an empty one, since Django's filters take a property that a profile lacks for the word "None".
"""

import re

from renderers.contract.dialect import Dialect, Tag, quoted
from renderers.contract.escape import Context

#: What has a variable of its own; all others are properties of the profile.
_STANDARD = frozenset({"first_name", "last_name", "email"})


class Klaviyo(Dialect):
    """`{{ first_name|default:'there' }}`."""

    key = "klaviyo"
    label = "Klaviyo"
    own = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
    tags = {
        Tag.UNSUBSCRIBE: "{% unsubscribe_link %}",
        Tag.VIEW_ONLINE: "{% web_view_link %}",
        Tag.PREFERENCES: "{% manage_preferences_link %}",
        Tag.ADDRESS: "{{ organization.full_address }}",
    }
    filters = {"upcase": "upper", "downcase": "lower", "capitalize": "capfirst"}

    def can_default(self, default: str, context: Context) -> bool:
        """All that can be put between quotation marks."""
        return quoted(default, context) is not None

    def write_field(self, name: str, default: str, filters: tuple[str, ...], context: Context) -> str:
        """The variable or property with its filters and, last, its default."""
        known = name if name in _STANDARD else f"person|lookup:'{name}'"
        chain = "".join(f"|{filter_}" for filter_ in ("default:''", *filters)) if filters else ""
        return "{{ " + known + chain + "|default:" + (quoted(default, context) or "''") + " }}"


plugin = Klaviyo()
