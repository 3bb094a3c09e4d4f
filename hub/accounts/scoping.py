"""One way to ask "which of these exist for the caller?", shared by every model that belongs to a brand."""

from collections.abc import Iterable
from typing import Any, Protocol, Self, TypeVar, cast, runtime_checkable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.http import Http404

from hub.accounts.principal import NOBODY, Principal

_M = TypeVar("_M", bound=models.Model)
Viewer = Principal | AbstractBaseUser | AnonymousUser


@runtime_checkable
class HasPrincipal(Protocol):
    """A user model that knows the principal it stands for."""

    def as_principal(self) -> Principal:
        """The caller that this user is."""
        ...


def principal_of(viewer: Viewer) -> Principal:
    """The principal behind a request's user, or the principal itself; anonymous and inactive users are nobody."""
    if isinstance(viewer, Principal):
        return viewer
    return viewer.as_principal() if isinstance(viewer, HasPrincipal) else NOBODY


class BrandOwnedQuerySet(models.QuerySet[_M]):
    """A queryset that narrows itself to what belongs to the caller's brands.

    The model says where its brand is found: `brand_path = "campaign__brand"`, a path over foreign keys; "" for
    the brand itself. Views reach objects through `visible_to` only, so that another brand's are simply not there.
    """

    def visible_to(self, viewer: Viewer) -> Self:
        """The rows that exist for this principal or user."""
        principal = principal_of(viewer)
        if principal.brand_ids is None:
            return self.all()
        path = getattr(self.model, "brand_path", "brand")
        return self.filter(**{f"{path or 'pk'}{LOOKUP_SEP}in": principal.brand_ids})


class SharedQuerySet(models.QuerySet[_M]):
    """For what has several brands (`brands`): users and tokens. Seen by who has all of them, so that nobody
    lends or takes away what is another's.
    """

    def visible_to(self, viewer: Viewer) -> Self:
        """The rows that have brands, all of them the caller's."""
        principal = principal_of(viewer)
        if principal.brand_ids is None:
            return self.all()
        rows = self.model._default_manager
        brands: Any = self.model._meta.get_field("brands").related_model
        foreign = brands._default_manager.exclude(pk__in=principal.brand_ids)
        own = rows.filter(brands__in=principal.brand_ids).exclude(brands__in=foreign)
        return self.filter(pk__in=own.values("pk"))


class BrandOwned(models.Model):
    """An abstract base for what belongs to a brand. Base classes with managers of their own: set `objects` again."""

    brand_path = "brand"

    objects = BrandOwnedQuerySet.as_manager()

    class Meta:
        abstract = True


def is_scoped(model: type[models.Model]) -> bool:
    """Whether rows of this model are seen by brand only."""
    return hasattr(model, "brand_path") or hasattr(model._default_manager, "visible_to")


def brand_id_of(instance: models.Model) -> int | None:
    """The primary key of the brand that the instance belongs to, saved or not; None when it has none (yet)."""
    path = cast("str", getattr(instance, "brand_path", "brand"))
    *steps, last = path.split(LOOKUP_SEP) if path else ["pk"]
    current: Any = instance
    for step in steps:
        # A foreign key that is not filled in raises on access in an unsaved instance.
        current = getattr(current, step, None) if getattr(current, f"{step}_id", None) is not None else None
        if current is None:
            return None
    found = current.pk if last == "pk" else getattr(current, f"{last}_id", None)
    return cast("int | None", found)


def is_visible(instance: models.Model, viewer: Viewer) -> bool:
    """Whether this instance exists for the caller. One that is being written and has no brand yet does."""
    principal = principal_of(viewer)
    if principal.brand_ids is None:
        return True
    if hasattr(instance, "brand_path"):
        brand_id = brand_id_of(instance)
        is_new = instance._state.adding and brand_id is None
        return bool(principal.brand_ids) if is_new else principal.sees_brand(brand_id)
    return visible(type(instance), principal).filter(pk=instance.pk).exists()


def visible(model: type[_M], viewer: Viewer) -> models.QuerySet[_M]:
    """`model`'s rows that exist for the caller, whichever manager the model has; all, where it knows no brands."""
    rows: Any = model._default_manager.all()
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(viewer)
    elif hasattr(model, "brand_path"):
        rows = BrandOwnedQuerySet.visible_to(rows, viewer)
    return cast("models.QuerySet[_M]", rows)


def require_visible(model: type[models.Model], ids: Iterable[object], viewer: Viewer) -> None:
    """Raise `Http404` unless every one of these primary keys exists for the caller. Bad keys do not exist."""
    wanted = {str(identifier) for identifier in ids}
    try:
        there = visible(model, viewer).filter(pk__in=wanted).values_list("pk", flat=True)
        found = {str(pk) for pk in there}
    except (ValueError, TypeError, OverflowError, ValidationError) as error:  # not a key of this model at all
        raise Http404 from error
    if found != wanted:
        raise Http404(f"No {model._meta.verbose_name} with this id.")
