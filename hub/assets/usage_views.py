"""Wagtail's pages "Usage", with what its reference index does not read: drafts, overrides, guidelines, variants."""

from typing import Any

from wagtail.documents.views import documents
from wagtail.images.views import images
from wagtail.models import ReferenceIndex

from hub.assets.uses import usage_of


class _Usage:
    """Says where an asset is used."""

    object: Any
    request: Any
    template_name = "assets/usage.html"

    def get_queryset(self) -> Any:
        """Not Wagtail's list: ours says more."""
        return ReferenceIndex.objects.none().group_by_source_object()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add all that uses it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"usage": usage_of(self.object, self.request.user)}


class ImageUsageView(_Usage, images.UsageView):  # type: ignore[misc]
    """Where a picture is used."""


class DocumentUsageView(_Usage, documents.UsageView):  # type: ignore[misc]
    """Where a document is used."""


def connect() -> None:
    """Put ours where Wagtail's are, before its addresses are read."""
    images.UsageView = ImageUsageView
    documents.UsageView = DocumentUsageView
