"""IANA time zones, checked where a person types one."""

import zoneinfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def validate_time_zone(value: str) -> None:
    """Raise `ValidationError` unless this machine knows a time zone of that name."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(zone)s” is not a time zone. Write one as Europe/Berlin or UTC."), params={"zone": value}
        )
