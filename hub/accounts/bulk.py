"""Bulk actions of the admin, kept inside the user's brands."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.permissions import policy_registry

from hub.accounts.deleting import RefusesDeletions
from hub.accounts.scoping import is_scoped, require_visible, visible


class ScopedBulkActionMixin:
    """404 for a foreign object among the chosen; "all" means all of one's own.

    Wagtail lists by title what the user may not touch; here that would name another brand's objects.
    """

    request: HttpRequest
    model: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look at the chosen objects first."""
        wanted = set(request.GET.getlist("id")) - {"all"}
        if is_scoped(self.model):
            require_visible(self.model, wanted, request.user)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """Wagtail's selection, narrowed."""
        rows = super().get_all_objects_in_listing_query(parent_id)  # type: ignore[misc]
        # A search backend answers objects, the rest answers primary keys.
        keys = [getattr(row, "pk", row) for row in rows]
        return list(visible(self.model, self.request.user).filter(pk__in=keys).values_list("pk", flat=True))


class PolicyCheckMixin:
    """Ask the permission policy about each object, as Wagtail's actions on users do not."""

    request: HttpRequest

    def check_perm(self, obj: Any) -> bool:
        """Wagtail's own answer, and the policy's."""
        may: bool = super().check_perm(obj)  # type: ignore[misc]
        return may and policy_registry.get_by_type(type(obj)).user_has_permission_for_instance(
            self.request.user, "change", obj
        )


def scoped(action: type[BulkAction], *mixins: type) -> type[BulkAction]:
    """The same action, scoped: register it under the same `action_type`, later than the original."""
    if action.action_type == "delete":
        mixins = (*mixins, RefusesDeletions)
    return type(action.__name__, (*mixins, ScopedBulkActionMixin, action), {})
