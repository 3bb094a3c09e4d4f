"""A letter a day, at most, about rights that end: thirty days before, seven, and one."""

import datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from hub.accounts.mailing import Letter, write_to
from hub.accounts.models import Brand, User
from hub.accounts.roles import Role
from hub.assets.filters import AHEAD
from hub.assets.models import DocumentAsset, ImageAsset, RightsDigest

#: So many days before the last day somebody is told.
WARNINGS = (30, 7, 1)
#: Not before this hour of the brand's day.
HOUR = 7
_MOST = 40


def send_digests() -> int:
    """Tell the people of every brand once a day; how many brands had something to be told."""
    return sum(_tell(brand) for brand in Brand.objects.order_by("pk"))


def due(brand: Brand, today: datetime.date, told_on: datetime.date | None) -> list[ImageAsset | DocumentAsset]:
    """The files that came into a warning since the people were last told, the soonest first.

    Days on which no worker ran are made up for. Who was never told hears of everything that ends within thirty days.
    """
    soon: Any = {"brand": brand, "valid_until__range": (today, today + AHEAD)}
    found: list[Any] = list(chain(ImageAsset.objects.filter(**soon), DocumentAsset.objects.filter(**soon)))
    missed = (today - told_on).days if told_on is not None else AHEAD.days + 1
    reached = [asset for asset in found if _is_due((asset.valid_until - today).days, missed)]
    return sorted(reached, key=lambda asset: (asset.valid_until, asset.title))


def _is_due(left: int, missed: int) -> bool:
    return any(left <= warning < left + missed for warning in WARNINGS)


@transaction.atomic
def _tell(brand: Brand) -> bool:
    now = timezone.now().astimezone(ZoneInfo(brand.time_zone))
    today = now.date()
    if now.hour < HOUR or RightsDigest.objects.filter(brand=brand, told_on__gte=today).exists():
        return False
    # Two workers at once: the second waits here, and then finds that the day is done.
    Brand.objects.select_for_update().get(pk=brand.pk)
    last = RightsDigest.objects.filter(brand=brand).first()
    if last is not None and last.told_on >= today:
        return False
    assets = due(brand, today, last.told_on if last is not None else None)
    RightsDigest.objects.update_or_create(brand=brand, defaults={"told_on": today})
    if not assets:
        return False
    keys = [[each.pk for each in assets if isinstance(each, model)] for model in (ImageAsset, DocumentAsset)]
    transaction.on_commit(lambda: tell.enqueue(brand.pk, today.isoformat(), *keys), robust=True)
    return True


@task()
def tell(brand_key: int, day: str, images: list[int], documents: list[int]) -> int:
    """Write to the brand managers of a brand about these files; to how many."""
    brand = Brand.objects.filter(pk=brand_key).first()
    found: list[Any] = [*ImageAsset.objects.filter(pk__in=images), *DocumentAsset.objects.filter(pk__in=documents)]
    if brand is None or not found:
        return 0
    found.sort(key=lambda asset: (asset.valid_until or datetime.date.max, asset.title))
    return write_to(_readers(brand), lambda _person: _letter(brand, found, datetime.date.fromisoformat(day)))


def _readers(brand: Brand) -> QuerySet[User]:
    people = User.objects.filter(brands=brand, groups__name=Role.BRAND_MANAGER, is_active=True, rights_digest=True)
    readers: QuerySet[User] = people.exclude(email="").order_by("pk").distinct()
    return readers


def _letter(brand: Brand, assets: list[Any], today: datetime.date) -> Letter:
    count = len(assets)
    shown = [_line(asset, today) for asset in assets[:_MOST]]
    if count > _MOST:
        shown.append(_("and %(count)d more") % {"count": count - _MOST})
    library = "wagtailimages:index" if any(isinstance(asset, ImageAsset) for asset in assets) else "wagtaildocs:index"
    return Letter(
        subject=ngettext(
            "%(brand)s: the rights in a file end soon", "%(brand)s: the rights in %(count)d files end soon", count
        )
        % {"brand": brand.name, "count": count},
        opening=_(
            "All that shows them disappears from every channel after the last day. "
            "Renew the rights, or choose other files."
        ),
        heading=_("Last days:"),
        items=tuple(shown),
        label=_("Look at them in the library"),
        address=f"{reverse(library)}?rights=expiring",
    )


def _line(asset: Any, today: datetime.date) -> str:
    left = (asset.valid_until - today).days
    words = {0: _("today"), 1: _("tomorrow")}.get(left, _("in %(days)s days") % {"days": left})
    return f"{asset.title}: {date_format(asset.valid_until, 'DATE_FORMAT')} · {words}"
