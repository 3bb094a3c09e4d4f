"""Salesforce Marketing Cloud Engagement: AMPscript between double percent signs.

`AttributeValue`, `Empty`, `Iif`, `Uppercase`, `Lowercase`, `ProperCase` and the personalization strings of the foot:
Salesforce's AMPscript reference, read November 2026; the default is composed of them. `AttributeValue` does not break
a mail where a field is missing. Marketing Cloud Next has Handlebars instead and is another system.
"""

import re

from renderers.contract.dialect import Dialect, Tag, quoted
from renderers.contract.escape import Context


class Salesforce(Dialect):
    """`%%=Iif(Empty(AttributeValue("FirstName")),"there",AttributeValue("FirstName"))=%%`."""

    key = "salesforce"
    label = "Salesforce Marketing Cloud"
    own = re.compile(r"%%|<%|%>|\{\{|\}\}")
    names = {
        "first_name": "FirstName",
        "last_name": "LastName",
        "salutation": "Salutation",
        "company": "Company",
        "city": "City",
        "email": "emailaddr",
    }
    tags = {
        Tag.UNSUBSCRIBE: "%%unsub_center_url%%",
        Tag.VIEW_ONLINE: "%%view_email_url%%",
        Tag.PREFERENCES: "%%profile_center_url%%",
        Tag.ADDRESS: ("%%Member_Busname%%, %%Member_Addr%%, %%Member_PostalCode%% %%Member_City%%, %%Member_Country%%"),
    }
    filters = {"upcase": "Uppercase", "downcase": "Lowercase", "capitalize": "ProperCase"}

    def can_default(self, default: str, context: Context) -> bool:
        """All that can be put between quotation marks."""
        return quoted(default, context, first='"') is not None

    def write_field(self, name: str, default: str, filters: tuple[str, ...], context: Context) -> str:
        """The attribute, or the default where it is empty."""
        attribute = f'AttributeValue("{name}")'
        shown = attribute
        for filter_ in filters:
            shown = f"{filter_}({shown})"
        if not default:
            return f"%%={shown}=%%"
        return f"%%=Iif(Empty({attribute}),{quoted(default, context, first=chr(34)) or chr(34) * 2},{shown})=%%"


plugin = Salesforce()
