"""The library's lists say how it stands with rights, and when nothing is found, what was looked for."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.documents.views import documents
from wagtail.images.views import images

from hub.assets.uses import count_users


class _Listing:
    """A column for rights, and words for an empty list."""

    filters: Any
    is_filtering: bool

    @property
    def columns(self) -> list[Any]:
        """Wagtail's columns, with rights behind the title."""
        columns = list(super().columns)  # type: ignore[misc]
        at = next((number for number, column in enumerate(columns, 1) if column.name == "title"), None)
        if at is not None:
            columns.insert(at, Column("rights", label=_("Rights"), accessor="rights_badge"))
        return columns

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Count what uses each asset of the page, as its own page tells it: Wagtail's index lags, and sees less."""
        rows = super().decorate_paginated_queryset(object_list)  # type: ignore[misc]
        counts = count_users(rows)
        for row in rows:
            row.usage_count = counts[row.pk]
        return rows


class ImageIndexView(_Listing, images.IndexView):  # type: ignore[misc]
    """The pictures."""

    results_template_name = "assets/images_results.html"


class DocumentIndexView(_Listing, documents.IndexView):  # type: ignore[misc]
    """The documents."""

    results_template_name = "assets/documents_results.html"


def connect() -> None:
    """Put ours where Wagtail's are, before its addresses are read."""
    images.IndexView = ImageIndexView
    documents.IndexView = DocumentIndexView
