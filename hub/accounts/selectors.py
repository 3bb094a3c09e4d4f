"""What is read about accounts."""

from django.db.models import QuerySet

from hub.accounts.models import Brand, User
from hub.accounts.scoping import Viewer, principal_of


def brands_visible_to(viewer: Viewer) -> QuerySet[Brand]:
    """The brands that exist for this principal or user, by name."""
    return Brand.objects.visible_to(viewer)


def find_brand(key: str, *, viewer: Viewer) -> Brand:
    """The brand with this key; `Brand.DoesNotExist` when there is none for the caller."""
    if "\0" in key:  # PostgreSQL cannot even be asked
        raise Brand.DoesNotExist
    return Brand.objects.visible_to(viewer).get(key=key)


def colleagues_of(viewer: Viewer) -> QuerySet[User]:
    """The people with whom the caller shares a brand: to be chosen as owners or team, not to be edited."""
    principal = principal_of(viewer)
    if principal.brand_ids is None:
        everybody: QuerySet[User] = User._default_manager.all()
        return everybody
    together = User.brands.through._default_manager.filter(brand__in=principal.brand_ids)
    colleagues: QuerySet[User] = User._default_manager.filter(pk__in=together.values("user"))
    return colleagues
