"""Wagtail permission policies that know brands: a right counts only for objects of the user's own brands."""

from collections.abc import Collection as Some
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.models import Collection
from wagtail.permission_policies import ModelPermissionPolicy

from hub.accounts.models import Brand, User
from hub.accounts.scoping import brand_id_of, is_visible, visible


class BrandPermissionPolicy(ModelPermissionPolicy):  # type: ignore[misc]
    """Model-wide rights come from the roles; each object is one's own brand's, or it is not there.

    Register it in `AppConfig.ready()`, before anything asks:
    `register_permission_policy(Campaign, BrandPermissionPolicy(Campaign), exact_class=True)`.
    """

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        """The right, and the brand."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Model) -> bool:
        """Any of the rights, and the brand."""
        return bool(self.user_has_any_permission(user, actions)) and is_visible(instance, user)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """The brand's objects for who has the right; none for others."""
        if self.user_has_any_permission(user, actions):
            return visible(self.model, user)
        nothing: QuerySet[Any] = self.model._default_manager.none()
        return nothing

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet[User]:
        """Who has the right and works for the object's brand, or for all."""
        users: QuerySet[User] = self.users_with_any_permission(actions)
        own = (
            Q(brands=brand_id_of(instance)) if hasattr(instance, "brand_path") else Q(brands__in=instance.brands.all())
        )
        return users.filter(Q(is_superuser=True) | own).distinct()


class BrandCollectionPolicy(BrandPermissionPolicy):
    """The same for pictures and documents, which Wagtail keeps in collections: each brand has one, with what is below.

    Nothing can be put anywhere else, so that nothing is without a brand.
    """

    def _has_right(self, user: Any, action: str) -> bool:
        return bool(user.has_perm(self._get_permission_name(action)))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """A right to add needs a place to add to; Wagtail's forms fail without one."""
        actions = set(actions)
        allowed = {action for action in actions if self._has_right(user, action)}
        if allowed == {"add"}:
            return self.collections_user_has_any_permission_for(user, allowed).exists()
        return bool(allowed)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """See `user_has_any_permission`."""
        return self.user_has_any_permission(user, [action])

    def collections_user_has_any_permission_for(self, user: Any, actions: Some[str]) -> QuerySet[Collection]:
        """The collections of the user's brands."""
        nowhere: QuerySet[Collection] = Collection.objects.none()
        if not any(self._has_right(user, action) for action in actions):
            return nowhere
        roots = Collection.objects.filter(brand__in=Brand.objects.visible_to(user))
        for root in roots:
            nowhere = nowhere | Collection.objects.descendant_of(root, inclusive=True)
        return nowhere

    def collections_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Collection]:
        """See `collections_user_has_any_permission_for`."""
        return self.collections_user_has_any_permission_for(user, [action])
