"""How it stands with the rights in a file, in two words, wherever files are listed or chosen from."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from hub.assets.asset import Asset

#: How a badge looks: nothing that shows the file is delivered now; or that comes to be so.
NOW, SOON = "now", "soon"


def badge_of(asset: "Asset") -> SafeString | str:
    """What has to be known before it is used; empty where there is nothing. Asks nothing."""
    words, tone = _said(asset)
    return format_html('<span class="rights-badge is-{}">{}</span>', tone, words) if words else ""


def _said(asset: "Asset") -> tuple[str, str]:
    from hub.assets.asset import Clearance
    from hub.assets.filters import AHEAD

    today = timezone.localdate()
    if asset.clearance != Clearance.CLEARED:
        return str(Clearance(asset.clearance).label), NOW
    if asset.valid_until is not None and asset.valid_until < today:
        return _("Ended on %(day)s") % {"day": _day(asset.valid_until)}, NOW
    if asset.valid_from is not None and asset.valid_from > today:
        return _("From %(day)s on") % {"day": _day(asset.valid_from)}, SOON
    if asset.valid_until is not None and asset.valid_until <= today + AHEAD:
        return _("Until %(day)s") % {"day": _day(asset.valid_until)}, SOON
    return "", ""


def _day(day: Any) -> str:
    # In words: 3/12 is read as two days.
    return date_format(day, "DATE_FORMAT")
