"""IANA time zones, checked where a person types one."""

import zoneinfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Files that some machines keep beside the zones; browsers know no zone of that name.
NO_ZONES = {"localtime", "posixrules", "Factory"}


def known_time_zones() -> list[str]:
    """The names of all time zones, sorted."""
    return sorted(zoneinfo.available_timezones() - NO_ZONES)


def validate_time_zone(value: str) -> None:
    """Raise `ValidationError` unless this machine knows a time zone of that name."""
    if value not in known_time_zones():
        raise ValidationError(
            _("“%(zone)s” is not a time zone. Write one as Europe/Berlin or UTC."), params={"zone": value}
        )
