"""Links that let people without a sign-in into a brand's portal: signed, ending with a day, and withdrawn at will."""

import datetime
import zoneinfo
from enum import Enum

from django.core import signing
from django.utils import timezone

from hub.accounts.models import Brand, PortalAccess

_SALT = "hub.accounts.passes"
#: More than any pass of ours has; longer ones are not looked at.
_LONGEST = 300


class Admission(Enum):
    """What a pass is worth."""

    NONE = "none"
    ENDED = "ended"
    VALID = "valid"


def portal_pass(brand: Brand) -> str:
    """The pass that the brand hands out now: the same one until its day or its number changes; "" where it has none."""
    if brand.portal_access != PortalAccess.LINK or brand.portal_until is None:
        return ""
    return signing.Signer(salt=_SALT).sign_object([brand.pk, brand.portal_link, brand.portal_until.isoformat()])


def admission(brand: Brand, text: str) -> Admission:
    """What this pass is worth for this brand, now. A day ends in the brand's time zone."""
    try:
        signed = signing.Signer(salt=_SALT).unsign_object(text) if text and len(text) <= _LONGEST else None
    except (signing.BadSignature, ValueError):
        return Admission.NONE
    if not isinstance(signed, list) or signed[:1] != [brand.pk]:
        return Admission.NONE
    _, number, until = signed
    today = timezone.now().astimezone(zoneinfo.ZoneInfo(brand.time_zone)).date()
    handed_out = brand.portal_access != PortalAccess.LOGIN and number == brand.portal_link
    return Admission.VALID if handed_out and today <= datetime.date.fromisoformat(until) else Admission.ENDED
