"""Filters of the library: what ends soon, what is not cleared, what nobody uses."""

import datetime
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.accounts.scoping import Viewer, visible
from hub.assets.asset import Clearance
from hub.assets.uses import used

#: So many days ahead the end of rights is announced.
AHEAD = datetime.timedelta(days=30)
EXPIRING, ENDED, NOT_CLEARED, UNUSED = "expiring", "ended", "not-cleared", "unused"
_CHOICES = [
    (EXPIRING, _("Rights end within 30 days")),
    (ENDED, _("Rights ended")),
    (NOT_CLEARED, _("Not cleared")),
    (UNUSED, _("Used nowhere")),
]


class RightsFilter(django_filters.ChoiceFilter):  # type: ignore[misc]
    """One state of rights or use; only what exists for the viewer is asked about."""

    def __init__(self, *, viewer: Viewer) -> None:
        super().__init__(
            label=_("Rights and use"), choices=_CHOICES, widget=forms.RadioSelect, empty_label=_("All"), required=False
        )
        self.viewer = viewer

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Narrow to a state."""
        if not value:
            return qs
        # By keys: a search engine filters by few fields.
        keys = in_state(visible(qs.model, self.viewer), value).values_list("pk", flat=True)
        return qs.filter(pk__in=list(keys))


def in_state(assets: QuerySet[Any], state: str) -> QuerySet[Any]:
    """Those of the assets that are in a state. "Used nowhere" costs a few queries, however many assets there are."""
    today = timezone.localdate()
    match state:
        case "expiring":
            return assets.filter(valid_until__range=(today, today + AHEAD))
        case "ended":
            return assets.filter(valid_until__lt=today)
        case "not-cleared":
            return assets.exclude(clearance=Clearance.CLEARED)
        case _:
            return assets.exclude(pk__in=_in_use(assets))


def _in_use(assets: QuerySet[Any]) -> set[int]:
    return {pk for pk, _by in used(assets.model, assets.order_by().values_list("brand", flat=True).distinct())}
