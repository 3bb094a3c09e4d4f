"""ActiveCampaign: personalization tags between percent signs.

Tags and footer tags: ActiveCampaign's help center, read November 2026. A tag has no default of its own, and the
conditional that could carry one is written in two ways by the sources there are, by neither on a page of
ActiveCampaign's: fields are written bare, and the lost default is on record. `TITLECASE` is the one modifier seen.
"""

import re

from renderers.contract.dialect import Dialect, Tag
from renderers.contract.escape import Context


class ActiveCampaign(Dialect):
    """`%FIRSTNAME%`."""

    key = "activecampaign"
    label = "ActiveCampaign"
    # Not the beginning of a percent-encoded byte, unless a whole tag follows.
    own = re.compile(r"%(?![0-9A-Fa-f]{2})(?=[A-Za-z/])|%(?=[A-Z][A-Z0-9_-]{2,}[|%])")
    names = {
        "first_name": "FIRSTNAME",
        "last_name": "LASTNAME",
        "salutation": "SALUTATION",
        "company": "COMPANY",
        "city": "CITY",
        "email": "EMAIL",
    }
    tags = {
        Tag.UNSUBSCRIBE: "%UNSUBSCRIBELINK%",
        Tag.VIEW_ONLINE: "%WEBCOPY%",
        Tag.PREFERENCES: "%UPDATELINK%",
        Tag.ADDRESS: "%SENDER-INFO-SINGLELINE%",
    }
    filters = {"capitalize": "TITLECASE"}

    def can_default(self, default: str, context: Context) -> bool:  # noqa: ARG002
        """Nothing but nothing."""
        return not default

    def write_field(self, name: str, default: str, filters: tuple[str, ...], context: Context) -> str:  # noqa: ARG002
        """The tag, with one modifier at most."""
        return f"%{name}{''.join(f'|{filter_}' for filter_ in filters[-1:])}%"


plugin = ActiveCampaign()
