"""Pictures and documents in Wagtail's admin: bulk actions and the admin's own API, kept inside one's brands."""

from typing import Any

from django.db.models import QuerySet
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.views.bulk_actions import add_tags as document_tags
from wagtail.documents.views.bulk_actions import add_to_collection as document_collection
from wagtail.documents.views.bulk_actions import delete as document_delete
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.views.bulk_actions import add_tags as image_tags
from wagtail.images.views.bulk_actions import add_to_collection as image_collection
from wagtail.images.views.bulk_actions import delete as image_delete

from hub.accounts.bulk import scoped
from hub.accounts.viewsets import narrow
from hub.assets.bulk_rights import DocumentRights, ImageRights

for _module in (image_tags, image_collection, image_delete, document_tags, document_collection, document_delete):
    for _name in ("AddTagsBulkAction", "AddToCollectionBulkAction", "DeleteBulkAction"):
        if hasattr(_module, _name):
            hooks.register("register_bulk_action", scoped(getattr(_module, _name)), order=10)

for _action in (ImageRights, DocumentRights):
    hooks.register("register_bulk_action", scoped(_action), order=10)


class _Narrowed:
    request: Any

    def get_queryset(self) -> QuerySet[Any]:
        return narrow(super().get_queryset(), self.request.user)  # type: ignore[misc]


class ScopedImagesAdminAPIViewSet(_Narrowed, ImagesAdminAPIViewSet):  # type: ignore[misc]
    """Pictures of one's own brands."""


class ScopedDocumentsAdminAPIViewSet(_Narrowed, DocumentsAdminAPIViewSet):  # type: ignore[misc]
    """Documents of one's own brands."""


@hooks.register("construct_admin_api", order=10)
def scope_admin_api(router: Any) -> None:
    """Put ours where Wagtail's were."""
    router.register_endpoint("images", ScopedImagesAdminAPIViewSet)
    router.register_endpoint("documents", ScopedDocumentsAdminAPIViewSet)


@hooks.register("insert_global_admin_css")
def style_badges() -> str:
    """Badges of rights, which stand in choosers, too."""
    return format_html('<link rel="stylesheet" href="{}">', static("assets/badges.css"))
