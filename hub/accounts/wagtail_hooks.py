"""The accounts in Wagtail's admin: brands, and the bulk actions on users kept inside one's brands."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Collection
from wagtail.snippets.bulk_actions import DeleteBulkAction as DeleteSnippets
from wagtail.users.views.bulk_actions import DeleteBulkAction, SetActiveStateBulkAction

from hub.accounts import mail_choices
from hub.accounts.bulk import PolicyCheckMixin, scoped
from hub.accounts.forms import BrandForm
from hub.accounts.models import Brand
from hub.accounts.tokens import ApiTokenViewSet
from hub.accounts.users import ScopedAssignRole
from hub.accounts.viewsets import BrandScopedViewSetMixin


class BrandViewSet(BrandScopedViewSetMixin, ModelViewSet):  # type: ignore[misc]
    """Brands: superusers add them, administrators change their own."""

    model = Brand
    name = "brands"
    icon = "tag"
    menu_label = _("Brands")
    menu_order = 500
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ["name", "key", "time_zone", "default_locale"]
    search_fields = ["name", "key"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[BrandForm]:  # noqa: ARG002
        """The same form for new and known brands."""
        return BrandForm


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ModelViewSet]:
    """Brands and their tokens, below Settings."""
    return [BrandViewSet(), ApiTokenViewSet()]


# After Wagtail's own, whose place they take.
for _action in (ScopedAssignRole, DeleteBulkAction, SetActiveStateBulkAction):
    hooks.register("register_bulk_action", scoped(_action, PolicyCheckMixin), order=10)


hooks.register("register_bulk_action", scoped(DeleteSnippets), order=10)


@hooks.register("describe_collection_contents")
def keep_collections_of_brands(collection: Collection) -> dict[str, Any] | None:
    """Wagtail deletes empty collections only; one that belongs to a brand is never empty."""
    count = Brand.objects.filter(collection=collection).count()
    if not count:
        return None
    return {"count": count, "count_text": ngettext("%(count)s brand", "%(count)s brands", count) % {"count": count}}


mail_choices.take_place()
